/** Lines above lines. */
import { monaco } from './monaco.ts';
import { shownLines, whenLeaving } from './shown-lines.ts';
import { pathOf, textOf } from './text-models.ts';
import type { EditorLanguage, LanguageProviders, Lens, Lines, TextLines } from './types.ts';

/** Lines around what is shown that have theirs; half of it is left before they are asked for again. */
const AROUND = 200;

const linesOf = (model: monaco.editor.ITextModel): TextLines => ({
  text: textOf(model),
  count: model.getLineCount(),
  line: (n) => model.getLineContent(n),
});

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
      let around: Lines = [1, 1];
      const near = (): Lines => {
        const [from, to] = shownLines(model);
        around = [from - AROUND, to + AROUND];
        return around;
      };
      const { lenses, all } = await of(pathOf(model.uri), () => linesOf(model), near, gone.signal);
      if (all) given.delete(model);
      else given.set(model, around);
      return {
        lenses: lenses.map(({ line, title, tooltip, run }) => ({
          range: { startLineNumber: line, startColumn: 1, endLineNumber: line, endColumn: 1 },
          command: { id: command, title, tooltip, arguments: [run] },
        })),
        dispose: () => undefined,
      };
    },
  };
  monaco.languages.registerCodeLensProvider(language, provider);
  watch(() => changes.fire(provider));
  whenLeaving(
    (model) => given.get(model),
    AROUND / 2,
    () => changes.fire(provider),
  );
}
