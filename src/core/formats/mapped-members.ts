/** Finds the values that a plan names in a row of JSON bytes, in one pass, checking the row's grammar on the way. */
import { PLAIN, seen, skipSpace, skipValue } from '../record/bytes.ts';

export interface Members {
  /** By number: where a value begins and ends; it is absent where `starts` is 0. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** By number: 1 where the value holds a number that JSON.parse might alter. */
  readonly big: Uint8Array;
  /** If all are kept: the members at the top of the row, in order. */
  readonly count: number;
  readonly all: readonly MemberSpan[];
  /** The number of a path. */
  numberOf(path: readonly string[]): number;
  /** Reads the row `u[from .. to)`. False: it is broken, or the general reader must judge it (a repeated or escaped key). */
  read(u: Uint8Array, from: number, to: number): boolean;
}
interface MemberSpan {
  /** Of the value, if it is one that the plan names; else -1. */
  number: number;
  /** From the key's quote; to the one after it; and to the end of the value. */
  from: number;
  keyEnd: number;
  to: number;
}

/** A key that is looked for in an object, and the keys looked for in its value. */
interface Wanted {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly number: number;
  readonly inside: Level;
}
type Level = Wanted[][];

const MAX_MEMBERS = 64;
const utf8 = new TextEncoder();
const text = new TextDecoder();

/** `keepAll`: also every member at the top, of which none may come twice or mean something in `meta`. */
export function membersReader(paths: readonly (readonly string[])[], keepAll: boolean): Members {
  const top: Level = [];
  let numbers = 0;
  const want = (path: readonly string[]): number => {
    let level = top;
    let number = -1;
    for (const name of path) {
      const bytes = utf8.encode(name);
      const bucket = level[bytes.length] ?? [];
      level[bytes.length] = bucket;
      const wanted: Wanted = bucket.find((w) => w.name === name) ?? { name, bytes, number: numbers++, inside: [] };
      if (!bucket.includes(wanted)) bucket.push(wanted);
      level = wanted.inside;
      number = wanted.number;
    }
    return number;
  };
  for (const path of paths) want(path);

  const starts = new Int32Array(numbers);
  const ends = new Int32Array(numbers);
  const big = new Uint8Array(numbers);
  const all = Array.from({ length: MAX_MEMBERS }, (): MemberSpan => ({ number: -1, from: 0, keyEnd: 0, to: 0 }));
  let count = 0;
  let u: Uint8Array = new Uint8Array(0);

  const isSame = (at: number, other: Uint8Array, from: number, length: number): boolean => {
    for (let i = 0; i < length; i++) if (u[at + i] !== other[from + i]) return false;
    return true;
  };
  const find = (level: Level, from: number, to: number): Wanted | undefined => {
    const bucket = level[to - from];
    if (bucket === undefined) return undefined;
    for (const wanted of bucket) if (isSame(from, wanted.bytes, 0, to - from)) return wanted;
    return undefined;
  };
  const isRepeated = (from: number, to: number): boolean => {
    for (let i = 0; i < count; i++) {
      const member = all[i] as MemberSpan;
      if (member.keyEnd - member.from === to - from && isSame(member.from, u, from, to - from)) return true;
    }
    const key = to - from === 5 || to - from === 9 ? text.decode(u.subarray(from + 1, to - 1)) : '';
    return key === 'raw' || key === 'id_made';
  };

  /** An object's members from its brace; the position after it, or -1. */
  const object = (open: number, level: Level, depth: number): number => {
    let p = skipSpace(u, open + 1);
    if (u[p] === 125) return p + 1;
    for (;;) {
      if (u[p] !== 34) return -1;
      const keyFrom = p++;
      while (PLAIN[u[p] as number] === 1) p++;
      if (u[p] !== 34) return -1;
      const wanted = find(level, keyFrom + 1, p);
      const keyEnd = ++p;
      if (u[p] !== 58) p = skipSpace(u, p);
      if (u[p] !== 58) return -1;
      p = skipSpace(u, p + 1);
      if (wanted === undefined) p = skipValue(u, p, depth + 1);
      else {
        if (starts[wanted.number] !== 0) return -1;
        const before = seen.bigNumber;
        seen.bigNumber = false;
        starts[wanted.number] = p;
        const deeper = wanted.inside.length > 0;
        // A number in a path steps into an array: the general reader's business.
        if (deeper && u[p] === 91) return -1;
        p = deeper && u[p] === 123 ? object(p, wanted.inside, depth + 1) : skipValue(u, p, depth + 1);
        ends[wanted.number] = p;
        big[wanted.number] = seen.bigNumber ? 1 : 0;
        seen.bigNumber = seen.bigNumber || before;
      }
      if (p < 0) return -1;
      if (keepAll && level === top) {
        if (count === MAX_MEMBERS || isRepeated(keyFrom, keyEnd)) return -1;
        const member = all[count++] as MemberSpan;
        member.number = wanted?.number ?? -1;
        member.from = keyFrom;
        member.keyEnd = keyEnd;
        member.to = p;
      }
      p = skipSpace(u, p);
      if (u[p] === 125) return p + 1;
      if (u[p] !== 44) return -1;
      p = skipSpace(u, p + 1);
    }
  };

  return {
    starts,
    ends,
    big,
    all,
    get count() {
      return count;
    },
    numberOf: want,
    read(bytes, from, to) {
      u = bytes;
      starts.fill(0);
      count = 0;
      return u[from] === 123 && object(from, top, 1) === to;
    },
  };
}
