/** The types that a model knows: by their names, or by old ones. */
import type { Model } from './model.ts';

/** Whether a model is about a journal at all: it defines one of its types. */
export function knows(model: Model, types: Iterable<string>): boolean {
  const wanted = [...types];
  return (
    wanted.some((type) => Object.hasOwn(model.events, type)) ||
    wanted.some((type) => nameNow(model, type) !== undefined)
  );
}

const known = new WeakMap<Model['events'], ReadonlyMap<string, string>>();

/** What an event is called now whose old name this is; the first that says so. */
export function nameNow({ events }: Model, old: string): string | undefined {
  const before = known.get(events);
  if (before) return before.get(old);
  const made = new Map<string, string>();
  for (const name in events) for (const was of events[name]?.formerly ?? []) if (!made.has(was)) made.set(was, name);
  known.set(events, made);
  return made.get(old);
}
