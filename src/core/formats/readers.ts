/** The formats that are read by name. A saved mapping is one more: `{ mapping }` as Reading. */
import { factlineRows } from './factline.ts';
import type { Framer, FrameSink } from './frame.ts';
import { csvFramer } from './frame-csv.ts';
import { jsonFramer } from './frame-json.ts';
import { lineFramer } from './frame-lines.ts';
import { parseMapping } from './header.ts';
import { mappedRows } from './mapped.ts';
import type { JournalHeader } from './mapping.ts';
import { parsePath } from './path.ts';
import { type Path, type Plan, planOf } from './plan.ts';
import cloudevents from './presets/cloudevents.json' with { type: 'json' };
import factlineCloudevents from './presets/factline-cloudevents.json' with { type: 'json' };
import factlineCsv from './presets/factline-csv.json' with { type: 'json' };
import messageDb from './presets/message-db.json' with { type: 'json' };
import { type Preset, presetOf } from './presets.ts';
import type { Reading } from './preview.ts';
import { ReadError } from './read-error.ts';
import { type CodeShape, shapeOf } from './shapes/shapes.ts';
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
  },
  ...[factlineCloudevents, factlineCsv, cloudevents, messageDb].map(presetOf),
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
  const { id, shape, path, sequence, identity, plan } = reader;
  return { shape, path, plan, header: { factline: 1, journal: 'journal', from: id, sequence, identity } };
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
      return autoFramer(sink, opened.path, onBlock);
    default:
      return shapeOf(opened.shape)(sink);
  }
}

const HEAD_BYTES = 1 << 16;

/** `[`: an array. `{`: one object with the rows at a path, lines, or (where the first does not end as it began) values over several lines. Else a table. */
function autoFramer(sink: FrameSink, path: Path, onBlock?: OnBlock): Framer {
  let chosen: Framer | undefined;
  let head = new Uint8Array(0);
  const choose = () => {
    const text = new TextDecoder().decode(head.subarray(0, HEAD_BYTES)).trimStart();
    const cut = text.indexOf('\n');
    const line = (cut < 0 ? text : text.slice(0, cut)).trimEnd();
    if (text.startsWith('[')) chosen = jsonFramer(sink, { path: [] });
    else if (text.startsWith('{') && path.length > 0) chosen = jsonFramer(sink, { path });
    else if (text.startsWith('{') && cut >= 0 && !line.endsWith('}')) chosen = jsonFramer(sink, 'values');
    else if (/^\s*\{.*\}\s*$/m.test(text) || text.startsWith('{')) chosen = lineFramer(sink, onBlock);
    else chosen = csvFramer(sink);
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
