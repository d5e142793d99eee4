/** The command that is being written. */
import type { Model } from '../../core/model/model.ts';
import type { JsonObject, JsonValue } from '../../core/record/record.ts';
import { ownerOf } from '../../core/rules/names/owner.ts';
import { exampleOf } from '../../core/writepath/example.ts';
import type { CommandEnvelope, CommandRequest } from '../../core/writepath/record.ts';
import { schemasOf } from '../../core/writepath/schemas.ts';
import {
  carried,
  type FormField,
  formFields,
  readForm,
  readJson,
  type Texts,
  type Written,
  writtenOf,
} from './form-fields.ts';

export const ENVELOPE = [
  'expected_sequence',
  'correlation_id',
  'actor_type',
  'actor_id',
  'system_id',
  'system_version',
] as const satisfies readonly (keyof CommandEnvelope)[];
export type EnvelopeField = (typeof ENVELOPE)[number];

export interface Draft {
  readonly type: string;
  readonly as: 'form' | 'json';
  readonly written: Written;
  readonly json: string;
  /** The idempotency key where the model says `idempotency_key: id`; '' = a new one. */
  readonly id: string;
  readonly envelope: Readonly<Partial<Record<EnvelopeField, string>>>;
}

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const indented = (value: JsonValue): string => JSON.stringify(value, undefined, 2);

export const fieldsOf = (model: Model, type: string): readonly FormField[] | undefined => {
  const command = Object.hasOwn(model.commands, type) ? model.commands[type] : undefined;
  return command && formFields(command);
};

/** An example that fits, with the ids of the command before it. */
export function draftOf(model: Model, type: string, before?: JsonValue): Draft {
  const command = model.commands[type] ?? {};
  const fields = formFields(command);
  const example = exampleOf(command);
  const payload =
    isObject(example) && before !== undefined && isObject(before) && fields
      ? carried(example, before, fields)
      : example;
  const owner = ownerOf(type, command.owner);
  const version = model.systems[owner]?.version;
  return {
    type,
    as: fields && isObject(payload) ? 'form' : 'json',
    written: isObject(payload) && fields ? writtenOf(fields, payload) : { texts: {}, rest: {} },
    json: indented(payload),
    id: '',
    envelope: owner === 'core' ? {} : { system_id: owner, ...(version !== undefined && { system_version: version }) },
  };
}

/** Undefined where the text is no object, so that no form can show it. */
export function toForm(model: Model, draft: Draft): Draft | undefined {
  const fields = fieldsOf(model, draft.type);
  const read = readJson(draft.json);
  if (!fields || !('value' in read) || !isObject(read.value)) return undefined;
  return { ...draft, as: 'form', written: writtenOf(fields, read.value) };
}
export function toJson(model: Model, draft: Draft): Draft {
  const { payload } = readForm(fieldsOf(model, draft.type) ?? [], draft.written);
  return { ...draft, as: 'json', json: indented(payload) };
}

export interface Request {
  readonly request?: CommandRequest;
  /** By field; '' is the whole. What cannot be read cannot be sent. */
  readonly wrong: Texts;
  /** What does not fit the schema; it can be sent, and is refused. */
  readonly misfits: readonly string[];
}

export function requestOf(model: Model, draft: Draft): Request {
  const { type, id } = draft;
  const wrong: Record<string, string> = {};
  let payload: JsonValue = null;
  if (draft.as === 'form') {
    const read = readForm(fieldsOf(model, type) ?? [], draft.written);
    payload = read.payload;
    Object.assign(wrong, read.wrong);
  } else {
    const read = readJson(draft.json);
    if ('wrong' in read) wrong[''] = read.wrong;
    else payload = read.value;
  }
  const envelope: Record<string, string | number> = {};
  for (const name of ENVELOPE) {
    const text = (draft.envelope[name] ?? '').trim();
    if (text === '') continue;
    if (name !== 'expected_sequence') envelope[name] = text;
    else if (/^\d{1,15}$/.test(text)) envelope[name] = Number(text);
    else wrong[name] = 'is no whole number from 0';
  }
  if (Object.keys(wrong).length > 0) return { wrong, misfits: [] };
  const request: CommandRequest = {
    type,
    payload,
    ...(id.trim() !== '' && { id: id.trim() }),
    ...(Object.keys(envelope).length > 0 && { with: envelope as CommandEnvelope }),
  };
  return { request, wrong, misfits: schemasOf(model).command(type, payload) };
}
