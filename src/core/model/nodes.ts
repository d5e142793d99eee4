/** YAML text as nodes with places: what the model language is read from. */
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Node as YamlNode,
} from 'yaml';

/** 1-based line and column; `end` is exclusive. Lines count from the beginning of the text that was parsed. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
export type Node =
  | { readonly kind: 'map'; readonly range: Range; readonly entries: readonly Entry[] }
  | { readonly kind: 'list'; readonly range: Range; readonly items: readonly Node[] }
  | {
      readonly kind: 'scalar';
      readonly range: Range;
      readonly value: string | number | boolean | null;
      readonly text: string;
      readonly plain: boolean;
    };
export interface Entry {
  readonly key: string;
  readonly keyRange: Range;
  readonly value: Node;
}
export interface TextError {
  readonly message: string;
  readonly range: Range;
}
export interface ParsedText {
  readonly root: Node | undefined;
  readonly errors: readonly TextError[];
}

/** An alias stands for a copy; so many copied nodes are a bomb, no model. */
const MAX_ALIASED = 20_000;
const MAX_DEPTH = 64;

class TooMuch extends Error {}

/** YAML 1.2. Errors have their place; a map keeps the first of two equal keys and says so. */
export function parseNodes(text: string): ParsedText {
  const lines = new LineCounter();
  const errors: TextError[] = [];
  const at = (from: number, to: number): Range => {
    const a = lines.linePos(from);
    const b = lines.linePos(Math.max(from, to));
    return { line: a.line, column: a.col, endLine: b.line, endColumn: b.col };
  };
  let document: Document.Parsed;
  try {
    document = parseDocument(text, {
      lineCounter: lines,
      uniqueKeys: false,
      strict: true,
      prettyErrors: false,
      stringKeys: true,
      logLevel: 'error',
      version: '1.2',
      merge: false,
    });
  } catch (error) {
    const message =
      error instanceof RangeError
        ? 'it is nested too deeply to be read'
        : error instanceof Error
          ? error.message
          : String(error);
    return { root: undefined, errors: [{ message, range: { line: 1, column: 1, endLine: 1, endColumn: 2 } }] };
  }
  for (const error of document.errors)
    errors.push({ message: explain(error.code, error.message), range: at(error.pos[0], error.pos[1]) });
  let aliased = 0;
  const convert = (node: YamlNode | null | undefined, fallback: Range, depth: number, copying: boolean): Node => {
    const range = node?.range ? at(node.range[0], node.range[1]) : fallback;
    if (copying && ++aliased > MAX_ALIASED)
      throw new TooMuch('its aliases stand for too much: written out, this text would be larger than any model');
    if (depth > MAX_DEPTH) throw new TooMuch(`it is nested deeper than ${MAX_DEPTH} levels`);
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (!target) {
        errors.push({ message: `the alias *${node.source} names no anchor before it`, range });
        return { kind: 'scalar', range, value: null, text: '', plain: true };
      }
      return withRange(convert(target, range, depth + 1, true), range);
    }
    if (isMap(node)) {
      const seen = new Set<string>();
      const entries: Entry[] = [];
      for (const pair of node.items) {
        const keyNode = pair.key as YamlNode;
        const keyRange = keyNode?.range ? at(keyNode.range[0], keyNode.range[1]) : range;
        const key = isScalar(keyNode) ? String(keyNode.value ?? '') : '';
        if (!isScalar(keyNode))
          errors.push({ message: 'a key must be a word; quote what is in brackets or braces', range: keyRange });
        if (seen.has(key)) {
          errors.push({ message: `\`${key}\` is declared twice here`, range: keyRange });
          continue;
        }
        seen.add(key);
        entries.push({ key, keyRange, value: convert(pair.value as YamlNode | null, keyRange, depth + 1, copying) });
      }
      return { kind: 'map', range: node.flow ? range : spanning(range, entries.at(-1)?.value.range), entries };
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => convert(item as YamlNode, range, depth + 1, copying));
      return { kind: 'list', range: node.flow ? range : spanning(range, items.at(-1)?.range), items };
    }
    if (!isScalar(node)) return { kind: 'scalar', range, value: null, text: '', plain: true };
    const { value } = node;
    const known =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? value
        : value === null
          ? null
          : String(value);
    return {
      kind: 'scalar',
      range,
      value: known,
      text: node.source ?? String(value ?? ''),
      plain: node.type === 'PLAIN' || node.type === undefined,
    };
  };
  try {
    const start: Range = { line: 1, column: 1, endLine: 1, endColumn: 1 };
    const root = document.contents ? convert(document.contents, start, 0, false) : undefined;
    return { root, errors };
  } catch (error) {
    if (!(error instanceof TooMuch) && !(error instanceof RangeError)) throw error;
    const message = error instanceof TooMuch ? error.message : 'it is nested too deeply to be read';
    return {
      root: undefined,
      errors: [...errors, { message, range: { line: 1, column: 1, endLine: 1, endColumn: 2 } }],
    };
  }
}

/** A block collection ends where its last part does, whatever blank lines follow. */
const spanning = (range: Range, last: Range | undefined): Range =>
  last ? { ...range, endLine: last.endLine, endColumn: last.endColumn } : range;

const withRange = (node: Node, range: Range): Node => ({ ...node, range });

function explain(code: string, message: string): string {
  switch (code) {
    case 'TAB_AS_INDENT':
      return 'a tab indents here; YAML indents with spaces only';
    case 'UNRESOLVED_ALIAS':
    case 'BAD_ALIAS':
      return `${message}; a word that begins with * must be quoted: '*'`;
    case 'MULTIPLE_DOCS':
      return 'a second document begins here; a model is one document';
    default:
      return message.replace(/\s+/g, ' ').trim();
  }
}

/** The same node some lines further down. */
export function shiftRange(range: Range, lines: number): Range {
  return lines === 0 ? range : { ...range, line: range.line + lines, endLine: range.endLine + lines };
}

export const entryOf = (node: Node | undefined, key: string): Entry | undefined =>
  node?.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;
