/** Monaco moves what it is given at every key: of very much it gets what is near to the lines that are shown, and the rest when scrolling pauses. */
import { monaco } from './monaco.ts';
import type { Lines } from './types.ts';

const PAUSE_MILLIS = 150;

export function shownLines(model: monaco.editor.ITextModel): Lines {
  const ranges = monaco.editor
    .getEditors()
    .filter((editor) => editor.getModel() === model)
    .flatMap((editor) => editor.getVisibleRanges());
  return ranges.length === 0
    ? [1, 1]
    : [
        Math.min(...ranges.map(({ startLineNumber }) => startLineNumber)),
        Math.max(...ranges.map(({ endLineNumber }) => endLineNumber)),
      ];
}

/** Calls when somebody scrolled near to the end of the lines that a model was given something for; `given` has none where all was given. */
export function whenLeaving(
  given: (model: monaco.editor.ITextModel) => Lines | undefined,
  margin: number,
  call: () => void,
): void {
  const follow = (editor: monaco.editor.ICodeEditor) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const scrolled = editor.onDidScrollChange(() => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const model = editor.getModel();
        const lines = model && given(model);
        if (!lines) return;
        const [from, to] = shownLines(model);
        if (from - margin < lines[0] || to + margin > lines[1]) call();
      }, PAUSE_MILLIS);
    });
    editor.onDidDispose(() => {
      clearTimeout(timer);
      scrolled.dispose();
    });
  };
  for (const editor of monaco.editor.getEditors()) follow(editor);
  monaco.editor.onDidCreateEditor(follow);
}
