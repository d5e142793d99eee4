/** Whether a model is about a journal at all: it defines one of its types, by its name or an old one. */
import type { Model } from './model.ts';

export function knows(model: Model, types: Iterable<string>): boolean {
  const names = new Set(Object.entries(model.events).flatMap(([name, { formerly = [] }]) => [name, ...formerly]));
  for (const type of types) if (names.has(type)) return true;
  return false;
}
