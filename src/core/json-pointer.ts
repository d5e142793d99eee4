/** JSON pointers (RFC 6901): `/events/OrderPlaced`, `/scenarios/a~1b`. */

const SIGNS = /[~/]/;
const escaped = (key: string) => key.replace(/~/g, '~0').replace(/\//g, '~1');

/** A pointer of keys; none are the whole. */
export const pointer = (...keys: readonly (string | number)[]): string =>
  keys.map((key) => `/${typeof key === 'string' && SIGNS.test(key) ? escaped(key) : key}`).join('');

/** The key that a part of a pointer, between two slashes, stands for. */
export const keyOf = (part: string): string => part.replace(/~1/g, '/').replace(/~0/g, '~');

/** The keys of a pointer. An index is text here; what it leads into tells which it is. */
export const keysOf = (text: string): readonly string[] => text.split('/').slice(1).map(keyOf);
