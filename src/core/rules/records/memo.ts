/** What follows from a record's type and one more of its texts, made once: types come again and again, and texts put together are slow keys. */
export function byTwo<T>(
  make: (type: string, second: string | undefined) => T,
): (type: string, second: string | undefined) => T {
  const known = new Map<string, Map<string | undefined, { readonly made: T }>>();
  return (type, second) => {
    let ofType = known.get(type);
    if (!ofType) {
      ofType = new Map();
      // Types and streams may be data.
      if (known.size < MOST) known.set(type, ofType);
    }
    const before = ofType.get(second);
    if (before) return before.made;
    const made = make(type, second);
    if (ofType.size < MOST) ofType.set(second, { made });
    return made;
  };
}

const MOST = 20_000;
