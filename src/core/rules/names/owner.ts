import type { Model } from '../../model/model.ts';

/** The system in whose namespace a name stands: `sys.daggerheart.rest_taken` → daggerheart. */
export const namespaceOf = (name: string): string | undefined => /^sys\.([^.]+)\./.exec(name)?.[1];

/** `core`, or a system: as the definition says, else as the namespace of the name says. */
export const ownerOf = (name: string, owner: string | undefined): string => owner ?? namespaceOf(name) ?? 'core';

/** Who owns an event type, which the model may not hold. */
export function ownerOfEvent(name: string, model: Model): string {
  const event = Object.hasOwn(model.events, name) ? model.events[name] : undefined;
  return ownerOf(name, event?.owner);
}

/** The declared system that stands in front of a name without `sys.`: `daggerheart.damage_applied`. */
export function systemBefore(name: string, model: Model): string | undefined {
  const [first = ''] = name.split('.', 1);
  return first.length < name.length && Object.hasOwn(model.systems, first) ? first : undefined;
}
