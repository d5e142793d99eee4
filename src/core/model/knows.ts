/** The types that a model knows: by their names, or by old ones. */
import type { Model } from './model.ts';
import { namesIn } from './names-in.ts';

/** Whether a model is about a journal at all: it defines one of its types. */
export function knows(model: Model, types: Iterable<string>): boolean {
  const wanted = [...types];
  return (
    wanted.some((type) => Object.hasOwn(model.events, type)) || wanted.some((type) => oldNames(model.events).has(type))
  );
}

const known = new WeakMap<Model['events'], ReadonlyMap<string, string>>();

/** By old name: what the event is called now; the first that says so. */
export function oldNames(events: Model['events']): ReadonlyMap<string, string> {
  const before = known.get(events);
  if (before) return before;
  const made = new Map<string, string>();
  for (const name of namesIn(events))
    for (const old of events[name]?.formerly ?? []) if (!made.has(old)) made.set(old, name);
  known.set(events, made);
  return made;
}
