/**
 * A record's line, from bytes: checks that it is a line of the contract as it stands and finds what the columns need, in one pass and
 * without objects. What would have to be moved or judged (an alias, a misfit, no id, a repeated key) is left to the general reader
 * (`factline.ts`), whose lines come back here as trusted ones.
 */
import { PLAIN, seen, skipNumber, skipSpace, skipString, skipValue } from '../record/bytes.ts';
import { CLASSIFICATIONS, FIELD_KINDS, FIELD_NAMES, type FieldName, KINDS, MAX_VERSION } from '../record/fields.ts';
import { hashBytes } from '../record/hash.ts';
import { microsAt } from '../record/time-bytes.ts';

export const T_PROCESS = FIELD_NAMES.length;
export const FIELD_INDEX = Object.fromEntries(FIELD_NAMES.map((name, i) => [name, i])) as Readonly<
  Record<FieldName, number>
>;

const utf8 = new TextEncoder();
const text = new TextDecoder();
const KEYS = [...FIELD_NAMES, 't_process'].map((name) => utf8.encode(name));
const BY_LENGTH = Array.from({ length: 32 }, (_, length) =>
  KEYS.flatMap((key, field) => (key.length === length ? [field] : [])),
);
const HASHED = new Set<FieldName>([
  'id',
  'type',
  'subject_type',
  'subject_id',
  'partition',
  'request_id',
  'causation_id',
  'correlation_id',
]);

/** How a field's value is read. */
const Code = { skip: 0, text: 1, hashed: 2, count: 3, version: 4, time: 5, word: 6, also: 7, meta: 8, hex: 9 } as const;
const CODE = Uint8Array.from([...FIELD_NAMES, 't_process'], (name) => {
  if (HASHED.has(name as FieldName)) return Code.hashed;
  const kind = name === 't_process' ? 'time' : FIELD_KINDS[name as FieldName];
  const codes = {
    text: Code.text,
    count: Code.count,
    version: Code.version,
    time: Code.time,
    kind: Code.word,
    classification: Code.word,
    also: Code.also,
    object: Code.meta,
    any: Code.skip,
    hex: Code.hex,
  };
  return codes[kind];
});
const WORDS = new Set([...KINDS, ...CLASSIFICATIONS]);
const { id: ID, type: TYPE, kind: KIND, payload: PAYLOAD } = FIELD_INDEX;
const ID_MADE = utf8.encode('id_made');
const RAW = utf8.encode('raw');

const matches = (u: Uint8Array, from: number, to: number, key: Uint8Array) => {
  if (to - from !== key.length) return false;
  for (let i = 0; i < key.length; i++) if (u[from + i] !== key[i]) return false;
  return true;
};

/** What the last line held. Positions are in the bytes given, or in `side` where the text had escapes and `decoded` says so. */
export class ContractLine {
  /** By field: where the text of its string stands; start = end where there is none. */
  readonly start = new Int32Array(KEYS.length);
  readonly end = new Int32Array(KEYS.length);
  readonly decoded = new Uint8Array(KEYS.length);
  /** By field: two words, the hash of its text; 0 where it is absent. */
  readonly hash = new Uint32Array(2 * KEYS.length);
  /** By field: a count, a version, or a time in microseconds; NaN where it is absent. */
  readonly value = new Float64Array(KEYS.length);
  side: Uint8Array = new Uint8Array(1 << 12);
  idMade = false;
  hasRaw = false;
  bigNumber = false;
  /** The bytes to leave out, an inline `t_process` with its comma; equal where there is none. */
  cutFrom = 0;
  cutTo = 0;
  private sideLength = 0;
  private readonly next = new Uint8Array(KEYS.length + 1);
  private u: Uint8Array = this.side;

  /**
   * Reads `u[from .. to)`. False: not a contract line as it stands. `trusted` lines are our own readers' and are not judged again; of
   * such a line `payloadEnd` may tell where the payload ends (and `bigNumber` is then the caller's to add).
   */
  read(u: Uint8Array, from: number, to: number, trusted: boolean, payloadEnd = 0): boolean {
    this.u = u;
    this.start.fill(0);
    this.end.fill(0);
    this.hash.fill(0);
    this.value.fill(Number.NaN);
    this.sideLength = 0;
    this.idMade = false;
    this.hasRaw = false;
    this.cutFrom = 0;
    this.cutTo = 0;
    seen.bigNumber = false;
    let met = 0;
    let last = KEYS.length;
    let cutOpen = false;
    let valueEnd = from;
    if (u[from] !== 123) return false;
    let p = skipSpace(u, from + 1);
    for (;;) {
      if (u[p] !== 34) return false;
      const keyStart = p;
      const field = this.keyAt(p + 1, last);
      if (field < 0) return false;
      const bit = 1 << field;
      if ((met & bit) !== 0) return false;
      met |= bit;
      last = field;
      p += 2 + (KEYS[field] as Uint8Array).length;
      if (u[p] !== 58) p = skipSpace(u, p);
      if (u[p] !== 58) return false;
      p++;
      if (u[p] === 32 || u[p] === 9) p = skipSpace(u, p);
      if (cutOpen) {
        this.cutTo = keyStart;
        cutOpen = false;
      }
      const before = valueEnd;
      p = field === PAYLOAD && payloadEnd > 0 ? payloadEnd : this.valueAt(p, field, trusted);
      if (p < 0) return false;
      valueEnd = p;
      if (field === T_PROCESS) {
        this.cutFrom = keyStart;
        cutOpen = true;
      }
      let c = u[p];
      if (c !== 44 && c !== 125) {
        p = skipSpace(u, p);
        c = u[p];
      }
      if (c === 44) {
        p++;
        if (u[p] !== 34) p = skipSpace(u, p);
        continue;
      }
      if (c !== 125) return false;
      if (cutOpen) {
        this.cutFrom = before;
        this.cutTo = valueEnd;
      }
      break;
    }
    if (p + 1 !== to) return false;
    this.bigNumber = seen.bigNumber;
    return this.end[TYPE] !== this.start[TYPE] && this.end[ID] !== this.start[ID];
  }

  /** The bytes that a field's positions are in. */
  bytesOf(field: number): Uint8Array {
    return this.decoded[field] === 1 ? this.side : this.u;
  }

  /** Which field's key begins at p, after the quote: first the one that came next the last time. */
  private keyAt(p: number, last: number): number {
    const u = this.u;
    const guess = this.next[last] as number;
    const guessed = KEYS[guess] as Uint8Array;
    if (u[p + guessed.length] === 34 && matches(u, p, p + guessed.length, guessed)) return guess;
    let q = p;
    while (PLAIN[u[q] as number] === 1) q++;
    if (u[q] !== 34) return -1;
    const field = BY_LENGTH[q - p]?.find((candidate) => matches(u, p, q, KEYS[candidate] as Uint8Array)) ?? -1;
    if (field >= 0) this.next[last] = field;
    return field;
  }

  private valueAt(p: number, field: number, trusted: boolean): number {
    const u = this.u;
    switch (CODE[field]) {
      case Code.hashed:
        return u[p] === 34 ? this.hashedText(p, field) : -1;
      case Code.text:
        return u[p] === 34 ? this.plainText(p, field) : -1;
      case Code.count:
      case Code.version: {
        const end = skipNumber(u, p);
        const value = end < 0 ? Number.NaN : this.number(p, end, trusted);
        const version = CODE[field] === Code.version;
        if (!(value >= (version ? 1 : 0) && value <= (version ? MAX_VERSION : Number.MAX_SAFE_INTEGER))) return -1;
        this.value[field] = value;
        return end;
      }
      case Code.time: {
        if (u[p] !== 34) return -1;
        const end = this.plainText(p, field);
        if (end < 0) return -1;
        const micros = microsAt(
          this.bytesOf(field),
          this.start[field] as number,
          this.end[field] as number,
          Number.NaN,
        );
        this.value[field] = micros;
        return Number.isNaN(micros) ? -1 : end;
      }
      case Code.word: {
        if (u[p] !== 34) return -1;
        const end = this.plainText(p, field);
        const word = end < 0 ? '' : text.decode(this.bytesOf(field).subarray(this.start[field], this.end[field]));
        return WORDS.has(word) && KINDS.includes(word) === (field === KIND) ? end : -1;
      }
      case Code.hex: {
        const end = u[p] === 34 ? skipString(u, p) : -1;
        if (end < 0 || trusted) return end;
        if (end - p !== 66) return -1;
        for (let i = p + 1; i < end - 1; i++) {
          const c = u[i] as number;
          if (!((c >= 48 && c <= 57) || (c >= 97 && c <= 102))) return -1;
        }
        return end;
      }
      case Code.meta:
        return u[p] === 123 ? this.meta(p) : -1;
      case Code.also:
        return trusted ? skipValue(u, p, 2) : -1;
      default:
        return skipValue(u, p, 2);
    }
  }

  /** A count of digits alone; other spellings of a whole number (`5.0`) are the general reader's, and come back trusted. */
  private number(from: number, to: number, trusted: boolean): number {
    const u = this.u;
    if (to - from > 15) return trusted ? Number(text.decode(u.subarray(from, to))) : Number.NaN;
    let value = 0;
    for (let i = from; i < to; i++) {
      const digit = (u[i] as number) - 48;
      if (!(digit >= 0 && digit <= 9)) return trusted ? Number(text.decode(u.subarray(from, to))) : Number.NaN;
      value = value * 10 + digit;
    }
    return value;
  }

  /** The hash of `hashBytes`, made while looking for the end. */
  private hashedText(p: number, field: number): number {
    const u = this.u;
    let a = 0x811c9dc5;
    let b = 0x9747b28c;
    let q = p + 1;
    let c = u[q] as number;
    while (PLAIN[c] === 1) {
      a = Math.imul(a ^ c, 0x01000193);
      b = Math.imul(b ^ c, 0x85ebca6b);
      b ^= b >>> 13;
      c = u[++q] as number;
    }
    if (c !== 34) {
      const end = this.plainText(p, field);
      if (end >= 0)
        hashBytes(this.bytesOf(field), this.start[field] as number, this.end[field] as number, this.hash, 2 * field);
      return end;
    }
    this.start[field] = p + 1;
    this.end[field] = q;
    this.decoded[field] = 0;
    if (q > p + 1) {
      a ^= a >>> 16;
      a = Math.imul(a, 0x7feb352d);
      a ^= a >>> 15;
      b = Math.imul(b, 0xc2b2ae35);
      b ^= b >>> 16;
      this.hash[2 * field] = a;
      this.hash[2 * field + 1] = a === 0 && b === 0 ? 1 : b;
    }
    return q + 1;
  }

  private plainText(p: number, field: number): number {
    const u = this.u;
    let q = p + 1;
    while (PLAIN[u[q] as number] === 1) q++;
    const plain = u[q] === 34;
    const end = plain ? q + 1 : skipString(u, p);
    if (end < 0) return -1;
    this.decoded[field] = plain ? 0 : 1;
    if (plain) {
      this.start[field] = p + 1;
      this.end[field] = end - 1;
      return end;
    }
    const room = 3 * (end - p);
    if (this.sideLength + room > this.side.length) {
      const grown = new Uint8Array(2 * (this.side.length + room));
      grown.set(this.side);
      this.side = grown;
    }
    const { written } = utf8.encodeInto(
      String(JSON.parse(text.decode(u.subarray(p, end)))),
      this.side.subarray(this.sideLength),
    );
    this.start[field] = this.sideLength;
    this.end[field] = this.sideLength + written;
    this.sideLength += written;
    return end;
  }

  /** The members of `meta`, looking for `id_made` and `raw`. */
  private meta(p: number): number {
    const u = this.u;
    p = skipSpace(u, p + 1);
    if (u[p] === 125) return p + 1;
    for (;;) {
      if (u[p] !== 34) return -1;
      const keyStart = p;
      p = skipString(u, p);
      if (p < 0) return -1;
      const keyEnd = p;
      p = skipSpace(u, p);
      if (u[p] !== 58) return -1;
      p = skipSpace(u, p + 1);
      if (this.isKey(keyStart, keyEnd, ID_MADE)) this.idMade = u[p] === 116;
      else if (this.isKey(keyStart, keyEnd, RAW)) this.hasRaw = true;
      p = skipValue(u, p, 3);
      if (p < 0) return -1;
      p = skipSpace(u, p);
      if (u[p] === 125) return p + 1;
      if (u[p] !== 44) return -1;
      p = skipSpace(u, p + 1);
    }
  }

  private isKey(from: number, to: number, name: Uint8Array): boolean {
    const u = this.u;
    if (to - from - 2 === name.length) return matches(u, from + 1, to - 1, name);
    const escaped = to - from - 2 > name.length && u.subarray(from, to).includes(92);
    return escaped && JSON.parse(text.decode(u.subarray(from, to))) === text.decode(name);
  }
}
