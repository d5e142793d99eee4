/** What stands at a cursor in a model's text: the path of keys by indentation and braces, also where the text is broken. */
import { type Lines, linesAround } from './lines.ts';
import { FIELD_KEYS, type Key, MODEL, type Shape } from './schema.ts';

export interface Context {
  /** Keys from the section down to where the cursor is: ['events', 'OrderPlaced']. */
  readonly path: readonly string[];
  /** The cursor stands where a key goes, or behind `key:`. */
  readonly place: 'key' | 'value';
  /** What was typed of it so far. */
  readonly word: string;
  /** Keys that stand beside the cursor already. */
  readonly siblings: readonly string[];
}

interface Line {
  readonly indent: number;
  readonly key: string;
  readonly rest: string;
}

const lineOf = (text: string): Line | undefined => {
  const match = /^(\s*)(?:- )?(?:"([^"]*)"|'([^']*)'|([^\s:#{}[\],&*'"][^:#]*?))\s*:(?:\s+(.*)|$)/.exec(text);
  return match
    ? { indent: (match[1] ?? '').length, key: match[2] ?? match[3] ?? match[4] ?? '', rest: match[5] ?? '' }
    : undefined;
};

/** Most lines above a place are further in than what is looked for: they are not taken apart. */
const indentOf = (text: string): number => {
  const at = text.search(/\S/);
  return at < 0 ? text.length : at;
};

/** Keys and the open place inside of braces, from the text of a flow collection that is not closed yet. */
function inBraces(flow: string):
  | {
      readonly keys: readonly string[];
      readonly place: Context['place'];
      readonly word: string;
      readonly siblings: readonly string[];
    }
  | undefined {
  const stack: { kind: '{' | '['; key: string | undefined; seen: string[] }[] = [];
  let word = '';
  for (let i = 0; i < flow.length; i++) {
    const c = flow[i] ?? '';
    if (c === '"' || c === "'") {
      const end = flow.indexOf(c, i + 1);
      word += flow.slice(i + 1, end < 0 ? flow.length : end);
      i = end < 0 ? flow.length : end;
    } else if (c === '{' || c === '[') {
      stack.push({ kind: c, key: undefined, seen: [] });
      word = '';
    } else if (c === '}' || c === ']') {
      stack.pop();
      word = '';
    } else if (c === ',') {
      const top = stack.at(-1);
      if (top) top.key = undefined;
      word = '';
    } else if (c === ':' && /[\s]|^$/.test(flow[i + 1] ?? '') && stack.at(-1)?.kind === '{') {
      const top = stack.at(-1);
      if (top) {
        top.key = word.trim();
        top.seen.push(top.key);
      }
      word = '';
    } else word += c;
  }
  const top = stack.at(-1);
  if (!top) return undefined;
  const value = top.key !== undefined || top.kind === '[';
  return {
    keys: stack.flatMap((s) => (s.key === undefined ? [] : [s.key])),
    place: value ? 'value' : 'key',
    word: word.trimStart(),
    siblings: top.seen,
  };
}

/** `line` and `column` are 1-based. */
export function contextAt(text: string, line: number, column: number): Context {
  const lines = linesAround(text);
  const before = (lines(line - 1) ?? '').slice(0, column - 1);
  const own = lineOf(before);
  let indent = before.length - before.trimStart().length + (/^\s*- /.test(before) ? 2 : 0);
  const path: string[] = [];
  let result: Omit<Context, 'path'> = { place: 'key', word: before.trim().replace(/^- /, ''), siblings: [] };
  let flowStart: number | undefined;
  if (own) {
    indent = own.indent;
    path.unshift(own.key);
    result = { place: 'value', word: own.rest, siblings: [] };
    const braces = inBraces(own.rest);
    if (braces) {
      path.push(...braces.keys);
      result = braces;
    }
  } else if (/^\s*- /.test(before)) result = { place: 'value', word: before.trim().slice(2), siblings: [] };
  // A brace opened in a line above and not closed yet.
  if (!own || own.rest === '') {
    for (let n = line - 2; n >= Math.max(0, line - 60) && flowStart === undefined; n--) {
      const above = lineOf(lines(n) ?? '');
      if (!above) continue;
      const between = Array.from({ length: line - 2 - n }, (_, i) => lines(n + 1 + i) ?? '');
      const flow = `${[above.rest, ...between].join('\n')}\n${before}`;
      const braces = /^[{[]/.test(above.rest) ? inBraces(flow) : undefined;
      if (braces) {
        path.splice(0, path.length, above.key, ...braces.keys);
        result = braces;
        indent = above.indent;
        flowStart = n;
      }
      break;
    }
  }
  for (let n = (flowStart ?? line - 1) - 1; n >= 0 && indent > 0; n--) {
    const words = lines(n) ?? '';
    if (indentOf(words) >= indent) continue;
    const above = lineOf(words);
    if (!above) continue;
    path.unshift(above.key);
    indent = above.indent;
  }
  if (result.place === 'key' && flowStart === undefined && !own)
    result = { ...result, siblings: siblingsOf(lines, line - 1, before.length - before.trimStart().length) };
  return { path, ...result };
}

function siblingsOf(lines: Lines, at: number, indent: number): string[] {
  const found: string[] = [];
  for (const step of [-1, 1]) {
    for (let n = at + step; ; n += step) {
      const text = lines(n);
      if (text === undefined) break;
      const words = text.trimStart();
      if (words === '' || words.startsWith('#')) continue;
      const own = indentOf(text);
      if (own < indent) break;
      const here = own === indent ? lineOf(text) : undefined;
      if (here) found.push(here.key);
    }
  }
  return found;
}

export type PlaceShape = Shape | { readonly kind: 'field' };

/** The shape that a path leads to; `field` is one payload field. Undefined where nothing is known. */
export function shapeAt(
  path: readonly string[],
): { readonly shape: PlaceShape; readonly key: Key | undefined } | undefined {
  let shape: PlaceShape = MODEL;
  let key: Key | undefined;
  for (const name of path) {
    if (shape.kind === 'list') shape = shape.of;
    if (shape.kind === 'map') {
      key = Object.hasOwn(shape.keys, name) ? shape.keys[name] : undefined;
      if (!key) return undefined;
      shape = key.shape;
    } else if (shape.kind === 'named' || shape.kind === 'namedOrList') {
      shape = shape.of;
      key = undefined;
    } else if (shape.kind === 'payload') {
      shape = { kind: 'field' };
      key = undefined;
    } else if (shape.kind === 'field') {
      key = Object.hasOwn(FIELD_KEYS, name) ? FIELD_KEYS[name] : undefined;
      if (!key) return undefined;
      shape = name === 'items' ? { kind: 'field' } : key.shape;
    } else return undefined;
  }
  return { shape, key };
}
