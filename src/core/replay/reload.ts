/** What a behavior that was edited shares with the one before: up to which slot nothing can differ. */
import type { Model } from '../model/model.ts';
import type { ReplayOrder } from './source.ts';

/** Of `handler-texts.ts`. */
export interface HandlerTexts {
  /** The code without the handlers. */
  readonly rest: string;
  /** `projections`, `folds` or `upcasters`; the type that it handles; its text. `name` tells it from others of the same type. */
  readonly handlers: readonly {
    readonly part: string;
    readonly name: string;
    readonly type: string;
    readonly text: string;
  }[];
}

/** The types whose handlers of these parts are not what they were; undefined where anything may be. */
export function changedTypes(
  before: HandlerTexts,
  after: HandlerTexts,
  parts: readonly string[],
): ReadonlySet<string> | undefined {
  if (before.rest !== after.rest) return undefined;
  const known = new Map(before.handlers.map(({ part, name, text }) => [`${part} ${name}`, text]));
  const changed = after.handlers.filter(
    ({ part, name, text }) => parts.includes(part) && known.get(`${part} ${name}`) !== text,
  );
  if (changed.some(({ type }) => type === '*')) return undefined;
  return new Set(changed.map(({ type }) => type));
}

/** The first 0-based slot of a record of these types, by stored or current name; 0 where it may be any. */
export function firstSlotOf(
  order: Pick<ReplayOrder, 'count' | 'slotRow' | 'type' | 'types'>,
  model: Model | undefined,
  types: ReadonlySet<string> | undefined,
): number {
  if (!types) return 0;
  const names = new Map<string, string>();
  for (const [name, { formerly }] of Object.entries(model?.events ?? {}))
    for (const old of formerly ?? []) names.set(old, name);
  const wanted = order.types.map((type) => types.has(type) || types.has(names.get(type) ?? type));
  for (let slot = 0; slot < order.count; slot++) if (wanted[order.type[order.slotRow[slot] ?? 0] ?? 0]) return slot;
  return order.count;
}
