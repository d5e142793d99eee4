/** The parts of a model that have no rules of their own here: what was added, removed, and which keys drifted. */

import { pointer } from '../json-pointer.ts';
import type { Model, ProfileName } from '../model/model.ts';
import { canonicalText } from '../record/canonical.ts';
import type { JsonValue } from '../record/record.ts';
import { type Change, type ChangeKind, change, inNew, inOld } from './change.ts';

export interface DiffContext {
  readonly old: Model;
  readonly now: Model;
  readonly profiles: readonly ProfileName[];
  /** `OrderPlaced@1`: the upcasters that there are; undefined = no behavior was given. */
  readonly upcasters: ReadonlySet<string> | undefined;
  tell(change: Change): void;
}

/** An own entry of a map by name. */
export const entryOf = <T>(map: Readonly<Record<string, T>>, name: string | undefined): T | undefined =>
  name !== undefined && Object.hasOwn(map, name) ? map[name] : undefined;

/** Understood values are JSON, but that a key may be undefined. */
const textOf = (value: unknown): string => {
  if (value === undefined) return '';
  return canonicalText(JSON.parse(JSON.stringify(value)) as JsonValue);
};
export const same = (a: unknown, b: unknown): boolean => a === b || textOf(a) === textOf(b);

const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : textOf(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
};

const FREE: ReadonlySet<string> = new Set(['description']);

/** Each key that differs is a drift; those in `without` are judged elsewhere. */
export function driftOf(
  { tell }: DiffContext,
  name: string,
  at: { readonly old: string; readonly now: string },
  [old, now]: readonly [object, object],
  without: ReadonlySet<string> = new Set(),
): void {
  const before = new Map<string, unknown>(Object.entries(old));
  const after = new Map<string, unknown>(Object.entries(now));
  for (const key of new Set([...after.keys(), ...before.keys()])) {
    const [a, b] = [before.get(key), after.get(key)];
    if (without.has(key) || same(a, b)) continue;
    const place = b === undefined ? inOld(at.old + pointer(key)) : inNew(at.now + pointer(key));
    const why = FREE.has(key)
      ? 'The text is for people: see whether it still says the same.'
      : 'Nothing breaks by its form; see whether whoever relies on it agrees.';
    tell(change('drift', `${key} changed`, place, `\`${key}\` of ${name} was ${shown(a)} and is ${shown(b)}. ${why}`));
  }
}

interface Section<T> {
  readonly section: string;
  /** `service` */
  readonly noun: string;
  readonly old: Readonly<Record<string, T>>;
  readonly now: Readonly<Record<string, T>>;
}

/** What became of the entries of a section: those of the new model in their order, then those that are gone. */
export function diffNamed<T extends object>(
  context: DiffContext,
  { section, noun, old, now }: Section<T>,
  each?: (name: string, old: T, now: T) => ReadonlySet<string>,
  removed: ChangeKind = 'drift',
): void {
  for (const [name, item] of Object.entries(now)) {
    const at = pointer(section, name);
    const before = entryOf(old, name);
    if (before === undefined)
      context.tell(change('compatible', `${noun} added`, inNew(at), `The ${noun} \`${name}\` is new.`));
    else driftOf(context, `the ${noun} \`${name}\``, { old: at, now: at }, [before, item], each?.(name, before, item));
  }
  for (const name of Object.keys(old))
    if (!Object.hasOwn(now, name))
      context.tell(
        change(
          removed,
          `${noun} removed`,
          inOld(pointer(section, name)),
          `The ${noun} \`${name}\` is gone. See whether anybody still relies on it.`,
        ),
      );
}

const SETTINGS = ['factline', 'model', 'description', 'profiles', 'names', 'rules', 'on_replay', 'waivers'] as const;

/** The keys of the model that stand outside its sections. */
export function diffSettings(context: DiffContext): void {
  const pick = (model: Model) => Object.fromEntries(SETTINGS.map((key) => [key, model[key]]));
  driftOf(context, 'the model', { old: '', now: '' }, [pick(context.old), pick(context.now)]);
}
