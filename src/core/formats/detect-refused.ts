/** Files that are no journal, told by their first bytes or lines: what they are and what to do instead. */

export interface Refusal {
  /** It is what it should be and holds nothing: among others it is passed over. */
  readonly empty?: true;
  readonly recognised: string;
  readonly advice: string;
}

const UNPACK = 'Unpack it and drop the files that are in it.';
const EXPORT_ROWS =
  'Export the events as rows instead: NDJSON (one JSON object a line), a JSON array, or CSV with a header row.';

const MAGIC: readonly (readonly [at: number, bytes: readonly number[] | string, what: string, advice: string])[] = [
  [0, [0x1f, 0x8b], 'gzip inside gzip', `Only one layer of gzip is opened here. ${UNPACK}`],
  [
    0,
    'PK\u0003\u0004',
    'a zip archive',
    `${UNPACK} The zip of a workspace is opened by “Import zip”, in the Workspaces panel.`,
  ],
  [
    0,
    'SQLite format 3\0',
    'an SQLite database',
    'Export the table of events: sqlite3 -json FILE "select * from events" > events.json (its tables: sqlite3 FILE .tables)',
  ],
  [
    0,
    [0xff, 0x06, 0x00, 0x00],
    'a stream in s2 or snappy framing, such as the stream.tar.s2 of a NATS backup',
    'A backup holds private binary blocks. Get the messages as JSON instead, for example one `nats stream get STREAM SEQ --json` a message; or print them with `nats stream view`.',
  ],
  [257, 'ustar', 'a tar archive', UNPACK],
  [0, [0x28, 0xb5, 0x2f, 0xfd], 'a zstd archive', `Only gzip is opened here. ${UNPACK}`],
  [0, 'BZh', 'a bzip2 archive', `Only gzip is opened here. ${UNPACK}`],
  [0, [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], 'an xz archive', `Only gzip is opened here. ${UNPACK}`],
  [0, [0x37, 0x7a, 0xbc, 0xaf], 'a 7z archive', UNPACK],
  [0, [0x89, 0x50, 0x4e, 0x47], 'a PNG image', EXPORT_ROWS],
  [0, [0xff, 0xd8, 0xff], 'a JPEG image', EXPORT_ROWS],
  [0, 'GIF8', 'a GIF image', EXPORT_ROWS],
  [0, '%PDF-', 'a PDF document', EXPORT_ROWS],
  [
    0,
    'Obj\u0001',
    'an Avro file, such as a capture of Event Hubs',
    'Write it as JSON lines: avro-tools tojson FILE > events.ndjson. A capture holds each event in `Body`, as bytes.',
  ],
  [
    0,
    'PAR1\u0015',
    'a Parquet file',
    `Write it as JSON lines: duckdb -c "copy (select * from 'FILE') to 'events.ndjson' (format json)"`,
  ],
  [
    0,
    'ARROW1\0\0',
    'an Arrow (Feather) file',
    'Write it as JSON lines or CSV, for example with pandas: read_feather(FILE).to_json("events.ndjson", orient="records", lines=True)',
  ],
  [
    0,
    'PGDMP',
    'a dump of PostgreSQL in its own form (pg_dump -Fc)',
    'Write it as SQL, with the tables of the events alone if you like: pg_restore -t TABLE -f events.sql FILE.',
  ],
  [
    0,
    'ElfFile\0',
    'a Windows event log in binary form (EVTX)',
    'Export it as JSON lines, for example with evtx_dump -o jsonl.',
  ],
];

const OCEL_DATABASE: Refusal = {
  recognised: 'This is an object-centric event log (OCEL 2.0) in an SQLite database.',
  advice:
    'Export it as OCEL in JSON, which keeps the objects: pm4py.write_ocel2_json(pm4py.read_ocel2_sqlite("FILE"), "log.json")',
};

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((c, i) => bytes[i] === c.charCodeAt(0));
}

function holds(bytes: Uint8Array, text: string): boolean {
  return new TextDecoder('latin1').decode(bytes).includes(text);
}

/** What a file is by its first bytes; undefined where they say nothing. */
export function refusedBytes(bytes: Uint8Array): Refusal | undefined {
  if (startsWith(bytes, 'SQLite format 3\0') && holds(bytes, 'ocel_id')) return OCEL_DATABASE;
  for (const [at, magic, what, advice] of MAGIC) {
    const codes = typeof magic === 'string' ? [...magic].map((c) => c.charCodeAt(0)) : magic;
    if (codes.every((code, i) => bytes[at + i] === code)) return { recognised: `This is ${what}.`, advice };
  }
  return undefined;
}

const IN_EDITOR =
  'It belongs to the workspace, not among the journals: open it with “Open files” in the Workspaces panel.';

const TEXTS: readonly (readonly [pattern: RegExp, what: string, advice: string])[] = [
  [
    /^(?:<\?xml[^>]*>\s*)?<feed[\s>]/,
    'an Atom feed in XML',
    'If it is of KurrentDB, fetch it as JSON, with payloads: `Accept: application/vnd.kurrent.atom+json` (before: `application/vnd.eventstore.atom+json`) and `?embed=body`.',
  ],
  [
    /^(?:\d\d:\d\d:\d\d [^\n]*\n)*\[#\d+\](?: @ [^\n]*?)? Received (?:on |JetStream message)/,
    'what `nats sub` prints',
    'It does not say everything of a message. Write messages as JSON, a file each: nats sub --stream STREAM --all --dump FOLDER; or get them one by one: nats stream get STREAM SEQ --json.',
  ],
  [
    /^Item: \S+#\d+ received /,
    'what `nats stream get` prints',
    'Ask for JSON: nats stream get STREAM SEQ --json >> messages.ndjson.',
  ],
  [
    /^(?:% [^\n]*\n|\s)*(?:Topic \S+ ?\[\d+\] (?:at )?offset \d+|Key \(-?\d+ bytes\): )/,
    'what kcat prints in a format of its own (-f)',
    'Such text does not say where a key or value ends. Ask for JSON: kcat -C -b BROKER -t TOPIC -J -e > messages.ndjson.',
  ],
  [/^<!doctype html|^<html/i, 'a web page', 'Save the data that the page shows, not the page itself.'],
  [/^<(?:\?xml|!--|[A-Za-z])/, 'an XML document', EXPORT_ROWS],
  [
    /(?:^|\n)asyncapi: *['"]?\d/,
    'an AsyncAPI document',
    'It describes events and holds none. Drop a file of recorded events.',
  ],
  [
    /(?:^|\n)(?:openapi|swagger): *['"]?\d/,
    'an OpenAPI document',
    'It describes an interface and holds no events. Drop a file of recorded events.',
  ],
  [/(?:^|\n)factline: *1\b/, 'a Factline model', IN_EDITOR],
  [
    /(?:^|\n)export const (?:folds|deciders|projections|consumers|upcasters|handlers)\b/,
    'a Factline behavior file',
    IN_EDITOR,
  ],
  [/^%YAML|^---\r?\n(?:- |[\w-]+:)/, 'a YAML document', EXPORT_ROWS],
  [/^#!|^(?:import|export|function|const|package|#include)\b/, 'a program', EXPORT_ROWS],
];

/** What a file is by its text, where that is neither JSON nor CSV; undefined where nothing is recognised. */
export function refusedText(text: string): Refusal | undefined {
  const head = text.slice(0, 40_000);
  const found = TEXTS.find(([pattern]) => pattern.test(head));
  return found && { recognised: `This is ${found[1]}.`, advice: found[2] };
}

const has = (value: object, ...keys: readonly string[]) => keys.every((key) => Object.hasOwn(value, key));

/** What one JSON object is, when it is no event; undefined where nothing is recognised. */
export function refusedObject(value: object): Refusal | undefined {
  const is = (what: string, advice: string): Refusal => ({ recognised: `This is ${what}.`, advice });
  const get = (key: string): unknown => (value as Readonly<Record<string, unknown>>)[key];
  if (has(value, 'asyncapi'))
    return is('an AsyncAPI document', 'It describes events and holds none. Drop a file of recorded events.');
  if (has(value, 'openapi') || has(value, 'swagger'))
    return is('an OpenAPI document', 'It describes an interface and holds no events. Drop a file of recorded events.');
  if (
    String(get('$schema')).includes('json-schema') ||
    has(value, '$defs', 'properties') ||
    has(value, '$id', 'properties')
  )
    return is('a JSON Schema', 'It describes data and holds none. Drop a file of recorded events.');
  if (has(value, 'factline') && (has(value, 'model') || has(value, 'events'))) return is('a Factline model', IN_EDITOR);
  if (get('mapping') === 1 && has(value, 'roles'))
    return is(
      'a saved mapping, not the data it reads',
      'Open it into the workspace with “Open files”; it is then offered for every file dropped here.',
    );
  if (has(value, 'resourceSpans') || has(value, 'resourceMetrics'))
    return is(
      'OpenTelemetry data (OTLP) without logs',
      'Traces and metrics are no events. Export the logs: a document or lines with `resourceLogs`.',
    );
  if (String(get('type')).startsWith('io.nats.jetstream.api.') && has(value, 'config', 'state'))
    return is(
      'the description of a NATS backup (backup.json)',
      'The messages are in stream.tar.s2, in private binary blocks. Get them as JSON instead, for example one `nats stream get STREAM SEQ --json` a message; or print them with `nats stream view`.',
    );
  if (has(value, 'digestStartTime', 'digestS3Object', 'logFiles'))
    return is(
      'a digest file of CloudTrail',
      'It lists log files with their hashes and holds no records. Choose the log files that it names, beside CloudTrail-Digest in the bucket: …/CloudTrail/REGION/YYYY/MM/DD/*.json.gz.',
    );
  if (has(value, 'dependencies') || has(value, 'compilerOptions')) return is('a configuration file', EXPORT_ROWS);
  return undefined;
}

/** Tables that stand beside the events in a store: what they hold, and what to export instead. All of `has` and none of `not`. */
const TABLES: readonly (readonly [has: string, not: string, what: string, advice: string])[] = [
  [
    'persistence_id sequence_number tag',
    'event_payload message',
    'the table event_tag of Akka or Pekko',
    'It holds tags and no events. Export event_journal: \\copy (select * from event_journal order by ordering) to events.csv csv header',
  ],
  [
    'stream event_id created_at',
    'event_type data',
    'the table event_store_events_in_streams of Rails Event Store',
    'It says which event is in which stream and holds no events. Choose it together with the table event_store_events, or export both joined: select e.*, s.stream, s.position from event_store_events e join event_store_events_in_streams s using (event_id) order by e.id, s.id',
  ],
  [
    'id type version created tenant_id',
    'data seq_id',
    'the table mt_streams of Marten',
    'It says how far each stream is and holds no events. Export mt_events.',
  ],
  [
    'name last_seq_id',
    'data',
    'the table mt_event_progression of Marten',
    'It says how far each projection is. Export mt_events.',
  ],
  [
    'stream_id stream_position stream_type',
    'message_id',
    'the table emt_streams of Emmett',
    'It says how far each stream is and holds no events. Export emt_messages.',
  ],
  [
    'last_processed_checkpoint',
    'message_id',
    'the table emt_processors of Emmett',
    'It says how far each consumer is and holds no events. Export emt_messages.',
  ],
  [
    'processor_name segment token',
    'payload_type',
    'the table token_entry of Axon',
    'It says how far each processor is and holds no events. Export domain_event_entry.',
  ],
  [
    'event_identifier aggregate_identifier sequence_number payload_type',
    'global_index',
    'the table snapshot_event_entry of Axon',
    'It holds snapshots and no events. Export domain_event_entry.',
  ],
  [
    'event_id stream_id stream_version original_stream_id',
    'event_type',
    'the table stream_events of the EventStore of Commanded',
    'It says which event is in which stream and holds no events. Choose it together with the tables events and streams, or export them joined: select e.*, s.stream_uuid, se.stream_version from events e join stream_events se on se.event_id = e.event_id and se.stream_id = se.original_stream_id join streams s on s.stream_id = se.stream_id order by e.created_at',
  ],
  [
    'stream_id stream_uuid stream_version',
    'event_id',
    'the table streams of the EventStore of Commanded',
    'It says how far each stream is and holds no events. Choose it together with the tables events and stream_events, or export them joined.',
  ],
  [
    'subscription_name last_seen',
    'event_id',
    'the table subscriptions of the EventStore of Commanded',
    'It says how far each subscription is and holds no events. Export events joined with stream_events and streams.',
  ],
];

/** What a table is by its columns, when it is a store's and not that of its events. */
export function refusedTable(columns: readonly string[]): Refusal | undefined {
  const names = new Set(columns.map((column) => column.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)));
  const found = TABLES.find(
    ([has, not]) => has.split(' ').every((c) => names.has(c)) && !not.split(' ').some((c) => names.has(c)),
  );
  return found && { recognised: `This is ${found[2]}.`, advice: found[3] };
}
