/** A scenario as it stands in the model, read: given records, commands, what is expected (contract §2). Each part knows its pointer. */
import { pointer as jsonPointer } from '../json-pointer.ts';
import type { JsonObject, JsonValue } from '../record/record.ts';
import type { CommandEnvelope } from './record.ts';

/** Where a scenario stands in the model; one of a table (`name[2]`) where the table does. */
export const scenarioPointer = (name: string): string => jsonPointer('scenarios', name.replace(/\[\d+\]$/, ''));

export interface Named {
  readonly type: string;
  readonly payload: JsonValue;
  readonly with: CommandEnvelope;
  /** Below the scenario: `/given/0`. */
  readonly at: string;
}
export interface GivenRecord extends Named {
  readonly version: number | undefined;
}
export interface ExpectedEvent {
  readonly type: string;
  readonly version: number | undefined;
  readonly fields: JsonValue;
  readonly at: string;
}
export interface Expected {
  /** Undefined: not compared. */
  readonly events: readonly ExpectedEvent[] | undefined;
  readonly rejected: string | undefined;
  /** By projection: exactly these rows. */
  readonly view: JsonObject | undefined;
}
export interface Scenario {
  /** `<scenario>[<index>]` for a row of `each`. */
  readonly name: string;
  /** `/scenarios/ship-once`; parts are below it. */
  readonly pointer: string;
  readonly given: readonly GivenRecord[];
  readonly when: readonly Named[];
  readonly expected: Expected;
  /** What of it could not be read; it is then not run. */
  readonly broken?: { readonly at: string; readonly message: string };
}

class Unreadable extends Error {
  readonly at: string;
  constructor(at: string, message: string) {
    super(message);
    this.at = at;
  }
}

const isMap = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `$n` is the row's value; within longer text its digits and letters. */
function filled(value: JsonValue, row: JsonObject): JsonValue {
  if (typeof value === 'string') {
    const whole = /^\$([A-Za-z_]\w*)$/.exec(value)?.[1];
    if (whole !== undefined && Object.hasOwn(row, whole)) return row[whole] ?? null;
    return value.replace(/\$([A-Za-z_]\w*)/g, (text, name: string) => {
      const one = Object.hasOwn(row, name) ? row[name] : undefined;
      return one === undefined || typeof one === 'object' ? text : String(one);
    });
  }
  if (Array.isArray(value)) return value.map((item: JsonValue) => filled(item, row));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [String(filled(key, row)), filled(item, row)]));
}

/** The one entry of `{ OrderPlaced: {…}, with: {…} }`. */
function entryOf(value: JsonValue, at: string, what: string): Named {
  const names = isMap(value) ? Object.keys(value).filter((key) => key !== 'with') : [];
  const [type] = names;
  if (!isMap(value) || type === undefined || names.length !== 1)
    throw new Unreadable(
      at,
      `Here stands ${what} as one name with its payload: { ${what === 'a command' ? 'PlaceOrder' : 'OrderPlaced'}: { … } }.`,
    );
  const given = value['with'];
  return { type, payload: value[type] ?? {}, with: isMap(given) ? (given as CommandEnvelope) : {}, at };
}

const versioned = (type: string): { readonly type: string; readonly version: number | undefined } => {
  const [, name, version] = /^(.+)@(\d+)$/.exec(type) ?? [];
  return name === undefined ? { type, version: undefined } : { type: name, version: Number(version) };
};

const listOf = (value: JsonValue | undefined): readonly JsonValue[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? (value as readonly JsonValue[]) : [value];

function eventsOf(value: JsonValue, at: string): readonly ExpectedEvent[] {
  if (!Array.isArray(value))
    throw new Unreadable(at, 'Expected events are a list: [ { OrderPlaced: { … } } ]; [] is none.');
  return (value as readonly JsonValue[]).map((item, i) => {
    const {
      type,
      payload,
      at: place,
    } = entryOf(typeof item === 'string' ? { [item]: {} } : item, `${at}/${i}`, 'an event');
    return { ...versioned(type), fields: payload, at: place };
  });
}

function expectedOf(value: JsonValue | undefined): Expected {
  if (value === undefined || value === null) throw new Unreadable('', 'A scenario says what follows: then: [ … ].');
  if (Array.isArray(value)) return { events: eventsOf(value, '/then'), rejected: undefined, view: undefined };
  if (!isMap(value))
    throw new Unreadable('/then', '`then` is a list of events, { rejected: CODE } or { view: { … } }.');
  const { rejected, events, view, ...rest } = value;
  const [other] = Object.keys(rest);
  if (other !== undefined)
    throw new Unreadable(
      '/then',
      `\`then\` has no \`${other}\`: it is a list of events, or holds rejected, events, view.`,
    );
  if (rejected !== undefined && typeof rejected !== 'string')
    throw new Unreadable('/then/rejected', '`rejected` is the code: { rejected: ORDER_EXISTS }.');
  if (view !== undefined && !(isMap(view) && Object.values(view).every(isMap)))
    throw new Unreadable('/then/view', '`view` is rows by key of each projection: { open_orders: { o-1: { … } } }.');
  if (rejected === undefined && events === undefined && view === undefined)
    throw new Unreadable('/then', '`then` expects nothing. Write [] for: nothing happens.');
  return {
    events: events === undefined ? undefined : eventsOf(events, '/then/events'),
    rejected: rejected as string | undefined,
    view: view as JsonObject | undefined,
  };
}

function scenarioOf(name: string, pointer: string, value: JsonObject): Scenario {
  const { given, when } = value;
  try {
    return {
      name,
      pointer,
      given: listOf(given).map((item, i) => {
        const entry = entryOf(item, `/given/${i}`, 'a record');
        return { ...entry, ...versioned(entry.type) };
      }),
      when: Array.isArray(when)
        ? (when as readonly JsonValue[]).map((item, i) => entryOf(item, `/when/${i}`, 'a command'))
        : listOf(when).map((item) => entryOf(item, '/when', 'a command')),
      expected: expectedOf(value['then']),
    };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { at, message } = error;
    const none = { events: undefined, rejected: undefined, view: undefined };
    return { name, pointer, given: [], when: [], expected: none, broken: { at, message } };
  }
}

/** All runs of a scenario: one, or one a row of `each`. */
export function scenariosOf(name: string, value: JsonValue): readonly Scenario[] {
  const pointer = jsonPointer('scenarios', name);
  if (!isMap(value)) return [scenarioOf(name, pointer, {})];
  const { each } = value;
  if (each === undefined || each === null) return [scenarioOf(name, pointer, value)];
  const rows = Array.isArray(each) ? (each as readonly JsonValue[]) : undefined;
  if (!rows || rows.length === 0 || !rows.every(isMap)) {
    const none = { events: undefined, rejected: undefined, view: undefined };
    const message = '`each` is a list of rows: [ { n: 5 }, { n: 0 } ].';
    return [{ name, pointer, given: [], when: [], expected: none, broken: { at: '/each', message } }];
  }
  return rows.map((row, i) => scenarioOf(`${name}[${i}]`, pointer, filled(value, row as JsonObject) as JsonObject));
}
