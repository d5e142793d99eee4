/** Names come again with every keystroke: what is said of one is kept. `longest`: longer texts are data, and are not kept. */
export function perName<T extends object>(say: (name: string) => T, longest = 300): (name: string) => T {
  const known = new Map<string, T>();
  return (name) => {
    const before = known.get(name);
    if (before) return before;
    const said = say(name);
    if (known.size >= MOST_KNOWN) known.clear();
    if (name.length <= longest) known.set(name, said);
    return said;
  };
}

const MOST_KNOWN = 100_000;
