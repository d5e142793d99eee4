/** Marks the word at the cursor wherever it stands near to what is shown. Monaco's own way marks it in the whole text, and a model says `version` ten thousand times. */
import { monaco } from './monaco.ts';
import { shownLines } from './shown-lines.ts';
import type { EditorLanguage } from './types.ts';

const AROUND = 200;

export function registerHighlights(language: EditorLanguage): void {
  monaco.languages.registerDocumentHighlightProvider(language, {
    provideDocumentHighlights(model, position) {
      const word = model.getWordAtPosition(position);
      if (!word) return [];
      const [from, to] = shownLines(model);
      const near = new monaco.Range(Math.max(1, from - AROUND), 1, Math.min(model.getLineCount(), to + AROUND), 1);
      const separators = monaco.editor.EditorOptions.wordSeparators.defaultValue;
      return model
        .findMatches(word.word, near, false, true, separators, false)
        .map(({ range }) => ({ range, kind: monaco.languages.DocumentHighlightKind.Text }));
    },
  });
}
