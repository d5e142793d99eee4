/**
 * Objects of a kind of their own (a Map, a generator) that look plain, since their prototype is that of plain objects. Nothing shows what they
 * hold; so the realm hears of every way to give them that prototype (`realm-hidden.ts`).
 */
const { getPrototypeOf, prototype: ofObjects } = Object;
const { apply } = Reflect;
const { isArray, prototype: ofArrays } = Array;

const isPlain = (prototype: unknown) => prototype === ofObjects || prototype === null || prototype === ofArrays;
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const disguised = new WeakSet<object>();
let generators = false;

/** Its prototype was changed to that of plain objects, or to none. Says whether it was another before. */
export function noteDisguise(object: unknown, prototype: unknown): boolean {
  if (!isObject(object) || !isPlain(prototype) || isPlain(getPrototypeOf(object))) return false;
  disguised.add(object);
  return true;
}

/** It was made by a constructor whose prototype somebody chose. */
export function noteMade(object: unknown): boolean {
  if (!isObject(object) || isArray(object) || !isPlain(getPrototypeOf(object))) return false;
  disguised.add(object);
  return true;
}

/** A generator function says itself which prototype its generators have. `{*g() {}}`, `function*`; a product never follows these. */
export const writesGenerators = (code: string): boolean => /(?:\b(?:function|static|async)|[{},;])\s*\*/.test(code);
export const noteGenerators = (): void => {
  generators = true;
};

const { return: ends } = Object.getPrototypeOf(function* () {}).prototype as { return(this: unknown): unknown };
/** Only a generator can be ended. One that throws as it ends has ended, and does not throw again. */
function isGenerator(value: object): boolean {
  for (let tries = 0; tries < 2; tries++)
    try {
      apply(ends, value, []);
      return true;
    } catch {
      // Not a generator, or one that threw.
    }
  return false;
}

export function disguiseOf(value: object): string | undefined {
  if (disguised.has(value)) return 'an object that was given the prototype of plain ones';
  return generators && isGenerator(value) ? 'a generator' : undefined;
}
