/** A record written by hand for the own journal: a template that fits, and everything that is wrong with a text, envelope and payload alike. */
import { fitValue } from '../formats/fit.ts';
import type { Model } from '../model/model.ts';
import { FIELD_KINDS, FIELD_NAMES, type FieldKind, isFieldName } from '../record/fields.ts';
import { isRawNumber, parseExact } from '../record/json.ts';
import { JsonError, type JsonNode, memberOf, parseTree } from '../record/json-tree.ts';
import type { ExactValue } from '../record/record.ts';
import { SETTINGS } from '../rules/profiles.ts';
import { createClock } from './clock.ts';
import { sequenceOf } from './context.ts';
import { exampleOf } from './example.ts';
import { fieldOf, makeRecord } from './make-record.ts';
import type { SimRecord } from './record.ts';
import { schemasOf } from './schemas.ts';

export interface TextProblem {
  readonly message: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}
export interface HandRecord {
  /** Where nothing is wrong. */
  readonly record?: SimRecord;
  readonly problems: readonly TextProblem[];
}

const scopeOf = ({ partition, subject_type, subject_id }: SimRecord): string =>
  partition ?? (subject_id === undefined ? '*' : `${subject_type ?? ''}/${subject_id}`);

function headsOf(records: readonly SimRecord[]): ReadonlyMap<string, number> {
  const heads = new Map<string, number>();
  for (const record of records)
    heads.set(scopeOf(record), Math.max(heads.get(scopeOf(record)) ?? 0, record.sequence ?? 0));
  return heads;
}

const eventOf = (model: Model, type: string) => (Object.hasOwn(model.events, type) ? model.events[type] : undefined);

/** As the engine would write it after these records. */
export function recordTemplate(
  model: Model,
  type: string,
  records: readonly SimRecord[],
  startMicros: number,
): SimRecord {
  const heads = headsOf(records);
  const clock = createClock(startMicros, records.length);
  const context = {
    model,
    sequence: sequenceOf(model),
    has: (profile: (typeof model.profiles)[number]) => model.profiles.includes(profile),
    event: (name: string) => eventOf(model, name),
  };
  const draft = { type, payload: exampleOf(eventOf(model, type) ?? {}), causation_id: clock.id('command') };
  return makeRecord(context, clock, draft, (scope) => (heads.get(scope) ?? 0) + 1);
}

const WANTED: Readonly<Record<FieldKind, string>> = {
  text: 'text',
  count: 'a whole number from 0',
  version: 'a whole number from 1',
  time: 'an RFC 3339 time with an offset',
  kind: 'INTENT, FACT, OBSERVATION or DERIVATION',
  classification: 'public, internal, confidential, personal or phi',
  also: 'a list of subjects',
  object: 'an object',
  any: 'a value',
  hex: '64 hex digits',
};

/** What the profiles, the stream and the event ask of every record. */
function required(model: Model, type: string): readonly string[] {
  const event = eventOf(model, type);
  const stream = event?.stream === undefined ? undefined : model.streams[event.stream];
  const asked = model.profiles.flatMap((profile) => [...SETTINGS[profile].fields, ...SETTINGS[profile].times]);
  const names = [...asked, ...(stream?.requires ?? []), ...(event?.requires ?? [])].map((name) =>
    name.replace(/:.*$/, ''),
  );
  return [...new Set(['id', 'type', 'payload', ...names])].filter((name) =>
    (FIELD_NAMES as readonly string[]).includes(name),
  );
}

const inexact = (value: ExactValue): boolean =>
  typeof value === 'object' && value !== null && (isRawNumber(value) || Object.values(value).some(inexact));

export function readHandRecord(text: string, model: Model, before: readonly SimRecord[]): HandRecord {
  const problems: TextProblem[] = [];
  const position = (offset: number) => {
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  };
  const tell = (message: string, start: number, end: number) => {
    const { line: endLine, column: endColumn } = position(end);
    problems.push({ message, ...position(start), endLine, endColumn });
  };
  let root: JsonNode;
  try {
    root = parseTree(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    const at = Math.min(error.column - 1, text.length);
    tell(`This is no JSON: ${error.message.replace(/ \(column \d+\)$/, '')}.`, at, at + 1);
    return { problems };
  }
  if (root.kind !== 'object') {
    tell('A record is an object: { "id": …, "type": …, "payload": … }.', root.start, root.end);
    return { problems };
  }
  const seen = new Set<string>();
  for (const { key, start, value } of root.members) {
    const over = (message: string) => tell(message, start, value.end);
    if (seen.has(key)) over(`\`${key}\` stands here twice.`);
    seen.add(key);
    if (!isFieldName(key)) over(`\`${key}\` is no field of a record. What has no field of its own stands in \`meta\`.`);
    else if (fitValue(FIELD_KINDS[key], value, { strict: true }) === undefined)
      over(`\`${key}\` is ${WANTED[FIELD_KINDS[key]]}.`);
  }
  const whole = () => ({ start: root.start, end: root.start + 1 });
  const placeOf = (...names: readonly string[]) => {
    let at: JsonNode | undefined = root;
    for (const name of names) at = memberOf(at, name) ?? at;
    return at === root ? whole() : at;
  };
  const at = (message: string, ...names: readonly string[]) => {
    const { start, end } = placeOf(...names);
    tell(message, start, end);
  };
  const typeNode = memberOf(root, 'type');
  const type = typeNode?.kind === 'string' ? typeNode.text : '';
  for (const name of required(model, type)) if (!seen.has(name)) at(`\`${name}\` is missing.`);
  if (inexact(parseExact(text))) at('A number here has more digits than can be written by hand exactly.', 'payload');
  if (problems.length > 0) return { problems };

  const record = JSON.parse(text) as SimRecord;
  const { id, version = 1, payload, subject_type, subject_id, sequence } = record;
  const event = eventOf(model, type);
  if (before.some((one) => one.id === id)) at(`A record with the id ${id} is there already.`, 'id');
  if (!event) at(`The model has no event \`${type}\`.`, 'type');
  else if (version !== (event.version ?? 1) && !Object.hasOwn(event.versions ?? {}, String(version)))
    at(`\`${type}\` has no version ${version} in the model.`, seen.has('version') ? 'version' : 'type');
  for (const wrong of schemasOf(model).event(type, version, payload)) {
    const [, path = ''] = /^`([^`]*)`/.exec(wrong) ?? [];
    at(`The payload does not fit: ${wrong}.`, 'payload', ...path.split(/[.[]/, 1));
  }
  const subject = event?.subject;
  if (subject !== undefined && subject_type !== subject)
    at(`\`${type}\` is about the subject \`${subject}\`: subject_type.`, 'subject_type');
  const named = subject === undefined ? undefined : fieldOf(payload, model.subjects[subject]?.id);
  if (named !== undefined && subject_id !== named)
    at(`The payload names the subject ${named}, and subject_id another.`, 'subject_id');
  if (event?.stream !== undefined && record.stream !== undefined && record.stream !== event.stream)
    at(`\`${type}\` belongs to the stream \`${event.stream}\`.`, 'stream');
  const next = (headsOf(before).get(scopeOf(record)) ?? 0) + 1;
  if (sequence !== undefined && sequence !== next)
    at(`The next sequence of ${scopeOf(record)} is ${next}.`, 'sequence');
  return problems.length > 0 ? { problems } : { record, problems };
}
