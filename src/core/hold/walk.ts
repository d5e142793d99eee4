/** One walk over the bytes of a stored line (sound JSON, contract §4): every value that may be a secret or personal data, with its path. */
import { skipNumber, skipSpace, skipString } from '../record/bytes.ts';
import { type Sighting, sightingOf } from '../rules/records/content/scan.ts';
import { itemNode, type KeyNode, keyNode, rootNode } from './keys.ts';
import { isAt, lookThrough } from './look.ts';

/** `u[from .. to)` is the value, its quotes included. */
export type OnFound = (key: KeyNode, sighting: Sighting, u: Uint8Array, from: number, to: number) => void;
/** Walks the line that begins at `u[from]`. Lines that look alike, of one `shape` (their type), are walked fastest. */
export type Walk = (u: Uint8Array, from: number, shape: number) => void;

/** Types beyond these share one tree of keys. */
const MOST_SHAPES = 500;
const utf8 = new TextDecoder();

export function createWalk(onFound: OnFound): Walk {
  const roots: KeyNode[] = [];

  const value = (u: Uint8Array, p: number, node: KeyNode): number => {
    const c = u[p];
    if (c === 34) return text(u, p, node);
    if (c === 123) return object(u, p + 1, node);
    if (c === 91) return list(u, p + 1, itemNode(node));
    if (c === 116 || c === 110) return p + 4;
    if (c === 102) return p + 5;
    const end = skipNumber(u, p);
    if (node.telling) judge(u, p, end, node);
    return end;
  };
  const text = (u: Uint8Array, p: number, node: KeyNode): number => {
    if (node.quiet) return skipString(u, p);
    const looked = node.telling ? ~skipString(u, p) : lookThrough(u, p);
    if (looked >= 0) return looked;
    judge(u, p, ~looked, node);
    return ~looked;
  };
  const object = (u: Uint8Array, start: number, node: KeyNode): number => {
    let p = skipSpace(u, start);
    if (u[p] === 125) return p + 1;
    let last: KeyNode | undefined;
    for (;;) {
      const guess: KeyNode | undefined = last === undefined ? node.first : last.next;
      const from = p + 1;
      let key: KeyNode;
      if (guess !== undefined && isAt(u, from, guess.bytes)) {
        key = guess;
        p = from + guess.bytes.length;
      } else {
        p = skipString(u, p);
        key = keyNode(node, u, from, p);
        if (last === undefined) node.first = key;
        else last.next = key;
      }
      if (u[p] !== 58) p = skipSpace(u, p);
      p = skipSpace(u, value(u, skipSpace(u, p + 1), key));
      if (u[p] === 125) return p + 1;
      last = key;
      p = skipSpace(u, p + 1);
    }
  };
  const list = (u: Uint8Array, start: number, items: KeyNode): number => {
    let p = skipSpace(u, start);
    if (u[p] === 93) return p + 1;
    for (;;) {
      p = skipSpace(u, value(u, p, items));
      if (u[p] === 93) return p + 1;
      p = skipSpace(u, p + 1);
    }
  };
  const judge = (u: Uint8Array, from: number, to: number, node: KeyNode): void => {
    const value = heldBy(u, from, to);
    // An identity may be a path, customer/ada@example.org.
    const held = node.envelope && typeof value === 'string' ? value.replaceAll('/', ' ') : value;
    const sighting = held === 0 ? undefined : sightingOf(held, node.name);
    if (sighting !== undefined) onFound(node, sighting, u, from, to);
  };

  return (u, from, shape) => {
    const at = Math.min(shape, MOST_SHAPES);
    const root = roots[at] ?? rootNode();
    roots[at] = root;
    object(u, skipSpace(u, from) + 1, root);
  };
}

/** The text or number that stands there; a number that a double would alter as its digits. */
export function heldBy(u: Uint8Array, from: number, to: number): string | number {
  if (u[from] !== 34) {
    const digits = utf8.decode(u.subarray(from, to));
    return digits.length > 15 ? digits : Number(digits);
  }
  const plain = to - from < 48 ? shortText(u, from + 1, to - 1) : utf8.decode(u.subarray(from + 1, to - 1));
  return plain.includes('\\') ? (JSON.parse(`"${plain}"`) as string) : plain;
}

/** A decoder costs more than short ASCII. */
function shortText(u: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let i = from; i < to; i++) {
    const c = u[i] as number;
    if (c > 127) return utf8.decode(u.subarray(from, to));
    text += String.fromCharCode(c);
  }
  return text;
}
