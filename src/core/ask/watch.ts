/** Watched paths: where what stands at each of them changes, over the whole journal, by one walk. */
import { sameJson } from '../prove/digest.ts';
import type { JsonValue } from '../record/record.ts';
import { rowId, walk } from '../replay/walk.ts';
import type { WatchedCourse, WatchedPath } from './ask.types.ts';
import { type Asked, at, slotsFor } from './blame.ts';

/** Changes kept of each path; beyond it they are counted. */
export const MOST_CHANGES = 1_000_000;

const numberOf = (value: JsonValue | undefined): number =>
  typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : Number.NaN;

export async function watch(asked: Asked, paths: readonly WatchedPath[]): Promise<readonly WatchedCourse[]> {
  const { behavior } = asked;
  const courses = paths.map(({ target, key, path }) => {
    const fold = target.startsWith('fold/') ? behavior.folds.get(target.slice(5)) : undefined;
    const start = fold && at(fold.initial, path);
    return { id: rowId(target, key), target, path, start, slots: [] as number[], numbers: [] as number[], total: 0 };
  });
  const byRow = new Map<string, typeof courses>();
  for (const course of courses) byRow.set(course.id, [...(byRow.get(course.id) ?? []), course]);
  const targets = new Set(paths.map(({ target }) => target));
  // Of subjects only their own records are read; a projection may be written by any.
  const all = paths.some(({ target }) => !target.startsWith('fold/'));
  const slots = all
    ? undefined
    : [...new Set(paths.flatMap((path) => [...slotsFor(asked, path)]))].sort((a, b) => a - b);
  const { errors, stopped } = await walk({
    ...asked,
    ...(slots && { slots }),
    only: (target) => targets.has(target),
    onTouch({ slot, call, before, after }) {
      for (const course of byRow.get(rowId(call.target, call.key)) ?? []) {
        const was = at(before === undefined && call.kind === 'fold' ? call.initial : before, course.path);
        const is = at(after, course.path);
        if (sameJson(was, is)) continue;
        course.total++;
        if (course.slots.length === MOST_CHANGES) continue;
        course.slots.push(slot + 1);
        course.numbers.push(numberOf(is));
      }
    },
  });
  return courses.map(({ id, target, start, slots: changed, numbers, total }) => {
    const error = errors.get(id) ?? errors.get(target) ?? stopped;
    return {
      slots: Uint32Array.from(changed),
      numbers: Float64Array.from(numbers),
      start: numberOf(start),
      total,
      ...(error && { error }),
    };
  });
}
