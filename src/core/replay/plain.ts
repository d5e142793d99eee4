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

const isText = (value: unknown) => typeof value === 'string' || typeof value === 'boolean';

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

export type Plain = (value: unknown, where: string) => JsonValue;

/**
 * Returns a function that throws NotJsonError unless a value is plain JSON, and freezes it deeply. Parts shared with values that it has
 * seen before cost nothing. `prototypes` are the Object and Array prototypes that count as plain: those of the compartment too.
 */
export function plainChecker(prototypes: ReadonlySet<object | null> = new Set([Object.prototype, null])): Plain {
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
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) visit(value[i], `${path}[${i}]`, depth + 1);
    } else {
      if (!prototypes.has(Object.getPrototypeOf(value))) {
        const tag = Object.prototype.toString.call(value).slice(8, -1);
        throw new NotJsonError(path, tag === 'Promise' ? 'a promise: behavior cannot wait' : `a ${tag}`);
      }
      for (const key of Reflect.ownKeys(value)) {
        if (typeof key === 'symbol') throw new NotJsonError(path, 'an object with a symbol for a key');
        const property = Object.getOwnPropertyDescriptor(value, key);
        if (property?.get) throw new NotJsonError(`${path}.${key}`, 'a getter');
        visit(property?.value, `${path}.${key}`, depth + 1);
      }
    }
    Object.freeze(value);
    seen.add(value);
  };
  /** The same without the words: most values are sound, and the path of each part would cost more than all else. */
  const sound = (value: unknown, depth: number): boolean => {
    if (typeof value !== 'object') return typeof value === 'number' ? Number.isFinite(value) : isText(value);
    if (value === null || seen.has(value)) return true;
    if (++nodes > MAX_NODES || depth > MAX_DEPTH) return false;
    if (Array.isArray(value)) {
      for (let i = 0; i < value.length; i++) if (!sound(value[i], depth + 1)) return false;
    } else {
      if (!prototypes.has(Object.getPrototypeOf(value))) return false;
      for (const key of Reflect.ownKeys(value)) {
        const property = Object.getOwnPropertyDescriptor(value, key);
        if (typeof key === 'symbol' || !property || property.get || !sound(property.value, depth + 1)) return false;
      }
    }
    Object.freeze(value);
    seen.add(value);
    return true;
  };
  return (value, where) => {
    nodes = 0;
    if (!sound(value, 0)) {
      nodes = 0;
      visit(value, where, 0);
    }
    return value as JsonValue;
  };
}
