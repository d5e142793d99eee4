/** Compare folds: two behaviors over one journal, each with its own upcasters and states, record by record. */

import { sameJson } from '../prove/digest.ts';
import type { JsonValue } from '../record/record.ts';
import type { Behavior } from '../replay/behavior.ts';
import { type Change, changesOf } from '../replay/changes.ts';
import { rowId, rowOf, type Walker, walker } from '../replay/walk.ts';
import { type Comparison, MOST, type Parting, type RecordRef } from './ask.types.ts';
import type { Asked } from './blame.ts';

type Counted = RecordRef & { readonly changes: readonly Change[]; records: number };

const targetsOf = ({ folds, projections }: Behavior): ReadonlySet<string> =>
  new Set([...[...folds.keys()].map((name) => `fold/${name}`), ...projections.map(({ name }) => `projection/${name}`)]);

export async function compare(asked: Asked, second: Behavior): Promise<Comparison> {
  const { journal, host, model, behavior: first, progress } = asked;
  const { count } = journal.order;
  const [mine, theirs] = [targetsOf(first), targetsOf(second)];
  let touched = new Set<string>();
  const walking = (behavior: Behavior) =>
    walker({
      journal,
      behavior,
      model,
      host,
      only: (target) => mine.has(target) && theirs.has(target),
      everyRecord: true,
      onTouch: ({ call }) => touched.add(rowId(call.target, call.key)),
    });
  const [one, two] = [walking(first), walking(second)];
  const parted = new Map<string, RecordRef & { readonly changes: readonly Change[] }>();
  const upcasters = new Map<string, Counted>();
  for (let slot = 0; slot < count; slot++) {
    if ((slot & 15) === 0) await host.pause();
    if (slot % 1024 === 0) progress?.(slot, count);
    touched = new Set();
    const a = await one.step(slot);
    const b = await two.step(slot);
    const event = a?.event ?? b?.event;
    if (!event) continue;
    const ref: RecordRef = { slot: slot + 1, record: event.id, type: event.type };
    if (a && b && !sameJson(a.event.payload, b.event.payload)) {
      const known = upcasters.get(event.type);
      if (known) known.records++;
      else upcasters.set(event.type, { ...ref, changes: changesOf(a.event.payload, b.event.payload), records: 1 });
    }
    for (const id of touched) {
      if (parted.has(id)) continue;
      const [before, after] = [rowIn(one, first, id), rowIn(two, second, id)];
      if (!sameJson(before, after)) parted.set(id, { ...ref, changes: changesOf(before, after) });
    }
  }
  progress?.(count, count);
  const partings = [...parted].map(([id, at]): Parting => {
    const [before, after] = [rowIn(one, first, id), rowIn(two, second, id)];
    return { ...rowOf(id), ...at, atEnd: sameJson(before, after) ? [] : changesOf(before, after) };
  });
  const apart = partings.filter(({ atEnd }) => atEnd.length > 0);
  return {
    partings: [...apart, ...partings.filter(({ atEnd }) => atEnd.length === 0)].slice(0, MOST),
    total: partings.length,
    endDifferently: apart.length,
    rows: new Set([...one.states.keys(), ...two.states.keys()]).size,
    upcasters: [...upcasters.values()],
    errors: { first: errorsOf(one), second: errorsOf(two) },
    onlyFirst: [...mine].filter((target) => !theirs.has(target)),
    onlySecond: [...theirs].filter((target) => !mine.has(target)),
  };
}

const errorsOf = ({ errors, stopped }: Walker) => [...(stopped ? [stopped] : []), ...errors.values()].slice(0, 20);

/** A subject that no handler has heard yet has its fold's initial state. */
function rowIn({ states }: Walker, behavior: Behavior, id: string): JsonValue | undefined {
  const known = states.get(id);
  const { target } = rowOf(id);
  return known === undefined && target.startsWith('fold/') ? behavior.folds.get(target.slice(5))?.initial : known;
}
