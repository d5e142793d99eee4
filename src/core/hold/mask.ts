/**
 * Lines with the values masked that were found. Text becomes `redacted:e-mail address`, the form that the contract (§7) knows as redacted, so
 * that it fits every declared type; a number becomes 0. An identity (an envelope field) gets a number by its value, `redacted:e-mail address 3`,
 * so that subjects, threads and causes stay what they were. A seal goes: it is of other bytes, and would let one try out what was masked.
 */
import { skipSpace, skipString, skipValue } from '../record/bytes.ts';
import { type Found, kindOf, type MaskedPart } from './found.ts';
import type { KeyNode } from './keys.ts';
import { createWalk, heldBy } from './walk.ts';

export interface Masking {
  /** The line `u[from .. to)` of a record of type `shape`, masked; its newline is not part of it. */
  line(u: Uint8Array, from: number, to: number, shape: number): Uint8Array;
  /** The same for a row of processing, which names a record. */
  processingLine(u: Uint8Array, from: number, to: number): Uint8Array;
  /** What was masked so far. */
  masked(): readonly MaskedPart[];
}

/** Whether a value found there is to be masked. `type` is what `shape` stands for. */
export type IsMasked = (group: Found['group'], path: string, shape: number) => boolean;

interface Cut {
  readonly from: number;
  readonly to: number;
  readonly by: string;
}

const utf8 = new TextEncoder();
const decoder = new TextDecoder();
/** Text longer than this is said to be long. */
const LONG = 200;

export function createMasking(isMasked: IsMasked): Masking {
  const parts = new Map<string, { readonly path: string; readonly kind: string; count: number }>();
  const numbers = new Map<string, number>();
  let cuts: Cut[] = [];
  let shape = 0;

  const cut = ({ path, envelope }: KeyNode, kind: string, u: Uint8Array, from: number, to: number) => {
    const part = parts.get(`${path}\u0000${kind}`) ?? { path, kind, count: 0 };
    parts.set(`${path}\u0000${kind}`, part);
    part.count++;
    if (u[from] !== 34) {
      cuts.push({ from, to, by: '0' });
      return;
    }
    let mark = `redacted:${kind}`;
    if (envelope) {
      const value = String(heldBy(u, from, to));
      const number = numbers.get(value) ?? numbers.size + 1;
      numbers.set(value, number);
      mark += ` ${number}`;
    } else if (to - from > LONG) mark += ', long';
    cuts.push({ from, to, by: JSON.stringify(mark) });
  };
  const walk = createWalk((key, { group, what }, u, from, to) => {
    if (isMasked(group === 'secret' ? 'secret' : 'personal', key.path, shape)) cut(key, kindOf(what), u, from, to);
  });
  // No model speaks of them.
  const walkProcessing = createWalk((key, { what }, u, from, to) => cut(key, kindOf(what), u, from, to));

  const spliced = (u: Uint8Array, from: number, to: number): Uint8Array => {
    if (cuts.length === 0) return u.subarray(from, to);
    cuts.sort((a, b) => a.from - b.from);
    let text = '';
    let at = from;
    for (const cut of cuts) {
      text += decoder.decode(u.subarray(at, cut.from)) + cut.by;
      at = cut.to;
    }
    return utf8.encode(text + decoder.decode(u.subarray(at, to)));
  };

  return {
    line(u, from, to, ofShape) {
      shape = ofShape;
      cuts = sealOf(u, from);
      walk(u, from, shape);
      return spliced(u, from, to);
    },
    processingLine(u, from, to) {
      cuts = [];
      walkProcessing(u, from, 0);
      return spliced(u, from, to);
    },
    masked: () => [...parts.values()].map((part) => ({ ...part })),
  };
}

const SEALS = ['hash"', 'prev_hash"'].map((key) => utf8.encode(key));

/** The members `hash` and `prev_hash` of a line, each with a comma beside it. */
function sealOf(u: Uint8Array, from: number): Cut[] {
  const members: { readonly from: number; readonly to: number; readonly seal: boolean }[] = [];
  let p = skipSpace(u, from) + 1;
  for (;;) {
    p = skipSpace(u, p);
    if (u[p] === 125) break;
    if (u[p] === 44) p = skipSpace(u, p + 1);
    const start = p;
    const seal = SEALS.some((key) => key.every((byte, i) => u[start + 1 + i] === byte));
    p = skipValue(u, skipSpace(u, skipSpace(u, skipString(u, p)) + 1), 2);
    members.push({ from: start, to: p, seal });
  }
  const kept = members.filter(({ seal }) => !seal);
  if (kept.length === members.length) return [];
  // The gaps between the members that stay, but for one comma.
  const cuts: Cut[] = [];
  let end = skipSpace(u, from) + 1;
  for (const [i, member] of kept.entries()) {
    if (member.from > end) cuts.push({ from: end, to: member.from, by: i === 0 ? '' : ',' });
    end = member.to;
  }
  return [...cuts, { from: end, to: p, by: '' }];
}
