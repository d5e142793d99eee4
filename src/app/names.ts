/** The names of the model for the editors of model and behavior: definition, references, renaming (`core/navigate`). */
import type { NameProviders, TextPlace } from '../ui/code-editor/types.ts';
import type { Named } from '../workers/language/language.protocol.ts';
import { isBehaviorFile, isModelFile } from './checking.ts';
import { showPanel } from './layout.ts';
import { getServices } from './services.ts';
import { useWorkbench } from './store.ts';
import { toast } from './toast.ts';

const files = () => useWorkbench.getState().workspace?.files ?? [];

function question(path: string, text: string, line: number, column: number) {
  const now = files().map((file) => (file.path === path ? { path, text } : file));
  return {
    files: now.filter((file) => isModelFile(file.path)),
    behavior: now.filter((file) => isBehaviorFile(file.path)),
    cursor: { file: path, line, column },
  };
}
const placeOf = ({ file, range }: Pick<Named, 'file' | 'range'>): TextPlace => ({ path: file, ...range });

export const nameProviders: NameProviders = {
  host: {
    scope: () => useWorkbench.getState().workspace?.id ?? '',
    files,
    changed(texts) {
      const { workspace, readOnly, set } = useWorkbench.getState();
      if (!workspace || readOnly) return;
      const byPath = new Map(texts.map((file) => [file.path, file]));
      set({ workspace: { ...workspace, files: workspace.files.map((file) => byPath.get(file.path) ?? file) } });
    },
    open(path, line, column) {
      showPanel(isBehaviorFile(path) ? 'behavior' : 'model', { focus: true });
      useWorkbench.getState().revealAt({ file: path, line, column });
    },
  },
  async definition(...at) {
    const places = await getServices().language.places(question(...at));
    return places.filter(({ role }) => role === 'definition').map(placeOf);
  },
  references: async (...at) => (await getServices().language.places(question(...at))).map(placeOf),
  async renameable(...at) {
    if (useWorkbench.getState().readOnly)
      return { refused: 'Another tab writes this workspace: nothing is changed here.' };
    const [path] = at;
    const found = await getServices().language.renameable(question(...at));
    // What is no name of the model is TypeScript's affair in behavior.
    if ('refused' in found) return found.named || isModelFile(path) ? { refused: found.refused } : undefined;
    return { name: found.name, place: placeOf({ file: path, range: found.range }) };
  },
  async rename(path, text, line, column, to) {
    const recorded = useWorkbench.getState().journal?.types.map(({ type }) => type) ?? [];
    const found = await getServices().language.rename({ ...question(path, text, line, column), to, recorded });
    if ('refused' in found) return found;
    return { edits: found.edits.map(({ file, ...edit }) => ({ ...edit, path: file })) };
  },
  refuse: (why) => toast(why, { severity: 'error' }),
};
