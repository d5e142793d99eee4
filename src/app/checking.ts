/** Model and behavior files are checked together in the language worker at every change, whichever panels are open. */
import type { WorkspaceFile } from '../core/workspace/workspace.ts';
import { track } from './busy.ts';
import { getServices } from './services.ts';
import { useWorkbench } from './store.ts';
import { report } from './toast.ts';

export const isModelFile = (path: string): boolean => /\.model\.ya?ml$/.test(path);
export const isBehaviorFile = (path: string): boolean => path.endsWith('.behavior.ts');

const NONE = {
  findings: [],
  checkedFiles: [],
  findingCounts: { error: 0, warning: 0, info: 0 },
  model: undefined,
  modelStale: false,
  profiles: [],
  outline: [],
};

async function check(files: readonly WorkspaceFile[], behavior: readonly WorkspaceFile[]): Promise<void> {
  const { set } = useWorkbench.getState();
  if (files.length === 0) {
    newest++;
    set(NONE);
    return;
  }
  const { findings, counts, stale, profiles } = await getServices().language.check({ files, behavior });
  set({
    findings,
    checkedFiles: [...files, ...behavior],
    findingCounts: counts,
    profiles,
    modelStale: stale,
    ...(!stale && { soundAt: Date.now() }),
  });
  await learnModel();
}

/** The model and its outline follow when typing pauses: whoever shows them need not draw again at every key. */
const PAUSE_MILLIS = 150;
let newest = 0;
async function learnModel(): Promise<void> {
  const mine = ++newest;
  if (useWorkbench.getState().model) await track(new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS)));
  if (mine !== newest) return;
  const known = await getServices().language.model();
  if (mine === newest) useWorkbench.getState().set(known);
}

export function startChecking(): void {
  let before: readonly WorkspaceFile[] = [];
  useWorkbench.subscribe(({ workspace }) => {
    const files = workspace?.files.filter(({ path }) => isModelFile(path)) ?? [];
    const behavior = workspace?.files.filter(({ path }) => isBehaviorFile(path)) ?? [];
    const now = [...files, ...behavior];
    const same = now.length === before.length && now.every((file, i) => file === before[i]);
    before = now;
    // A newer text overtakes this one: an AbortError is no fault.
    if (!same) check(files, behavior).catch(report);
  });
}
