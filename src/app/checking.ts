/** Model and behavior files are checked together in the language worker at every change, whichever panels are open. */

import type { Finding } from '../core/finding.ts';
import { withListNews } from '../core/list-news.ts';
import { type KnownModel, withNews } from '../core/model/model-news.ts';
import type { WorkspaceFile } from '../core/workspace/workspace.ts';
import type { CheckProgress } from '../workers/language/language.protocol.ts';
import { track } from './busy.ts';
import { number } from './format.ts';
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

const DOING = { reading: 'Reading the model', checking: 'Checking the model' } as const;
/** What the status bar was told last of a check that goes on. */
let progress: string | undefined;
function tellProgress(value: unknown): void {
  const { doing, done, of } = value as CheckProgress;
  progress = `${DOING[doing]}: ${number(done)} of ${number(of)} definitions`;
  useWorkbench.getState().set({ working: progress });
}

/** The findings that the worker told last. */
let told: { readonly answer: number; readonly findings: readonly Finding[] } = { answer: 0, findings: [] };

async function check(files: readonly WorkspaceFile[], behavior: readonly WorkspaceFile[]): Promise<void> {
  const { set, cursor: near } = useWorkbench.getState();
  if (files.length === 0) {
    newest++;
    set(NONE);
    return;
  }
  const answered = await getServices()
    .language.check({ files, behavior, known: told.answer, near }, { onProgress: tellProgress })
    .finally(() => {
      const { working } = useWorkbench.getState();
      if (working !== undefined && working === progress) set({ working: undefined });
    });
  const { findings, since, answer, counts, stale, profiles } = answered;
  // Answers come in the order of their questions, so that what one brings is the ground of the next.
  told = { answer, findings: withListNews(findings, since === told.answer ? told.findings : []) };
  set({
    findings: told.findings,
    checkedFiles: [...files, ...behavior],
    findingCounts: counts,
    profiles,
    modelStale: stale,
    ...(!stale && { soundAt: Date.now() }),
  });
  await learnModel();
}

const NOTHING_KNOWN: KnownModel = { model: undefined, outline: [] };
/** The model and its outline follow when typing pauses: whoever shows them need not draw again at every key. */
const PAUSE_MILLIS = 150;
let newest = 0;
/** What the worker last told. */
let held: { readonly revision: number; readonly known: KnownModel } | undefined;
async function learnModel(): Promise<void> {
  const mine = ++newest;
  if (useWorkbench.getState().model) await track(new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS)));
  if (mine !== newest) return;
  const { news, whole, revision } = await getServices().language.model({ known: held?.revision });
  const before = whole || !held ? NOTHING_KNOWN : held.known;
  // What an answer brings is the ground of the next one, so it is held even if a newer text is being checked.
  held = { revision, known: news ? withNews(news, before) : { ...before, outline: [...before.outline] } };
  // A key that came meanwhile has its turn before the panels draw.
  await track(new Promise((resolve) => setTimeout(resolve, 0)));
  if (mine === newest) useWorkbench.getState().set(held.known);
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
