/**
 * Words by number, from bytes: open addressing over an arena, so that a word met before costs a hash and a comparison and no string.
 * Entry 0 is '' and is not stored. The same bytes under another `tag` are another word (an id under another type of subject).
 */
export interface Dictionary {
  /** Index of the word `u[from .. to)`, new or known; `hash` is any hash of those bytes. */
  intern(u: Uint8Array, from: number, to: number, hash: number, tag: number): number;
  /** How many entries there are, entry 0 counted. */
  readonly size: number;
  word(entry: number): string;
  /** The words that came since the last call, and their tags. */
  take(): { readonly words: string[]; readonly tags: Uint32Array };
}

const text = new TextDecoder();

/** Of an entry: its hash, its tag, and where its bytes begin and end. Side by side, since a large dictionary is mostly waited for from memory. */
const [HASH, TAG, START, END, WIDTH] = [0, 1, 2, 3, 4] as const;

/** An empty dictionary. To go on with a stored one, intern its words again in order and `take` them. */
export function createDictionary(): Dictionary {
  let capacity = 1 << 10;
  let table = new Int32Array(capacity).fill(-1);
  let entries = new Uint32Array(256 * WIDTH);
  let arena = new Uint8Array(1 << 14);
  let count = 0;
  let top = 0;
  let taken = 0;

  const grow = <A extends Uint8Array | Uint32Array>(array: A, length: number): A => {
    const grown = new (array.constructor as new (n: number) => A)(length);
    grown.set(array);
    return grown;
  };
  const add = (u: Uint8Array, from: number, to: number, hash: number, tag: number) => {
    if (count * WIDTH === entries.length) entries = grow(entries, 2 * entries.length);
    const length = to - from;
    if (top + length > arena.length) arena = grow(arena, Math.max(2 * arena.length, top + length));
    for (let i = 0; i < length; i++) arena[top + i] = u[from + i] as number;
    const at = count * WIDTH;
    entries[at + HASH] = hash;
    entries[at + TAG] = tag;
    entries[at + START] = top;
    top += length;
    entries[at + END] = top;
    count++;
    if (2 * count > capacity) {
      capacity *= 2;
      table = new Int32Array(capacity).fill(-1);
      for (let entry = 0; entry < count; entry++) {
        let slot = (entries[entry * WIDTH + HASH] as number) & (capacity - 1);
        while (table[slot] !== -1) slot = (slot + 1) & (capacity - 1);
        table[slot] = entry;
      }
    }
    return count;
  };

  const wordAt = (entry: number) =>
    text.decode(arena.subarray(entries[entry * WIDTH + START], entries[entry * WIDTH + END]));
  return {
    get size() {
      return count + 1;
    },
    word: (entry) => (entry === 0 ? '' : wordAt(entry - 1)),
    intern(u, from, to, hash, tag) {
      const length = to - from;
      if (length === 0) return 0;
      const mixed = (hash ^ Math.imul(tag, 0x9e3779b1)) >>> 0;
      let slot = mixed & (capacity - 1);
      for (;;) {
        const entry = table[slot] as number;
        if (entry < 0) break;
        const at = entry * WIDTH;
        if (entries[at + HASH] === mixed && entries[at + TAG] === tag) {
          const start = entries[at + START] as number;
          if ((entries[at + END] as number) - start === length) {
            let i = 0;
            while (i < length && arena[start + i] === u[from + i]) i++;
            if (i === length) return entry + 1;
          }
        }
        slot = (slot + 1) & (capacity - 1);
      }
      table[slot] = count;
      return add(u, from, to, mixed, tag);
    },
    take() {
      const words: string[] = [];
      const fresh = new Uint32Array(count - taken);
      for (let entry = taken; entry < count; entry++) {
        words.push(wordAt(entry));
        fresh[entry - taken] = entries[entry * WIDTH + TAG] as number;
      }
      taken = count;
      return { words, tags: fresh };
    },
  };
}
