/**
 * Monaco finds what can be folded anew at every key, and marks all of it. In a long text that takes longer than a key may: there, what can be
 * folded is looked for once typing rests, near to what is shown; whole sections can be folded wherever one is.
 */
import { computeRanges } from 'monaco-editor/editor/contrib/folding/browser/indentRangeProvider.js';
import { monaco } from './monaco.ts';
import { shownLines, whenLeaving } from './shown-lines.ts';
import { pathOf } from './text-models.ts';
import type { EditorLanguage, LanguageProviders, Lines } from './types.ts';

const LONG_LINES = 4000;
const AROUND = 1000;
const REST_MILLIS = 150;

export function registerFolding(language: EditorLanguage, symbols: NonNullable<LanguageProviders['symbols']>): void {
  const changes = new monaco.Emitter<monaco.languages.FoldingRangeProvider>();
  const given = new WeakMap<monaco.editor.ITextModel, Lines>();

  const near = (model: monaco.editor.ITextModel): monaco.languages.FoldingRange[] => {
    const [first, last] = shownLines(model);
    const [from, to] = [Math.max(1, first - AROUND), Math.min(model.getLineCount(), last + AROUND)];
    given.set(model, [from === 1 ? Number.NEGATIVE_INFINITY : from, to === model.getLineCount() ? Infinity : to]);
    const part = {
      getOptions: () => model.getOptions(),
      getLineCount: () => to - from + 1,
      getLineContent: (n: number) => model.getLineContent(n + from - 1),
    };
    const found = computeRanges(part, true);
    const sections = symbols(pathOf(model.uri)).map(({ line, endLine }) => ({ start: line, end: endLine }));
    const parts = Array.from({ length: found.length }, (_, i) => ({
      start: found.getStartLineNumber(i) + from - 1,
      end: found.getEndLineNumber(i) + from - 1,
    }));
    // Where a section ends is not known from a part of its lines.
    return [...sections, ...parts.filter(({ start }) => model.getLineFirstNonWhitespaceColumn(start) > 1)];
  };

  const provider: monaco.languages.FoldingRangeProvider = {
    onDidChange: changes.event,
    provideFoldingRanges(model, _, token) {
      // By Monaco itself, by indentation.
      if (model.getLineCount() < LONG_LINES) {
        given.delete(model);
        return null;
      }
      // One who is asked no more does not answer: Monaco would take that for none, and look through the whole text.
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          if (!model.isDisposed()) resolve(near(model));
        }, REST_MILLIS);
        token.onCancellationRequested(() => clearTimeout(timer));
      });
    },
  };
  monaco.languages.registerFoldingRangeProvider(language, provider);
  whenLeaving(
    (model) => given.get(model),
    AROUND / 2,
    () => changes.fire(provider),
  );
}
