/** The formats that are read by name. A saved mapping is one more: `{ mapping }` as Reading. */
import { factlineRows, type Spelling } from './factline.ts';
import type { Framer, FrameSink } from './frame.ts';
import { autoFramer } from './frame-auto.ts';
import { jsonFramer } from './frame-json.ts';
import { lineFramer } from './frame-lines.ts';
import { tableFramer } from './frame-table.ts';
import { parseMapping } from './header.ts';
import { mappedRows } from './mapped.ts';
import type { JournalHeader } from './mapping.ts';
import { typedCells } from './own-table.ts';
import { parsePath } from './path.ts';
import { type Plan, planOf } from './plan.ts';
import akkaJournal from './presets/akka-journal.json' with { type: 'json' };
import akkaLegacy from './presets/akka-legacy.json' with { type: 'json' };
import axon4 from './presets/axon4.json' with { type: 'json' };
import axon5 from './presets/axon5.json' with { type: 'json' };
import canal from './presets/canal.json' with { type: 'json' };
import castore from './presets/castore.json' with { type: 'json' };
import castorePostgres from './presets/castore-postgres.json' with { type: 'json' };
import cloudevents from './presets/cloudevents.json' with { type: 'json' };
import cloudevents03 from './presets/cloudevents-03.json' with { type: 'json' };
import cloudtrail from './presets/cloudtrail.json' with { type: 'json' };
import commanded from './presets/commanded.json' with { type: 'json' };
import connectRecords from './presets/connect-records.json' with { type: 'json' };
import debezium from './presets/debezium.json' with { type: 'json' };
import debeziumFlat from './presets/debezium-flat.json' with { type: 'json' };
import dms from './presets/dms.json' with { type: 'json' };
import emmett from './presets/emmett.json' with { type: 'json' };
import emmettMongodb from './presets/emmett-mongodb.json' with { type: 'json' };
import emmettStream from './presets/emmett-stream.json' with { type: 'json' };
import eventGrid from './presets/event-grid.json' with { type: 'json' };
import eventbridge from './presets/eventbridge.json' with { type: 'json' };
import eventSourcingDb from './presets/eventsourcingdb.json' with { type: 'json' };
import factlineCloudevents from './presets/factline-cloudevents.json' with { type: 'json' };
import factlineCsv from './presets/factline-csv.json' with { type: 'json' };
import ghArchive from './presets/gh-archive.json' with { type: 'json' };
import githubWebhook from './presets/github-webhook.json' with { type: 'json' };
import goldengate from './presets/goldengate.json' with { type: 'json' };
import kafkaConsole from './presets/kafka-console.json' with { type: 'json' };
import kcat from './presets/kcat.json' with { type: 'json' };
import kurrentdb from './presets/kurrentdb.json' with { type: 'json' };
import marten from './presets/marten.json' with { type: 'json' };
import maxwell from './presets/maxwell.json' with { type: 'json' };
import messageDb from './presets/message-db.json' with { type: 'json' };
import nats from './presets/nats.json' with { type: 'json' };
import ocelCsv from './presets/ocel-csv.json' with { type: 'json' };
import ocelXml from './presets/ocel-xml.json' with { type: 'json' };
import ocel1 from './presets/ocel1.json' with { type: 'json' };
import ocel2 from './presets/ocel2.json' with { type: 'json' };
import otlpLogs from './presets/otlp-logs.json' with { type: 'json' };
import processTable from './presets/process-table.json' with { type: 'json' };
import railsEventStore from './presets/rails-event-store.json' with { type: 'json' };
import railsEventStoreApi from './presets/rails-event-store-api.json' with { type: 'json' };
import reduxDevtools from './presets/redux-devtools.json' with { type: 'json' };
import stripe from './presets/stripe.json' with { type: 'json' };
import temporal from './presets/temporal.json' with { type: 'json' };
import wal2json from './presets/wal2json.json' with { type: 'json' };
import wikimedia from './presets/wikimedia.json' with { type: 'json' };
import xes from './presets/xes.json' with { type: 'json' };
import { type Preset, presetOf } from './presets.ts';
import type { Reading } from './preview.ts';
import { ReadError } from './read-error.ts';
import { type CodeShape, shapeOf } from './shapes/shapes.ts';
import type { ReadsTable } from './sql-tables.ts';
import { type StreamLinks, streamLinks } from './stream-links.ts';
import { readsOfPlan, readsOfSignature } from './table-fit.ts';
import type { UnderstandRow } from './understood.ts';

/** Lines, an array, or (`auto`) either, or values one after another, or a table: what the first bytes say. */
export type Shape = 'auto' | 'ndjson' | 'array' | 'csv' | CodeShape;

/** A format that is read by name: our own, or a preset. */
export type Reader = Omit<Preset, 'plan'> & {
  /** Of a foreign format: how its rows become records. */
  readonly plan?: Plan;
};

/** In the order in which they are recognised (`formats.md` §4): the first that fits is proposed. */
export const READERS: readonly Reader[] = [
  {
    id: 'factline',
    title: 'Factline records',
    shape: 'auto',
    path: [],
    signature: [],
    sequence: { per: 'subject', base: 1 },
    identity: ['id'],
    notes: [],
    beside: [],
  },
  ...[
    eventSourcingDb,
    factlineCloudevents,
    factlineCsv,
    cloudevents03,
    cloudevents,
    kurrentdb,
    temporal,
    castore,
    castorePostgres,
    emmett,
    emmettStream,
    emmettMongodb,
    messageDb,
    marten,
    axon4,
    axon5,
    akkaJournal,
    akkaLegacy,
    commanded,
    railsEventStore,
    railsEventStoreApi,
    cloudtrail,
    eventbridge,
    eventGrid,
    otlpLogs,
    nats,
    reduxDevtools,
    ghArchive,
    githubWebhook,
    stripe,
    wikimedia,
    kcat,
    kafkaConsole,
    connectRecords,
    debezium,
    debeziumFlat,
    wal2json,
    canal,
    maxwell,
    goldengate,
    dms,
    ocel1,
    ocel2,
    ocelXml,
    ocelCsv,
    xes,
    processTable,
  ].map(presetOf),
];

/** The reading of a mapping file. Throws a ReadError that names what in it does not fit. */
export function mappingReading(json: string): Reading {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new ReadError(
      'The mapping is no JSON. It is a file such as { "mapping": 1, "shape": "ndjson", "roles": { "type": "name" } }.',
    );
  }
  return { mapping: parseMapping(value) };
}

/** What a reading comes to. `header` is what the journal's header says before a line was read. */
export interface Opened {
  readonly shape: Shape;
  readonly path: readonly string[];
  readonly header: JournalHeader;
  readonly plan: Plan | undefined;
  /** Where a table beside the events says which streams they are in: to be read first. */
  readonly links: StreamLinks | undefined;
  /** For each file anew: which tables of a dump are read. */
  readonly reads: () => ReadsTable;
}

/** Resolves a reading. `name`: what a journal is called that does not name itself. Throws a ReadError for a format that is not known and a mapping that cannot run. */
export function openReading(reading: Reading, name = 'journal'): Opened {
  if ('mapping' in reading) {
    const { mapping } = reading;
    const path = mapping.rows === undefined ? [] : parsePath(mapping.rows);
    if (!path) throw new ReadError(`The mapping's path \`rows\` cannot be read: ${mapping.rows}`);
    const zones = Object.fromEntries(
      Object.entries(mapping.times ?? {}).flatMap(([role, time]) =>
        time.zone === undefined ? [] : [[role, time.zone]],
      ),
    );
    const plan = planOf(mapping);
    return {
      shape: mapping.shape,
      path,
      plan,
      links: undefined,
      reads: () => readsOfPlan(plan),
      header: {
        factline: 1,
        journal: mapping.name,
        from: 'mapping',
        mapping,
        sequence: mapping.sequence ?? { per: 'subject', base: 1 },
        identity: mapping.identity ?? ['id'],
        ...(Object.keys(zones).length > 0 && { zones }),
      },
    };
  }
  const reader = READERS.find(({ id }) => id === reading.format);
  if (!reader) {
    const known = READERS.map(({ id }) => id).join(', ');
    throw new ReadError(`There is no format \`${reading.format}\`. Known are ${known}; anything else by a mapping.`);
  }
  const { id, shape, path, sequence, identity, plan, signature } = reader;
  return {
    shape,
    path,
    plan,
    links: streamLinks(id),
    reads: () => readsOfSignature(signature),
    header: { factline: 1, journal: name, from: id, sequence, identity },
  };
}

export function rowsOf(opened: Opened, header: () => JournalHeader, spelling: Spelling): UnderstandRow {
  return opened.plan ? mappedRows(opened.plan) : factlineRows(header, spelling);
}

type OnBlock = (bytes: Uint8Array, start: number, end: number) => void;

/** The framer of a shape; of `auto` and of a table, chosen by the first bytes. `name`: the file's. */
export function framerOf(opened: Opened, sink: FrameSink, onBlock?: OnBlock, name?: string): Framer {
  const { shape, path, links, reads } = opened;
  switch (shape) {
    case 'ndjson':
      return lineFramer(sink, onBlock);
    case 'csv':
      return tableFramer(sink, { nulls: false, reads: reads() });
    case 'array':
      return jsonFramer(sink, { path });
    case 'auto':
      return autoFramer(sink, {
        path,
        nulls: true,
        reads: reads(),
        ...(onBlock && { onBlock }),
        ...(!opened.plan && { cells: typedCells }),
      });
    default:
      return shapeOf(shape)(sink, {
        path,
        nulls: true,
        reads: reads(),
        ...(links && { links }),
        ...(name !== undefined && { name }),
      });
  }
}
