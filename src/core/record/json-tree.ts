/** JSON text as a tree that remembers where each value stands, so that what is moved can be copied word for word. */

export type JsonNode = { readonly source: string; readonly start: number; readonly end: number } & (
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number' | 'true' | 'false' | 'null' }
);
export interface JsonMember {
  readonly key: string;
  /** Where the key's opening quote stands. */
  readonly start: number;
  readonly value: JsonNode;
}

/** Deeper text is refused: what folds, canonical bytes and the screen walk by recursion must never overflow the stack. */
export const MAX_DEPTH = 512;

/** Text that is no JSON. `column` is 1-based, in UTF-16 units; the message says what stands there. */
export class JsonError extends Error {
  readonly column: number;
  constructor(what: string, offset: number) {
    super(`${what} (column ${offset + 1})`);
    this.name = 'JsonError';
    this.column = offset + 1;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** The position after the closing quote of the string that opens at `start`; -1 where it is none. A loop: regular expressions overflow on megabytes. */
function endOfString(source: string, start: number): number {
  for (let i = start + 1; ; i++) {
    const c = source.charCodeAt(i);
    if (c === 34) return i + 1;
    if (!(c >= 32)) return -1;
    if (c !== 92) continue;
    ESCAPE.lastIndex = i;
    if (!ESCAPE.test(source)) return -1;
    i = ESCAPE.lastIndex - 1;
  }
}

/** The JSON that a text is; undefined where it is none. */
export function treeIn(text: string): JsonNode | undefined {
  try {
    return parseTree(text);
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

/** Parses one JSON value with nothing but white space around it. Throws a JsonError. */
export function parseTree(source: string): JsonNode {
  let at = 0;

  const space = () => {
    for (;;) {
      const c = source.charCodeAt(at);
      if (c !== 32 && c !== 10 && c !== 13 && c !== 9) return;
      at++;
    }
  };
  const found = () =>
    at >= source.length ? 'the text ends' : `\`${String.fromCodePoint(source.codePointAt(at) ?? 0)}\` stands`;
  const fail = (expected: string): never => {
    throw new JsonError(`${found()} where ${expected} belongs`, at);
  };
  const string = (what: string): string => {
    if (source.charCodeAt(at) !== 34) fail(what);
    const end = endOfString(source, at);
    if (end < 0) throw badString(source, at);
    const token = source.slice(at, end);
    at = end;
    return token.includes('\\') ? (JSON.parse(token) as string) : token.slice(1, -1);
  };
  const word = <K extends 'true' | 'false' | 'null'>(kind: K): JsonNode => {
    if (!source.startsWith(kind, at)) fail('a value');
    const start = at;
    at += kind.length;
    return { kind, source, start, end: at };
  };
  const open = (depth: number) => {
    if (depth > MAX_DEPTH) throw new JsonError(`nested deeper than ${MAX_DEPTH} levels`, at);
    at++;
    space();
  };
  const value = (depth: number): JsonNode => {
    const start = at;
    switch (source[at]) {
      case '{': {
        const members: JsonMember[] = [];
        open(depth);
        if (source[at] === '}') at++;
        else
          for (;;) {
            const start = at;
            const key = string(members.length > 0 ? 'a key in quotes' : 'a key in quotes or `}`');
            space();
            if (source[at] !== ':') fail('`:`');
            at++;
            space();
            members.push({ key, start, value: value(depth + 1) });
            space();
            const c = source[at];
            if (c !== ',' && c !== '}') fail('`,` or `}`');
            at++;
            if (c === '}') break;
            space();
          }
        return { kind: 'object', members, source, start, end: at };
      }
      case '[': {
        const items: JsonNode[] = [];
        open(depth);
        if (source[at] === ']') at++;
        else
          for (;;) {
            items.push(value(depth + 1));
            space();
            const c = source[at];
            if (c !== ',' && c !== ']') fail('`,` or `]`');
            at++;
            if (c === ']') break;
            space();
          }
        return { kind: 'array', items, source, start, end: at };
      }
      case '"': {
        const text = string('a string');
        return { kind: 'string', text, source, start, end: at };
      }
      case 't':
        return word('true');
      case 'f':
        return word('false');
      case 'n':
        return word('null');
      default: {
        NUMBER.lastIndex = at;
        const token = NUMBER.exec(source)?.[0];
        if (token === undefined) return fail('a value');
        at += token.length;
        return { kind: 'number', source, start, end: at };
      }
    }
  };

  space();
  const root = value(1);
  space();
  if (at < source.length) fail('the end');
  return root;
}

function badString(source: string, start: number): JsonError {
  for (let i = start + 1; i < source.length; i++) {
    const c = source.charCodeAt(i);
    if (c < 32) return new JsonError('a control character stands unescaped in a string', i);
    if (c === 34) break;
    if (c !== 92) continue;
    if (!/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(source.slice(i, i + 6))) {
      return i + 1 >= source.length
        ? new JsonError('the text ends inside a string', i)
        : new JsonError('a `\\` stands before a character that cannot be escaped', i);
    }
    i++;
  }
  return new JsonError('the text ends inside a string', source.length);
}

/** The value's own text, on one line: line breaks, which JSON allows between tokens only, become spaces. */
export function textOf(node: JsonNode): string {
  const text = node.source.slice(node.start, node.end);
  return /[\r\n]/.test(text) ? text.replace(/[\r\n]+[ \t]*/g, ' ') : text;
}

/** A member of an object by key; of several with one key the last, as JSON.parse has it. */
export function memberOf(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.kind === 'object' ? node.members.findLast((m) => m.key === key)?.value : undefined;
}
