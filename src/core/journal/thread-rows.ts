/** The rows of a thread: of one correlation id, and what caused them or was caused by them without it. Found by hashes, to be confirmed by text. */
import { NO_ROW } from './builder-processing.ts';
import { type Hashes, rowsByHash } from './hashes.ts';

export interface ThreadRows {
  /** In file order. */
  readonly rows: readonly number[];
  /** There are more. */
  readonly cut: boolean;
  /** Any record of the journal names a cause or a correlation id. */
  readonly linked: boolean;
}

export const MOST_IN_THREAD = 1000;

/** Where no record names a cause, ids, requests and causes may be left empty. */
export function threadRows(
  { id, request, causation, correlation }: Pick<Hashes, 'id' | 'request' | 'causation' | 'correlation'>,
  row: number,
): ThreadRows {
  const found = new Set<number>([row]);
  const count = correlation.length / 2;
  let cut = false;
  const add = (other: number) => {
    if (found.has(other)) return false;
    if (found.size >= MOST_IN_THREAD) {
      cut = true;
      return false;
    }
    found.add(other);
    return true;
  };
  const [low, high] = [correlation[2 * row] ?? 0, correlation[2 * row + 1] ?? 0];
  if (low !== 0 || high !== 0)
    for (let other = 0; other < count; other++)
      if (correlation[2 * other] === low && correlation[2 * other + 1] === high) add(other);
  if (!causation.some((word) => word !== 0))
    return sorted(found, cut, found.size > 1 || correlation.some((word) => word !== 0));
  const byId = index(id);
  const byRequest = index(request);
  const causeOf = (other: number) => {
    const [a, b] = [causation[2 * other] ?? 0, causation[2 * other + 1] ?? 0];
    const of = byId(a, b);
    return of === NO_ROW ? byRequest(a, b) : of;
  };
  // Causes above, then effects below what is found, until nothing is added.
  for (const other of found) {
    const cause = causeOf(other);
    if (cause !== NO_ROW) add(cause);
  }
  for (let grown = true; grown && !cut; ) {
    grown = false;
    for (let other = 0; other < count; other++) {
      if (causation[2 * other] === 0 && causation[2 * other + 1] === 0) continue;
      const cause = causeOf(other);
      if (cause !== NO_ROW && found.has(cause) && add(other)) grown = true;
    }
  }
  return sorted(found, cut, true);
}

/** Kept with the hashes: a thread is asked for at every record that is selected. */
const indexes = new WeakMap<Uint32Array, ReturnType<typeof rowsByHash>>();
function index(hash: Uint32Array): ReturnType<typeof rowsByHash> {
  const known = indexes.get(hash) ?? rowsByHash(hash);
  indexes.set(hash, known);
  return known;
}

const sorted = (found: ReadonlySet<number>, cut: boolean, linked: boolean): ThreadRows => ({
  rows: [...found].sort((a, b) => a - b),
  cut,
  linked,
});
