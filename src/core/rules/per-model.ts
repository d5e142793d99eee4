/** What a rule must know of a whole model, made once for each: a rule that looks through all parts for every part is quadratic. */
import type { Model } from '../model/model.ts';

export function perModel<T>(make: (model: Model) => T): (model: Model) => T {
  const known = new WeakMap<Model, { readonly made: T }>();
  return (model) => {
    const before = known.get(model);
    if (before) return before.made;
    const made = make(model);
    known.set(model, { made });
    return made;
  };
}
