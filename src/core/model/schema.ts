/** The keys of the model language (contract §2), as one table: reading, unknown keys, completion and hover all look here. */

/** What may stand at a place. `refs` names the section whose names are meant. */
export type Shape =
  | { readonly kind: 'map'; readonly keys: Readonly<Record<string, Key>> }
  /** By name; `versions`: by whole numbers from 1. */
  | { readonly kind: 'named'; readonly of: Shape; readonly names?: 'versions' }
  | { readonly kind: 'list'; readonly of: Shape; readonly one?: boolean }
  | {
      readonly kind: 'text';
      readonly values?: readonly string[];
      readonly refs?: SectionName;
      readonly nullable?: boolean;
    }
  | { readonly kind: 'integer' }
  | { readonly kind: 'boolean' }
  /** Payload in short or long form (payload.ts). */
  | { readonly kind: 'payload' }
  /** A JSON Schema (json-schema-notes.ts). */
  | { readonly kind: 'schema' }
  /** Anything; what it means is said elsewhere. */
  | { readonly kind: 'any' }
  /** A map by name, or a plain list of names. */
  | { readonly kind: 'namedOrList'; readonly of: Shape; readonly refs?: SectionName };

export interface Key {
  readonly shape: Shape;
  readonly doc: string;
}

export const SECTIONS = [
  'services',
  'systems',
  'subjects',
  'policies',
  'streams',
  'events',
  'commands',
  'projections',
  'consumers',
  'screens',
  'precedence',
  'migrations',
  'scenarios',
] as const;
export type SectionName = (typeof SECTIONS)[number];

const text: Shape = { kind: 'text' };
const integer: Shape = { kind: 'integer' };
const boolean: Shape = { kind: 'boolean' };
const any: Shape = { kind: 'any' };
const jsonSchema: Shape = { kind: 'schema' };
const payload: Shape = { kind: 'payload' };
const oneOf = (...values: string[]): Shape => ({ kind: 'text', values });
const ref = (refs: SectionName): Shape => ({ kind: 'text', refs });
const listOf = (of: Shape, one = false): Shape => ({ kind: 'list', of, one });
const key = (shape: Shape, doc: string): Key => ({ shape, doc });
const described = { description: key(text, 'What it is, for people.') };
const map = (keys: Readonly<Record<string, Key>>): Shape => ({ kind: 'map', keys: { ...described, ...keys } });
const named = (of: Shape): Shape => ({ kind: 'named', of });

export const PROFILE_NAMES = ['hless', 'game', 'envelope', 'evidence', 'eventing', 'unified'] as const;
const KINDS = ['INTENT', 'FACT', 'OBSERVATION', 'DERIVATION'] as const;
const CLASSIFICATIONS = ['public', 'internal', 'confidential', 'personal', 'phi'] as const;
export const ENVELOPE = [
  'id',
  'correlation_id',
  'causation_id',
  'request_id',
  'idempotency_key',
  'actor_id',
  'actor_type',
  'tenant_id',
  'space_id',
  'producer',
  'classification',
  't_event',
  't_log',
] as const;

const stream = map({
  record_kind: key(
    oneOf(...KINDS),
    'What each record of the stream is: a request (INTENT), something permanently true (FACT), something seen (OBSERVATION), something computed (DERIVATION).',
  ),
  partition_key: key(
    text,
    'The payload field, or `subject_id`, by which records are spread; order holds inside one partition.',
  ),
  ordering_scope: key(oneOf('partition', 'subject', 'stream', 'none'), 'Where order is promised.'),
  retention: key(text, 'How long records are kept: `90d`, `12h`, `P3M`, `forever`.'),
  time: key(
    map({
      t_event: key(text, 'The payload field that says when it happened, or `record`.'),
      t_process: key(text, 'The payload field that says when it was processed, or `record`.'),
    }),
    'Which fields carry the times.',
  ),
  idempotency: key(
    map({
      strategy: key(oneOf('record_id', 'content_hash', 'external_key', 'window'), 'How a repeat is known.'),
      fields: key(listOf(text), 'The fields of an external key.'),
      window: key(text, 'How long repeats are looked for.'),
    }),
    'How a repeat is recognised.',
  ),
  delivery: key(
    oneOf('at_least_once', 'at_most_once', 'exactly_once'),
    'What the transport promises; `exactly_once` is refused.',
  ),
  requires: key(listOf(oneOf(...ENVELOPE)), 'Envelope fields that every record carries.'),
  invariants: key(
    listOf(
      map({
        says: key(text, 'The invariant, in words.'),
        ordered: key(boolean, 'Whether it needs order.'),
        scope: key(oneOf('partition', 'subject', 'stream', 'correlation'), 'Where that order must hold.'),
      }),
    ),
    'What always holds.',
  ),
  derives_from: key(listOf(ref('streams'), true), 'The streams that a DERIVATION is computed from.'),
  rebuild: key(oneOf('full_replay', 'incremental', 'windowed'), 'How a DERIVATION is made anew.'),
});

const names = listOf(ref('events'), true);
const event = map({
  stream: key(ref('streams'), 'The stream that its records stand in.'),
  kind: key(oneOf(...KINDS), 'Optional; agrees with the stream.'),
  replay_intent: key(
    oneOf('projection_and_replay', 'replay_only', 'audit_only'),
    'Whom replay gives it to: folds and projections, folds only, or nobody. There is no default.',
  ),
  owner: key({ kind: 'text', refs: 'systems', values: ['core'] }, '`core`, or the id of the system that owns it.'),
  subject: key(ref('subjects'), 'What its sequence belongs to.'),
  producer: key(ref('services'), 'The service that emits it; may be left out where a service owns the subject.'),
  version: key(integer, 'The current version of its schema, from 1.'),
  formerly: key(listOf(text, true), 'Old names of stored records.'),
  classification: key(oneOf(...CLASSIFICATIONS), 'How sensitive it is.'),
  retention: key(text, "Overrides the stream's."),
  purpose: key(oneOf('transition', 'workflow', 'audit', 'evaluation'), 'Why it exists.'),
  visibility: key(oneOf('published', 'internal'), 'Whether other services may hear it.'),
  requires: key(listOf(oneOf(...ENVELOPE)), 'Envelope fields that every record carries.'),
  corrects: key({ kind: 'text', refs: 'events', nullable: true }, 'The event type that this one compensates.'),
  outcomes: key(
    map({
      success: key(names, 'Events that say it was done.'),
      failure: key(names, 'Events that say it was not.'),
      timeout: key(names, 'Events that say that time ran out.'),
      partial: key(names, 'Events that say it was done in part.'),
      within: key(text, 'How soon an outcome comes.'),
    }),
    'What an INTENT leads to.',
  ),
  payload: key(payload, 'Its fields, in the short form; or use `schema`.'),
  schema: key(jsonSchema, 'A JSON Schema 2020-12 instead of `payload`.'),
  versions: key(
    {
      kind: 'named',
      names: 'versions',
      of: map({
        payload: key(payload, 'What records of this version hold.'),
        schema: key(jsonSchema, 'The same as JSON Schema.'),
      }),
    },
    'What older records hold, by version.',
  ),
});

const command = map({
  owner: key({ kind: 'text', refs: 'systems', values: ['core'] }, '`core`, or the id of the system that owns it.'),
  subject: key(ref('subjects'), 'The subject whose state its decider gets.'),
  subject_id: key(text, "The payload field that names the subject; default: the subject's id."),
  mutates: key(boolean, 'Whether it changes the domain; then `emits` is not empty.'),
  emits: key(names, 'The events that its decider may accept.'),
  rejects: key(
    { kind: 'namedOrList', of: ref('events') },
    'Codes of its rejections, each with the FACT that records it, if any.',
  ),
  records: key(ref('events'), 'The INTENT that is appended when it arrives.'),
  idempotency_key: key(text, '`id`, or a payload field: a command with a key seen before gets the first answer.'),
  payload: key(payload, 'Its fields.'),
  schema: key(jsonSchema, 'A JSON Schema 2020-12 instead of `payload`.'),
});

const consumer = map({
  service: key(ref('services'), 'The service that it belongs to.'),
  kind: key(oneOf('service', 'workflow', 'pipeline', 'ai'), 'What it is; an `ai` needs a policy.'),
  on: key(
    { kind: 'namedOrList', of: listOf(integer, true), refs: 'events' },
    "Types and the versions that it handles; a plain list means the current ones, '*' every type not named.",
  ),
  unknown_version: key(oneOf('park', 'fail', 'ignore'), 'What it does with a version that it does not know.'),
  dedupe_by: key(oneOf('id', 'idempotency_key', 'none'), 'How it recognises a repeat.'),
  ordering: key(oneOf('none', 'subject', 'partition'), 'The order that it needs.'),
  ordering_from: key(ref('streams'), 'The stream whose scope gives that order.'),
  effects: key(
    listOf(
      map({
        name: key(text, 'What it does outside.'),
        guard: key(text, '`id`, `idempotency_key` or a payload field: done once for each.'),
      }),
    ),
    'What it does outside.',
  ),
  issues: key(listOf(ref('commands'), true), 'Commands that it sends.'),
  awaits_reply: key(boolean, 'Whether somebody waits for its answer; events do not answer.'),
  policy: key({ kind: 'text', refs: 'policies', nullable: true }, 'The policy that an `ai` consumer passes first.'),
  use: key(oneOf('reasoning', 'derive', 'evaluate'), 'What an `ai` consumer does with it.'),
});

/** The whole model. */
export const MODEL: Extract<Shape, { kind: 'map' }> = {
  kind: 'map',
  keys: {
    factline: key(integer, 'The version of this language: 1.'),
    model: key(text, "The model's name."),
    description: key(text, 'What it is, for people.'),
    profiles: key(
      listOf(oneOf(...PROFILE_NAMES), true),
      'The specifications to check against; `unified` alone is the default.',
    ),
    names: key(oneOf('pascal', 'dotted'), "The one style of this model's event names."),
    rules: key(named(oneOf('off', 'info', 'warning', 'error')), 'Severity by rule.'),
    on_replay: key(
      {
        kind: 'map',
        keys: {
          gap: key(oneOf('mark', 'stop'), 'At a hole in a sequence.'),
          unknown_type: key(oneOf('skip', 'stop'), 'At a type that the model does not know.'),
          unknown_version: key(oneOf('park', 'stop'), 'At a version without a path to the current one.'),
          throw: key(oneOf('stop'), 'When behavior throws.'),
        },
      },
      'What replay does where something is wrong.',
    ),
    waivers: key(
      listOf({
        kind: 'map',
        keys: {
          rule: key(text, 'The rule.'),
          at: key(text, 'A pointer (`/events/OrderPlaced`), a record id or a clause.'),
          why: key(text, 'The reason; without one the waiver is itself a problem.'),
        },
      }),
      'Rules that are set aside at a place, with the reason.',
    ),
    services: key(
      named(map({ owns: key(listOf(ref('subjects'), true), 'Subjects about which it emits.') })),
      'Who emits and consumes.',
    ),
    systems: key(named(map({ version: key(text, 'Its version.') })), 'Modules with the namespace `sys.<id>.`'),
    subjects: key(named(map({ id: key(text, 'The payload field that names it.') })), 'What a sequence belongs to.'),
    policies: key(
      named(map({ recorded_by: key(ref('events'), 'The event that records its evaluation.') })),
      'What is checked before an AI acts.',
    ),
    streams: key(named(stream), 'Logs with a contract.'),
    events: key(named(event), 'What is recorded.'),
    commands: key(named(command), 'What can be asked for.'),
    projections: key(
      named(
        map({
          on: key(listOf(ref('events'), true), 'The events that it hears.'),
          key: key(text, 'A payload path, `record.<field>`, or absent: one row.'),
          apply: key(oneOf('inline', 'outbox'), 'When it is applied.'),
          horizon: key(text, 'How far back it needs records.'),
        }),
      ),
      'What people read.',
    ),
    consumers: key(named(consumer), 'Who hears events.'),
    screens: key(
      named(
        map({
          reads: key(listOf(ref('projections'), true), 'Projections that it shows.'),
          issues: key(listOf(ref('commands'), true), 'Commands that it starts.'),
          writes: key(any, 'Exists only to be refused: a screen reads projections.'),
        }),
      ),
      'What people see and start.',
    ),
    precedence: key(
      named(
        map({
          every: key(ref('events'), 'Each of these …'),
          needs: key(ref('events'), '… comes after one of these.'),
          within: key(oneOf('subject', 'correlation'), 'Where.'),
        }),
      ),
      'What must come before what.',
    ),
    migrations: key(
      named(
        map({
          event: key(ref('events'), 'The event.'),
          from: key(integer, 'From this version.'),
          to: key(integer, 'To this version.'),
          plan: key(text, 'How.'),
        }),
      ),
      'How versions change.',
    ),
    scenarios: key(
      named({
        kind: 'map',
        keys: {
          description: key(text, 'What it shows.'),
          given: key(any, 'Records before.'),
          when: key(any, 'The command.'),
          // biome-ignore lint/suspicious/noThenProperty: the contract's name of a key; nobody awaits this table
          then: key(any, 'What follows.'),
          each: key(any, 'Rows of values: once each.'),
        },
      }),
      'Given, when, then.',
    ),
  },
};

export const SHORT_TYPES = [
  'string',
  'integer',
  'number',
  'boolean',
  'uuid',
  'datetime',
  'date',
  'duration',
  'email',
  'uri',
  'object',
  'any',
] as const;

/** Keys of a payload field in the long form. */
export const FIELD_KEYS: Readonly<Record<string, Key>> = {
  type: key(oneOf(...SHORT_TYPES), 'Its type.'),
  description: key(text, 'What it is, for people.'),
  optional: key(boolean, 'Whether it may be missing.'),
  fields: key(payload, 'The fields of a nested object.'),
  items: key(any, 'What the array holds.'),
  sensitive: key(oneOf('personal', 'health', 'financial', 'secret'), 'What makes it sensitive; a secret is refused.'),
  reason: key(text, 'Why it must be there.'),
  access: key(listOf(ref('services'), true), 'The services that may see it.'),
  redact: key(oneOf('nullify', 'mask', 'hash', 'drop'), 'How it is made harmless.'),
};

/** A longer word is no slip of another. */
const LONGEST_WORD = 100;

/** Lists so long are asked of the same words again and again, as long as they are the same list. */
const LONG_LIST = 200;
const asked = new WeakMap<readonly string[], Map<string, string | undefined>>();

/** The nearest known word, for "did you mean"; undefined when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > LONGEST_WORD) return undefined;
  if (known.length < LONG_LIST) return nearestOf(word, known);
  const before = asked.get(known) ?? new Map<string, string | undefined>();
  asked.set(known, before);
  if (!before.has(word)) before.set(word, nearestOf(word, known));
  return before.get(word);
}

function nearestOf(word: string, known: readonly string[]): string | undefined {
  const low = word.toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) >= least) continue;
    const d = distance(low, candidate.toLowerCase(), least);
    if (d < least) {
      least = d;
      best = candidate;
    }
  }
  return best;
}

/** Levenshtein distance with neighbours swapped counting one; `limit` and more are all the same. */
function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let lowest = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let d = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, (before[j - 2] ?? 0) + 1);
      next.push(d);
      if (d < lowest) lowest = d;
    }
    if (lowest >= limit) return limit;
    before = row;
    row = next;
  }
  return row[b.length] ?? limit;
}
