/**
 * One hash a step, chained over what the step changed. A row's text is canonical JSON in which a part of more than 512 characters stands
 * as `#` and its own SHA-256, so that of a large state only what is new is written and hashed: `{"lines":#9f86…,"total":5}`.
 */
import { NO_HASH } from '../record/chain.ts';
import type { JsonValue } from '../record/record.ts';
import { sha256Hex } from '../record/sha256.ts';

const LONG = 512;

export interface Digest {
  /** `-` for a row that is not there. */
  of(value: JsonValue | undefined): string;
}

/** Values are frozen, so what was hashed once is known by reference. */
export function digester(): Digest {
  const known = new WeakMap<object, string>();
  const text = (value: JsonValue): string => {
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    const before = known.get(value);
    if (before !== undefined) return before;
    const written = Array.isArray(value)
      ? `[${value.map(text).join(',')}]`
      : `{${Object.keys(value)
          .sort()
          .map((key) => `${JSON.stringify(key)}:${text((value as Record<string, JsonValue>)[key] ?? null)}`)
          .join(',')}}`;
    if (written.length <= LONG) return written;
    const short = `#${sha256Hex(written)}`;
    known.set(value, short);
    return short;
  };
  return { of: (value) => (value === undefined ? '-' : text(value)) };
}

/** A change of one row, as the chain sees it. */
export interface RowChange {
  readonly target: string;
  readonly key: string;
  readonly after: JsonValue | undefined;
}

export interface Chain {
  /** Adds a step, and gives the hash after it; a step that changed nothing leaves it as it was. */
  add(changes: readonly RowChange[]): string;
  readonly hash: string;
}

/** `hash(n) = SHA-256(hash(n - 1), a line for each changed row)`; 64 zeros before the first step. */
export function chainFrom(digest: Digest, start = NO_HASH): Chain {
  let hash = start;
  return {
    add(changes) {
      if (changes.length === 0) return hash;
      const lines = changes.map(({ target, key, after }) => `${JSON.stringify([target, key])} ${digest.of(after)}\n`);
      hash = sha256Hex(hash + lines.join(''));
      return hash;
    },
    get hash() {
      return hash;
    },
  };
}

/** Equal as JSON: the order of an object's keys means nothing. */
export function sameJson(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(
      (key) =>
        Object.hasOwn(b, key) && sameJson((a as Record<string, JsonValue>)[key], (b as Record<string, JsonValue>)[key]),
    )
  );
}
