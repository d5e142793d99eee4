/**
 * JSON on bytes, strictly, without making strings or objects. Every function takes the position of a value's first byte and returns the
 * position after it, or -1 where the grammar is broken. Reading past the end finds nothing that fits, so no length is needed; who calls
 * compares the final position with the end of the row.
 */
import { MAX_DEPTH } from './json-tree.ts';

/** Bytes that may stand as they are in a string: all but `"`, `\` and controls. */
export const PLAIN = new Uint8Array(256).fill(1, 32);
PLAIN[34] = 0;
PLAIN[92] = 0;
const HEX = new Uint8Array(256);
for (const c of '0123456789abcdefABCDEF') HEX[c.charCodeAt(0)] = 1;
const ESCAPED = new Uint8Array(256);
for (const c of '"\\/bfnrt') ESCAPED[c.charCodeAt(0)] = 1;

/** Set by `skipNumber` at a number that JSON.parse might alter (the rule of `mayBeInexact`); whoever asks resets it. */
export const seen = { bigNumber: false };

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Blanks and tabs: JSON with line breaks between its tokens is no line. */
export function skipSpace(u: Uint8Array, p: number): number {
  let c = u[p];
  while (c === 32 || c === 9) c = u[++p];
  return p;
}

/** At the opening quote; returns the position after the closing one. */
export function skipString(u: Uint8Array, p: number): number {
  p++;
  for (;;) {
    let c = u[p] as number;
    while (PLAIN[c] === 1) c = u[++p] as number;
    if (c === 34) return p + 1;
    if (c !== 92) return -1;
    c = u[p + 1] as number;
    if (ESCAPED[c] === 1) p += 2;
    else if (
      c === 117 &&
      HEX[u[p + 2] as number] === 1 &&
      HEX[u[p + 3] as number] === 1 &&
      HEX[u[p + 4] as number] === 1 &&
      HEX[u[p + 5] as number] === 1
    )
      p += 6;
    else return -1;
  }
}

export function skipNumber(u: Uint8Array, p: number): number {
  let c = u[p] as number;
  if (c === 45) c = u[++p] as number;
  const start = p;
  if (c === 48) c = u[++p] as number;
  else if (c >= 49 && c <= 57) {
    do c = u[++p] as number;
    while (c >= 48 && c <= 57);
  } else return -1;
  let digits = p - start;
  if (c === 46) {
    const point = p;
    c = u[++p] as number;
    if (!(c >= 48 && c <= 57)) return -1;
    do c = u[++p] as number;
    while (c >= 48 && c <= 57);
    digits += p - point - 1;
  }
  if (c === 101 || c === 69) {
    c = u[++p] as number;
    if (c === 43 || c === 45) c = u[++p] as number;
    const exponent = p;
    if (!(c >= 48 && c <= 57)) return -1;
    do c = u[++p] as number;
    while (c >= 48 && c <= 57);
    digits += p - exponent;
    if (p - exponent > 2) seen.bigNumber = true;
  }
  if (digits > 15) seen.bigNumber = true;
  return p;
}

/** Any value; `depth` counts from 1 at the root. */
export function skipValue(u: Uint8Array, p: number, depth: number): number {
  const c = u[p];
  if (c === 34) return skipString(u, p);
  if (c === 123) {
    if (depth > MAX_DEPTH) return -1;
    p = skipSpace(u, p + 1);
    if (u[p] === 125) return p + 1;
    for (;;) {
      if (u[p] !== 34) return -1;
      p = skipString(u, p);
      if (p < 0) return -1;
      if (u[p] !== 58) p = skipSpace(u, p);
      if (u[p] !== 58) return -1;
      p = skipValue(u, skipSpace(u, p + 1), depth + 1);
      if (p < 0) return -1;
      p = skipSpace(u, p);
      if (u[p] === 125) return p + 1;
      if (u[p] !== 44) return -1;
      p = skipSpace(u, p + 1);
    }
  }
  if (c === 91) {
    if (depth > MAX_DEPTH) return -1;
    p = skipSpace(u, p + 1);
    if (u[p] === 93) return p + 1;
    for (;;) {
      p = skipValue(u, p, depth + 1);
      if (p < 0) return -1;
      p = skipSpace(u, p);
      if (u[p] === 93) return p + 1;
      if (u[p] !== 44) return -1;
      p = skipSpace(u, p + 1);
    }
  }
  if (c === 116) return u[p + 1] === 114 && u[p + 2] === 117 && u[p + 3] === 101 ? p + 4 : -1;
  if (c === 110) return u[p + 1] === 117 && u[p + 2] === 108 && u[p + 3] === 108 ? p + 4 : -1;
  if (c === 102) return u[p + 1] === 97 && u[p + 2] === 108 && u[p + 3] === 115 && u[p + 4] === 101 ? p + 5 : -1;
  return skipNumber(u, p);
}

/** Whether `u[from .. to)` is UTF-8: four bytes at a time where they are ASCII. */
export function isUtf8(u: Uint8Array, from: number, to: number): boolean {
  const aligned = u.byteOffset + from + ((4 - ((u.byteOffset + from) & 3)) & 3);
  const size = (u.byteOffset + to - aligned) >> 2;
  const words = size > 0 ? new Int32Array(u.buffer, aligned, size) : new Int32Array(0);
  const base = aligned - u.byteOffset;
  let i = from;
  while (i < to) {
    const c = u[i] as number;
    if (c < 128) {
      if (i >= base && ((i - base) & 3) === 0) {
        let k = (i - base) >> 2;
        while (k < words.length && ((words[k] as number) & 0x80808080) === 0) k++;
        const next = base + (k << 2);
        i = next > i ? next : i + 1;
      } else i++;
      continue;
    }
    const more = c >= 0xc2 && c <= 0xdf ? 1 : c >= 0xe0 && c <= 0xef ? 2 : c >= 0xf0 && c <= 0xf4 ? 3 : 0;
    if (more === 0 || i + more >= to) return false;
    let point = c & (0x3f >> more);
    for (let k = 1; k <= more; k++) {
      const x = u[i + k] as number;
      if ((x & 0xc0) !== 0x80) return false;
      point = (point << 6) | (x & 0x3f);
    }
    if (
      point < (more === 1 ? 0x80 : more === 2 ? 0x800 : 0x10000) ||
      point > 0x10ffff ||
      (point >= 0xd800 && point <= 0xdfff)
    )
      return false;
    i += more + 1;
  }
  return true;
}
