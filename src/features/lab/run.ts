/** A run of the lab, target by target. */

import { stoppedBy } from '../../app/stopping.ts';
import type { Verdict } from '../../core/faults/verdict.ts';
import type { ReplayError } from '../../core/replay/view.ts';
import { type AskOptions, RealmEnded, type SimulatorService } from '../../sandbox/protocol.ts';
import { type Ground, prepareGround, type Source } from './ground.ts';

export interface LabRun {
  readonly ground: Ground;
  readonly seed: number;
  readonly schedules: number;
  readonly verdicts: readonly Verdict[];
  /** Targets that ended the realm. */
  readonly ended: readonly { readonly target: string; readonly error: ReplayError }[];
  readonly millis: number;
}

/** In the order of `factline lab`. */
const targetsOf = (
  { model }: Ground,
  outline: { readonly folds: readonly string[]; readonly projections: readonly string[] },
) => [
  ...Object.keys(model.consumers).map((name) => `consumer/${name}`),
  ...outline.projections.map((name) => `projection/${name}`),
  ...outline.folds.map((name) => `fold/${name}`),
];

export async function runLab(
  service: SimulatorService,
  source: Source,
  { seed, schedules }: Pick<LabRun, 'seed' | 'schedules'>,
  { signal, onProgress }: Required<AskOptions>,
): Promise<LabRun> {
  return stoppedBy(signal, service, async () => {
    const started = performance.now();
    const { outline, ...ground } = await prepareGround(source, service);
    const verdicts: Verdict[] = [];
    const ended: { readonly target: string; readonly error: ReplayError }[] = [];
    const targets = targetsOf(ground, outline);
    for (const [i, target] of targets.entries()) {
      signal.throwIfAborted();
      onProgress(i / targets.length);
      try {
        const { journal } = ground;
        const answer = await service.simulate(
          { what: 'lab', journal, seed, schedules, targets: [target] },
          { onProgress: (part) => onProgress((i + part) / targets.length) },
        );
        verdicts.push(...answer.verdicts);
      } catch (error) {
        if (signal.aborted || !(error instanceof RealmEnded)) throw error;
        ended.push({ target, error: error.detail });
      }
    }
    return { ground, seed, schedules, verdicts, ended, millis: performance.now() - started };
  });
}
