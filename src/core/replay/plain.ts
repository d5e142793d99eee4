/** States and rows are plain JSON (contract §3); what was looked at once and frozen is not looked at again. */
import type { JsonValue } from '../record/record.ts';

/** `path` is where in the state, `what` is there: `state.items[3]`, `a function`. */
export class NotJsonError extends Error {
  override readonly name = 'NotJsonError';
  readonly path: string;
  constructor(path: string, what: string) {
    super(
      `${path} is ${what}; states and rows are plain JSON values (null, booleans, finite numbers, strings, arrays, plain objects)`,
    );
    this.path = path;
  }
}

/** A state with more parts than this would fill the memory. */
export class StateSizeError extends Error {
  override readonly name = 'StateSizeError';
}

const NOTHING: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null));

const MAX_NODES = 4_000_000;
const MAX_DEPTH = 200;

/** Gives back the object that it is to make: what extends it stamps its private field on that. */
class Stamped {
  constructor(value: object) {
    // biome-ignore lint/correctness/noConstructorReturn: the way to stamp an object that others made
    return value;
  }
}

/**
 * A mark on objects that nobody else can see or forge, even on frozen ones. A WeakSet does the same at some hundred times the cost for
 * objects that live for one step.
 */
function createMarks(): { readonly has: (value: object) => boolean; readonly add: (value: object) => void } {
  class Mark extends Stamped {
    readonly #made = true;
    static has(value: object): boolean {
      return #made in value;
    }
  }
  return { has: Mark.has, add: (value) => void new Mark(value) };
}

/** `before`: a plain value that it may share parts with, place by place; those are not looked at again. */
export type Plain = (value: unknown, where: string, before?: JsonValue) => JsonValue;

export interface PlainOptions {
  /** The prototypes that count as plain for objects: those of the compartment too. */
  readonly prototypes?: ReadonlySet<object | null>;
  /**
   * Whether an object might hold what enumeration does not show, or a getter. A host that hears of every way to make such (`realm-hidden.ts`)
   * says no until there was one, and then values are read instead of descriptors.
   */
  readonly mayHide?: () => boolean;
  /** Whether an array might have properties besides its items, or be of a class of its own; asked for as `mayHide` is. */
  readonly mayName?: () => boolean;
  /**
   * Whether an object that is new may come with keys that do not enumerate, though nobody defined them: `arguments`, the prototype of a function.
   * Asked for as `mayHide` is.
   */
  readonly mayOwnMore?: () => boolean;
  /** What an object is of a kind of its own, though its prototype says that it is plain: `a Map`. Asked for where something may be hidden. */
  readonly disguiseOf?: (value: object) => string | undefined;
}

/** Throws where a part cannot be read; reads nothing that runs code, unless something may be hidden. */
const {
  getOwnPropertyDescriptor,
  getOwnPropertyNames,
  getOwnPropertySymbols,
  getPrototypeOf,
  isExtensible,
  freeze,
  keys,
} = Object;
const { ownKeys } = Reflect;
const tagOf = (value: object) => ofObjects.toString.call(value).slice(8, -1);
const { isArray, prototype: ofArrays } = Array;
const ofObjects = Object.prototype;

/** Returns a function that throws NotJsonError unless a value is plain JSON, and freezes it deeply. Parts that it has seen before cost nothing. */
export function plainChecker({
  prototypes = new Set([Object.prototype, null]),
  mayHide = () => true,
  mayName = () => true,
  mayOwnMore = () => true,
  disguiseOf = () => undefined,
}: PlainOptions = {}): Plain {
  /** On parts that were met again elsewhere than in their old place: a mark costs more than a look at something small. */
  const seen = createMarks();
  let nodes = 0;
  const visit = (value: unknown, path: string, depth: number): void => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
    if (typeof value === 'number') {
      if (!Number.isFinite(value)) throw new NotJsonError(path, String(value));
      return;
    }
    if (typeof value !== 'object')
      throw new NotJsonError(path, value === undefined ? 'undefined' : `a ${typeof value}`);
    if (seen.has(value)) return;
    if (++nodes > MAX_NODES)
      throw new StateSizeError(
        `${path}: the state has more than ${MAX_NODES.toLocaleString('en')} new parts in one step`,
      );
    if (depth > MAX_DEPTH) throw new NotJsonError(path, `nested deeper than ${MAX_DEPTH} levels, or holds itself`);
    if (isArray(value)) {
      if (getPrototypeOf(value) !== ofArrays) throw new NotJsonError(path, 'an array of a class of its own');
      for (let i = 0; i < value.length; i++) {
        if (getOwnPropertyDescriptor(value, i)?.get) throw new NotJsonError(`${path}[${i}]`, 'a getter');
        visit(value[i], `${path}[${i}]`, depth + 1);
      }
      const named = ownKeys(value);
      // Items come first, then the length.
      const extra = named.length === value.length + 1 ? undefined : named[value.length + 1];
      if (extra !== undefined) throw new NotJsonError(path, `an array with \`${String(extra)}\` beside its items`);
    } else {
      if (!prototypes.has(getPrototypeOf(value))) {
        const tag = tagOf(value);
        throw new NotJsonError(path, tag === 'Promise' ? 'a promise: behavior cannot wait' : `a ${tag}`);
      }
      const disguise = disguiseOf(value);
      if (disguise !== undefined) throw new NotJsonError(path, disguise);
      for (const key of ownKeys(value)) {
        if (typeof key === 'symbol') throw new NotJsonError(path, 'an object with a symbol for a key');
        const property = getOwnPropertyDescriptor(value, key);
        if (property?.get || property?.set) throw new NotJsonError(`${path}.${key}`, 'a getter');
        visit(property?.value, `${path}.${key}`, depth + 1);
        if (property?.enumerable === false) throw new NotJsonError(`${path}.${key}`, 'not enumerable');
      }
      // No symbol says otherwise: this is what it was made as.
      const tag = tagOf(value);
      if (tag !== 'Object') throw new NotJsonError(path, `a ${tag}`);
    }
    freeze(value);
    seen.add(value);
  };
  let named = true;
  let owning = true;
  const soundLeaf = (value: unknown): boolean =>
    typeof value === 'number' ? value - value === 0 : typeof value === 'string' || typeof value === 'boolean';
  const soundItems = (value: readonly unknown[], before: unknown, depth: number): boolean => {
    const fresh = isExtensible(value);
    if (!fresh && seen.has(value)) return true;
    if (++nodes > MAX_NODES || depth > MAX_DEPTH || (named && getPrototypeOf(value) !== ofArrays)) return false;
    const old = typeof before === 'object' && before !== null ? (before as Readonly<Record<number, unknown>>) : NOTHING;
    const { length } = value;
    for (let i = 0; i < length; i++) {
      const part = value[i];
      if (typeof part === 'string') continue;
      if (typeof part !== 'object') {
        if (!soundLeaf(part)) return false;
      } else if (part !== null) {
        const was = old[i];
        if (part !== was && !sound(part, was, depth + 1)) return false;
      }
    }
    if (named && keys(value).length !== length) return false;
    if (!fresh) {
      // The texts of a tagged template have others beside them.
      if (ownKeys(value).length !== length + 1) return false;
      seen.add(value);
    }
    freeze(value);
    return true;
  };
  const soundMembers = (value: object, before: unknown, depth: number): boolean => {
    // A whole state is new but for few; one that is not costs no more than a look at its parts, which are known.
    const fresh = depth === 0 || isExtensible(value);
    if (!fresh && seen.has(value)) return true;
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) return false;
    const prototype = getPrototypeOf(value) as object | null;
    if (prototype !== ofObjects && !prototypes.has(prototype)) return false;
    const old = typeof before === 'object' && before !== null ? (before as Readonly<Record<string, unknown>>) : NOTHING;
    let shown = 0;
    for (const key in value) {
      shown++;
      const part = (value as Readonly<Record<string, unknown>>)[key];
      if (typeof part === 'string') continue;
      if (typeof part !== 'object') {
        if (typeof part === 'number' ? part - part !== 0 : typeof part !== 'boolean') return false;
      } else if (part !== null) {
        const was = key === '__proto__' ? undefined : old[key];
        if (part !== was && !sound(part, was, depth + 1)) return false;
      }
    }
    // What the realm is made of is frozen, and shows no keys.
    const made = fresh && shown > 0;
    if (!made && getOwnPropertySymbols(value).length > 0) return false;
    if ((owning || !made) && shown !== getOwnPropertyNames(value).length) return false;
    freeze(value);
    if (!fresh) seen.add(value);
    return true;
  };
  /** The same as `visit` without the words, and with values read where nothing is hidden: most values are sound. */
  const sound = (value: object, before: unknown, depth: number): boolean =>
    isArray(value) ? soundItems(value, before, depth) : soundMembers(value, before, depth);
  return (value, where, before) => {
    if (value === before && value !== undefined) return value as JsonValue;
    nodes = 0;
    const isObject = typeof value === 'object' && value !== null;
    if (!mayHide() && isObject) {
      named = mayName();
      owning = mayOwnMore();
      if (sound(value, before, 0)) return value as JsonValue;
      nodes = 0;
    }
    visit(value, where, 0);
    return value as JsonValue;
  };
}
