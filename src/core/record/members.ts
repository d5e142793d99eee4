/** The members of an object on bytes, without making strings or objects. */
import { skipSpace, skipString, skipValue } from './bytes.ts';

/**
 * Visits the members of the object whose brace stands at `start`: `at` is a key's opening quote, `keyEnd` is after its closing one, its
 * value is `u[from .. to)`. False where it is no object, or broken; what was visited until then was.
 */
export function eachMember(
  u: Uint8Array,
  start: number,
  visit: (at: number, keyEnd: number, from: number, to: number) => void,
): boolean {
  if (u[start] !== 123) return false;
  let at = skipSpace(u, start + 1);
  while (u[at] === 34) {
    const keyEnd = skipString(u, at);
    if (keyEnd < 0) return false;
    const from = skipSpace(u, skipSpace(u, keyEnd) + 1);
    const to = skipValue(u, from, 1);
    if (to < 0) return false;
    visit(at, keyEnd, from, to);
    at = skipSpace(u, to);
    if (u[at] === 44) at = skipSpace(u, at + 1);
  }
  return u[at] === 125;
}

/** Which of the names `u[from .. to)` is, byte for byte; -1 for none of them. */
export function nameIndex(names: readonly Uint8Array[], u: Uint8Array, from: number, to: number): number {
  for (let n = 0; n < names.length; n++) {
    const name = names[n] as Uint8Array;
    if (name.length !== to - from) continue;
    let i = 0;
    while (i < name.length && name[i] === u[from + i]) i++;
    if (i === name.length) return n;
  }
  return -1;
}
