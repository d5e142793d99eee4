/**
 * Words by number, from bytes: open addressing over an arena, so that a word met before costs a hash and a comparison and no string.
 * Entry 0 is '' and is not stored. The same bytes under another `tag` are another word (an id under another type of subject).
 *
 * In the arena a word lies behind its head, since a large dictionary is mostly waited for from memory: HEAD words of 32 bits (hash, tag,
 * length, entry), then the bytes, up to the next whole word. The table holds where heads begin, in words.
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

const [HASH, TAG, LENGTH, ENTRY, HEAD] = [0, 1, 2, 3, 4] as const;

const longer = (array: Uint32Array, length: number): Uint32Array<ArrayBuffer> => {
  const grown = new Uint32Array(length);
  grown.set(array);
  return grown;
};

/** An empty dictionary. To go on with a stored one, intern its words again in order and `take` them. */
export function createDictionary(): Dictionary {
  let capacity = 1 << 10;
  let table = new Int32Array(capacity).fill(-1);
  let heads = new Uint32Array(1 << 12);
  let bytes = new Uint8Array(heads.buffer);
  // Where each entry's head begins, by entry; entry 0 has none.
  let starts = new Uint32Array(256);
  let top = 0;
  let count = 0;
  let taken = 0;

  const rehash = () => {
    capacity *= 2;
    table = new Int32Array(capacity).fill(-1);
    for (let entry = 1; entry <= count; entry++) {
      const at = starts[entry] as number;
      let slot = (heads[at + HASH] as number) & (capacity - 1);
      while (table[slot] !== -1) slot = (slot + 1) & (capacity - 1);
      table[slot] = at;
    }
  };
  const add = (u: Uint8Array, from: number, length: number, hash: number, tag: number, slot: number) => {
    const size = HEAD + ((length + 3) >>> 2);
    if (top + size > heads.length) {
      heads = longer(heads, Math.max(2 * heads.length, top + size));
      bytes = new Uint8Array(heads.buffer);
    }
    if (++count === starts.length) starts = longer(starts, 2 * starts.length);
    const at = top;
    top += size;
    heads[at + HASH] = hash;
    heads[at + TAG] = tag;
    heads[at + LENGTH] = length;
    heads[at + ENTRY] = count;
    const start = 4 * (at + HEAD);
    for (let i = 0; i < length; i++) bytes[start + i] = u[from + i] as number;
    starts[count] = at;
    table[slot] = at;
    if (2 * count > capacity) rehash();
    return count;
  };

  const wordOf = (entry: number) => {
    const at = starts[entry] as number;
    const start = 4 * (at + HEAD);
    return text.decode(bytes.subarray(start, start + (heads[at + LENGTH] as number)));
  };
  return {
    get size() {
      return count + 1;
    },
    word: (entry) => (entry === 0 ? '' : wordOf(entry)),
    intern(u, from, to, hash, tag) {
      const length = to - from;
      if (length === 0) return 0;
      const mixed = (hash ^ Math.imul(tag, 0x9e3779b1)) >>> 0;
      let slot = mixed & (capacity - 1);
      for (;;) {
        const at = table[slot] as number;
        if (at < 0) break;
        if (heads[at + HASH] === mixed && heads[at + TAG] === tag && heads[at + LENGTH] === length) {
          const start = 4 * (at + HEAD);
          let i = 0;
          while (i < length && bytes[start + i] === u[from + i]) i++;
          if (i === length) return heads[at + ENTRY] as number;
        }
        slot = (slot + 1) & (capacity - 1);
      }
      return add(u, from, length, mixed, tag, slot);
    },
    take() {
      const words: string[] = [];
      const tags = new Uint32Array(count - taken);
      for (let entry = taken + 1; entry <= count; entry++) {
        words.push(wordOf(entry));
        tags[entry - taken - 1] = heads[(starts[entry] as number) + TAG] as number;
      }
      taken = count;
      return { words, tags };
    },
  };
}
