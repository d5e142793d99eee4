/** A scenario from a journal: given these records of a subject, when this command, then what was recorded of it. */
import type { CommandModel, Model } from '../model/model.ts';
import type { JsonObject, JsonValue } from '../record/record.ts';
import type { SimRecord } from './record.ts';

export interface ScenarioText {
  readonly name: string;
  readonly description?: string;
  readonly given: readonly JsonValue[];
  readonly when?: JsonObject;
  readonly then: JsonValue;
}
export type FromJournal = { readonly scenario: ScenarioText } | { readonly refused: string };

const isMap = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The model's name of a stored type. */
const nameOf = (model: Model, type: string): string | undefined =>
  Object.hasOwn(model.events, type)
    ? type
    : Object.entries(model.events).find(([, { formerly }]) => formerly?.includes(type))?.[0];

const rejectionsOf = ({ rejects }: CommandModel): readonly (readonly [string, string])[] =>
  Object.entries(rejects ?? {}).flatMap(([code, fact]) => (typeof fact === 'string' ? [[code, fact] as const] : []));

interface Group {
  readonly command: string;
  readonly model: CommandModel;
  /** Places in the records, from the first on. */
  readonly from: number;
  readonly members: readonly number[];
}

/** What one command wrote, around a record: by `request_id` where it has one, else what lies next to it and fits. */
function groupOf(model: Model, records: readonly SimRecord[], names: readonly string[], at: number): Group | undefined {
  const name = names[at] ?? '';
  const request = records[at]?.request_id;
  for (const [command, one] of Object.entries(model.commands)) {
    const answers = [...(one.emits ?? []), ...rejectionsOf(one).map(([, fact]) => fact)];
    if (one.records !== name && !answers.includes(name)) continue;
    if (request !== undefined) {
      const members = records.flatMap((record, i) => (record.request_id === request ? [i] : []));
      return { command, model: one, from: members[0] ?? at, members };
    }
    let from = at;
    while (from > 0 && names[from] !== one.records && answers.includes(names[from - 1] ?? '')) {
      if (one.records === undefined && !sameCause(records[from - 1], records[at])) break;
      from--;
    }
    if (names[from] !== one.records && from > 0 && names[from - 1] === one.records) from--;
    // Without its INTENT before it, a record stands alone.
    if (one.records !== undefined && names[from] !== one.records) from = at;
    let to = Math.max(from, at);
    while (answers.includes(names[to + 1] ?? '') && (to === from || sameCause(records[to], records[to + 1]))) to++;
    return { command, model: one, from, members: Array.from({ length: to - from + 1 }, (_, i) => from + i) };
  }
  return undefined;
}
const sameCause = (a: SimRecord | undefined, b: SimRecord | undefined): boolean =>
  a?.causation_id !== undefined && a.causation_id === b?.causation_id && a.t_event === b?.t_event;

/**
 * `records`: all of one subject, in replay order, up to where a person looks; `id` of the record that was chosen. What a command needs that no
 * record holds is left out: the scenario then says so when it runs.
 */
export function scenarioFrom(model: Model, records: readonly SimRecord[], id: string): FromJournal {
  const known = records.flatMap((record) => {
    const name = nameOf(model, record.type);
    return name === undefined ? [] : [{ record, name }];
  });
  const at = known.findIndex(({ record }) => record.id === id);
  const chosen = known[at];
  if (!chosen) return { refused: 'The selected record is of no event of the model, or comes after the replay cursor.' };
  const group = groupOf(
    model,
    known.map(({ record }) => record),
    known.map(({ name }) => name),
    at,
  );
  if (!group) return { refused: `No command of the model records or emits ${chosen.name}, so there is no “when”.` };
  const members = group.members.flatMap((i) => known[i] ?? []);
  const payload: Record<string, JsonValue> = {};
  for (const field of Object.keys(group.model.payload ?? {}))
    for (const { record } of members)
      if (isMap(record.payload) && Object.hasOwn(record.payload, field) && !Object.hasOwn(payload, field))
        payload[field] = record.payload[field] ?? null;
  const rejection = rejectionsOf(group.model).find(([, fact]) => members.some(({ name }) => name === fact));
  // Only what comes from the command is compared: the rest (times, numbers) the decider makes anew.
  const expected = members.map(({ record, name }): JsonObject => {
    const of: JsonValue = record.payload;
    const fields: readonly (readonly [string, JsonValue])[] = isMap(of) ? Object.entries(of) : [];
    return {
      [name]: Object.fromEntries(
        fields.filter(([field, value]) => JSON.stringify(payload[field]) === JSON.stringify(value)),
      ),
    };
  });
  const given = known.slice(0, group.from).filter(({ name }) => model.events[name]?.replay_intent !== 'audit_only');
  const taken = new Set(Object.keys(model.scenarios));
  const base = `${group.command}-from-journal`;
  let name = base;
  for (let n = 2; taken.has(name); n++) name = `${base}-${n}`;
  const subject = `${chosen.record.subject_type ?? ''}/${chosen.record.subject_id ?? ''}`;
  return {
    scenario: {
      name,
      description: `From the journal: ${subject}, record ${id}.`,
      given: given.map(({ record, name: type }) => ({
        [record.version === (model.events[type]?.version ?? 1) ? type : `${type}@${record.version}`]: record.payload,
      })),
      when: { [group.command]: payload },
      // biome-ignore lint/suspicious/noThenProperty: a word of the model language
      then: rejection ? { rejected: rejection[0], events: expected } : expected,
    },
  };
}
