/**
 * A regular expression as a set of states that walk a text together (Thompson 1968): the time is the text's length times the number of states,
 * whatever the pattern. Look-around and back references are no regular language; a pattern with one gives undefined.
 */
type Ast =
  | { readonly kind: 'char'; readonly fits: (char: string) => boolean }
  | { readonly kind: 'at'; readonly holds: (before: string | undefined, after: string | undefined) => boolean }
  | { readonly kind: 'all' | 'one'; readonly of: readonly Ast[] }
  | { readonly kind: 'repeat'; readonly of: Ast; readonly least: number; readonly most: number };

/** `next` and `or` are indexes; a state without `fits` is passed at once, where it holds. */
interface State {
  readonly fits?: (char: string) => boolean;
  readonly holds?: (before: string | undefined, after: string | undefined) => boolean;
  next: number;
  or: number;
}

export const MOST_STATES = 1_000;
class NotRegular extends Error {}

const isWord = (char: string | undefined) => char !== undefined && /^\w$/.test(char);
const REPEAT = /^(?:([*+?])|\{(\d+)(,)?(\d*)\})\??/;
/** One character, escape or class; halves of a surrogate pair are one. */
const ATOM =
  /^(?:\[(?:[^\]\\]|\\.)*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|c[A-Za-z]|.)|.)/su;

/** Of a pattern that is a regular expression with the flag `u`. */
function parse(pattern: string): Ast {
  let at = 0;
  const rest = () => pattern.slice(at);
  const atom = (): Ast => {
    if (pattern[at] === '(') {
      const opens = /^\((?:\?(?::|<(?![=!])[^>]*>))?/.exec(rest())?.[0] ?? '(';
      at += opens.length;
      if (pattern[at] === '?') throw new NotRegular();
      const inner = alternatives();
      at++;
      return inner;
    }
    const source = ATOM.exec(rest())?.[0] ?? '';
    at += source.length;
    if (source === '^') return { kind: 'at', holds: (before) => before === undefined };
    if (source === '$') return { kind: 'at', holds: (_, after) => after === undefined };
    if (source === '\\b') return { kind: 'at', holds: (before, after) => isWord(before) !== isWord(after) };
    if (source === '\\B') return { kind: 'at', holds: (before, after) => isWord(before) === isWord(after) };
    if (/^\\[1-9k]/.test(source)) throw new NotRegular();
    if (/^[^\\[.]/.test(source)) return { kind: 'char', fits: (char) => char === source };
    const one = new RegExp(`^${source}$`, 'u');
    return { kind: 'char', fits: (char) => one.test(char) };
  };
  const alternatives = (): Ast => {
    const branches: Ast[][] = [[]];
    while (at < pattern.length && pattern[at] !== ')') {
      if (pattern[at] === '|') {
        branches.push([]);
        at++;
        continue;
      }
      let part = atom();
      const [written, sign, least, comma, most] = REPEAT.exec(rest()) ?? [];
      if (written !== undefined) {
        at += written.length;
        const from = sign === undefined ? Number(least) : sign === '+' ? 1 : 0;
        const to = sign === '?' ? 1 : sign !== undefined || (comma && !most) ? Infinity : comma ? Number(most) : from;
        part = { kind: 'repeat', of: part, least: from, most: to };
      }
      branches.at(-1)?.push(part);
    }
    const [only] = branches;
    return branches.length === 1 && only
      ? { kind: 'all', of: only }
      : { kind: 'one', of: branches.map((of) => ({ kind: 'all', of })) };
  };
  return alternatives();
}

/** States from the last to the first: each part is made when what follows it is known. The first of all is the answer's. */
function statesOf(ast: Ast): { readonly states: readonly State[]; readonly start: number } {
  const states: State[] = [{ next: -1, or: -1 }];
  const add = (state: State): number => {
    if (states.length >= MOST_STATES) throw new NotRegular();
    return states.push(state) - 1;
  };
  const before = (part: Ast, next: number): number => {
    switch (part.kind) {
      case 'char':
        return add({ fits: part.fits, next, or: -1 });
      case 'at':
        return add({ holds: part.holds, next, or: -1 });
      case 'all':
        return part.of.reduceRight((follows, inner) => before(inner, follows), next);
      case 'one':
        return part.of.map((inner) => before(inner, next)).reduceRight((or, first) => add({ next: first, or }));
      case 'repeat': {
        let first = next;
        if (part.most === Infinity) {
          const loop = add({ next: -1, or: next });
          (states[loop] as State).next = before(part.of, loop);
          first = loop;
        } else for (let n = part.least; n < part.most; n++) first = add({ next: before(part.of, first), or: next });
        for (let n = 0; n < part.least; n++) first = before(part.of, first);
        return first;
      }
    }
  };
  const start = before(ast, 0);
  return { states, start };
}

/** Whether some part of a text matches; `cost` is the number of states that each of its characters may ask. */
export function automaton(
  pattern: string,
): { readonly test: (text: string) => boolean; readonly cost: number } | undefined {
  try {
    const { states, start } = statesOf(parse(pattern));
    return { test: (text) => matches(states, start, text), cost: states.length };
  } catch (error) {
    if (error instanceof NotRegular) return undefined;
    throw error;
  }
}

function matches(states: readonly State[], start: number, text: string): boolean {
  const chars = [...text];
  const seen = new Int32Array(states.length).fill(-1);
  let now: number[] = [];
  for (let i = 0; i <= chars.length; i++) {
    const [before, char] = [chars[i - 1], chars[i]];
    // A match may begin at every place.
    const open = [...now, start];
    const next: number[] = [];
    while (open.length > 0) {
      const at = open.pop() as number;
      if (at === 0) return true;
      const state = states[at];
      if (!state || seen[at] === i) continue;
      seen[at] = i;
      if (state.fits) {
        if (char !== undefined && state.fits(char)) next.push(state.next);
      } else if (!state.holds) {
        open.push(state.next);
        if (state.or >= 0) open.push(state.or);
      } else if (state.holds(before, char)) open.push(state.next);
    }
    now = next;
  }
  return false;
}
