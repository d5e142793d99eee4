/** Whether a model is about a journal at all: it defines one of its types, by its name or an old one. */
import type { Model } from './model.ts';

export function knows(model: Model, types: Iterable<string>): boolean {
  const wanted = new Set(types);
  for (const type of wanted) if (Object.hasOwn(model.events, type)) return true;
  return Object.values(model.events).some(({ formerly = [] }) => formerly.some((name) => wanted.has(name)));
}
