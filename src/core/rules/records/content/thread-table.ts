/** Which thread each id of a journal belongs to, as hashes in flat arrays: 24 bytes an id. For millions of records, not against an adversary. */

export const Known = { record: 1, request: 2, named: 3 } as const;

export interface ThreadTable {
  /**
   * Notes a record whose place nobody has asked for: as long as no record names a cause, writing them down one after another is all that is
   * needed. `settle` gives them their places; two of one id and different threads make it ambiguous.
   */
  note(id: string, thread: string | undefined): void;
  settle(): void;
  /** Finds or makes the place of an id; it holds until the next call. */
  place(id: string): number;
  /** Of which the last `place` was made: undefined before anybody set it. */
  kind(place: number): number;
  setKind(place: number, kind: number): void;
  /** Whether a thread was set; `same` compares with it. */
  hasThread(place: number): boolean;
  setThread(place: number, thread: string): void;
  same(place: number, thread: string): boolean;
  /** Ids that stand for several records of different threads say nothing. */
  setAmbiguous(place: number): void;
  isAmbiguous(place: number): boolean;
}

let low = 0;
let high = 0;

/** UTF-16 units, two at a time; never 0, 0. */
function hash(text: string): void {
  const { length } = text;
  let a = 0x811c9dc5 ^ length;
  let b = 0x9747b28c;
  for (let i = 0; i < length; i += 2) {
    const c = text.charCodeAt(i) | (i + 1 < length ? text.charCodeAt(i + 1) << 16 : 0);
    a = Math.imul(a ^ c, 0x01000193);
    a ^= a >>> 15;
    b = Math.imul(b ^ c, 0x85ebca6b);
    b ^= b >>> 13;
  }
  a ^= a >>> 16;
  a = Math.imul(a, 0x7feb352d);
  a ^= a >>> 15;
  b = Math.imul(b, 0xc2b2ae35);
  b ^= b >>> 16;
  low = a;
  high = a === 0 && b === 0 ? 1 : b;
}

const AMBIGUOUS = 4;

export function threadTable(): ThreadTable {
  let size = 1024;
  let used = 0;
  /** Four words a place: the id, the thread. */
  let words = new Int32Array(size * 4);
  let kinds = new Uint8Array(size);

  const find = (a: number, b: number): number => {
    const mask = size - 1;
    let i = (a ^ (b >>> 7)) & mask;
    for (;;) {
      const x = words[i * 4] as number;
      const y = words[i * 4 + 1] as number;
      if ((x === 0 && y === 0) || (x === a && y === b)) return i;
      i = (i + 1) & mask;
    }
  };
  const grow = () => {
    const [oldWords, oldKinds, oldSize] = [words, kinds, size];
    size *= 2;
    words = new Int32Array(size * 4);
    kinds = new Uint8Array(size);
    for (let i = 0; i < oldSize; i++) {
      const a = oldWords[i * 4] as number;
      const b = oldWords[i * 4 + 1] as number;
      if (a === 0 && b === 0) continue;
      const to = find(a, b);
      for (let w = 0; w < 4; w++) words[to * 4 + w] = oldWords[i * 4 + w] as number;
      kinds[to] = oldKinds[i] as number;
    }
  };

  /** Four words a note: the id, the thread. */
  let notes = new Int32Array(0);
  let noted = 0;

  const placeOf = (a: number, b: number): number => {
    let at = find(a, b);
    if (words[at * 4] !== 0 || words[at * 4 + 1] !== 0) return at;
    if (++used * 2 > size) {
      grow();
      at = find(a, b);
    }
    words[at * 4] = a;
    words[at * 4 + 1] = b;
    return at;
  };

  return {
    note(id, thread) {
      if ((noted + 1) * 4 > notes.length) {
        const longer = new Int32Array(Math.max(4096, notes.length * 2));
        longer.set(notes);
        notes = longer;
      }
      const at = noted++ * 4;
      hash(id);
      notes[at] = low;
      notes[at + 1] = high;
      if (thread === undefined) return;
      hash(thread);
      notes[at + 2] = low;
      notes[at + 3] = high;
    },
    settle() {
      for (let n = 0; n < noted * 4; n += 4) {
        const at = placeOf(notes[n] as number, notes[n + 1] as number);
        const [a, b] = [notes[n + 2] as number, notes[n + 3] as number];
        if (a !== 0 || b !== 0) {
          const [x, y] = [words[at * 4 + 2] as number, words[at * 4 + 3] as number];
          if ((x !== 0 || y !== 0) && (x !== a || y !== b)) kinds[at] = (kinds[at] as number) | AMBIGUOUS;
          words[at * 4 + 2] = a;
          words[at * 4 + 3] = b;
        }
        kinds[at] = ((kinds[at] as number) & ~3) | Known.record;
      }
      notes = new Int32Array(0);
      noted = 0;
    },
    place(id) {
      hash(id);
      return placeOf(low, high);
    },
    kind: (at) => (kinds[at] as number) & 3,
    setKind(at, kind) {
      kinds[at] = ((kinds[at] as number) & ~3) | kind;
    },
    hasThread: (at) => words[at * 4 + 2] !== 0 || words[at * 4 + 3] !== 0,
    setThread(at, thread) {
      hash(thread);
      words[at * 4 + 2] = low;
      words[at * 4 + 3] = high;
    },
    same(at, thread) {
      hash(thread);
      return words[at * 4 + 2] === low && words[at * 4 + 3] === high;
    },
    setAmbiguous(at) {
      kinds[at] = (kinds[at] as number) | AMBIGUOUS;
    },
    isAmbiguous: (at) => ((kinds[at] as number) & AMBIGUOUS) !== 0,
  };
}
