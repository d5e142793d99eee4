/** YAML text as nodes with places: what the model language is read from. */
import { isAlias, isMap, isScalar, isSeq, type Node as YamlNode } from 'yaml';
import { compose, MAX_DEPTH, TooMuch } from './compose.ts';
import { placesOf } from './lines.ts';
import { explain, isQuote, isUnclosed, type Told, unclosed } from './syntax-words.ts';

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
/** `text` stands in for the range. */
export interface TextFix {
  readonly title: string;
  readonly text: string;
}
export interface TextError {
  readonly message: string;
  readonly range: Range;
  readonly fix?: TextFix;
}
export interface ParsedText {
  readonly root: Node | undefined;
  readonly errors: readonly TextError[];
}

/** An alias stands for a copy; so many copied nodes are a bomb, no model. */
const MAX_ALIASED = 100_000;
/** So long may a name be in YAML; in JSON too. */
const MAX_NAME = 1024;

/** YAML 1.2. Errors have their place; a map keeps the first of two equal keys and says so. */
export function parseNodes(text: string): ParsedText {
  const errors: TextError[] = [];
  const at = placesOf(text);
  const tell = ({ message, from, to, fix }: Told) => errors.push({ message, range: at(from, to), ...(fix && { fix }) });
  try {
    const { document, second } = compose(text);
    const version = document.directives?.yaml;
    if (version?.explicit && version.version !== '1.2')
      tell({ message: `A model is YAML 1.2, not ${version.version}: remove the directive.`, ...directive(text) });
    // Errors of the parser bring others in their line.
    const seen = new Set<number>();
    const lineOf = (offset: number) => at(offset, offset).line;
    for (const error of document.errors)
      if (!isUnclosed(error) && !seen.has(lineOf(error.pos[0]))) {
        seen.add(lineOf(error.pos[0]));
        tell(explain(error, text));
      }
    const open = new Map<number, string>();
    const root = document.contents ? converter(text, document.contents, at, tell, open)() : undefined;
    // What is never closed is told where it opens: a quote, else a bracket that no other error explains.
    const quotes = [...open].filter(([, sign]) => isQuote(sign));
    if (quotes.length > 0 || seen.size === 0)
      for (const [from, sign] of quotes.length > 0 ? quotes : open)
        tell({ message: unclosed(sign), from, to: from + 1 });
    for (const error of document.errors)
      if (isUnclosed(error) && open.size === 0 && seen.size === 0) tell(explain(error, text));
    if (second !== undefined)
      tell({
        message: 'A second document begins here; a model is one document. Put it into a file of its own.',
        from: second,
        to: second + 1,
      });
    return { root, errors: inOrder(errors) };
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error;
    tell(error);
    return { root: undefined, errors: inOrder(errors) };
  }
}

/** Where an alias leads: the anchor of that name before it. One that leads nowhere, or to what it stands in, is told. */
function aliasTargets(root: YamlNode, tell: (told: Told) => void): ReadonlyMap<YamlNode, YamlNode> {
  const anchors = new Map<string, YamlNode>();
  const targets = new Map<YamlNode, YamlNode>();
  const around = new Set<YamlNode>();
  const look = (node: unknown): void => {
    if (isAlias(node)) {
      const [from = 0, to = from] = node.range ?? [];
      const target = anchors.get(node.source);
      if (!target && node.source !== '' && !node.source.endsWith(':'))
        tell({
          message: `The alias \`*${node.source}\` names no anchor before it. Quote it if it is text.`,
          from,
          to,
          fix: { title: `Write '*${node.source}'`, text: `'*${node.source}'` },
        });
      else if (target && around.has(target))
        tell({
          message: `\`*${node.source}\` stands inside of what it names: written out it would have no end. Write out what is meant.`,
          from,
          to,
        });
      else if (target) targets.set(node, target);
    } else if (isMap(node) || isSeq(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      around.add(node);
      for (const item of node.items) {
        if (isMap(node)) look((item as { readonly key: unknown }).key);
        look(isMap(node) ? (item as { readonly value: unknown }).value : item);
      }
      around.delete(node);
    } else if (isScalar(node) && node.anchor !== undefined) anchors.set(node.anchor, node);
  };
  look(root);
  return targets;
}

/** Makes nodes of what was composed. `open` gets the places of brackets and quotes that are never closed. */
function converter(
  text: string,
  root: YamlNode,
  at: (from: number, to: number) => Range,
  tell: (told: Told) => void,
  open: Map<number, string>,
): () => Node {
  const targets = /[*&]/.test(text) ? aliasTargets(root, tell) : new Map<YamlNode, YamlNode>();
  const nothing = (range: Range): Node => ({ kind: 'scalar', range, value: null, text: '', plain: true });
  const closed = (from: number, to: number, sign: string, other: string) => {
    if (to - from < 2 || text[to - 1] !== other) open.set(from, sign);
  };
  let aliased = 0;
  /** `copied` is the alias that a node is a copy for. */
  const convert = (node: unknown, fallback: Range, depth: number, copied: YamlNode | undefined): Node => {
    const [from, to] = (node as YamlNode | null | undefined)?.range ?? [];
    const range = from !== undefined && to !== undefined ? at(from, to) : fallback;
    const [aliasFrom = from ?? 0, aliasTo = to ?? 0] = copied?.range ?? [];
    if (copied && ++aliased > MAX_ALIASED)
      throw new TooMuch(
        'The aliases stand for too much: written out, this text would be larger than any model. Write out what is meant.',
        aliasFrom,
        aliasTo,
      );
    if (depth > MAX_DEPTH)
      throw new TooMuch(
        `What stands here is nested deeper than ${MAX_DEPTH} levels, as no model needs. Make it flatter.`,
        aliasFrom,
        aliasTo,
      );
    if (isAlias(node)) {
      const target = targets.get(node);
      return target ? withRange(convert(target, range, depth + 1, copied ?? node), range) : nothing(range);
    }
    if (isMap(node) || isSeq(node)) {
      if (node.tag !== undefined) tell(tagged(text, node.tag, from ?? 0));
      if (node.flow && from !== undefined && to !== undefined)
        closed(from, to, text[from] ?? '', isMap(node) ? '}' : ']');
    }
    if (isMap(node)) {
      const seen = new Set<string>();
      const entries: Entry[] = [];
      for (const pair of node.items) {
        // A key that is no word is an error of the parser, told above.
        if (!isScalar(pair.key)) continue;
        const { key: keyNode } = pair;
        const keyRange = keyNode.range ? at(keyNode.range[0], keyNode.range[1]) : range;
        const key = String(keyNode.value ?? '');
        const [keyFrom = 0, keyTo = 0] = keyNode.range ?? [];
        if (seen.has(key)) {
          tell({
            message: `\`${key}\` is declared twice here. Rename or remove one.`,
            from: keyFrom,
            to: keyTo,
          });
          continue;
        }
        if (key.length > MAX_NAME)
          tell({
            message: `This name has ${key.length} characters; ${MAX_NAME} are the most. Shorten it.`,
            from: keyFrom,
            to: keyTo,
          });
        seen.add(key);
        entries.push({ key, keyRange, value: convert(pair.value, keyRange, depth + 1, copied) });
      }
      return { kind: 'map', range: node.flow ? range : spanning(range, entries.at(-1)?.value.range), entries };
    }
    if (isSeq(node)) {
      const items = node.items.map((item) => convert(item, range, depth + 1, copied));
      return { kind: 'list', range: node.flow ? range : spanning(range, items.at(-1)?.range), items };
    }
    if (!isScalar(node)) return nothing(range);
    const { value, type } = node;
    if (node.tag !== undefined) tell(tagged(text, node.tag, from ?? 0));
    if (type === 'QUOTE_DOUBLE' && from !== undefined && to !== undefined) closed(from, to, '"', '"');
    if (type === 'QUOTE_SINGLE' && from !== undefined && to !== undefined) closed(from, to, "'", "'");
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
      plain: type === 'PLAIN' || type === undefined,
    };
  };
  return () => convert(root, { line: 1, column: 1, endLine: 1, endColumn: 1 }, 0, undefined);
}

/** A tag changes what stands behind it, or runs something: the model language has none. */
function tagged(text: string, tag: string, at: number): Told {
  const before = text.slice(Math.max(0, at - 200), at);
  const written = /![^\s,[\]{}]*(?=(?:\s+&\S+)?\s*$)/.exec(before);
  const from = written ? at - before.length + written.index : at;
  const name = written?.[0] ?? tag;
  return {
    message: `\`${name}\` is a tag; the model language has none. Remove it, or quote the text if it belongs to it.`,
    from,
    to: from + name.length,
  };
}

function directive(text: string): { readonly from: number; readonly to: number } {
  const from = Math.max(0, text.search(/^%YAML/m));
  return { from, to: from + (/^.*/.exec(text.slice(from))?.[0].length ?? 0) };
}

const inOrder = (errors: readonly TextError[]): readonly TextError[] =>
  [...errors].sort((a, b) => a.range.line - b.range.line || a.range.column - b.range.column);

/** A block collection ends where its last part does, whatever blank lines follow. */
const spanning = (range: Range, last: Range | undefined): Range =>
  last ? { ...range, endLine: last.endLine, endColumn: last.endColumn } : range;

const withRange = (node: Node, range: Range): Node => ({ ...node, range });

/** The same node some lines further down. */
export function shiftRange(range: Range, lines: number): Range {
  return lines === 0 ? range : { ...range, line: range.line + lines, endLine: range.endLine + lines };
}

export const entryOf = (node: Node | undefined, key: string): Entry | undefined =>
  node?.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;
