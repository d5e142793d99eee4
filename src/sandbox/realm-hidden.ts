/**
 * Hears of every way in which behavior could make an object that holds more than a look at its keys and values shows: getters, keys that are not
 * enumerable, symbols. Until there was one, the guard over states need not read descriptors (`core/replay/plain.ts`); from then on it does.
 */
import { noteDisguise, noteMade } from './realm-disguise.ts';
import { noteNaming } from './realm-naming.ts';

let hiding = false;

let owning = false;

export const mayHide = (): boolean => hiding;
/** Whether behavior can get at objects that come with keys which do not enumerate: `arguments`, the prototype of a function, what an error's trace was written to. */
export const mayOwnMore = (): boolean => owning;
export const noteOwnMore = (): void => {
  owning = true;
};
/** Whoever has an error has `captureStackTrace`. `arguments` and names can be written with escapes; keywords cannot. */
export const writesOwnMore = (code: string): boolean =>
  /\\u|Error|\b(?:arguments|function|class|catch|globalThis)\b/.test(code);
export const noteHiding = (): void => {
  hiding = true;
};

/** The word of an accessor, and not the end of it or what would make it a name; a contextual keyword cannot be written with escapes. `get .5() {}` has a number for its name. */
const ACCESSOR = /(?<!['"`])\b(?:get|set|accessor)\b(?!\s*(?:[(),:;=?\])}>+*&|<-]|\.(?!\d)))/;

/** Whether a text may write a getter or a setter. Strings and comments count like code: what is taken for one without being one only costs time. */
export const writesAccessors = (code: string): boolean => ACCESSOR.test(code);

const FIELDS = ['value', 'writable', 'enumerable', 'configurable', 'get', 'set'] as const;

/** Of functions that every compartment shares. To be called before lockdown, after whoever captures them for himself (SES, the realm) was loaded. */
export function watchForHidden(): void {
  const { defineProperty, defineProperties, create, getOwnPropertyDescriptor } = Object;
  const { getOwnPropertyDescriptors, getOwnPropertySymbols } = Object;
  const { defineProperty: define, ownKeys, construct, setPrototypeOf: setReflected, set } = Reflect;
  const { assign, setPrototypeOf } = Object;
  const { isArray } = Array;
  /** What a descriptor says, read once, as the function itself would. */
  const read = (key: unknown, descriptor: object): PropertyDescriptor => {
    const copy: Record<string, unknown> = create(null);
    for (const field of FIELDS) if (field in descriptor) copy[field] = (descriptor as Record<string, unknown>)[field];
    const shown = (typeof key === 'string' || typeof key === 'number') && copy.enumerable === true;
    if (!shown || 'get' in copy || 'set' in copy) hiding = true;
    return copy;
  };
  const prototype = Object.prototype as unknown as Record<string, (name: string, f: () => unknown) => void>;
  const { __defineGetter__: defineGetter, __defineSetter__: defineSetter } = prototype;
  /** An array that may not be as others are from now on. */
  const names = (object: unknown) => {
    // The realm itself sets methods on the prototype.
    if (isArray(object) && object !== Array.prototype) noteNaming();
  };
  /** An object of a kind of its own that looks plain from now on. */
  const disguises = (object: unknown, prototype: unknown) => {
    names(object);
    if (noteDisguise(object, prototype)) hiding = true;
  };
  Object.assign(Object, {
    assign(target: object, ...sources: unknown[]) {
      names(target);
      return assign(target, ...sources);
    },
    setPrototypeOf(object: object, prototype: object | null) {
      disguises(object, prototype);
      return setPrototypeOf(object, prototype);
    },
    defineProperty(object: object, key: PropertyKey, descriptor: object) {
      names(object);
      return defineProperty(object, key, read(key, descriptor));
    },
    defineProperties(object: object, properties: PropertyDescriptorMap) {
      hiding = true;
      return defineProperties(object, properties);
    },
    create(parent: object | null, properties?: PropertyDescriptorMap) {
      if (properties === undefined) return create(parent);
      hiding = true;
      return create(parent, properties);
    },
    getOwnPropertyDescriptors(object: object) {
      hiding = true;
      return getOwnPropertyDescriptors(object);
    },
    getOwnPropertySymbols(object: object) {
      hiding = true;
      return getOwnPropertySymbols(object);
    },
  });
  Object.assign(Reflect, {
    defineProperty(object: object, key: PropertyKey, descriptor: object) {
      names(object);
      return define(object, key, read(key, descriptor));
    },
    setPrototypeOf(object: object, prototype: object | null) {
      disguises(object, prototype);
      return setReflected(object, prototype);
    },
    construct(...given: Parameters<typeof construct>) {
      const made: unknown = construct(...given);
      if (given.length > 2 && noteMade(made)) hiding = true;
      if (given.length > 2) names(made);
      return made;
    },
    set(...given: Parameters<typeof set>) {
      names(given[0]);
      names(given[3]);
      return set(...given);
    },
    ownKeys(object: object) {
      hiding = true;
      return ownKeys(object);
    },
  });
  const watched = (name: string, original: ((name: string, f: () => unknown) => void) | undefined) =>
    defineProperty(prototype, name, {
      value: {
        [name](this: object, key: string, f: () => unknown) {
          hiding = true;
          return original && Reflect.apply(original, this, [key, f]);
        },
      }[name],
      writable: true,
      enumerable: false,
      configurable: true,
    });
  const inherited = getOwnPropertyDescriptor(prototype, '__proto__');
  const { set: setInherited } = inherited ?? {};
  if (inherited && setInherited)
    defineProperty(prototype, '__proto__', {
      ...inherited,
      set: {
        set(this: unknown, given: unknown) {
          disguises(this, given);
          Reflect.apply(setInherited, this, [given]);
        },
      }.set,
    });
  watched('__defineGetter__', defineGetter);
  watched('__defineSetter__', defineSetter);
}
