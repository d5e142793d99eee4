/** A JSON value as the lines of a tree, as far as it is unfolded. Only what is unfolded is walked. */
import { keysOf, pointer as pointerTo } from '../../core/json-pointer.ts';
import { isRawNumber } from '../../core/record/json.ts';
import type { ExactValue, JsonValue } from '../../core/record/record.ts';

/** Children shown at once; a line says how many more there are. */
export const CHILDREN = 100;
/** So many values are searched; a payload beyond it says so. */
export const SEARCHED = 50_000;

export interface TreeNode {
  /** JSON pointer: `/lines/0/sku`; '' is the value itself. */
  readonly pointer: string;
  readonly key: string;
  readonly value: ExactValue;
  readonly depth: number;
  /** How many children it has; undefined for a leaf. */
  readonly size: number | undefined;
  readonly open: boolean;
}
/** Stands after the children that are shown. */
export interface MoreNode {
  /** Of the parent. */
  readonly pointer: string;
  readonly depth: number;
  readonly hidden: number;
}
export type TreeLine = TreeNode | MoreNode;

export const isMore = (line: TreeLine): line is MoreNode => 'hidden' in line;

/** Members of an object or array; undefined for a leaf. A number with its own digits is a leaf. */
function childrenOf(value: ExactValue): readonly (readonly [string, ExactValue])[] | undefined {
  if (typeof value !== 'object' || value === null || isRawNumber(value)) return undefined;
  return Object.entries(value) as [string, ExactValue][];
}

/** A leaf as JSON text, each digit kept. */
export function leafText(value: ExactValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return isRawNumber(value) ? value.$digits : Array.isArray(value) ? '[]' : '{}';
}

export interface Unfolded {
  /** Whether a node is open: what a person chose, else by depth. */
  readonly isOpen: (pointer: string, depth: number) => boolean;
  /** How many children of a node are shown; CHILDREN at first. */
  readonly shownOf: (pointer: string) => number;
  /** The size of a node that is more than what the value holds of it. */
  readonly sizeOf?: ((pointer: string) => number | undefined) | undefined;
  /** When given, only these pointers are shown, and all of them open. */
  readonly only?: ReadonlySet<string>;
}

export function treeLines(root: ExactValue, { isOpen, shownOf, sizeOf, only }: Unfolded): readonly TreeLine[] {
  const lines: TreeLine[] = [];
  const walk = (key: string, value: ExactValue, pointer: string, depth: number): void => {
    const children = childrenOf(value);
    const size = children && (sizeOf?.(pointer) ?? children.length);
    const open = size !== undefined && size > 0 && (only !== undefined || isOpen(pointer, depth));
    lines.push({ pointer, key, value, depth, size, open });
    if (!open || !children) return;
    const kept = only ? children.filter(([name]) => only.has(pointer + pointerTo(name))) : children;
    const shown = shownOf(pointer);
    for (const [name, child] of kept.slice(0, shown)) walk(name, child, pointer + pointerTo(name), depth + 1);
    const all = only ? kept.length : (size ?? 0);
    if (all > shown) lines.push({ pointer, depth: depth + 1, hidden: all - shown });
  };
  const top = childrenOf(root);
  if (!top) walk('', root, '', 0);
  const kept = (top ?? []).filter(([name]) => !only || only.has(pointerTo(name)));
  const shown = shownOf('');
  for (const [name, child] of kept.slice(0, shown)) walk(name, child, pointerTo(name), 0);
  const all = only ? kept.length : (sizeOf?.('') ?? kept.length);
  if (all > shown) lines.push({ pointer: '', depth: 0, hidden: all - shown });
  return lines;
}

export interface Search {
  /** Pointers of what matches, and of all that leads there. */
  readonly pointers: ReadonlySet<string>;
  readonly matches: number;
  /** Not all could be searched. */
  readonly cut: boolean;
}

/** Finds a text in keys and leaves, without regard to case. */
export function searchTree(root: ExactValue, text: string): Search {
  const needle = text.toLowerCase();
  const pointers = new Set<string>();
  let matches = 0;
  let walked = 0;
  const walk = (key: string, value: ExactValue, pointer: string): boolean => {
    if (++walked > SEARCHED) return false;
    const children = childrenOf(value);
    let found =
      key.toLowerCase().includes(needle) || (children === undefined && leafText(value).toLowerCase().includes(needle));
    if (found) matches++;
    for (const [name, child] of children ?? []) if (walk(name, child, pointer + pointerTo(name))) found = true;
    if (found) pointers.add(pointer);
    return found;
  };
  walk('', root, '');
  return { pointers, matches, cut: walked > SEARCHED };
}

/** What stands at a JSON pointer. */
export function valueAtPointer(root: JsonValue, pointer: string): JsonValue | undefined {
  let at: JsonValue | undefined = root;
  for (const key of keysOf(pointer)) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<string, JsonValue>>)[key];
  }
  return at;
}
