/**
 * A model's text cut at keys of indent 0 and 2, so that a keystroke parses one block again and not the whole text.
 *
 *     events:              section, line 1
 *       OrderPlaced:       entry, line 2, with all below it that is indented further
 *         version: 1
 *       OrderShipped: {}   entry, line 4
 */
import { changeOf } from './text-change.ts';

/** What is known where a piece begins. */
interface State {
  /** 0 for a whole section, 2 for an entry of the section that was opened by the last piece with `opens`. */
  readonly indent: 0 | 2;
  /** `events:` alone: its entries follow as pieces. */
  readonly opens: boolean;
  /** Of its section: whether entries may follow, and whether its value may be words. */
  readonly open: boolean;
  readonly words: boolean;
}
/** A piece wherever it stands: the same object as long as its text is not touched, so that what was made of it can be kept by it. */
export interface Chunk extends State {
  readonly text: string;
}
export interface Piece {
  readonly chunk: Chunk;
  /** 1-based line where its text begins, and its offset. */
  readonly line: number;
  readonly at: number;
}
/** Together the pieces are the text, line by line, but for comments above the first. */
export interface Cut {
  readonly text: string;
  readonly pieces: readonly Piece[];
}

const KEY = /^(?:[A-Za-z_][\w.-]*|"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*:(?:\s|$)/;
/** A key that is being typed: no colon yet. It is an error whatever stands before it but a key of `TEXT`, so it need not be parsed. */
export const UNFINISHED = /^[A-Za-z_][^:#"'`{}[\]|>&*!%@\n]*$/;
const OPENS = /^[A-Za-z_][\w.-]*\s*:\s*(?:#.*)?$/;
/** Sections whose value may be words in the next line. */
const TEXT = /^(?:factline|model|description|names)\s*:/;
/**
 * Anchors, aliases, tags, merge keys, documents, directives, and flow style at the top are left to the whole parse; tabs too, and spaces that
 * are none to YAML (no-break, form feed, byte order mark …).
 */
const WHOLE =
  /^(?:---|\.\.\.|%|[{[])|[\t\v\f\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]|(?:^|[\s[{,:])[&*!][^\s,\]}]|<<\s*:/m;

interface Inside {
  /** Brackets that are open. */
  readonly depth: number;
  /** The quote that is open. */
  readonly quote: string | undefined;
}
const OUTSIDE: Inside = { depth: 0, quote: undefined };

/** What is open at the end of a line, given what was before it. Words in a block of text are taken for values: what comes of it ends at the next key. */
function insideAfter(line: string, { depth, quote }: Inside): Inside {
  if (quote === undefined && !/[{}[\]"']/.test(line)) return depth === 0 ? OUTSIDE : { depth, quote };
  let open = depth;
  let within = quote;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (within !== undefined) {
      while (i < line.length && line[i] !== within) i += within === '"' && line[i] === '\\' ? 2 : 1;
      if (within === "'" && line[i + 1] === "'") {
        i++;
        continue;
      }
      if (i < line.length) within = undefined;
      continue;
    }
    // A quote opens where a value begins; inside a word it is an apostrophe.
    if ((c === '"' || c === "'") && /^$|[\s{[,:]/.test(line[i - 1] ?? '')) within = c;
    else if (c === '#' && (i === 0 || line[i - 1] === ' ')) break;
    else if (c === '{' || c === '[') open++;
    else if ((c === '}' || c === ']') && open > 0) open--;
  }
  return open === 0 && within === undefined ? OUTSIDE : { depth: open, quote: within };
}

/** Where a piece begins, and the section's state behind its first line; undefined where none does. `broken`: the text must be parsed as a whole. */
function startOf(line: string, inside: boolean, before: State | undefined): State | 'broken' | undefined {
  const indent = line.length - line.trimStart().length;
  if (indent === line.length || line[indent] === '#') return undefined;
  // YAML wants what stands in brackets and quotes further in than their key: a key that is not ends them, be they closed or not.
  if (inside && !(indent <= (before?.indent ?? 0) && (indent === 0 || indent === 2) && KEY.test(line.slice(indent))))
    return undefined;
  if (indent === 0) {
    if (!(KEY.test(line) || UNFINISHED.test(line))) return 'broken';
    const opens = OPENS.test(line);
    return { indent, opens, open: opens, words: TEXT.test(line) };
  }
  if (indent === 2 && before?.open) {
    const { words } = before;
    const unfinished = (!words || before.indent === 2) && UNFINISHED.test(line.slice(2));
    return KEY.test(line.slice(2)) || unfinished ? { indent, opens: false, open: true, words } : 'broken';
  }
  return indent === 1 || !before || before.opens ? 'broken' : undefined;
}

const alike = (a: State, b: State) =>
  a.indent === b.indent && a.opens === b.opens && a.open === b.open && a.words === b.words;

/** The pieces of a text, or undefined where it must be parsed as a whole. What `before` has of them and the text still has is kept. */
export function cutModel(text: string, before?: Cut): Cut | undefined {
  const change = before && changeOf(before.text, text);
  if (before && !change) return before;
  const old = before?.pieces ?? [];
  // The piece before the one that was touched may go on into it.
  const kept = change ? Math.max(0, firstFrom(old, change.from) - 2) : 0;
  const pieces = old.slice(0, kept);
  const shift = change ? change.now - change.before : 0;
  let next = change ? firstFrom(old, change.before) : old.length;
  const known = new Map(old.slice(kept, next).map(({ chunk }) => [chunk.text, chunk]));
  let begun: State | undefined = pieces.at(-1)?.chunk;
  let from = -1;
  let fromLine = 0;
  let inside = OUTSIDE;
  const close = (to: number): boolean => {
    const words = text.slice(Math.max(from, 0), to);
    if (WHOLE.test(words)) return false;
    if (from < 0 || !begun) return true;
    const same = known.get(words);
    pieces.push({
      chunk:
        same && alike(same, begun)
          ? same
          : { indent: begun.indent, opens: begun.opens, open: begun.open, words: begun.words, text: words },
      line: fromLine,
      at: from,
    });
    return true;
  };
  let at = kept > 0 ? (old[kept]?.at ?? 0) : 0;
  const first = at;
  for (let line = kept > 0 ? (old[kept]?.line ?? 1) : 1; at <= text.length; line++) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const words = text.slice(at, end);
    const starts = startOf(words, inside !== OUTSIDE, begun);
    if (starts === 'broken') return undefined;
    if (starts) {
      if ((at > first || from >= 0 || kept === 0) && !close(at - (at > 0 ? 1 : 0))) return undefined;
      // What follows was cut here before, out of the same state.
      if (change && at >= change.now) {
        while (next < old.length && (old[next]?.at ?? 0) + shift < at) next++;
        const there = old[next];
        const prior = old[next - 1]?.chunk;
        if (there && there.at + shift === at && (starts.indent === 0 || (prior && begun && alike(prior, begun)))) {
          const lines = line - there.line;
          for (const piece of old.slice(next))
            pieces.push(
              lines === 0 && shift === 0
                ? piece
                : { chunk: piece.chunk, line: piece.line + lines, at: piece.at + shift },
            );
          return { text, pieces };
        }
      }
      begun = starts;
      from = at;
      fromLine = line;
      inside = OUTSIDE;
    }
    inside = insideAfter(words, inside);
    at = end + 1;
  }
  return close(text.length) ? { text, pieces } : undefined;
}

/** The first piece that begins at an offset or behind it. */
function firstFrom(pieces: readonly Piece[], offset: number): number {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.at ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A line of the text, 1-based. */
export function lineOfCut({ pieces, text }: Cut, line: number): string | undefined {
  let [low, high] = [0, pieces.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pieces[middle]?.line ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  const piece = pieces[low - 1];
  return piece ? linesOf(piece.chunk)[line - piece.line] : text.split('\n')[line - 1];
}

const split = new WeakMap<Chunk, readonly string[]>();
function linesOf(chunk: Chunk): readonly string[] {
  const known = split.get(chunk) ?? chunk.text.split('\n');
  split.set(chunk, known);
  return known;
}
