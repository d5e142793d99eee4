/** The model started in a realm: registered first, then asked. What a realm does wrong is an answer, never an exception. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { track } from '../../app/busy.ts';
import { isBehaviorFile, isModelFile } from '../../app/checking.ts';
import { getServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { Model } from '../../core/model/model.ts';
import type { ReplayError } from '../../core/replay/view.ts';
import { placeOfTarget } from '../../core/rules/behavior/targets.ts';
import type { WorkspaceFile } from '../../core/workspace/workspace.ts';
import type { Registration } from '../../core/writepath/registration.ts';
import type { SimulateAnswer, SimulateRequest } from '../../core/writepath/simulator.ts';
import { RealmEnded, type SimulatorService } from '../../sandbox/protocol.ts';

/** Why there is no answer. */
export interface Trouble {
  readonly message: string;
  readonly code?: string;
  readonly target?: string;
  readonly file?: string;
  readonly line?: number;
}
export type Simulated<T> =
  | { readonly answer: T }
  | { readonly trouble: Trouble }
  | { readonly refused: Registration }
  | { readonly stopped: true };

interface Ground {
  readonly models: readonly WorkspaceFile[];
  readonly behavior: readonly WorkspaceFile[];
  readonly model: Model;
}

/** How the model stands: with the text as it is now. */
export type Started =
  | { readonly phase: 'no' }
  | { readonly phase: 'refused'; readonly registration: Registration }
  | { readonly phase: 'failed'; readonly trouble: Trouble }
  | { readonly phase: 'runs'; readonly outline: { readonly folds: number; readonly projections: number } };

export interface Simulating {
  readonly started: Started;
  start(): Promise<Started>;
  simulate<R extends SimulateRequest>(request: R): Promise<Simulated<SimulateAnswer<R>>>;
  /** Ends what is under way. */
  stop(): void;
}

/** A realm that had to be ended says what was running, and where that stands is read from the text. */
async function troubleOf(error: unknown, behavior: readonly WorkspaceFile[]): Promise<Trouble> {
  if (!(error instanceof RealmEnded)) return { message: error instanceof Error ? error.message : String(error) };
  const { target, file } = error.detail;
  if (target === undefined || file !== undefined) return error.detail;
  const place = placeOfTarget(await getServices().language.targets({ behavior }), target);
  return {
    ...error.detail,
    ...(place?.file !== undefined && { file: place.file }),
    ...(place?.line !== undefined && { line: place.line }),
  };
}
const withoutNothing = ({ message, code, target, file, line }: ReplayError): Trouble => ({
  message,
  code,
  ...(target !== undefined && { target }),
  ...(file !== undefined && { file }),
  ...(line !== undefined && { line }),
});

/** A realm with model and behavior in it; `apply` of the projections may be another than the model says. */
async function startedRealm({ models, behavior, model }: Ground, service: SimulatorService): Promise<Started> {
  const registration = await getServices().language.register({ files: models, behavior });
  if (!registration.starts) return { phase: 'refused', registration };
  const { outline, error } = await service.prepare({ files: behavior, model });
  if (error) return { phase: 'failed', trouble: withoutNothing(error) };
  return { phase: 'runs', outline: { folds: outline.folds.length, projections: outline.projections.length } };
}

/** `change` alters the model that runs: the same object each time. */
export function useSimulator(change?: (model: Model) => Model): Simulating {
  const files = useWorkbench((s) => s.workspace?.files);
  const model = useWorkbench((s) => s.model);
  const [told, setTold] = useState<{ readonly of: unknown; readonly started: Started }>();
  const held = useRef<{
    readonly of: readonly unknown[];
    readonly service: SimulatorService;
    readonly started: Promise<Started>;
  }>(undefined);
  const stopped = useRef(0);
  const ground = useMemo((): Ground | undefined => {
    if (!files || !model) return undefined;
    return {
      models: files.filter(({ path }) => isModelFile(path)),
      behavior: files.filter(({ path }) => isBehaviorFile(path)),
      model: change ? change(model) : model,
    };
  }, [files, model, change]);
  const stop = useCallback(() => {
    stopped.current++;
    held.current?.service.stop();
    held.current = undefined;
  }, []);
  useEffect(() => stop, [stop]);
  const standing = useCallback(() => {
    if (!ground) throw new Error('There is no model to start.');
    const of = [...ground.models, ...ground.behavior, ground.model];
    const same = held.current?.of.length === of.length && of.every((part, i) => part === held.current?.of[i]);
    if (held.current && same) return held.current;
    held.current?.service.cancel();
    const service = held.current?.service ?? getServices().newSimulator();
    const started = track(startedRealm(ground, service)).catch(async (error: unknown): Promise<Started> => {
      held.current = undefined;
      return { phase: 'failed', trouble: await troubleOf(error, ground.behavior) };
    });
    held.current = { of, service, started };
    started.then((now) => setTold({ of: ground, started: now }), report);
    return held.current;
  }, [ground]);
  return useMemo(
    () => ({
      started: told && told.of === ground ? told.started : { phase: 'no' },
      start: async () => {
        if (held.current && (await held.current.started).phase !== 'runs') held.current = undefined;
        return standing().started;
      },
      simulate: async <R extends SimulateRequest>(request: R): Promise<Simulated<SimulateAnswer<R>>> => {
        const turn = stopped.current;
        const { service, started } = standing();
        const now = await started;
        if (stopped.current !== turn) return { stopped: true };
        if (now.phase === 'refused') return { refused: now.registration };
        if (now.phase === 'failed') {
          held.current = undefined;
          return { trouble: now.trouble };
        }
        try {
          return { answer: await track(service.simulate(request)) };
        } catch (error) {
          if (stopped.current !== turn) return { stopped: true };
          return { trouble: await troubleOf(error, ground?.behavior ?? []) };
        }
      },
      stop,
    }),
    [told, ground, standing, stop],
  );
}
