/** Why a fold, projection or upcaster was not called once: then nothing is proved of it, neither that it holds nor that it fails. */
import { UNHEARD } from '../judged.ts';
import type { ReplayError } from '../replay/view.ts';
import type { Trial } from './trial.ts';

/** Undefined where it was called, or where something was seen of it. `stopped`: why the replay ended early. */
export function untriedBecause(trial: Trial, stopped: ReplayError | undefined): string | undefined {
  const { target, calls, withoutKey, cause, reaches, error } = trial;
  if (calls > 0 || cause || error || reaches.length > 0) return undefined;
  if (stopped)
    return `the replay ended${stopped.slot === undefined ? '' : ` at slot ${stopped.slot}`} before it was called`;
  if (withoutKey > 0) return `${withoutKey} records are heard by it, and none holds the key of a row`;
  const [, type, version] = /^upcaster\/(.*)@(\d+)$/.exec(target) ?? [];
  return type === undefined ? UNHEARD : `no record of the journal is version ${version} of ${type}`;
}
