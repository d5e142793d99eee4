/** Names as people see them: what hides in one, and which of its neighbours it cannot be told from. */
import { pointer } from '../json-pointer.ts';
import { differenceOf, foreignIn, hiddenIn, isAscii, lookOf, shown } from './lookalike.ts';
import type { Node, Range } from './nodes.ts';

export interface NameNote {
  readonly rule: 'hidden-character' | 'lookalike-name';
  readonly message: string;
  readonly range: Range;
  /** Below the node's own pointer. */
  readonly path: string;
}

/** What is wrong with the look of one name. */
export function nameNote(name: string, range: Range, path: string): NameNote | undefined {
  if (isAscii(name)) return undefined;
  const hidden = hiddenIn(name);
  // Written as an escape, `"\\u200b"`, it is seen.
  const { line, column, endLine, endColumn } = range;
  const escaped = line === endLine && endColumn - column > name.length + 2;
  if (hidden && !escaped)
    return {
      rule: 'hidden-character',
      message: `\`${shown(name)}\` holds a character that nobody sees, ${hidden.says}: whoever types the name writes another one. Type it anew without it.`,
      range,
      path,
    };
  const foreign = foreignIn(name);
  if (foreign)
    return {
      rule: 'lookalike-name',
      message: `\`${name}\` mixes letters of two alphabets: ${foreign.says}. Whoever types the name writes another one: type it anew.`,
      range,
      path,
    };
  return undefined;
}

/** Two names side by side that look the same, told of the one by the other. */
export const alikeMessage = (name: string, other: string, where: string): string =>
  `\`${name}\` looks like \`${other}\` ${where}, and is another name: ${differenceOf(name, other)}. Rename one of them.`;

/** Names by their look; only of names that are not ASCII alone. */
export function alike(names: readonly string[]): readonly (readonly [number, number])[] {
  if (names.every(isAscii)) return [];
  const first = new Map<string, number>();
  return names.flatMap((name, i) => {
    const look = lookOf(name);
    const before = first.get(look);
    if (before === undefined) first.set(look, i);
    return before === undefined ? [] : [[before, i] as const];
  });
}

const kept = new WeakMap<Node, readonly NameNote[]>();

/** Of all keys in a node; kept by node. */
export function keyNotes(root: Node): readonly NameNote[] {
  const known = kept.get(root);
  if (known) return known;
  const notes: NameNote[] = [];
  const look = (node: Node, path: string): void => {
    if (node.kind === 'list') for (const [i, item] of node.items.entries()) look(item, path + pointer(i));
    if (node.kind !== 'map') return;
    for (const { key, keyRange, value } of node.entries) {
      const note = nameNote(key, keyRange, path + pointer(key));
      if (note) notes.push(note);
      look(value, path + pointer(key));
    }
    for (const pair of alike(node.entries.map(({ key }) => key)))
      for (const [i, j] of [pair, [pair[1], pair[0]] as const]) {
        const [mine, other] = [node.entries[i], node.entries[j]];
        if (mine && other)
          notes.push({
            rule: 'lookalike-name',
            message: alikeMessage(mine.key, other.key, 'beside it'),
            range: mine.keyRange,
            path: path + pointer(mine.key),
          });
      }
  };
  look(root, '');
  kept.set(root, notes);
  return notes;
}
