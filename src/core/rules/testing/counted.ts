/** A value that counts how often anything in it is read: what a rule costs, without a clock. */
export function counted<T extends object>(value: T): { readonly value: T; readonly reads: () => number } {
  const seen = new WeakMap<object, object>();
  let reads = 0;
  const wrap = (inner: unknown): unknown => {
    if (typeof inner !== 'object' || inner === null) return inner;
    const known = seen.get(inner);
    if (known) return known;
    const made: object = new Proxy(inner, {
      get: (target, key, receiver) => {
        reads++;
        return wrap(Reflect.get(target, key, receiver));
      },
      has: (target, key) => {
        reads++;
        return Reflect.has(target, key);
      },
      ownKeys: (target) => {
        const keys = Reflect.ownKeys(target);
        reads += keys.length;
        return keys;
      },
    });
    seen.set(inner, made);
    return made;
  };
  return { value: wrap(value) as T, reads: () => reads };
}
