/** What a slot holds and whether it is applied (contract §5): told by columns alone, so that nothing is read for what is passed over. */
import type { Behavior } from './behavior.ts';
import type { ReplayFacts } from './facts.ts';
import type { ReplayOrder } from './source.ts';
import { type Verdict, verdictOf } from './step.ts';

export interface Admission {
  readonly row: number;
  /** As stored. */
  readonly type: string;
  /** The current name of the type. */
  readonly name: string;
  readonly version: number;
  readonly verdict: Verdict;
  /** Numbers of its scope that are missing before it. */
  readonly missing: number;
  /** Reaches folds; `projected`: projections too. */
  readonly folded: boolean;
  readonly projected: boolean;
  /** Why the replay ends before this slot, by `on_replay`. */
  readonly stop: string | undefined;
}

/** `slot` is 0-based. */
export function admissionOf(order: ReplayOrder, facts: ReplayFacts, behavior: Behavior, slot: number): Admission {
  const row = order.slotRow[slot] ?? 0;
  const type = order.types[order.type[row] ?? 0] ?? '';
  const version = order.version[row] ?? 1;
  const verdict = verdictOf(facts, behavior, order.applied[row] ?? 0, type, version);
  const missing = order.gapBefore.get(row) ?? 0;
  const known = facts.type(type);
  const applied = verdict === 'applied';
  return {
    row,
    type,
    name: known?.name ?? type,
    version,
    verdict,
    missing,
    folded: applied && known?.intent !== 'audit_only',
    projected: applied && known?.intent !== 'audit_only' && known?.intent !== 'replay_only',
    stop: stopOf(facts, { type, version, verdict, missing }),
  };
}

function stopOf(
  { onReplay }: ReplayFacts,
  { type, version, verdict, missing }: Pick<Admission, 'type' | 'version' | 'verdict' | 'missing'>,
): string | undefined {
  if (missing > 0 && onReplay.gap === 'stop')
    return `${missing} ${missing === 1 ? 'record is' : 'records are'} missing before this one, and on_replay says that a gap stops the replay`;
  if (verdict === 'unknown type' && onReplay.unknown_type === 'stop')
    return `the model does not know the type ${type}, and on_replay says that this stops the replay`;
  if (verdict === 'unknown version' && onReplay.unknown_version === 'stop')
    return `no upcaster leads from version ${version} of ${type} to the current one, and on_replay says that this stops the replay`;
  return undefined;
}

/** A slot that was not simply applied, and what was done with it. Slots are 1-based. */
export interface PassedOver {
  readonly slot: number;
  readonly row: number;
  readonly type: string;
  readonly why: 'gap' | 'audit only' | Exclude<Verdict, 'applied'>;
  /** `marked` ones are applied all the same. */
  readonly done: 'skipped' | 'parked' | 'marked' | 'stopped';
  /** Of a gap: how many numbers are missing. */
  readonly missing?: number;
}

export interface PassedOverList {
  /** The first of them, in slot order. */
  readonly list: readonly PassedOver[];
  readonly total: number;
}

export interface PassedOverRange {
  readonly from?: number;
  readonly to?: number;
  readonly most?: number;
}

/** All that was skipped, parked or marked between two slots (`from` exclusive, `to` inclusive), with its place; at most `most` are listed. */
export function passedOver(
  order: ReplayOrder,
  facts: ReplayFacts,
  behavior: Behavior,
  { from = 0, to = order.count, most = 1000 }: PassedOverRange = {},
): PassedOverList {
  const list: PassedOver[] = [];
  let total = 0;
  const add = (entry: PassedOver) => {
    total++;
    if (list.length < most) list.push(entry);
  };
  for (let slot = from; slot < Math.min(to, order.count); slot++) {
    const { row, type, verdict, missing, folded, stop } = admissionOf(order, facts, behavior, slot);
    const at = { slot: slot + 1, row, type };
    const stopped = stop !== undefined;
    if (missing > 0) {
      const stops = stopped && facts.onReplay.gap === 'stop';
      add({ ...at, why: 'gap', done: stops ? 'stopped' : 'marked', missing });
      if (stops) break;
    }
    if (verdict !== 'applied')
      add({ ...at, why: verdict, done: stopped ? 'stopped' : verdict === 'unknown version' ? 'parked' : 'skipped' });
    else if (!folded) add({ ...at, why: 'audit only', done: 'skipped' });
    if (stopped) break;
  }
  return { list, total };
}
