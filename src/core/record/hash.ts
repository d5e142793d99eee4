/** A 64-bit hash of text as two 32-bit words; both 0 means "no text". For finding equal ids among millions, not against an adversary. */

const utf8 = new TextEncoder();

/** Hashes `bytes[start .. end)` (UTF-8) into `into[at]` and `into[at + 1]`. Empty text gives 0, 0; other text never does. */
export function hashBytes(bytes: Uint8Array, start: number, end: number, into: Uint32Array, at: number): void {
  if (end <= start) {
    into[at] = 0;
    into[at + 1] = 0;
    return;
  }
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let i = start; i < end; i++) {
    const c = bytes[i] as number;
    a = Math.imul(a ^ c, 0x01000193);
    b = Math.imul(b ^ c, 0x85ebca6b);
    b ^= b >>> 13;
  }
  a ^= a >>> 16;
  a = Math.imul(a, 0x7feb352d);
  a ^= a >>> 15;
  b = Math.imul(b, 0xc2b2ae35);
  b ^= b >>> 16;
  into[at] = a;
  into[at + 1] = a === 0 && b === 0 ? 1 : b;
}

/** The same hash of a string: `[low, high]`. */
export function hashText(text: string): readonly [number, number] {
  const words = new Uint32Array(2);
  const bytes = utf8.encode(text);
  hashBytes(bytes, 0, bytes.length, words, 0);
  return [words[0] ?? 0, words[1] ?? 0];
}
