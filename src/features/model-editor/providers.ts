/** What the language worker knows, for the editor. */
import { getServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { registerProviders } from '../../ui/code-editor/providers.ts';

let _registered: Promise<void> | undefined;

export function startModelLanguage(): void {
  const language = () => getServices().language;
  _registered ??= registerProviders('factline-model', {
    complete: (_, text, line, column) => language().complete({ text, line, column }),
    hover: (_, text, line, column) => language().hover({ text, line, column }),
    format: (_, text) => language().format({ text }),
    fixes: (path, line) =>
      useWorkbench
        .getState()
        .findings.filter(({ place, fixes }) => place.file === path && place.line === line && fixes)
        .flatMap(({ fixes = [] }) =>
          fixes.map(({ title, edits }) => ({ title, edits: edits.filter(({ file }) => file === path) })),
        ),
    symbols: (path) => useWorkbench.getState().outline.filter(({ file }) => file === path),
  });
}
