/**
 * A model's text cut at keys of indent 0 and 2, so that a keystroke parses one block again and not the whole text.
 *
 *     events:              section, line 1
 *       OrderPlaced:       entry, line 2, with all below it that is indented further
 *         version: 1
 *       OrderShipped: {}   entry, line 4
 */

export interface Piece {
  /** 0 for a whole section, 2 for an entry of the section that was opened by the last piece with `opens`. */
  readonly indent: 0 | 2;
  /** `events:` alone: its entries follow as pieces. */
  readonly opens: boolean;
  /** 1-based line where its text begins. */
  readonly line: number;
  readonly text: string;
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

/** Brackets that are open at the end of a line, given those open before it. Quotes and comments are passed over. */
function depthAfter(line: string, depth: number): number {
  let d = depth;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    // A quote opens where a value begins; inside a word it is an apostrophe.
    if ((c === '"' || c === "'") && /^$|[\s{[,:]/.test(line[i - 1] ?? '')) {
      let end = i + 1;
      while (end < line.length && line[end] !== c) end += c === '"' && line[end] === '\\' ? 2 : 1;
      // It goes on in the next line: what follows is left to the whole parse.
      if (end >= line.length) return Number.NaN;
      i = end;
    } else if (c === '#' && (i === 0 || line[i - 1] === ' ')) return d;
    else if (c === '{' || c === '[') d++;
    else if ((c === '}' || c === ']') && d > 0) d--;
  }
  return d;
}

/** The pieces of a text, or undefined where it must be parsed as a whole. Together they are the text, line by line. */
export function cutModel(source: string): readonly Piece[] | undefined {
  if (WHOLE.test(source)) return undefined;
  const lines = source.split('\n');
  const pieces: Piece[] = [];
  let from = 0;
  let current: { indent: 0 | 2; opens: boolean } | undefined;
  let depth = 0;
  let open = false;
  let text = false;
  const close = (to: number) => {
    if (current) pieces.push({ ...current, line: from + 1, text: lines.slice(from, to).join('\n') });
    else if (lines.slice(from, to).some((line) => line.trim() !== '' && !line.trimStart().startsWith('#')))
      return false;
    from = to;
    return true;
  };
  for (const [n, line] of lines.entries()) {
    if (Number.isNaN(depth)) return undefined;
    if (depth === 0 && line.trim() !== '' && !/^\s*#/.test(line)) {
      const indent = line.length - line.trimStart().length;
      if (indent === 0) {
        if (!(KEY.test(line) || UNFINISHED.test(line)) || !close(n)) return undefined;
        open = OPENS.test(line);
        text = TEXT.test(line);
        current = { indent: 0, opens: open };
      } else if (indent === 2 && open) {
        const unfinished = !text || current?.indent === 2 ? UNFINISHED.test(line.slice(2)) : false;
        if (!(KEY.test(line.slice(2)) || unfinished) || !close(n)) return undefined;
        current = { indent: 2, opens: false };
      } else if (indent === 1 || (open && current?.opens)) return undefined;
    }
    depth = depthAfter(line, depth);
  }
  return close(lines.length) && depth === 0 ? pieces : undefined;
}
