/** Differences of all states and rows, between two positions, or between what two cuts leave. */

import { sameJson } from '../prove/digest.ts';
import type { JsonValue } from '../record/record.ts';
import { changesOf } from '../replay/changes.ts';
import { openReplayJournal } from '../replay/journal.ts';
import type { ReplaySource } from '../replay/source.ts';
import { rowId, rowOf, slotsBetween, type Walked, walk } from '../replay/walk.ts';
import { type Cut, type Differences, type KnownDifference, MOST, type RowDifference } from './ask.types.ts';
import type { Asked } from './blame.ts';

/** Between the states after two slots, in either order; `row` asks for one row or one target. */
export async function between(
  asked: Asked,
  from: number,
  to: number,
  row: { readonly target?: string; readonly key?: string } = {},
): Promise<Differences> {
  const [low, high] = from <= to ? [from, to] : [to, from];
  const earlier = new Map<string, JsonValue | undefined>();
  const { states, errors, stopped } = await walk({
    ...asked,
    slots: slotsBetween(0, Math.min(high, asked.journal.order.count)),
    only: (target) => row.target === undefined || row.target === target,
    onTouch({ slot, call, before }) {
      const id = rowId(call.target, call.key);
      if (slot >= low && !earlier.has(id) && (row.key === undefined || row.key === call.key)) earlier.set(id, before);
    },
  });
  const pairs = [...earlier].map(([id, before]) => ({ id, before, after: states.get(id) }));
  const error = stopped ?? [...errors.values()][0];
  return {
    ...listed(
      pairs.map(({ id, before, after }) => (from <= to ? { id, before, after } : { id, before: after, after: before })),
    ),
    ...(error && { error }),
  };
}

/** Known at: what was believed under one cut against what is known under another, all of it unless given. */
export async function knownBetween(asked: Asked, source: ReplaySource, cut: Cut, now?: Cut): Promise<KnownDifference> {
  const of = async (cut: Cut | undefined) => {
    const journal = cut ? await openReplayJournal(source, cut) : asked.journal;
    return { walked: await walk({ ...asked, journal }), records: journal.order.count };
  };
  const believed = await of(cut);
  const known = await of(now);
  return {
    ...stateDifferences(believed.walked, known.walked),
    records: { believed: believed.records, known: known.records },
  };
}

/** From the states of one walk to those of another. */
export function stateDifferences(first: Walked, second: Walked): Differences {
  const ids = new Set([...first.states.keys(), ...second.states.keys()]);
  const error = second.stopped ?? first.stopped ?? [...second.errors.values()][0] ?? [...first.errors.values()][0];
  return {
    ...listed([...ids].map((id) => ({ id, before: first.states.get(id), after: second.states.get(id) }))),
    ...(error && { error }),
  };
}

function listed(
  pairs: readonly {
    readonly id: string;
    readonly before: JsonValue | undefined;
    readonly after: JsonValue | undefined;
  }[],
): Differences {
  const rows: RowDifference[] = [];
  let total = 0;
  for (const { id, before, after } of pairs) {
    if (sameJson(before, after)) continue;
    total++;
    if (rows.length < MOST) rows.push({ ...rowOf(id), changes: changesOf(before, after) });
  }
  return { rows, total };
}
