/** The scenarios' run: at each change of model or behavior, whatever panels are open, after a pause in typing; newest wins. */
import { useSyncExternalStore } from 'react';
import { track } from '../../app/busy.ts';
import { isBehaviorFile, isModelFile } from '../../app/checking.ts';
import { getServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { Model } from '../../core/model/model.ts';
import type { ReplayError } from '../../core/replay/view.ts';
import type { WorkspaceFile } from '../../core/workspace/workspace.ts';
import { changedDeciders, type DeciderText, deciderTexts, scenariosWith } from '../../core/writepath/affected.ts';
import { scenarioPointer } from '../../core/writepath/scenario-text.ts';
import type { ScenarioResult } from '../../core/writepath/scenarios.ts';
import type { SimulatorService } from '../../sandbox/protocol.ts';
import { findingsOf, marksOf, type PlacedResult, tableOf } from './marks.ts';

export interface ScenariosState {
  readonly results: readonly PlacedResult[];
  /** Of all that is to run, between 0 and 1; undefined = nothing is running. */
  readonly part: number | undefined;
  /** The behavior does not load, so nothing could run. */
  readonly error: ReplayError | undefined;
  /** The model's text is broken; `results` are of the last good one. */
  readonly broken: boolean;
  readonly model: Model | undefined;
  readonly millis: number;
}
const NOTHING: ScenariosState = {
  results: [],
  part: undefined,
  error: undefined,
  broken: false,
  model: undefined,
  millis: 0,
};
const PAUSE_MILLIS = 400;
/** So many are asked for at once: the first answers are known while the others run. */
const BATCH = 100;

let state = NOTHING;
const watching = new Set<() => void>();
const tell = (next: Partial<ScenariosState>) => {
  state = { ...state, ...next };
  for (const hear of watching) hear();
};
const watch = (hear: () => void) => {
  watching.add(hear);
  return () => void watching.delete(hear);
};
export const useScenarios = (): ScenariosState => useSyncExternalStore(watch, () => state);

let service: SimulatorService | undefined;
let newest = 0;
/** What a run is of. */
let held: readonly WorkspaceFile[] = [];
let failed: ReadonlySet<string> = new Set();
let deciders: readonly DeciderText[] = [];

/** All of them, in the model's order; one that ends the realm fails alone. `first`: what may have changed. */
async function runAll(
  realm: SimulatorService,
  model: Model,
  first: (name: string) => boolean,
  onPart: (part: number) => void,
  current: () => boolean,
): Promise<readonly ScenarioResult[]> {
  const names = Object.keys(model.scenarios);
  const inTurn = [...names.filter(first), ...names.filter((name) => !first(name))];
  const found = new Map<string, ScenarioResult[]>(names.map((name) => [name, []]));
  try {
    for (let i = 0; i < inTurn.length; i += BATCH) {
      onPart(i / inTurn.length);
      const { scenarios } = await realm.simulate({ what: 'scenarios', names: inTurn.slice(i, i + BATCH) });
      for (const result of scenarios) (found.get(result.name) ?? found.get(tableOf(result.name)))?.push(result);
    }
  } catch (error) {
    // A newer run ended it for its own sake.
    if (!current() || !(error instanceof Error && error.name === 'RealmEnded')) throw error;
    return (await realm.scenarios()).results;
  }
  return [...found.values()].flat();
}

async function run(models: readonly WorkspaceFile[], behavior: readonly WorkspaceFile[], mine: number): Promise<void> {
  const current = () => newest === mine;
  const { language, newSimulator } = getServices();
  const { set } = useWorkbench.getState();
  const nothing = (more: Partial<ScenariosState>) => {
    failed = new Set();
    set({ scenarioFindings: [], scenarioMarks: [], scenarioCounts: undefined });
    tell({ results: [], part: undefined, broken: false, error: undefined, ...more });
  };
  const started = performance.now();
  const { model } = await language.parse({ files: models });
  if (!current()) return;
  if (!model) {
    if (models.length === 0) nothing({ model: undefined });
    else tell({ broken: true, part: undefined });
    return;
  }
  if (Object.keys(model.scenarios).length === 0) return nothing({ model });
  tell({ part: 0, model });
  service?.cancel();
  service ??= newSimulator();
  const [{ error }, targets] = await Promise.all([
    service.prepare({ files: behavior, model }),
    language.targets({ behavior }),
  ]);
  const places = targets.flatMap(({ target, place }) =>
    target.startsWith('decider/') ? [{ name: target.slice('decider/'.length), place }] : [],
  );
  if (!current()) return;
  if (error) return nothing({ error, model });
  const texts = deciderTexts({ files: behavior, deciders: places });
  const affected = scenariosWith(model.scenarios, changedDeciders(deciders, texts));
  const first = (name: string) => failed.has(name) || affected.has(name);
  const results = await runAll(service, model, first, (part) => current() && tell({ part }), current);
  if (!current()) return;
  deciders = texts;
  const pointers = results.map(({ name, failure }) => failure?.pointer ?? scenarioPointer(name));
  const tables = [...new Set(results.map(({ name }) => tableOf(name)))];
  const parsed = await language.parse({ files: models, pointers: [...pointers, ...tables.map(scenarioPointer)] });
  if (!current()) return;
  const placed = results.map((result, i): PlacedResult => ({ ...result, place: parsed.places[i] ?? {} }));
  failed = new Set(results.flatMap(({ ok, name }) => (ok ? [] : [tableOf(name)])));
  const scenarioPlaces = new Map(tables.map((name, i) => [name, parsed.places[pointers.length + i] ?? {}]));
  set({
    scenarioFindings: findingsOf(placed),
    scenarioMarks: marksOf(model, placed, scenarioPlaces, places),
    scenarioCounts: { passed: results.filter(({ ok }) => ok).length, failed: results.filter(({ ok }) => !ok).length },
  });
  const millis = performance.now() - started;
  tell({ results: placed, part: undefined, broken: false, error: undefined, model, millis });
}

function begin(pauseMillis: number): void {
  const mine = ++newest;
  const models = held.filter(({ path }) => isModelFile(path));
  const behavior = held.filter(({ path }) => isBehaviorFile(path));
  const soon = new Promise((resolve) => setTimeout(resolve, pauseMillis));
  track(soon.then(() => (newest === mine ? run(models, behavior, mine) : undefined))).catch((error: unknown) => {
    if (newest !== mine) return;
    tell({ part: undefined });
    report(error);
  });
}

/** What a workspace without a scenario holds is not looked at. */
const maySpeak = (files: readonly WorkspaceFile[]) =>
  files.some(({ path, text }) => isModelFile(path) && text.includes('scenarios')) || state.results.length > 0;

export function startScenarios(): void {
  let workspace: string | undefined;
  useWorkbench.subscribe((s) => {
    const now = (s.workspace?.files ?? []).filter(({ path }) => isModelFile(path) || isBehaviorFile(path));
    const other = s.workspace?.id !== workspace;
    const same = now.length === held.length && now.every((file, i) => file === held[i]);
    if (same && !other) return;
    workspace = s.workspace?.id;
    held = now;
    if (other) {
      deciders = [];
      failed = new Set();
    }
    if (maySpeak(now) || state.model) begin(other ? 0 : PAUSE_MILLIS);
  });
}

export const runAgain = (): void => begin(0);
export function stopScenarios(): void {
  newest++;
  service?.stop();
  tell({ part: undefined });
}
