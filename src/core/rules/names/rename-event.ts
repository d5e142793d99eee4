/** Renaming an event type as one fix: its key, every reference to it in the model, and `formerly`, so that stored records stay known. */

import { pointer } from '../../json-pointer.ts';
import type { Model } from '../../model/model.ts';
import type { JsonValue } from '../../record/record.ts';
import { namedEvents } from '../fields.ts';
import { perModel } from '../per-model.ts';
import type { FixSpec, FixStep } from '../rule.ts';

/** A place that names an event type; `suffix` is what stands behind the name there (`@1`). */
interface Reference {
  readonly at: string;
  readonly part: 'key' | 'value';
  readonly suffix?: string;
  /** `at` is a list of these names, or the one of them without brackets: it is written anew. */
  readonly list?: readonly string[];
}
/** Longer lists of a consumer are changed in place. */
const WRITTEN_ANEW = 20;

/** Every place of the model that names the event type, its own definition apart. */
export function referencesTo(model: Model, name: string): readonly Reference[] {
  return indexOf(model).get(name) ?? [];
}

/** Undefined where the new name is none, or is taken. */
export function renameEvent(model: Model, from: string, to: string | undefined): FixSpec | undefined {
  if (to === undefined || to === '' || to === from || Object.hasOwn(model.events, to)) return undefined;
  const event = Object.hasOwn(model.events, from) ? model.events[from] : undefined;
  if (event === undefined) return undefined;
  const own = pointer('events', from);
  const formerly = Array.isArray(event.formerly) ? event.formerly : [];
  const names = `[${[...new Set([...formerly.filter((old) => old !== to), from])].map(written).join(', ')}]`;
  const steps: FixStep[] = [
    { rename: { at: own, to: written(to) } },
    event.formerly === undefined
      ? { insert: { into: own, key: 'formerly', value: names } }
      : { replace: { at: `${own}/formerly`, value: names } },
    ...referencesTo(model, from).map(({ at, part, suffix = '', list }): FixStep => {
      const text = list
        ? `[${list.map((name) => written(name === from ? to : name)).join(', ')}]`
        : written(to + suffix);
      return part === 'key' ? { rename: { at, to: text } } : { replace: { at, value: text } };
    }),
  ];
  return { title: `Rename to ${to}, here and wherever the model names it`, steps };
}

/** A name as YAML takes it inside brackets and out of them. */
export function written(name: string): string {
  const plain = /^[\p{L}_][\p{L}\p{N}_]*(?:[./-][\p{L}\p{N}_]+)*(?:@\w+)?$/u.test(name);
  return plain && !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(name) ? name : JSON.stringify(name);
}

const indexOf = perModel((model): ReadonlyMap<string, readonly Reference[]> => {
  const index = new Map<string, Reference[]>();
  const add = (name: unknown, at: string, part: Reference['part'] = 'value', more: Partial<Reference> = {}): void => {
    if (typeof name !== 'string') return;
    const found = index.get(name) ?? [];
    found.push({ at, part, ...more });
    index.set(name, found);
  };
  // A list of one may stand without brackets; the model does not tell.
  const list = (names: readonly string[] | undefined, at: string, anew = 1): void => {
    if (!Array.isArray(names)) return;
    for (const [i, name] of names.entries())
      if (names.length <= anew) add(name, at, 'value', { list: names });
      else add(name, at + pointer(i));
  };
  for (const [id, { recorded_by }] of Object.entries(model.policies))
    add(recorded_by, pointer('policies', id, 'recorded_by'));
  for (const [id, { corrects, outcomes }] of namedEvents(model)) {
    add(corrects, pointer('events', id, 'corrects'));
    for (const key of ['success', 'failure', 'timeout', 'partial'] as const)
      list(outcomes?.[key], pointer('events', id, 'outcomes', key));
  }
  for (const [id, { emits, rejects, records }] of Object.entries(model.commands)) {
    list(emits, pointer('commands', id, 'emits'));
    for (const [code, name] of Object.entries(rejects ?? {})) add(name, pointer('commands', id, 'rejects', code));
    add(records, pointer('commands', id, 'records'));
  }
  for (const [id, { on }] of Object.entries(model.projections)) list(on, pointer('projections', id, 'on'));
  for (const [id, { on }] of Object.entries(model.consumers)) {
    const at = pointer('consumers', id, 'on');
    // A plain list is understood as names without versions, and so is a map that says none.
    if (Object.values(on ?? {}).every((versions) => versions === undefined))
      list(Object.keys(on ?? {}), at, WRITTEN_ANEW);
    else for (const name of Object.keys(on ?? {})) add(name, at + pointer(name), 'key');
  }
  for (const [id, { every, needs }] of Object.entries(model.precedence)) {
    add(every, pointer('precedence', id, 'every'));
    add(needs, pointer('precedence', id, 'needs'));
  }
  for (const [id, { event }] of Object.entries(model.migrations)) add(event, pointer('migrations', id, 'event'));
  for (const [id, scenario] of Object.entries(model.scenarios)) ofScenario(scenario, pointer('scenarios', id), add);
  return index;
});

/** `given` and `then` are lists of `{ Type: fields }`, a given type with its version behind `@`. */
function ofScenario(
  scenario: JsonValue,
  at: string,
  add: (name: string, at: string, part: 'key', more: { readonly suffix: string }) => void,
): void {
  const keyed = (records: JsonValue | undefined, here: string): void => {
    if (!Array.isArray(records)) return;
    for (const [i, record] of records.entries())
      for (const key of Object.keys(mapOf(record))) {
        const suffix = /@\d+$/.exec(key)?.[0] ?? '';
        add(key.slice(0, key.length - suffix.length), here + pointer(i, key), 'key', { suffix });
      }
  };
  const { given, then: result } = mapOf(scenario);
  keyed(given, `${at}/given`);
  keyed(result, `${at}/then`);
  keyed(mapOf(result).events, `${at}/then/events`);
}

function mapOf(value: JsonValue | undefined): Readonly<Record<string, JsonValue | undefined>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, JsonValue | undefined>>)
    : {};
}
