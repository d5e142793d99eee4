/** Small choices of this browser. Where it refuses to keep them (blocked site data), they last as long as the page. */
const kept = new Map<string, string>();

export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    return kept.get(key);
  }
}

/** `undefined` forgets. */
export function remember(key: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    if (value === undefined) kept.delete(key);
    else kept.set(key, value);
  }
}
