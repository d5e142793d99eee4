import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detect } from './detect.ts';
import type { Mapping } from './mapping.ts';
import { propose } from './propose.ts';
import { columnsOf, sampleRows } from './sample.ts';

const DATA = '../shared/data';
const HEAD = 2 ** 21;

function proposalFor(
  name: string,
  content: Uint8Array,
  headBytes = HEAD,
): { readonly mapping: Mapping; readonly notes: string } {
  const bytes = content.subarray(0, headBytes);
  const complete = bytes.length === content.length;
  const detection = detect({ name, bytes, totalBytes: content.length, complete });
  if ('refused' in detection) throw new Error(detection.refused.recognised);
  const [shape] = detection.shapes;
  if (!shape) throw new Error('no shape');
  const { because: _, ...where } = shape;
  const { mapping, notes } = propose(columnsOf(sampleRows(bytes, where, complete)), { name, ...where });
  return { mapping, notes: notes.map((n) => n.text).join('\n') };
}

function ofFile(path: string, headBytes = HEAD) {
  const raw = readFileSync(`${DATA}/${path}`);
  return proposalFor(path, path.endsWith('.gz') ? gunzipSync(raw) : raw, headBytes);
}

const windows = 'windows-events/otrf__purplesharp_ad_playbook_I_2020-10-22042947.ndjson.gz';

describe.skipIf(!existsSync(`${DATA}/${windows}`))('a log of Windows events', () => {
  // From the first few hundred records to more than the sample takes.
  it.each([400_000, 1_000_000, HEAD, 4 * HEAD])(
    'is proposed right, without a correction, from %d bytes',
    (headBytes) => {
      const { mapping, notes } = ofFile(windows, headBytes);
      expect(mapping).toEqual({
        mapping: 1,
        name: windows,
        shape: 'ndjson',
        roles: {
          type: ['Channel', 'EventID'],
          subject_id: ['Hostname', 'Channel'],
          sequence: 'RecordNumber',
          t_event: 'EventTime',
          t_log: 'EventReceivedTime',
          t_process: '@timestamp',
        },
        times: { t_event: { zone: '-04:00' }, t_log: { zone: '-04:00' } },
        sequence: { per: 'subject', base: 1 },
      });
      expect(notes).toContain('`EventTime` says no zone. It differs from `@timestamp` by a constant 04:00 hours');
    },
  );
});

describe.skipIf(!existsSync(`${DATA}/ddl-shaped`))('what a careful person would choose', () => {
  const store = {
    id: 'id',
    type: 'type',
    payload: 'data',
    t_log: 'timestamp',
    sequence: 'version',
    position: 'seq_id',
    subject_id: 'stream_id',
  };
  const cases: readonly (readonly [path: string, roles: object, rest?: object])[] = [
    ['ddl-shaped/marten__mt_events.csv', store, { unwrap: ['data', 'headers'], sequence: { per: 'subject', base: 1 } }],
    ['ddl-shaped/marten__mt_events.row_to_json.ndjson', store],
    ['ddl-shaped/marten__mt_events.json_agg.json', store],
    [
      'engine-generated/emmett-postgresql-0.42.0__emt_messages.row_to_json.ndjson',
      {
        id: 'message_id',
        type: 'message_type',
        subject_id: 'stream_id',
        sequence: 'stream_position',
        position: 'global_position',
        t_log: 'created',
        payload: 'message_data',
        version: 'message_schema_version',
      },
    ],
    [
      'engine-generated/message-db-1.3.0__messages.row_to_json.ndjson',
      {
        id: 'id',
        type: 'type',
        subject_id: 'stream_name',
        sequence: 'position',
        position: 'global_position',
        t_log: 'time',
        payload: 'data',
      },
      { sequence: { per: 'subject', base: 0 }, times: { t_log: { zone: 'Z' } } },
    ],
    [
      'ddl-shaped/pekko__event_journal.csv',
      {
        type: 'event_ser_manifest',
        subject_id: 'persistence_id',
        sequence: 'sequence_number',
        position: 'ordering',
        t_log: 'write_timestamp',
      },
      { times: { t_log: { unit: 'ms' } } },
    ],
    [
      'ddl-shaped/axon4__domain_event_entry.text.csv',
      {
        id: 'event_identifier',
        type: 'payload_type',
        subject_id: 'aggregate_identifier',
        sequence: 'sequence_number',
        position: 'global_index',
        payload: 'payload',
      },
      { sequence: { per: 'subject', base: 0 } },
    ],
    [
      'ddl-shaped/rails_event_store__event_store_events.csv',
      {
        id: 'event_id',
        type: 'event_type',
        position: 'id',
        payload: 'data',
        correlation_id: 'metadata.correlation_id',
      },
    ],
    [
      'github/apache-pinot__gharchive-2021-07-21-few-hours.ndjson',
      {
        id: 'id',
        type: 'type',
        subject_id: 'repo.name',
        actor_id: 'actor.login',
        t_event: 'created_at',
        payload: 'payload',
      },
    ],
    [
      'github/gharchive__2015-01-01-0.json.gz',
      {
        id: 'id',
        type: 'type',
        subject_id: 'repo.name',
        actor_id: 'actor.login',
        t_event: 'created_at',
        payload: 'payload',
      },
    ],
    [
      'cloudtrail/invictus__218007301253_CloudTrail_us-east-1_20230710T1200Z_iLj9fb7yyUG9X4Bf.json',
      {
        id: 'eventID',
        type: 'eventName',
        producer: 'eventSource',
        subject_id: 'userIdentity.arn',
        t_event: 'eventTime',
      },
      { rows: 'Records' },
    ],
    [
      'csv/pm4js__running-example.csv',
      { type: 'Activity', subject_id: 'case:concept:name', actor_id: 'Resource', t_event: 'time:timestamp' },
    ],
    [
      'engine-generated/castore-core__notification-messages.ndjson',
      {
        type: 'event.type',
        subject_id: 'event.aggregateId',
        sequence: 'event.version',
        t_event: 'event.timestamp',
        payload: 'event.payload',
      },
    ],
    [
      'engine-generated/emmett-0.42.0__readStream-result.json',
      { type: 'type', subject_id: 'metadata.streamName', sequence: 'metadata.streamPosition', payload: 'data' },
      { rows: 'events' },
    ],
    [
      'temporal/sdk-go__version-loop-workflow-256.json',
      { id: 'eventId', type: 'eventType', sequence: 'eventId', t_event: 'eventTime' },
      { rows: 'events', sequence: { per: 'log', base: 1 } },
    ],
    [
      'eventsourcingdb/thenativeweb-merkle__test-backup.ndjson',
      {
        id: 'payload.event.id',
        type: 'payload.event.type',
        payload: 'payload.event.data',
        t_log: 'payload.event.time',
      },
    ],
    [
      'kafka-cdc/apache-flink__debezium-postgres-data-schema-exclude.ndjson',
      { type: ['source.table', 'op'], t_event: 'source.ts_ms', t_process: 'ts_ms' },
      { times: { t_event: { unit: 'ms' }, t_process: { unit: 'ms' } } },
    ],
  ];
  for (const [path, roles, rest] of cases) {
    it(path, () => expect(ofFile(path).mapping).toMatchObject({ ...rest, roles }));
  }
});

const zoneText = (quarters: number) => {
  const size = Math.abs(quarters) * 15;
  const pad = (n: number) => String(n).padStart(2, '0');
  return quarters === 0 ? 'Z' : `${quarters < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
};

const table = fc.record({
  host: fc.constantFrom('host', 'Hostname', 'computer_name', 'server', 'NodeName'),
  channel: fc.constantFrom('channel', 'Channel', 'log_name', 'LogName'),
  code: fc.constantFrom('event_id', 'EventID', 'eventCode', 'event_code'),
  counter: fc.constantFrom('record_number', 'RecordNumber', 'seq', 'SequenceNumber', 'sequence_no'),
  event: fc.constantFrom('occurred_at', 'EventTime', 'event_time', 'happenedAt'),
  log: fc.constantFrom('received', 'ReceivedTime', 'recorded_at', 'InsertedAt'),
  process: fc.constantFrom('processed_at', 'ingestedAt', 'indexed_at', '@timestamp'),
  quarters: fc.integer({ min: -44, max: 52 }),
  scopes: fc.integer({ min: 1, max: 4 }),
  channels: fc.integer({ min: 1, max: 3 }),
  first: fc.integer({ min: 1, max: 900_000 }),
  gapEvery: fc.constantFrom(0, 40, 90),
  shape: fc.constantFrom('lines', 'csv', 'nested'),
  seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
});

/** Rows of machines with several logs each, a counter a machine and log, two clocks without a zone and one in UTC. */
function rowsOf(t: typeof table extends fc.Arbitrary<infer T> ? T : never): readonly Record<string, string | number>[] {
  let state = t.seed;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const counters = new Map<string, number>();
  const iso = (millis: number) => new Date(millis).toISOString();
  let now = Date.UTC(2024, 4, 1, 23);
  return Array.from({ length: 400 }, (_, i) => {
    now += Math.floor(random() * 4000);
    const host = Math.floor(random() * t.scopes);
    const channel = Math.floor(random() * t.channels);
    const scope = `${host} ${channel}`;
    const before = counters.get(scope) ?? t.first + 7919 * (host * 3 + channel) + host;
    const value = before + (t.gapEvery > 0 && i % t.gapEvery === 7 ? 3 : 1);
    counters.set(scope, value);
    const local = (millis: number) =>
      iso(millis + t.quarters * 900_000)
        .slice(0, 19)
        .replace('T', ' ');
    const received = now + Math.floor(random() * 20_000);
    return {
      [t.process]: iso(received + 900 + Math.floor(random() * 2000)),
      [t.channel]: ['Security', 'System', 'Setup'][channel] ?? '',
      [t.event]: local(now),
      thread: Math.floor(random() * 50),
      [t.code]: 4600 + Math.floor(random() * 12),
      severity: ['INFO', 'WARN'][Math.floor(random() * 2)] ?? '',
      [t.log]: local(received),
      [t.host]: `pc-${host}`,
      message: `something happened, number ${Math.floor(random() * 1e9)}`,
      [t.counter]: value,
    };
  });
}

describe('tables that nobody prepared', () => {
  it('are read right whatever their fields are called', () => {
    fc.assert(
      fc.property(table, (t) => {
        const rows = rowsOf(t);
        const keys = Object.keys(rows[0] ?? {});
        const inner: readonly string[] = [t.host, t.channel, t.code, t.counter];
        const path = (key: string) => (t.shape === 'nested' && inner.includes(key) ? `winlog.${key}` : key);
        const nested = (row: object) => {
          const [deep, flat] = [true, false].map((is) =>
            Object.entries(row).filter(([key]) => inner.includes(key) === is),
          );
          return { ...Object.fromEntries(flat ?? []), winlog: Object.fromEntries(deep ?? []) };
        };
        const text =
          t.shape === 'csv'
            ? [keys.join(','), ...rows.map((row) => keys.map((key) => `"${row[key]}"`).join(','))].join('\n')
            : rows.map((row) => JSON.stringify(t.shape === 'nested' ? nested(row) : row)).join('\n');
        const { mapping } = proposalFor('a', new TextEncoder().encode(`${text}\n`));
        const zone = zoneText(t.quarters);
        const { roles, times, sequence } = mapping;
        expect({ roles, times, sequence }).toEqual({
          roles: {
            type: [path(t.channel), path(t.code)],
            subject_id: expect.toSatisfy(
              (paths: unknown) =>
                Array.isArray(paths) && [...paths].sort().join() === [path(t.host), path(t.channel)].sort().join(),
            ),
            sequence: path(t.counter),
            t_event: t.event,
            t_log: t.log,
            t_process: t.process,
          },
          times: { t_event: { zone }, t_log: { zone } },
          sequence: { per: 'subject', base: 1 },
        });
      }),
      { numRuns: 60 },
    );
  });

  const store = fc.record({
    stream: fc.constantFrom('stream_id', 'aggregateId', 'StreamName', 'aggregate_identifier', 'order_id', 'entityId'),
    version: fc.constantFrom(
      'version',
      'sequence_number',
      'stream_position',
      'aggregateVersion',
      'eventNumber',
      'revision',
    ),
    type: fc.constantFrom('type', 'event_type', 'eventName', 'messageType', 'EventType'),
    id: fc.constantFrom('id', 'event_id', 'eventId', 'message_id', 'uuid'),
    body: fc.constantFrom('data', 'payload', 'event_data', 'Body'),
    event: fc.constantFrom('occurredAt', 'occurred_on', 'happened_at', 'event_time'),
    log: fc.constantFrom('recorded_at', 'insertedAt', 'stored_on', 'created_at'),
    global: fc.constantFrom('global_position', 'globalSequence', 'ordering', undefined),
    base: fc.constantFrom(0, 1),
    factor: fc.constantFrom(1, 1e3, 1e6),
    streams: fc.integer({ min: 3, max: 40 }),
    seed: fc.integer({ min: 1, max: 2 ** 31 - 2 }),
  });

  it('are read right when they come from an event store', () => {
    fc.assert(
      fc.property(store, (t) => {
        let state = t.seed;
        const random = (n: number) => {
          state = (state * 48_271) % 2_147_483_647;
          return state % n;
        };
        const next = new Map<number, number>();
        const rows = Array.from({ length: 300 }, (_, i) => {
          const stream = random(t.streams);
          const version = next.get(stream) ?? t.base;
          next.set(stream, version + 1);
          const millis = 1_700_000_000_000 + i * 5000;
          return {
            ...(t.global !== undefined && { [t.global]: i + 1 + (i > 100 ? 3 : 0) }),
            [t.id]: `${random(2 ** 30)}-${i}`,
            [t.body]: { amount: random(100), status: ['open', 'paid'][random(2)] },
            [t.log]: new Date(millis + 1000 + random(3000)).toISOString(),
            [t.version]: version,
            [t.stream]: `s-${stream}`,
            [t.type]: ['Placed', 'Paid', 'Shipped'][random(3)],
            [t.event]: Math.floor((millis / 1000) * t.factor),
            correlationId: `c-${stream}-${random(3)}`,
          };
        });
        const text = rows.map((row) => JSON.stringify(row)).join('\n');
        const { mapping } = proposalFor('a', new TextEncoder().encode(`${text}\n`));
        const unit = t.factor === 1 ? 's' : t.factor === 1e3 ? 'ms' : 'us';
        expect(mapping).toEqual({
          mapping: 1,
          name: 'a',
          shape: 'ndjson',
          roles: {
            id: t.id,
            type: t.type,
            subject_id: t.stream,
            sequence: t.version,
            ...(t.global !== undefined && { position: t.global }),
            payload: t.body,
            correlation_id: 'correlationId',
            t_event: t.event,
            t_log: t.log,
          },
          times: { t_event: { unit } },
          sequence: { per: 'subject', base: t.base },
        });
      }),
      { numRuns: 60 },
    );
  });

  const few: readonly {
    readonly what: string;
    readonly rows: readonly object[];
    readonly roles: object;
    readonly rest?: object;
  }[] = [
    {
      what: 'recent changes of a wiki',
      rows: Array.from({ length: 40 }, (_, i) => ({
        $schema: '/mediawiki/recentchange/1.0.0',
        meta: {
          id: `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
          dt: new Date(1.7e12 + i * 1000 + 700).toISOString(),
          request_id: `r${i}`,
          topic: 'eqiad.recentchange',
          partition: 0,
          offset: 900 + i * 3,
        },
        id: 5000 + i * 2,
        type: ['edit', 'new', 'log'][i % 3],
        title: `Page ${i % 9}`,
        timestamp: 1.7e9 + i,
        user: `U${i % 5}`,
        wiki: ['enwiki', 'dewiki'][i % 2],
      })),
      roles: {
        id: 'meta.id',
        type: 'type',
        subject_id: 'title',
        t_event: 'timestamp',
        t_log: 'meta.dt',
        actor_id: 'user',
        request_id: 'meta.request_id',
      },
      rest: { times: { t_event: { unit: 's' } } },
    },
    {
      what: 'messages of a topic with partitions',
      rows: Array.from({ length: 90 }, (_, i) => ({
        topic: 'orders',
        partition: i % 3,
        offset: Math.floor(i / 3) + 1000 * (i % 3),
        ts: 1_700_000_000_000 + i,
        key: `o-${i % 7}`,
        payload: JSON.stringify({ type: ['Placed', 'Paid'][i % 2], n: i }),
      })),
      roles: {
        type: 'payload.type',
        sequence: 'offset',
        partition: 'partition',
        subject_id: 'key',
        t_event: 'ts',
        payload: 'payload',
      },
      rest: { unwrap: ['payload'], sequence: { per: 'partition', base: 0 } },
    },
    {
      what: 'a store with a number over all and one a stream',
      rows: Array.from({ length: 60 }, (_, i) => ({
        event_id: `e${i}`,
        event_number: i + 1,
        stream_uuid: `account-${i % 6}`,
        stream_version: Math.floor(i / 6) + 1,
        event_type: ['Opened', 'Deposited'][i % 2],
        correlation_id: `c${i % 4}`,
        causation_id: `e${Math.max(0, i - 1)}`,
        data: { n: i },
        metadata: { user_id: `u${i % 3}` },
        created_at: new Date(1.7e12 + i * 1000).toISOString(),
      })),
      roles: {
        id: 'event_id',
        type: 'event_type',
        subject_id: 'stream_uuid',
        sequence: 'stream_version',
        position: 'event_number',
        correlation_id: 'correlation_id',
        causation_id: 'causation_id',
        actor_id: 'metadata.user_id',
        payload: 'data',
        meta: 'metadata',
        t_log: 'created_at',
      },
    },
  ];
  for (const { what, rows, roles, rest } of few) {
    it(what, () => {
      const text = rows.map((row) => JSON.stringify(row)).join('\n');
      expect(proposalFor('a', new TextEncoder().encode(`${text}\n`)).mapping).toMatchObject({ ...rest, roles });
    });
  }

  it('give the unit of a time by the size of its numbers', () => {
    for (const [unit, factor] of [
      ['s', 1],
      ['ms', 1e3],
      ['us', 1e6],
    ] as const) {
      const rows = Array.from({ length: 30 }, (_, i) =>
        JSON.stringify({ type: `T${i % 3}`, order_id: `o-${i % 5}`, ts: Math.round((1_700_000_000 + i) * factor) }),
      );
      const { mapping } = proposalFor('a.ndjson', new TextEncoder().encode(rows.join('\n')));
      expect(mapping.roles).toEqual({ type: 'type', subject_id: 'order_id', t_event: 'ts' });
      expect(mapping.times).toEqual({ t_event: { unit } });
    }
  });

  it('never make it throw, whatever the rows hold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 6 }), { minLength: 1, maxLength: 20 }),
        (rows) => {
          const text = `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
          const bytes = new TextEncoder().encode(text);
          const sample = columnsOf(sampleRows(bytes, { shape: 'ndjson' }, true));
          const { mapping } = propose(sample, { name: 'a', shape: 'ndjson' });
          expect(mapping.roles.type ?? mapping.constants?.type).toBeDefined();
        },
      ),
    );
  });
});
