/** Blame: every record that wrote what stands at a path of a state or row. */

import { sameJson } from '../prove/digest.ts';
import type { JsonValue } from '../record/record.ts';
import { slotsBetween, type Walk, walk } from '../replay/walk.ts';
import { type Blamed, MOST, type Path, type RowRef, type Write } from './ask.types.ts';

/** Undefined where nothing is there. */
export function at(value: JsonValue | undefined, path: Path): JsonValue | undefined {
  let here: JsonValue | undefined = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Readonly<Record<string | number, JsonValue>>)[key];
  }
  return here;
}

export type Asked = Pick<Walk, 'journal' | 'behavior' | 'model' | 'host' | 'progress'>;

/** A new subject has its fold's initial state before its first record. Of a subject only its own records are read. */
export async function blame(asked: Asked, { target, key }: RowRef, path: Path, until?: number): Promise<Blamed> {
  const { journal } = asked;
  const writes: Write[] = [];
  let total = 0;
  const { errors, stopped } = await walk({
    ...asked,
    slots: slotsFor(asked, { target, key }, until),
    only: (other) => other === target,
    onTouch({ slot, heard, call, before, after }) {
      if (call.key !== key) return;
      const was = at(before === undefined && call.kind === 'fold' ? call.initial : before, path);
      const is = at(after, path);
      if (sameJson(was, is)) return;
      total++;
      if (writes.length === MOST) return;
      writes.push({
        slot: slot + 1,
        record: heard.record.id,
        type: heard.event.type,
        kind: was === undefined ? 'added' : is === undefined ? 'removed' : 'changed',
        ...(was !== undefined && { before: was }),
        ...(is !== undefined && { after: is }),
      });
    },
  });
  const error = errors.get(target) ?? [...errors.values()][0] ?? (journal.order.count > 0 ? stopped : undefined);
  return { writes, total, ...(error && { error }) };
}

/** The 0-based slots that can matter to a row: those of its subject, or all. */
export function slotsFor({ journal }: Asked, { target, key }: RowRef, until = journal.order.count): Iterable<number> {
  const subject = target.startsWith('fold/') ? journal.order.subjects.indexOf(key) : -1;
  if (subject > 0) return journal.slotsOf(subject).filter((slot) => slot < until);
  return slotsBetween(0, Math.min(until, journal.order.count));
}
