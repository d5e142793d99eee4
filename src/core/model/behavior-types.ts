/**
 * Types for behavior files. `behaviorTypes` is a `.d.ts` of globals; `shadowText` is what the TypeScript checker is given instead of the
 * person's text: `export const folds = {` with `: Folds` written in, so that `(state, event)` get their types without a word from the person.
 */
import type { TypeShape } from '../journal/shape.ts';
import type { FieldModel, Model } from './model.ts';
import { fieldsOfShape, type ShapedField } from './shape-fields.ts';

/** The exports that are typed, and the global type of each. */
const TYPED: Readonly<Record<string, string>> = {
  folds: 'Folds',
  deciders: 'Deciders',
  projections: 'Projections',
  consumers: 'Consumers',
  upcasters: 'Upcasters',
  handlers: 'Handlers',
  policies: 'Policies',
  invariants: 'Invariants',
};

const SCALARS: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  uuid: 'string',
  datetime: 'string',
  date: 'string',
  duration: 'string',
  email: 'string',
  uri: 'string',
  object: '{ readonly [name: string]: any }',
  null: 'null',
};
type Field = FieldModel | ShapedField;

/** An integer is a decimal string where it passes 2^53 (contract §3). */
function integer(field: Field): string {
  const kinds = 'shape' in field ? field.shape?.kinds : undefined;
  if (!kinds?.includes('big integer')) return 'number';
  return kinds.includes('integer') ? 'number | string' : 'string';
}

function typeText(field: Field): string {
  if (field.type === 'enum')
    return [...(field.values ?? []).map((v) => JSON.stringify(v)), ...(field.open ? ['(string & {})'] : [])].join(
      ' | ',
    );
  if (field.type === 'array') return `readonly (${field.items ? typeText(field.items) : 'any'})[]`;
  if (field.fields) return fieldsText(field.fields);
  const base = field.type === 'integer' ? integer(field) : (SCALARS[field.type] ?? 'any');
  return 'shape' in field && field.shape?.kinds.includes('null') && base !== 'any' ? `${base} | null` : base;
}

function fieldsText(fields: Readonly<Record<string, Field>>): string {
  const members = Object.entries(fields).map(
    ([name, field]) => `readonly ${JSON.stringify(name)}${field.optional ? '?' : ''}: ${typeText(field)}`,
  );
  return `{ ${members.join('; ')} }`;
}

/** What `'*'` gets: every field that any of the payloads has, optional where one lacks it, of any of its types. */
function mergedText(payloads: readonly Readonly<Record<string, Field>>[]): string {
  const byName = new Map<string, Field[]>();
  for (const payload of payloads)
    for (const [name, field] of Object.entries(payload)) {
      const known = byName.get(name);
      if (known) known.push(field);
      else byName.set(name, [field]);
    }
  const members = [...byName].map(([name, fields]) => {
    const optional = fields.length < payloads.length || fields.some((field) => field.optional);
    const inner = fields.flatMap((field) => (field.fields ? [field.fields] : []));
    const nested = inner.length === fields.length && fields.every((field) => field.type === 'object');
    const text = nested ? mergedText(inner) : [...new Set(fields.map(typeText))].join(' | ');
    return `readonly ${JSON.stringify(name)}${optional ? '?' : ''}: ${text}`;
  });
  return `{ ${members.join('; ')} }`;
}

/** A payload that nothing describes is open. */
const payloadText = (fields: Readonly<Record<string, Field>> | undefined): string =>
  fields ? fieldsText(fields) : 'any';

const FIXED = `
interface FactlineEvent<T extends string, P> {
  readonly id: string; readonly type: T; readonly version: number; readonly payload: P;
  readonly subject_type?: string; readonly subject_id?: string; readonly entity_type?: string; readonly entity_id?: string;
  readonly sequence?: number; readonly t_event?: string; readonly t_log?: string;
  readonly actor_type?: string; readonly actor_id?: string; readonly correlation_id?: string; readonly causation_id?: string;
}
interface FactlineCommand<T extends string, P> {
  readonly id: string; readonly type: T; readonly payload: P; readonly t: string; readonly subject_id: string;
  readonly actor_type?: string; readonly actor_id?: string; readonly system_id?: string; readonly system_version?: string;
}
type AnyEvent = { [T in keyof Events & string]: FactlineEvent<T, Events[T]> }[keyof Events & string];
type AnyCommand = { [T in keyof Commands & string]: FactlineCommand<T, Commands[T]> }[keyof Commands & string];
type On = { [T in keyof Events & string]?: (state: any, event: FactlineEvent<T, Events[T]>) => unknown } & { '*'?: (state: any, event: FactlineEvent<string, AnyPayload>) => unknown };
interface Decision { readonly decision: 'accept' | 'reject' }
type Folds = { [subject: string]: { initial: any; on: On } };
type Projections = { [name: string]: { key?: string; initial: any; on: On } };
type Deciders = { [T in keyof Commands & string]?: (state: any, command: FactlineCommand<T, Commands[T]>) => Decision };
type Issue = (type: keyof Commands & string, payload: any, envelope?: { readonly [field: string]: unknown }) => void;
type Consumers = { [name: string]: (event: any, reach: { readonly effects: { readonly [name: string]: (argument?: any) => void }; readonly issue: Issue }) => void };
type Upcasters = { [T in keyof Events & string]?: { readonly [version: number]: (payload: any, event: FactlineEvent<T, any>) => unknown } };
type Handlers = { [name: string]: (request: any, reach: { readonly execute: (command: { readonly type: keyof Commands & string; readonly payload: any }) => any }) => unknown };
type Policies = { [name: string]: (event: any, command: AnyCommand) => Decision };
type Invariants = { [subject: string]: { [says: string]: (state: any) => boolean } };
declare function accept(...events: readonly { readonly type: keyof Events & string; readonly payload?: any; readonly [field: string]: unknown }[]): Decision;
declare function reject(code: string, message?: string): Decision;
declare const console: { log(...values: unknown[]): void; info(...values: unknown[]): void; warn(...values: unknown[]): void; error(...values: unknown[]): void };
`;

const members = (payloads: readonly (readonly [string, string])[]): string =>
  payloads.map(([name, text]) => `  readonly ${JSON.stringify(name)}: ${text};\n`).join('');

/** `.d.ts` text. Events come from the model; those that it does not describe, or all without one, from the journal's shapes. */
export function behaviorTypes({
  model,
  shapes = [],
}: {
  readonly model?: Model | undefined;
  readonly shapes?: readonly TypeShape[] | undefined;
}): string {
  const events = new Map<string, Readonly<Record<string, Field>> | undefined>(
    shapes.map((shape) => [shape.type, fieldsOfShape(shape)]),
  );
  for (const [name, { payload }] of Object.entries(model?.events ?? {}))
    if (payload || !events.has(name)) events.set(name, payload);
  const known = [...events.values()].flatMap((payload) => (payload ? [payload] : []));
  const all = known.length > 0 && known.length === events.size ? mergedText(known) : 'any';
  const commands = Object.entries(model?.commands ?? {}).map(([name, c]) => [name, payloadText(c.payload)] as const);
  const open = (has: boolean) => (has ? '' : '  readonly [type: string]: any;\n');
  const payloads = [...events].map(([name, payload]) => [name, payloadText(payload)] as const);
  return `type AnyPayload = ${all};\ninterface Events {\n${members(payloads)}${open(events.size > 0)}}\ninterface Commands {\n${members(commands)}${open(commands.length > 0)}}\n${FIXED}`;
}

export interface Shadow {
  readonly text: string;
  /** A place of the shadow as one of the person's text; lines are the same. */
  mapBack(line: number, column: number): { readonly line: number; readonly column: number };
  /** And the other way. */
  mapForward(line: number, column: number): { readonly line: number; readonly column: number };
}

/** `export const folds = {` at the beginning of a line gets its type; what is annotated already stays. Places are 1-based. */
export function shadowText(text: string): Shadow {
  const added = new Map<number, { readonly at: number; readonly length: number }>();
  const lines = text.split('\n').map((line, i) => {
    const [, head = '', name = ''] = /^(export\s+const\s+(\w+))\s*=(?!=)/.exec(line) ?? [];
    const type = Object.hasOwn(TYPED, name) ? `: ${TYPED[name]}` : '';
    if (type !== '') added.set(i + 1, { at: head.length + 1, length: type.length });
    return type === '' ? line : head + type + line.slice(head.length);
  });
  return {
    text: lines.join('\n'),
    mapBack(line, column) {
      const insert = added.get(line);
      if (!insert || column <= insert.at) return { line, column };
      return { line, column: Math.max(insert.at, column - insert.length) };
    },
    mapForward(line, column) {
      const insert = added.get(line);
      return { line, column: insert && column > insert.at ? column + insert.length : column };
    },
  };
}
