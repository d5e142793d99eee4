/** Whether the records that a gap misses stand in another journal. */
import type { SequenceSpec } from '../formats/mapping.ts';
import type { Columns } from './columns.ts';
import { scopesOf } from './scopes.ts';

export interface NamedGap {
  /** Name of the scope. */
  readonly name: string;
  readonly after: number;
  readonly before: number;
}

/** How many of each gap's missing sequences the other journal holds, in a scope of the same name. */
export function missingIn(gaps: readonly NamedGap[], columns: Columns, sequence: SequenceSpec): readonly number[] {
  const scopes = scopesOf(columns, sequence);
  const wanted = new Map<string, { readonly index: number; readonly gap: NamedGap; readonly found: Set<number> }[]>();
  for (const [index, gap] of gaps.entries()) {
    const list = wanted.get(gap.name) ?? [];
    list.push({ index, gap, found: new Set() });
    wanted.set(gap.name, list);
  }
  const byScope = scopes.names.map((name) => wanted.get(name));
  const counts = new Array<number>(gaps.length).fill(0);
  for (let row = 0; row < columns.count; row++) {
    const list = byScope[scopes.of[row] ?? 0];
    const number = columns.sequence[row] ?? Number.NaN;
    if (!list) continue;
    for (const { index, gap, found } of list) {
      if (number <= gap.after || number >= gap.before || found.has(number)) continue;
      found.add(number);
      counts[index] = found.size;
    }
  }
  return counts;
}
