/** What a rule must know of a whole model, made once for each: a rule that looks through all parts for every part is quadratic. */
import type { Model } from '../model/model.ts';
import { alike } from './alike.ts';

/** Something made of a model, and what it was made of: parts of the model, and what else was made of it. */
export interface Made<T> {
  readonly made: T;
  readonly read: readonly (readonly [of: (model: Model) => unknown, was: unknown])[];
}
/** Who hears what is read of a model by way of a view of it: see `reads.ts`. */
export interface Watcher {
  readonly model: Model;
  /** An index is asked for; the answer is what the reader gets of it. */
  index<T>(of: (model: Model) => Made<T>): T;
}
const watchers = new WeakMap<Model, Watcher>();

/** A model whose every read is heard. */
export function watched(watcher: Watcher, handler: ProxyHandler<Model>): Model {
  const view = new Proxy(watcher.model, handler);
  watchers.set(view, watcher);
  return view;
}

/** Made again only when something that it was made of is another object. `make` must keep nothing by the model itself. */
export function perModel<T>(make: (model: Model) => T): (model: Model) => T {
  const known = new WeakMap<Model, Made<T>>();
  let last: Made<T> | undefined;
  const of = (model: Model): Made<T> => {
    const before = known.get(model) ?? (last?.read.every(([of, was]) => of(model) === was) ? last : undefined);
    last = before ?? sameList(madeOf(model, make), last);
    known.set(model, last);
    return last;
  };
  return (model) => {
    const watcher = watchers.get(model);
    return watcher ? watcher.index(of) : of(model).made;
  };
}

/** A list or a set that holds what it held before stays the same object: what was made of it can be kept. */
function sameList<T>(now: Made<T>, before: Made<T> | undefined): Made<T> {
  const isList = Array.isArray(now.made) || now.made instanceof Set;
  return isList && before && alike(now.made, before.made) ? { ...now, made: before.made } : now;
}

function madeOf<T>(model: Model, make: (model: Model) => T): Made<T> {
  const read = new Map<unknown, Made<T>['read'][number]>();
  const watcher: Watcher = {
    model,
    index(of) {
      const { made } = of(model);
      read.set(of, [(now) => of(now).made, made]);
      return made;
    },
  };
  const view = watched(watcher, {
    get(_, key) {
      const part = key as keyof Model;
      const value = model[part];
      read.set(part, [(now) => now[part], value]);
      return value;
    },
  });
  return { made: make(view), read: [...read.values()] };
}
