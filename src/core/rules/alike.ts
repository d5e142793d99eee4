/** Deeper things are the same only when they are one. */
const DEEP = 4;

/** The same for whoever reads it: one object, or made alike. */
export function alike(a: unknown, b: unknown, deep = DEEP): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || deep === 0) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((x, i) => alike(x, b[i], deep - 1));
  if (a instanceof Set && b instanceof Set) return alike([...a], [...b], deep);
  if (a instanceof Map && b instanceof Map) return alike([...a], [...b], deep);
  if (Object.getPrototypeOf(a) !== Object.prototype) return false;
  return alike(Object.entries(a), Object.entries(b), deep);
}
