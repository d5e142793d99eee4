/** What a step changed, by path. */
import diff from 'microdiff';
import type { JsonValue } from '../record/record.ts';

export interface Change {
  readonly path: readonly (string | number)[];
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before?: JsonValue;
  readonly after?: JsonValue;
}

const KINDS = { CREATE: 'added', REMOVE: 'removed', CHANGE: 'changed' } as const;
const MOST = 500;
type Container = Record<string, unknown> | unknown[];
const isContainer = (value: JsonValue | undefined): value is JsonValue & object =>
  typeof value === 'object' && value !== null;

/** Differences of two values, at most 500; equal references cost nothing. */
export function changesOf(before: JsonValue | undefined, after: JsonValue | undefined): readonly Change[] {
  if (before === after) return [];
  if (isContainer(before) && isContainer(after) && Array.isArray(before) === Array.isArray(after))
    return diff(before as Container, after as Container, { cyclesFix: false })
      .slice(0, MOST)
      .map((d) => ({
        path: d.path,
        kind: KINDS[d.type],
        ...('oldValue' in d && { before: d.oldValue as JsonValue }),
        ...('value' in d && { after: d.value as JsonValue }),
      }));
  if (before === undefined) return [{ path: [], kind: 'added', ...(after !== undefined && { after }) }];
  if (after === undefined) return [{ path: [], kind: 'removed', before }];
  return [{ path: [], kind: 'changed', before, after }];
}
