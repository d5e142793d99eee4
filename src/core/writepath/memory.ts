/**
 * What a run remembers. A run that was recorded can be taken up again at any of its places and asked, some deliveries later, whether it has come back
 * to what was recorded there: so a fault is tried without the run before and after it.
 */
export type Same<V> = (a: V, b: V) => boolean;

export interface Memory {
  map<V>(same?: Same<V>): Map<string, V>;
  /** Only added to. `textOf`: what is compared, in any order; without it nothing is. */
  list<V>(textOf?: (value: V) => string): V[];
}
export const plainMemory: Memory = { map: () => new Map(), list: () => [] };

export interface Recorded extends Memory {
  /** The next place begins; those are counted from 0. */
  mark(): void;
  /** For a run that asks for its maps and lists in the same order. */
  resumed(): Resumed;
}
/** Its maps can be asked and set, not listed; its lists hold what was added since. */
export interface Resumed extends Memory {
  /** Forgets what was done, and goes on from a place of the recorded run. */
  resume(place: number): void;
  /** Whether all that is remembered is what the recorded run remembered at this place, but for these keys. */
  isAt(place: number, except?: ReadonlySet<string>): boolean;
}

interface Versions<V> {
  readonly places: number[];
  readonly values: (V | undefined)[];
}

/** A map with what each key held at each place. */
class RecordedMap<V> extends Map<string, V> {
  readonly same: Same<V>;
  /** The keys that were set within a place. */
  readonly changed: Set<string>[] = [];
  readonly #versions = new Map<string, Versions<V>>();
  readonly #place: () => number;
  constructor(same: Same<V>, place: () => number) {
    super();
    this.same = same;
    this.#place = place;
  }
  override set(key: string, value: V): this {
    this.#note(key, value);
    return super.set(key, value);
  }
  override delete(key: string): boolean {
    this.#note(key, undefined);
    return super.delete(key);
  }
  #note(key: string, value: V | undefined): void {
    const place = this.#place();
    const versions: Versions<V> = this.#versions.get(key) ?? { places: [], values: [] };
    this.#versions.set(key, versions);
    if (versions.places.at(-1) === place) versions.values.pop();
    else versions.places.push(place);
    versions.values.push(value);
    if (place < 0) return;
    const changed = this.changed[place];
    if (changed) changed.add(key);
    else this.changed[place] = new Set([key]);
  }
  /** What it held when a place began. */
  at(key: string, place: number): V | undefined {
    const versions = this.#versions.get(key);
    if (!versions) return undefined;
    const { places, values } = versions;
    let [low, high] = [0, places.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((places[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return values[low - 1];
  }
}

class ResumedMap<V> extends Map<string, V> {
  readonly #base: RecordedMap<V>;
  readonly #mine = new Map<string, V | undefined>();
  #from = 0;
  constructor(base: RecordedMap<V>) {
    super();
    this.#base = base;
  }
  override get(key: string): V | undefined {
    return this.#mine.has(key) ? this.#mine.get(key) : this.#base.at(key, this.#from);
  }
  override has(key: string): boolean {
    return this.get(key) !== undefined;
  }
  override set(key: string, value: V): this {
    this.#mine.set(key, value);
    return this;
  }
  override delete(key: string): boolean {
    const had = this.has(key);
    this.#mine.set(key, undefined);
    return had;
  }
  resume(place: number): void {
    this.#mine.clear();
    this.#from = place;
  }
  isAt(place: number, except?: ReadonlySet<string>): boolean {
    const base = this.#base;
    const alike = (a: V | undefined, b: V | undefined) =>
      a === b || (a !== undefined && b !== undefined && base.same(a, b));
    for (const [key, value] of this.#mine) if (!alike(value, base.at(key, place)) && !except?.has(key)) return false;
    for (let at = this.#from; at < place; at++)
      for (const key of base.changed[at] ?? [])
        if (!this.#mine.has(key) && !alike(base.at(key, this.#from), base.at(key, place))) return false;
    return true;
  }
}

interface RecordedList<V> {
  readonly values: V[];
  /** How many there were when a place began. */
  readonly lengths: number[];
  readonly textOf: ((value: V) => string) | undefined;
}

const sameTexts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, i) => text === b[i]);

function sameList<V>(textOf: (value: V) => string, a: readonly V[], b: readonly V[]): boolean {
  if (a.length !== b.length) return false;
  if (a.every((value, i) => value === b[i])) return true;
  return sameTexts(a.map(textOf).sort(), b.map(textOf).sort());
}

export function recordedMemory(): Recorded {
  let place = -1;
  // What is kept differs from map to map; a resumed run asks for them in the same order, and so with the same types.
  const maps: RecordedMap<unknown>[] = [];
  const lists: RecordedList<unknown>[] = [];
  return {
    map<V>(same: Same<V> = Object.is) {
      const made = new RecordedMap<V>(same, () => place);
      maps.push(made as unknown as RecordedMap<unknown>);
      return made;
    },
    list<V>(textOf?: (value: V) => string) {
      const values: V[] = [];
      lists.push({ values, lengths: [], textOf } as unknown as RecordedList<unknown>);
      return values;
    },
    mark() {
      place++;
      for (const { values, lengths } of lists) lengths[place] = values.length;
    },
    resumed() {
      let from = 0;
      const mine: ResumedMap<unknown>[] = [];
      const added: unknown[][] = [];
      return {
        map<V>() {
          const base = maps[mine.length];
          if (!base) throw new Error('a resumed run asks for more than the recorded one');
          const made = new ResumedMap<unknown>(base);
          mine.push(made);
          return made as Map<string, V>;
        },
        list<V>() {
          const made: V[] = [];
          added.push(made);
          return made;
        },
        resume(at) {
          from = at;
          for (const map of mine) map.resume(at);
          for (const list of added) list.length = 0;
        },
        isAt: (at, except) =>
          mine.every((map) => map.isAt(at, except)) &&
          lists.every(
            ({ values, lengths, textOf }, i) =>
              !textOf || sameList(textOf, added[i] ?? [], values.slice(lengths[from], lengths[at])),
          ),
      };
    },
  };
}
