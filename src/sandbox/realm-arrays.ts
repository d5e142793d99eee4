/** V8 takes ten times as long for some methods of a frozen array, and states are frozen. These do the same as the originals, for those alone. */

/** To be called before lockdown. */
export function quickenFrozen(): void {
  const { isArray } = Array;
  const { isExtensible } = Object;
  const { apply } = Reflect;
  const { slice, filter } = Array.prototype;
  /** That it is an Array is what its species is asked by. */
  const isFrozen = (value: unknown): value is readonly unknown[] =>
    isArray(value) && !isExtensible(value) && value.constructor === Array;
  const place = (given: number | undefined, length: number, otherwise: number) => {
    if (given === undefined) return otherwise;
    const at = Math.trunc(given) || 0;
    return at < 0 ? Math.max(0, length + at) : Math.min(at, length);
  };
  Object.assign(Array.prototype, {
    slice(this: unknown, start?: number, end?: number) {
      if (!isFrozen(this)) return apply(slice, this, [start, end]);
      const { length } = this;
      const from = place(start, length, 0);
      const to = place(end, length, length);
      const a = this[from];
      const b = this[from + 1];
      const c = this[from + 2];
      // What is pushed to an empty list gets room for many.
      if (to - from === 1 && a !== undefined) return [a];
      if (to - from === 2 && a !== undefined && b !== undefined) return [a, b];
      if (to - from === 3 && a !== undefined && b !== undefined && c !== undefined) return [a, b, c];
      const copy: unknown[] = [];
      for (let i = from; i < to; i++) {
        const item = this[i];
        // A hole stays a hole.
        if (item === undefined) return apply(slice, this, [start, end]);
        copy.push(item);
      }
      return copy;
    },
    filter(this: unknown, test: (item: unknown, i: number, all: unknown) => unknown, self?: unknown) {
      if (!isFrozen(this) || typeof test !== 'function') return apply(filter, this, [test, self]);
      const { length } = this;
      const kept: unknown[] = [];
      for (let i = 0; i < length; i++) {
        const item = this[i];
        if ((item !== undefined || i in this) && apply(test, self, [item, i, this])) kept.push(item);
      }
      return kept;
    },
  });
}
