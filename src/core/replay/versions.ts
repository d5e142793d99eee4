/** Rows of a projection by number, as a persistent array: a version is kept by keeping its root, and costs only what changed since. */

const BITS = 5;
const WIDTH = 1 << BITS;
const MASK = WIDTH - 1;
/** Three levels hold 32,768 entries, four a million. */
type Node = { readonly owner: object; readonly items: (Node | unknown)[] };

export interface Version<T> {
  readonly root: Node | undefined;
  readonly levels: number;
  /** Entries that are not undefined. */
  readonly size: number;
  readonly type?: T;
}

export const emptyVersion = <T>(): Version<T> => ({ root: undefined, levels: 1, size: 0 });

export function getAt<T>({ root, levels }: Version<T>, index: number): T | undefined {
  if (index >= WIDTH ** levels) return undefined;
  let node: Node | undefined = root;
  for (let level = levels - 1; level > 0 && node; level--)
    node = node.items[(index >>> (BITS * level)) & MASK] as Node | undefined;
  return node?.items[index & MASK] as T | undefined;
}

/** A writer shares the nodes of the version that it begins with, and copies each of them at most once. */
export function writer<T>(from: Version<T>): {
  get(index: number): T | undefined;
  set(index: number, value: T | undefined): void;
  version(): Version<T>;
} {
  let owner = {};
  let { root, levels, size } = from;
  const own = (node: Node | undefined): Node =>
    node?.owner === owner ? node : { owner, items: node ? node.items.slice() : [] };
  return {
    get: (index) => getAt<T>({ root, levels, size }, index),
    set(index, value) {
      while (index >= WIDTH ** levels) {
        root = root && { owner, items: [root] };
        levels++;
      }
      root = own(root);
      let node = root;
      for (let level = levels - 1; level > 0; level--) {
        const at = (index >>> (BITS * level)) & MASK;
        const child = own(node.items[at] as Node | undefined);
        node.items[at] = child;
        node = child;
      }
      const before = node.items[index & MASK];
      if (before === undefined && value !== undefined) size++;
      if (before !== undefined && value === undefined) size--;
      node.items[index & MASK] = value;
    },
    version() {
      // What was handed out may not be written any more.
      owner = {};
      return { root, levels, size };
    },
  };
}
