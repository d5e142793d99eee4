/**
 * Lines above lines. Monaco moves each of them at every key, so of very many only those near to what is shown are given to it; the others
 * come when scrolling pauses.
 */
import { monaco } from './monaco.ts';
import { pathOf } from './text-models.ts';
import type { EditorLanguage, LanguageProviders, Lens } from './types.ts';

const MANY = 100;
/** Lines around what is shown that have theirs; half of it is left before they are asked for again. */
const AROUND = 200;
const PAUSE_MILLIS = 150;

type Lines = readonly [from: number, to: number];

function shownOf(model: monaco.editor.ITextModel): Lines {
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

export function registerLenses(
  language: EditorLanguage,
  { of, watch }: NonNullable<LanguageProviders['lenses']>,
): void {
  const changes = new monaco.Emitter<monaco.languages.CodeLensProvider>();
  const command = `factline.lens.${language}`;
  /** Of models with many, the lines that have theirs. */
  const given = new WeakMap<monaco.editor.ITextModel, Lines>();
  monaco.editor.registerCommand(command, (_, run: Lens['run']) => run());

  const provider: monaco.languages.CodeLensProvider = {
    onDidChange: changes.event,
    async provideCodeLenses(model, token) {
      const gone = new AbortController();
      token.onCancellationRequested(() => gone.abort());
      const all = await of(pathOf(model.uri), () => model.getValue(), gone.signal);
      if (model.isDisposed()) return { lenses: [], dispose: () => undefined };
      const [from, to] = shownOf(model);
      const around: Lines = [from - AROUND, to + AROUND];
      if (all.length > MANY) given.set(model, around);
      else given.delete(model);
      const near = all.length > MANY ? all.filter(({ line }) => line >= around[0] && line <= around[1]) : all;
      return {
        lenses: near.map(({ line, title, tooltip, run }) => ({
          range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 },
          command: { id: command, title, tooltip, arguments: [run] },
        })),
        dispose: () => undefined,
      };
    },
  };
  monaco.languages.registerCodeLensProvider(language, provider);
  watch(() => changes.fire(provider));

  const follow = (editor: monaco.editor.ICodeEditor) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const scrolled = editor.onDidScrollChange(() => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const model = editor.getModel();
        const lines = model && given.get(model);
        if (!lines) return;
        const [from, to] = shownOf(model);
        if (from - AROUND / 2 < lines[0] || to + AROUND / 2 > lines[1]) changes.fire(provider);
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
