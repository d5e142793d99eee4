/** Blocks of the Dazzle DSL (`stream`, `event_model`, `projection`): what its parser drops in silence is taken over, or said to be left. */
import { SHORT_TYPES } from '../schema.ts';
import { splitOutside, typeFrom } from './fields.ts';
import {
  EVENT_KINDS,
  type Keys,
  type Proposal,
  type ProposedField,
  type ProposedKind,
  type Taking,
} from './proposal.ts';
import { kindOfName } from './sentence.ts';

/** A line with what is indented below it. */
export interface Block {
  readonly line: number;
  readonly text: string;
  readonly below: readonly Block[];
}
const HEAD =
  /^(?:stream\s+\S+\s*:|event_model\s*:|topic\s+\S+\s*:|event\s+\S+\s*:|projection\s.*:|project\s.*:|subscribe\s.*:|entity\s.*:|module\s+\S+$|app\s+\S+|hless\b|@hless\b|tenancy\s*:|erasure\s|policies\s*:)/;

export const isDazzle = ({ text, below }: Block): boolean =>
  HEAD.test(text) && (below.length > 0 || /^(?:module|app|hless|@hless|erasure)\b/.test(text));

export function takeDazzle(blocks: readonly Block[], into: Taking): void {
  for (const block of blocks) takeBlock(block, blocks, into);
}

function takeBlock(block: Block, all: readonly Block[], into: Taking): void {
  const [, word = '', name = ''] = /^@?(\w+)\s*([^\s:]*)/.exec(block.text) ?? [];
  switch (word) {
    case 'stream':
      takeStream(block, name, all, into);
      return;
    case 'event_model':
      for (const inner of block.below) takeBlock(inner, block.below, into);
      return;
    case 'topic':
      takeTopic(block, name, into);
      return;
    case 'event':
      takeEvent(block, name, into);
      return;
    case 'projection':
    case 'project':
      takeProjection(block, name, into);
      return;
    case 'module':
    case 'app':
    case 'hless':
      into.leave(block.line, block.text, 'it says nothing of what is recorded: profiles are chosen in the model');
      return;
    case 'subscribe':
      leaveAll(
        block,
        'who hears an event is a consumer, with its versions and its way with repeats: write it under `consumers`',
        into,
      );
      return;
    default:
      leaveAll(block, 'the model language has no such declaration', into);
      return;
  }
}

function leaveAll({ line, text, below }: Block, why: string, into: Taking): void {
  into.leave(line, text, why);
  for (const inner of below) leaveAll(inner, why, into);
}

/** `key: value`, the value without its quotes. */
function attribute({ text }: Block): { readonly key: string; readonly value: string } | undefined {
  const [, key, value = ''] = /^([\w-]+)\s*:\s*(.*)$/.exec(text) ?? [];
  return key === undefined ? undefined : { key, value: unquoted(value) };
}
const unquoted = (text: string) =>
  /^"(.*)"$|^'(.*)'$/
    .exec(text.trim())
    ?.slice(1)
    .find((part) => part !== undefined) ?? text.trim();
const listOf = (text: string) =>
  splitOutside(text.replace(/^\[|\]$/g, ''))
    .map(unquoted)
    .filter((word) => word !== '');

const kindIn = (word: string): Proposal['kind'] | undefined => EVENT_KINDS.find((kind) => kind === word.toUpperCase());

const STRATEGIES: Readonly<Record<string, string>> = {
  deterministic_id: 'record_id',
  record_id: 'record_id',
  content_hash: 'content_hash',
  external_dedup: 'external_key',
  external_key: 'external_key',
  dedupe_window: 'window',
  window: 'window',
};
const SCOPES = ['partition', 'subject', 'stream', 'none'];
const CARRIED = ['correlation_id', 'causation_id', 'idempotency_key', 'actor_id', 'request_id'];

/** `5 minutes`, `7d`, `30`: a number alone counts days. */
export function durationFrom(text: string): string | undefined {
  if (/^(?:forever|permanent)$/i.test(text)) return 'forever';
  if (/^P[\dYMWDTHS.]+$/.test(text)) return text;
  const [, number = '', unit = 'd'] = /^(\d+)\s*([a-z]*)$/i.exec(text.trim()) ?? [];
  if (number === '') return undefined;
  const one = unit.toLowerCase().replace(/s$/, '');
  const units: Readonly<Record<string, string>> = {
    '': `${number}d`,
    d: `${number}d`,
    day: `${number}d`,
    h: `${number}h`,
    hour: `${number}h`,
    w: `P${number}W`,
    week: `P${number}W`,
    m: `P${number}M`,
    month: `P${number}M`,
    y: `P${number}Y`,
    year: `P${number}Y`,
    min: `PT${number}M`,
    minute: `PT${number}M`,
    sec: `PT${number}S`,
    second: `PT${number}S`,
  };
  return units[one];
}

function takeStream(block: Block, name: string, all: readonly Block[], into: Taking): void {
  const keys: Record<string, unknown> = {};
  const time: Record<string, string> = {};
  const invariants: object[] = [];
  const notes: string[] = [];
  const schemas: { readonly name: string; readonly block: Block }[] = [];
  let outcomes: Keys | undefined;
  let kind: ProposedKind | undefined;
  for (const part of block.below) {
    const leave = (why: string) => leaveAll(part, why, into);
    const schema = /^schema\s+([^\s:]+)\s*:?$/.exec(part.text)?.[1];
    if (schema !== undefined) {
      schemas.push({ name: schema, block: part });
      continue;
    }
    const { key = '', value = '' } = attribute(part) ?? {};
    switch (key) {
      case 'kind':
      case 'record_kind':
        kind = kindIn(value);
        if (kind === undefined) leave(`a kind is one of ${EVENT_KINDS.join(', ')}`);
        break;
      case 'description':
        notes.unshift(value);
        break;
      case 'note':
        notes.push(value);
        break;
      case 'partition_key':
        keys.partition_key = value;
        break;
      case 'ordering_scope':
        if (SCOPES.includes(value)) keys.ordering_scope = value;
        else if (value === 'global') keys.ordering_scope = 'stream';
        else if (/^per_\w+$/.test(value)) {
          keys.ordering_scope = 'partition';
          notes.push(`Ordered ${value.replace(/_/g, ' ')}.`);
        } else leave(`order is promised per ${SCOPES.join(', ')}`);
        break;
      case 't_event':
      case 't_process':
        time[key] = value;
        break;
      case 't_log':
        if (value !== '_t_log') leave('the time of the log is the record’s own field');
        break;
      case 'retention': {
        const kept = durationFrom(value);
        if (kept === undefined) leave('no duration: write 90d, P3M or forever');
        else keys.retention = kept;
        break;
      }
      case 'invariant':
        invariants.push({ says: value });
        break;
      case 'causality_fields': {
        const fields = listOf(value);
        const known = fields.filter((field) => CARRIED.includes(field));
        if (known.length > 0) keys.requires = known;
        for (const field of fields.filter((one) => !known.includes(one)))
          into.leave(part.line, field, 'no field of a record’s envelope');
        break;
      }
      case 'idempotency':
        takeIdempotency(part, value, keys, into);
        break;
      case 'outcomes':
        outcomes = outcomesOf(part, into);
        break;
      case 'derives_from':
        takeLineage(part, value, keys, into);
        break;
      case 'side_effects':
        leave('what happens outside is declared by consumers, under `effects`');
        break;
      case 'cross_partition':
        leave('order holds inside one partition; what needs more says so in an invariant');
        break;
      default:
        leave('nothing of the model language says this');
    }
  }
  if (Object.keys(time).length > 0) keys.time = time;
  if (invariants.length > 0) keys.invariants = invariants;
  keys.record_kind = kind ?? '?';
  into.propose({
    line: block.line,
    source: block.text,
    kind: 'stream',
    choices: ['stream'],
    why: 'it is called a stream',
    name,
    ...(notes.length > 0 && { description: notes.join(' ') }),
    fields: [],
    keys,
  });
  for (const schema of schemas)
    takeSchema(
      schema.block,
      schema.name,
      { stream: name, kind, outcomes: kind === 'INTENT' ? outcomes : undefined, all },
      into,
    );
  if (outcomes && kind !== 'INTENT') into.leave(block.line, 'outcomes', 'only an INTENT has outcomes');
}

function takeIdempotency(block: Block, value: string, keys: Record<string, unknown>, into: Taking): void {
  const idempotency: Record<string, unknown> = {};
  if (value !== '')
    into.leave(
      block.line,
      block.text,
      'how a repeat is known has a strategy: record_id, content_hash, external_key or window',
    );
  for (const part of block.below) {
    const { key = '', value: said = '' } = attribute(part) ?? {};
    const strategy = STRATEGIES[said];
    const window = durationFrom(said);
    if (/^(?:type|strategy|strategy_type)$/.test(key) && strategy !== undefined) idempotency.strategy = strategy;
    else if (/^fields?$/.test(key)) idempotency.fields = listOf(said);
    else if (key === 'window' && window !== undefined) idempotency.window = window;
    else
      leaveAll(
        part,
        key === 'derivation' ? 'how an id is made is the producer’s affair' : 'nothing of the model language says this',
        into,
      );
  }
  if (Object.keys(idempotency).length > 0) keys.idempotency = { strategy: '?', ...idempotency };
}

function takeLineage(block: Block, value: string, keys: Record<string, unknown>, into: Taking): void {
  if (value !== '') keys.derives_from = listOf(value);
  for (const part of block.below) {
    const { key = '', value: said = '' } = attribute(part) ?? {};
    if (/^(?:streams|sources|source_streams)$/.test(key)) keys.derives_from = listOf(said);
    else if (/^rebuild(?:_strategy)?$/.test(key) && /^(?:full_replay|incremental|windowed)$/.test(said))
      keys.rebuild = said;
    else leaveAll(part, 'how it is computed is said by behavior code', into);
  }
}

/** `emits A from s`: the stream stands at A itself. */
function outcomesOf(block: Block, into: Taking): Keys {
  const found: Record<string, readonly string[]> = {};
  for (const part of block.below) {
    const word = /^(success|succeeded|failure|failed|timeout|partial)\s*:\s*(.*)$/.exec(part.text);
    const key = { succeeded: 'success', failed: 'failure' }[word?.[1] ?? ''] ?? word?.[1];
    if (key === undefined) {
      leaveAll(part, 'outcomes are success, failure, timeout and partial', into);
      continue;
    }
    const lines = word?.[2] ? [{ line: part.line, text: word[2], below: [] }] : part.below;
    const names: string[] = [];
    for (const line of lines) {
      const emitted = /^emits:?\s+(?:\[([^\]]*)\]|([\w.]+))(?:\s+from\s+(\S+))?$/.exec(line.text);
      if (!emitted) leaveAll(line, 'an outcome is `emits Name`', into);
      else {
        names.push(...listOf(emitted[1] ?? emitted[2] ?? ''));
        if (emitted[3] !== undefined)
          into.leave(line.line, `from ${emitted[3]}`, `the stream of ${names.at(-1)} stands at ${names.at(-1)} itself`);
      }
    }
    if (names.length > 0) found[key] = [...(found[key] ?? []), ...names];
  }
  return found;
}

interface OfStream {
  readonly stream: string;
  readonly kind: ProposedKind | undefined;
  readonly outcomes: Keys | undefined;
  /** All blocks, for what a schema extends. */
  readonly all: readonly Block[];
}

function takeSchema(block: Block, name: string, of: OfStream, into: Taking): void {
  const { fields, keys, description } = schemaOf(block, of.all, into, new Set([name]));
  const told = kindOfName(name);
  into.propose({
    line: block.line,
    source: block.text,
    kind: of.kind ?? (told.kind === 'command' ? 'FACT' : told.kind),
    choices: EVENT_KINDS,
    why: of.kind ? `its stream is of this kind` : told.why,
    name,
    ...(description !== undefined && { description }),
    fields,
    keys: { stream: of.stream, ...keys, ...(of.outcomes && { outcomes: of.outcomes }) },
  });
}

function schemaOf(block: Block, all: readonly Block[], into: Taking, seen: Set<string>) {
  const keys: Record<string, unknown> = {};
  const fields: ProposedField[] = [];
  let description: string | undefined;
  for (const part of block.below) {
    const { key = '', value = '' } = attribute(part) ?? {};
    const version = /^v?(\d+)(?:\.\d+)*$/.exec(value)?.[1];
    if (key === 'description') description = value;
    else if (key === 'version' && version !== undefined && part.below.length === 0)
      keys.version = Math.max(1, Number(version));
    else if (key === 'extends') {
      const parent = findSchema(all, value);
      if (!parent || seen.has(value))
        leaveAll(part, `there is no schema ${value} in this text: its fields are missing`, into);
      else
        fields.unshift(
          ...schemaOf(parent, all, { propose: () => undefined, leave: () => undefined }, seen.add(value)).fields,
        );
    } else if (key === 'compatibility') leaveAll(part, 'how a schema changes is said by versions and migrations', into);
    else {
      const field = fieldOf(part, into);
      if (field) fields.push(field);
    }
  }
  return { fields, keys, description };
}

function findSchema(blocks: readonly Block[], name: string): Block | undefined {
  for (const block of blocks) {
    if (new RegExp(`^schema\\s+${name.replace(/\W/g, '\\$&')}\\s*:?$`).test(block.text)) return block;
    const inner = findSchema(block.below, name);
    if (inner) return inner;
  }
  return undefined;
}

/** `order_id: uuid required`. Without `required` or `pk` a field may be missing. */
function fieldOf(part: Block, into: Taking): ProposedField | undefined {
  const [, name, rest = ''] = /^(\w+)\s*:\s*(.+)$/.exec(part.text) ?? [];
  if (name === undefined) {
    leaveAll(part, 'no field: write name: type', into);
    return undefined;
  }
  for (const inner of part.below) leaveAll(inner, `below the field ${name} nothing is known`, into);
  const [, word = '', bracket = '', more = ''] = /^(\w+)\s*(\([^)]*\)|\[[^\]]*\])?\s*(.*)$/.exec(rest) ?? [];
  const modifiers = more.split(/\s+(?![^"]*"[^"]*$)/).filter((one) => one !== '');
  const required = modifiers.some((one) => one === 'required' || one === 'pk');
  let type: string | undefined;
  if (word === 'enum') {
    const values = listOf(bracket);
    if (values.length > 1) type = values.join(' | ');
  } else type = typeFrom(word + (bracket === '[]' ? '[]' : ''));
  const plain = type !== undefined && (SHORT_TYPES as readonly string[]).includes(type);
  if (word === 'ref' || type === undefined) {
    into.leave(part.line, part.text, `\`${rest}\` is no type of the language: the field is taken without one`);
    return { name, type: undefined };
  }
  const lost = [
    ...(plain && bracket !== '' ? [bracket] : []),
    ...modifiers.filter((one) => !/^(?:required|optional|pk)$/.test(one)),
  ];
  if (lost.length > 0)
    into.leave(
      part.line,
      `${name}: ${lost.join(' ')}`,
      'the short form of a payload does not say this; a JSON Schema under `schema` can',
    );
  return { name, type: type + (required ? '' : '?') };
}

function takeTopic(block: Block, name: string, into: Taking): void {
  const keys: Record<string, unknown> = { record_kind: '?' };
  let description: string | undefined;
  for (const part of block.below) {
    const { key = '', value = '' } = attribute(part) ?? {};
    const kept = key === 'retention' ? durationFrom(value) : undefined;
    if (kept !== undefined) keys.retention = kept;
    else if (key === 'partition_key') keys.partition_key = value;
    else if (key === 'description') description = value;
    else leaveAll(part, 'nothing of the model language says this', into);
  }
  into.propose({
    line: block.line,
    source: block.text,
    kind: 'stream',
    choices: ['stream'],
    why: 'a topic is a stream whose kind is not said',
    name,
    ...(description !== undefined && { description }),
    fields: [],
    keys,
  });
}

function takeEvent(block: Block, name: string, into: Taking): void {
  const keys: Record<string, unknown> = {};
  let fields: readonly ProposedField[] = [];
  let description: string | undefined;
  for (const part of block.below) {
    const { key = '', value = '' } = attribute(part) ?? {};
    const version = /^v?(\d+)(?:\.\d+)*$/.exec(value)?.[1];
    if (key === 'topic') keys.stream = value;
    else if (key === 'version' && version !== undefined) keys.version = Math.max(1, Number(version));
    else if (key === 'description') description = value;
    else if (key === 'fields') fields = part.below.flatMap((line) => fieldOf(line, into) ?? []);
    else
      leaveAll(
        part,
        key === 'payload'
          ? `the fields of ${value} are not in an event: write them out`
          : 'nothing of the model language says this',
        into,
      );
  }
  const told = kindOfName(name);
  into.propose({
    line: block.line,
    source: block.text,
    kind: told.kind === 'command' ? 'FACT' : told.kind,
    choices: EVENT_KINDS,
    why: told.kind === 'command' ? 'it is called an event' : told.why,
    name,
    ...(description !== undefined && { description }),
    fields,
    keys,
  });
}

function takeProjection(block: Block, name: string, into: Taking): void {
  const on: string[] = [];
  for (const part of block.below) {
    const heard = /^on\s+([^\s:]+)\s*:?$/.exec(part.text)?.[1];
    if (heard === undefined) leaveAll(part, 'what a projection does is said by behavior code', into);
    else {
      on.push(heard);
      for (const inner of part.below) leaveAll(inner, `what ${name} does at ${heard} is said by behavior code`, into);
    }
  }
  const from = /\sfrom\s+([^\s:]+)/.exec(block.text)?.[1];
  if (from !== undefined)
    into.leave(block.line, `from ${from}`, 'a projection hears events, whatever stream they stand in');
  into.propose({
    line: block.line,
    source: block.text,
    kind: 'projection',
    choices: ['projection'],
    why: 'it is called a projection',
    name,
    fields: [],
    keys: { on: on.length > 0 ? on : '?' },
  });
}
