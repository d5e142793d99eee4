/** Runs the scenarios at each change of model or behavior, after a pause in typing; newest wins. */

import { useCallback, useEffect, useRef, useState } from 'react';
import { track } from '../../app/busy.ts';
import { isBehaviorFile, isModelFile } from '../../app/checking.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { Finding, Place } from '../../core/finding.ts';
import type { Model } from '../../core/model/model.ts';
import type { ReplayError } from '../../core/replay/view.ts';
import type { WorkspaceFile } from '../../core/workspace/workspace.ts';
import { scenarioPointer } from '../../core/writepath/scenario-text.ts';
import type { ScenarioResult } from '../../core/writepath/scenarios.ts';
import type { SimulatorService } from '../../sandbox/protocol.ts';

export interface PlacedResult extends ScenarioResult {
  /** Of the failing step; where it is ok, of the scenario. */
  readonly place: Place;
}
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
/** So many are asked for at once: the first answers are shown while the others run. */
const BATCH = 100;

const pointerOf = ({ name, failure }: ScenarioResult) => failure?.pointer ?? scenarioPointer(name);

const findingsOf = (results: readonly PlacedResult[]): readonly Finding[] =>
  results.flatMap(({ name, failure, place }) =>
    failure
      ? [
          {
            rule: 'scenario-fails',
            clauses: failure.clauses,
            severity: 'error' as const,
            place,
            message: `Scenario ${name}: ${failure.message}`,
          },
        ]
      : [],
  );

/** All of them, in the model's order; one that ends the realm fails alone. */
async function runAll(
  service: SimulatorService,
  model: Model,
  before: ReadonlySet<string>,
  onPart: (part: number) => void,
): Promise<readonly ScenarioResult[]> {
  const names = Object.keys(model.scenarios);
  const first = names.filter((name) => before.has(name));
  const inTurn = [...first, ...names.filter((name) => !before.has(name))];
  const found = new Map<string, ScenarioResult[]>(names.map((name) => [name, []]));
  try {
    for (let i = 0; i < inTurn.length; i += BATCH) {
      onPart(i / inTurn.length);
      const batch = inTurn.slice(i, i + BATCH);
      const { scenarios } = await service.simulate({ what: 'scenarios', names: batch });
      for (const result of scenarios)
        (found.get(result.name) ?? found.get(result.name.replace(/\[\d+\]$/, '')))?.push(result);
    }
  } catch (error) {
    if (!(error instanceof Error && error.name === 'RealmEnded')) throw error;
    const { results } = await service.scenarios();
    return results;
  }
  return [...found.values()].flat();
}

export function useScenarios(): ScenariosState & { readonly runAgain: () => void; readonly stop: () => void } {
  const { language, newSimulator } = useServices();
  const [state, setState] = useState(NOTHING);
  const [turn, setTurn] = useState(0);
  const service = useRef<SimulatorService>(undefined);
  const newest = useRef(0);
  const turns = useRef(0);
  const failed = useRef<ReadonlySet<string>>(new Set());

  const stop = useCallback(() => {
    newest.current++;
    service.current?.stop();
    setState((s) => ({ ...s, part: undefined }));
  }, []);

  const run = useCallback(
    async (models: readonly WorkspaceFile[], behavior: readonly WorkspaceFile[], mine: number) => {
      const current = () => newest.current === mine;
      const tell = (next: Partial<ScenariosState>) => {
        if (current()) setState((s) => ({ ...s, ...next }));
      };
      const done = (results: readonly PlacedResult[], more: Partial<ScenariosState>) => {
        if (!current()) return;
        failed.current = new Set(results.flatMap(({ ok, name }) => (ok ? [] : [name.replace(/\[\d+\]$/, '')])));
        useWorkbench.getState().set({ scenarioFindings: findingsOf(results) });
        tell({ results, part: undefined, broken: false, error: undefined, ...more });
      };
      const started = performance.now();
      const { model } = await language.parse({ files: models });
      if (!current()) return;
      if (!model) return tell({ broken: models.length > 0, part: undefined });
      if (Object.keys(model.scenarios).length === 0) return done([], { model });
      tell({ part: 0, model });
      service.current?.stop();
      service.current ??= newSimulator();
      const { error } = await service.current.prepare({ files: behavior, model });
      if (error) return done([], { error, model });
      const results = await runAll(service.current, model, failed.current, (part) => tell({ part }));
      if (!current()) return;
      const { places } = await language.parse({ files: models, pointers: results.map(pointerOf) });
      done(
        results.map((result, i) => ({ ...result, place: places[i] ?? {} })),
        { model, millis: performance.now() - started },
      );
    },
    [language, newSimulator],
  );

  const files = useWorkbench((s) => s.workspace?.files);
  const held = useRef<readonly WorkspaceFile[]>([]);
  useEffect(() => {
    const now = (files ?? []).filter(({ path }) => isModelFile(path) || isBehaviorFile(path));
    const same = now.length === held.current.length && now.every((file, i) => file === held.current[i]);
    const asked = turn;
    if (same && asked === turns.current) return;
    turns.current = asked;
    const first = held.current.length === 0;
    held.current = now;
    const mine = ++newest.current;
    const soon = new Promise((resolve) => setTimeout(resolve, first ? 0 : PAUSE_MILLIS));
    track(
      soon.then(() =>
        newest.current === mine
          ? run(
              now.filter(({ path }) => isModelFile(path)),
              now.filter(({ path }) => isBehaviorFile(path)),
              mine,
            )
          : undefined,
      ),
    ).catch((error: unknown) => {
      if (newest.current !== mine) return;
      setState((s) => ({ ...s, part: undefined }));
      report(error);
    });
  }, [files, turn, run]);

  useEffect(
    () => () => {
      newest.current++;
      held.current = [];
      service.current?.stop();
      service.current = undefined;
      useWorkbench.getState().set({ scenarioFindings: [] });
    },
    [],
  );
  const runAgain = useCallback(() => setTurn((n) => n + 1), []);
  return { ...state, runAgain, stop };
}
