/** A list for somebody who has an older one: what stands in place of what, and the rest as it was. */
export interface ListNews<T> {
  /** `items` stand for the `drop` ones from there on. */
  readonly from: number;
  readonly drop: number;
  readonly items: readonly T[];
}

/** `[a, b, c]` to `[a, x, c]` is `{ from: 1, drop: 1, items: [x] }`. */
export function listNews<T>(
  now: readonly T[],
  before: readonly T[],
  same: (a: T, b: T) => boolean = Object.is,
): ListNews<T> {
  const shorter = Math.min(now.length, before.length);
  const equal = (i: number, j: number) => same(now[i] as T, before[j] as T);
  let from = 0;
  while (from < shorter && equal(from, from)) from++;
  let behind = 0;
  while (behind < shorter - from && equal(now.length - 1 - behind, before.length - 1 - behind)) behind++;
  return { from, drop: before.length - behind - from, items: now.slice(from, now.length - behind) };
}

/** The same list where there is nothing new. */
export const withListNews = <T>({ from, drop, items }: ListNews<T>, before: readonly T[]): readonly T[] =>
  drop === 0 && items.length === 0 ? before : before.toSpliced(from, drop, ...items);
