/** Two journals under one behavior: the first slot after which their states differ, and what differs at the end. */
import { sameJson } from '../prove/digest.ts';
import { changesOf } from '../replay/changes.ts';
import type { ReplayJournal } from '../replay/journal.ts';
import { rowId, rowOf, walker } from '../replay/walk.ts';
import type { Beside } from './ask.types.ts';
import type { Asked } from './blame.ts';
import { stateDifferences } from './differences.ts';

/** From the states of `asked` to those of `other`, slot by slot. */
export async function beside(asked: Asked, other: ReplayJournal): Promise<Beside> {
  const { host, progress, journal } = asked;
  let touched = new Set<string>();
  const walking = (over: ReplayJournal) =>
    walker({ ...asked, journal: over, onTouch: ({ call }) => touched.add(rowId(call.target, call.key)) });
  const [one, two] = [walking(journal), walking(other)];
  const count = Math.max(journal.order.count, other.order.count);
  let first: Beside['first'];
  for (let slot = 0; slot < count; slot++) {
    if ((slot & 15) === 0) await host.pause();
    if (slot % 1024 === 0) progress?.(slot, count);
    touched = new Set();
    if (slot < journal.order.count) await one.step(slot);
    if (slot < other.order.count) await two.step(slot);
    if (first) continue;
    const id = [...touched].find((row) => !sameJson(one.states.get(row), two.states.get(row)));
    if (id !== undefined)
      first = { slot: slot + 1, ...rowOf(id), changes: changesOf(one.states.get(id), two.states.get(id)) };
  }
  progress?.(count, count);
  return { ...stateDifferences(one, two), ...(first && { first }) };
}
