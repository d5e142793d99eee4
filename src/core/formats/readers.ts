/** The formats that are read by name. A saved mapping is one more: `{ mapping }` as Reading. */
import { factlineRows } from './factline.ts';
import type { Framer, FrameSink } from './frame.ts';
import { csvFramer } from './frame-csv.ts';
import { jsonFramer } from './frame-json.ts';
import { lineFramer } from './frame-lines.ts';
import { parseMapping } from './header.ts';
import { mappedRows } from './mapped.ts';
import type { JournalHeader, SequenceSpec } from './mapping.ts';
import { parsePath } from './path.ts';
import { type Plan, planOf, timesOf } from './plan.ts';
import type { Reading } from './preview.ts';
import { ReadError } from './read-error.ts';
import type { UnderstandRow } from './understood.ts';

/** Lines, an array, or (`auto`) either, or values one after another: what the first bytes say. */
export type Shape = 'auto' | 'ndjson' | 'array' | 'csv';

export interface Reader {
  readonly id: string;
  readonly title: string;
  readonly shape: Shape;
  readonly sequence: SequenceSpec;
  /** Fields of the record that tell it from all others. */
  readonly identity: readonly string[];
  /** Of a foreign format: how its rows become records. */
  readonly plan?: Plan;
}

const from = (...paths: string[]) => paths.map((path) => ({ paths: [[path]] }));

/** CloudEvents 1.0, structured JSON: one event, a batch, or one a line. `sequence` counts within a source. */
const CLOUDEVENTS: Plan = {
  roles: [
    { role: 'id', from: from('id') },
    { role: 'type', from: from('type') },
    { role: 'subject_id', from: from('subject', 'source') },
    { role: 'sequence', from: from('sequence') },
    { role: 'partition', from: from('source') },
    { role: 'producer', from: from('source') },
    { role: 't_event', from: from('time') },
    { role: 't_log', from: from('recordedtime') },
    { role: 'correlation_id', from: [{ paths: [['correlationid']] }, { paths: [['traceparent']], as: 'trace' }] },
    { role: 'causation_id', from: from('causationid') },
    { role: 'actor_type', from: from('authtype') },
    { role: 'actor_id', from: from('authid') },
    { role: 'payload', from: [{ paths: [['data']] }, { paths: [['data_base64']], as: 'bytes' }] },
  ],
  constants: [],
  times: timesOf(undefined),
  unwrap: [],
  per: 'partition',
};

export const READERS: readonly Reader[] = [
  {
    id: 'factline',
    title: 'Factline records',
    shape: 'auto',
    sequence: { per: 'subject', base: 1 },
    identity: ['id'],
  },
  {
    id: 'cloudevents',
    title: 'CloudEvents 1.0',
    shape: 'auto',
    sequence: { per: 'partition', base: 1 },
    identity: ['producer', 'id'],
    plan: CLOUDEVENTS,
  },
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
}

/** Resolves a reading. Throws a ReadError for a format that is not known and a mapping that cannot run. */
export function openReading(reading: Reading): Opened {
  if ('mapping' in reading) {
    const { mapping } = reading;
    const path = mapping.rows === undefined ? [] : parsePath(mapping.rows);
    if (!path) throw new ReadError(`The mapping's path \`rows\` cannot be read: ${mapping.rows}`);
    const zones = Object.fromEntries(
      Object.entries(mapping.times ?? {}).flatMap(([role, time]) =>
        time.zone === undefined ? [] : [[role, time.zone]],
      ),
    );
    return {
      shape: mapping.shape,
      path,
      plan: planOf(mapping),
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
  const { id, shape, sequence, identity, plan } = reader;
  return { shape, path: [], plan, header: { factline: 1, journal: 'journal', from: id, sequence, identity } };
}

export function rowsOf(opened: Opened, header: () => JournalHeader): UnderstandRow {
  return opened.plan ? mappedRows(opened.plan) : factlineRows(header);
}

type OnBlock = (bytes: Uint8Array, start: number, end: number) => void;

/** The framer of a shape; of `auto`, chosen by the first line. */
export function framerOf(opened: Opened, sink: FrameSink, onBlock?: OnBlock): Framer {
  switch (opened.shape) {
    case 'ndjson':
      return lineFramer(sink, onBlock);
    case 'csv':
      return csvFramer(sink);
    case 'array':
      return jsonFramer(sink, { path: opened.path });
    case 'auto':
      return autoFramer(sink, onBlock);
  }
}

const HEAD_BYTES = 1 << 16;

/** `[`: an array. A first line that does not end as it began, `{`: values over several lines. Else lines. */
function autoFramer(sink: FrameSink, onBlock?: OnBlock): Framer {
  let chosen: Framer | undefined;
  let head = new Uint8Array(0);
  const choose = () => {
    const text = new TextDecoder().decode(head.subarray(0, HEAD_BYTES)).trimStart();
    const cut = text.indexOf('\n');
    const line = (cut < 0 ? text : text.slice(0, cut)).trimEnd();
    if (text.startsWith('[')) chosen = jsonFramer(sink, { path: [] });
    else if (text.startsWith('{') && cut >= 0 && !line.endsWith('}')) chosen = jsonFramer(sink, 'values');
    else chosen = lineFramer(sink, onBlock);
    chosen.push(head);
    return chosen;
  };
  return {
    get lines() {
      return chosen?.lines ?? 0;
    },
    push(chunk) {
      if (chosen) return chosen.push(chunk);
      const joined = new Uint8Array(head.length + chunk.length);
      joined.set(head);
      joined.set(chunk, head.length);
      head = joined;
      const begun = head.findIndex((byte) => byte > 32);
      if (begun >= 0 && (head[begun] === 91 || head.indexOf(10, begun) >= 0 || head.length > HEAD_BYTES)) choose();
    },
    end() {
      (chosen ?? choose()).end();
    },
  };
}
