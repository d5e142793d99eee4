import { pointer } from '../../json-pointer.ts';
import type { EventModel, Model, StreamModel } from '../../model/model.ts';
import type { RecordKind } from '../../record/record.ts';
import { judge } from '../../words/tense.ts';
import { perModel } from '../per-model.ts';
import type { FixSpec, Report, Rule, Visit } from '../rule.ts';
import { eventsByStream, own, some, yaml } from './look.ts';

/** What commands make of an event: recorded on arrival, or accepted. */
const rolesOf = perModel((model): ReadonlyMap<string, RecordKind> => {
  const made = new Map<string, RecordKind>();
  for (const { emits = [], rejects = {} } of Object.values(model.commands))
    for (const type of [...emits, ...Object.values(rejects)]) if (type !== undefined) made.set(type, 'FACT');
  for (const { records } of Object.values(model.commands)) if (records !== undefined) made.set(records, 'INTENT');
  return made;
});

/** As declared, else as commands use it or its name says; only a request and what came about are told apart. */
function kindBySign(
  model: Model,
  name: string,
  event: EventModel,
  stream: StreamModel | undefined,
): RecordKind | undefined {
  if (event.kind !== undefined) return event.kind;
  if (stream?.record_kind === 'OBSERVATION' || stream?.record_kind === 'DERIVATION') return stream.record_kind;
  const { verdict } = judge(name);
  if (verdict === 'request' || verdict === 'imperative' || event.outcomes !== undefined) return 'INTENT';
  return verdict === 'past' ? 'FACT' : rolesOf(model).get(name);
}

export const streamHoldsOneKind: Rule = {
  meta: {
    id: 'stream-holds-one-kind',
    title: 'A stream holds records of one kind',
    clauses: ['HL-050', 'HL-063'],
    severity: { hless: 'error', unified: 'error' },
    targets: 'model',
    since: '0.1',
  },
  whole({ model, report }: Visit) {
    for (const [name, events] of eventsByStream(model)) {
      const stream = own(model.streams, name);
      const kinds = new Map<RecordKind, string[]>();
      for (const [type, event] of events) {
        const kind = kindBySign(model, type, event, stream);
        if (kind === undefined) continue;
        const list = kinds.get(kind);
        if (list) list.push(type);
        else kinds.set(kind, [type]);
      }
      if (kinds.size > 1) report(mixed(model, name, stream, kinds));
      else if (stream?.record_kind !== undefined)
        for (const [type, { kind }] of events)
          if (kind !== undefined && kind !== stream.record_kind)
            report({
              pointer: pointer('events', type, 'kind'),
              part: 'value',
              clauses: ['HL-050'],
              message: `\`${type}\` is a ${kind}, but its stream \`${name}\` holds ${stream.record_kind} records. Every record is exactly one of the four kinds: correct one of them, or put the event into another stream.`,
              fix: {
                title: `Change to ${stream.record_kind}`,
                replace: { at: pointer('events', type, 'kind'), value: stream.record_kind },
              },
            });
    }
  },
};

function mixed(
  model: Model,
  name: string,
  stream: StreamModel | undefined,
  kinds: ReadonlyMap<RecordKind, readonly string[]>,
): Report {
  const requests = kinds.get('INTENT') ?? [];
  const outcomes = kinds.get('FACT') ?? [];
  const both = requests.length > 0 && outcomes.length > 0;
  const listed = [...kinds].map(([kind, types]) => `${kind} (${some(types)})`).join(' and ');
  const fix =
    both && stream !== undefined && kinds.size === 2 ? split(model, name, stream, requests, outcomes) : undefined;
  return {
    pointer:
      stream === undefined ? pointer('events', [...kinds.values()][0]?.[0] ?? '', 'stream') : pointer('streams', name),
    clauses: both ? ['HL-050', 'HL-063'] : ['HL-050'],
    message: `Stream \`${name}\` mixes ${listed}. ${both ? 'A request may still be turned down, an outcome is true for good' : 'Each kind is read and replayed in its own way'}, and a reader of one stream cannot tell them apart: give each kind a stream of its own.`,
    ...(fix && { fix }),
  };
}

/** The kind that the stream does not have moves into a stream of its own. */
function split(
  model: Model,
  name: string,
  stream: StreamModel,
  requests: readonly string[],
  outcomes: readonly string[],
): FixSpec | undefined {
  const [kind, moved, made] =
    stream.record_kind === 'INTENT'
      ? (['FACT', outcomes, `${name}_facts`] as const)
      : (['INTENT', requests, `${name}_requests`] as const);
  if (Object.hasOwn(model.streams, made) || moved.length > 50) return undefined;
  const { partition_key, ordering_scope, retention, time, delivery, requires } = stream;
  const times = Object.entries(time ?? {}).map(([axis, field]) => `${axis}: ${yaml(field)}`);
  const keys = [
    `record_kind: ${kind}`,
    ...(partition_key === undefined ? [] : [`partition_key: ${yaml(partition_key)}`]),
    ...(ordering_scope === undefined ? [] : [`ordering_scope: ${ordering_scope}`]),
    ...(retention === undefined ? [] : [`retention: ${yaml(retention)}`]),
    ...(times.length === 0 ? [] : [`time: { ${times.join(', ')} }`]),
    'idempotency: { strategy: record_id }',
    ...(delivery === undefined ? [] : [`delivery: ${delivery}`]),
    ...(requires === undefined ? [] : [`requires: [${requires.join(', ')}]`]),
  ];
  return {
    title: `Move ${kind === 'INTENT' ? 'the requests' : 'the outcomes'} into a stream of their own, ${made}`,
    steps: [
      { insert: { into: '/streams', key: yaml(made), value: `{ ${keys.join(', ')} }` } },
      ...moved.map((type) => ({ replace: { at: pointer('events', type, 'stream'), value: yaml(made) } })),
    ],
  };
}
