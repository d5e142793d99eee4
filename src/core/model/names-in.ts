/** The names that a section defines, in order. To list those of ten thousand definitions takes milliseconds, so it is done once a section. */
const known = new WeakMap<object, readonly string[]>();

/** Of a section itself: of a view that hears what is read of it, it would hear only the first time. */
export function namesIn(section: object): readonly string[] {
  const names = known.get(section) ?? Object.keys(section);
  known.set(section, names);
  return names;
}

/** Where they are known already. */
export const rememberNames = (section: object, names: readonly string[]): void => void known.set(section, names);

/** A definition is the section's own whatever it is called, `__proto__` too. */
export function setOwn(section: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(section, name, { value, enumerable: true, configurable: true, writable: true });
  else section[name] = value;
}
