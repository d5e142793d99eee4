/**
 * What jsan (the serializer of Redux DevTools) writes for what JSON cannot hold, `{"$jsan":"…"}`, taken back as `jsan.parse` does, so far as
 * JSON can hold it: a path (`$.a["b c"][0]`) is the value that stands there, `d1600000000000` a date, `u` undefined, `m[…]` and `l[…]` the
 * entries of a Map and the values of a Set. Anything else (functions, symbols, errors, patterns, NaN, infinities), and a path into what it
 * stands in, stays as it is.
 */
import { type JsonNode, memberOf, textOf, treeIn } from '../../record/json-tree.ts';
import { rowText } from './row-text.ts';

export interface Jsan {
  /** The value that a path leads to, where the node is one; else the node. */
  readonly at: (node: JsonNode | undefined) => JsonNode | undefined;
  /** JSON text; undefined = undefined, which JSON leaves out. */
  readonly text: (node: JsonNode) => string | undefined;
}

/** Values that occur twice are written twice, and a small file can mean a huge one: so many characters, and so many times the file. */
const MOST_WRITTEN = 8 << 20;
const MOST_TIMES = 8;
const DEEPEST = 400;

/** `root`: what paths begin at. `left` hears of each value that stays as jsan wrote it. */
export function jsanOf(root: JsonNode, left: () => void): Jsan {
  if (!textOf(root).includes('"$jsan"')) return { at: (node) => node, text: textOf };
  let room = MOST_WRITTEN + MOST_TIMES * (root.end - root.start);

  const at = (node: JsonNode | undefined, base = root): JsonNode | undefined => {
    const code = node && codeOf(node);
    if (!node || !code?.startsWith('$')) return node;
    const target = targetOf(code, base);
    return target === undefined || codeOf(target) !== undefined || encloses(target, node) ? node : target;
  };

  const text = (node: JsonNode, base: JsonNode, depth: number, within: readonly JsonNode[]): string | undefined => {
    const code = codeOf(node);
    if (code !== undefined) {
      const restored = depth > DEEPEST ? KEPT : restore(node, code, base, depth, within);
      if (restored === KEPT) left();
      return restored === KEPT ? textOf(node) : restored;
    }
    if (node.kind === 'array')
      return `[${node.items.map((item) => text(item, base, depth + 1, within) ?? 'null').join(',')}]`;
    if (node.kind !== 'object') return textOf(node);
    return rowText(
      node.members.flatMap(({ key, value }): [string, string][] => {
        const json = text(value, base, depth + 1, within);
        return json === undefined ? [] : [[key, json]];
      }),
    );
  };

  const restore = (
    node: JsonNode,
    code: string,
    base: JsonNode,
    depth: number,
    within: readonly JsonNode[],
  ): string | undefined | typeof KEPT => {
    const rest = code.slice(1);
    switch (code[0]) {
      case '$': {
        const target = at(node, base);
        if (target === undefined || target === node || within.includes(target)) return KEPT;
        room -= target.end - target.start;
        return room < 0 ? KEPT : text(target, base, depth, [...within, target]);
      }
      case 'd':
        return dateText(rest);
      case 'u':
        return rest === '' ? undefined : KEPT;
      case 'm':
      case 'l': {
        // It was written by itself: paths in it begin at it.
        const inside = treeIn(rest);
        return inside?.kind === 'array' ? text(inside, inside, depth, within) : KEPT;
      }
      default:
        return KEPT;
    }
  };
  return { at: (node) => at(node), text: (node) => text(node, root, 0, []) };
}

const KEPT = Symbol('stays as jsan wrote it');

function codeOf(node: JsonNode): string | undefined {
  if (node.kind !== 'object' || node.members.length !== 1) return undefined;
  const code = memberOf(node, '$jsan');
  return code?.kind === 'string' && code.text !== '' ? code.text : undefined;
}

/** As JSON writes a Date: one that is none is null. */
function dateText(millis: string): string | typeof KEPT {
  if (millis === 'NaN') return 'null';
  const date = new Date(/^-?\d+$/.test(millis) ? Number(millis) : Number.NaN);
  return Number.isNaN(date.getTime()) ? KEPT : JSON.stringify(date);
}

const STEP = /\.(\w+)|\[(\d+)\]|\[("(?:[^\\"]|\\.)*")\]/y;

function targetOf(path: string, root: JsonNode): JsonNode | undefined {
  let node: JsonNode | undefined = root;
  STEP.lastIndex = 1;
  for (let at = 1; at < path.length; at = STEP.lastIndex) {
    const step = STEP.exec(path);
    if (!step) return undefined;
    const [, word, index, quoted] = step;
    const key = quoted === undefined ? undefined : treeIn(quoted);
    const name = word ?? index ?? (key?.kind === 'string' ? key.text : undefined);
    if (name === undefined) return undefined;
    node = node?.kind === 'array' ? node.items[Number(name)] : memberOf(node, name);
  }
  return node;
}

const encloses = (outer: JsonNode, inner: JsonNode): boolean =>
  outer.source === inner.source && outer.start <= inner.start && outer.end >= inner.end;
