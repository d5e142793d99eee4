/** Which event of a model a stored type is, its old names included. */
import type { EventModel, Model } from '../../model/model.ts';

export interface KnownEvent {
  readonly name: string;
  readonly event: EventModel;
}

const indexes = new WeakMap<Model, ReadonlyMap<string, KnownEvent>>();

/** By type as stored: an event's name, or one that it had before. */
export function eventsOf(model: Model): ReadonlyMap<string, KnownEvent> {
  const known = indexes.get(model);
  if (known) return known;
  const index = new Map<string, KnownEvent>();
  for (const [name, event] of Object.entries(model.events)) index.set(name, { name, event });
  for (const [name, event] of Object.entries(model.events))
    for (const old of event.formerly ?? []) if (!index.has(old)) index.set(old, { name, event });
  indexes.set(model, index);
  return index;
}
