/** The bytes of PostgreSQL's `\x6a73…`; undefined where the text is no such thing. */
export function decodeBytea(text: string): Uint8Array | undefined {
  const digits = /^\\x((?:[0-9a-f]{2})*)$/i.exec(text)?.[1];
  if (digits === undefined) return undefined;
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}
