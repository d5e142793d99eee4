/** What rules about streams look up: which events stand in a stream, of what kind they are, whether a field is in a payload. */

import type { EventModel, Model, StreamModel } from '../../model/model.ts';
import type { JsonValue, RecordKind } from '../../record/record.ts';
import { wordsOf } from '../../words/split.ts';
import { namedEvents } from '../fields.ts';
import { perModel } from '../per-model.ts';

type NamedEvent = readonly [name: string, event: EventModel];

/** The events of each stream, declared or not, by the stream's name. */
export const eventsByStream = perModel((model): ReadonlyMap<string, readonly NamedEvent[]> => {
  const made = new Map<string, NamedEvent[]>();
  for (const [name, event] of namedEvents(model)) {
    if (event.stream === undefined) continue;
    const list = made.get(event.stream);
    if (list) list.push([name, event]);
    else made.set(event.stream, [[name, event]]);
  }
  return made;
});
export const eventsOf = (model: Model, stream: string): readonly NamedEvent[] =>
  eventsByStream(model).get(stream) ?? [];

export function own<T>(of: Readonly<Record<string, T>>, name: string | undefined): T | undefined {
  return name !== undefined && Object.hasOwn(of, name) ? of[name] : undefined;
}
export const streamOf = (model: Model, event: EventModel): StreamModel | undefined => own(model.streams, event.stream);
/** Its own kind, else its stream's. */
export const kindOf = (model: Model, event: EventModel): RecordKind | undefined =>
  event.kind ?? streamOf(model, event)?.record_kind;
/** A FACT, and not in a stream of another kind; undefined where nothing is said of its kind. */
export function isRecordedFact(model: Model, event: EventModel): boolean | undefined {
  const kinds = [event.kind, streamOf(model, event)?.record_kind].filter((kind) => kind !== undefined);
  return kinds.length === 0 ? undefined : kinds.every((kind) => kind === 'FACT');
}

/** The payload field that names the subject of an event. */
export const subjectIdOf = (model: Model, event: EventModel): string | undefined =>
  own(model.subjects, event.subject)?.id;

export type Presence = 'there' | 'optional' | 'missing' | 'unknown';

type JsonMap = { readonly [key: string]: JsonValue };
const isMap = (value: unknown): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const OPEN = ['$ref', '$dynamicRef', 'allOf', 'anyOf', 'oneOf', 'patternProperties', 'if'];

/** Whether every record of the current version has the field; a path has dots. `unknown`: the payload is not declared as fields. */
export function fieldIn({ payload, schema }: EventModel, path: string): Presence {
  if (payload !== undefined) {
    if (Object.hasOwn(payload, path)) return payload[path]?.optional ? 'optional' : 'there';
    let fields: typeof payload | undefined = payload;
    let optional = false;
    for (const part of path.split('.')) {
      if (fields === undefined) return 'unknown';
      const field: (typeof payload)[string] | undefined = own(fields, part);
      if (field === undefined) return 'missing';
      optional ||= field.optional === true;
      fields = field.fields;
    }
    return optional ? 'optional' : 'there';
  }
  let at: JsonValue | undefined = schema;
  let optional = false;
  for (const part of path.split('.')) {
    if (!isMap(at)) return 'unknown';
    const fields = own(at, 'properties');
    const below = isMap(fields) ? own(fields, part) : undefined;
    const open = OPEN.some((key) => isMap(at) && Object.hasOwn(at, key));
    if (below === undefined) return open || !isMap(fields) ? 'unknown' : 'missing';
    const required = own(at, 'required');
    if (!(Array.isArray(required) && required.includes(part)) && !open) optional = true;
    at = below;
  }
  return optional ? 'optional' : 'there';
}

/** The events of a stream whose records may lack the field. */
export const lacking = (model: Model, stream: string, path: string): readonly string[] =>
  eventsOf(model, stream).flatMap(([name, event]) =>
    ['missing', 'optional'].includes(fieldIn(event, path)) ? [name] : [],
  );

/** A field by which all records of a stream can be spread: their subject's id. */
export function commonKey(model: Model, stream: string): string | undefined {
  const events = eventsOf(model, stream);
  const [first] = events;
  if (!first) return undefined;
  const fields = Object.keys(first[1].payload ?? {}).filter((field) => /(^|_)(id|key|number)$/i.test(field));
  const found = [subjectIdOf(model, first[1]), ...fields].find(
    (field) => field !== undefined && events.every(([, event]) => fieldIn(event, field) === 'there'),
  );
  if (found !== undefined) return found;
  return events.every(([, event]) => event.subject !== undefined) ? 'subject_id' : undefined;
}

/** The FACT stream of a model that has one only. */
export const onlyFactStream = perModel((model): string | undefined => {
  const all = Object.keys(model.streams).filter((name) => model.streams[name]?.record_kind === 'FACT');
  return all.length === 1 ? all[0] : undefined;
});

/** At most three names, in backticks. */
export function some(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => `\`${name}\``);
  const more = names.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ').replace(/, ([^,]*)$/, ' and $1');
}

/** A name or a word as it stands in YAML, in braces too. */
export const yaml = (word: string): string =>
  /^[A-Za-z_][\w.-]*$/.test(word) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(word) ? word : JSON.stringify(word);

/** The subjects of a model by the last word of their names. */
const subjectsByWord = perModel((model) => {
  const made = new Map<string, { readonly subject: string; readonly words: readonly string[] }[]>();
  for (const subject of Object.keys(model.subjects)) {
    const words = wordsOf(subject.slice(0, 200));
    const last = words.at(-1);
    if (last === undefined) continue;
    const list = made.get(last);
    if (list) list.push({ subject, words });
    else made.set(last, [{ subject, words }]);
  }
  return made;
});

/** A word and what it may be the plural of. */
const singulars = (word: string): readonly string[] => [
  word,
  ...(word.endsWith('s') ? [word.slice(0, -1)] : []),
  ...(word.endsWith('es') ? [word.slice(0, -2)] : []),
  ...(word.endsWith('ies') ? [`${word.slice(0, -3)}y`] : []),
];

/** The subjects that a sentence names, in the singular or the plural. */
export function subjectsIn(model: Model, text: string): readonly string[] {
  const said = new Set(wordsOf(text.slice(0, 1000)).flatMap(singulars));
  return [...said].flatMap((word) =>
    (subjectsByWord(model).get(word) ?? []).flatMap(({ subject, words }) =>
      words.every((one) => said.has(one)) ? [subject] : [],
    ),
  );
}
