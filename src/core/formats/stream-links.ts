/** Which streams an event is in, where tables of their own say so (formats.md). They are read before the events, whichever file or part of a dump they stand in. */
import { type JsonNode, memberOf } from '../record/json-tree.ts';
import { scalarText } from './fit.ts';
import type { Framer } from './frame.ts';
import { autoFramer } from './frame-auto.ts';
import { renderingOf } from './frame-table.ts';
import { ReadError } from './read-error.ts';
import { unfoldFramer } from './shapes/unfold.ts';

export interface StreamLink {
  readonly stream: string;
  /** As written; undefined where the store knows none. */
  readonly place: string | undefined;
}
/** Where a row of an event that is joined with its streams names one, and its place there. */
export interface JoinedColumns {
  readonly stream: string;
  readonly place: string;
}
export interface StreamLinks {
  readonly columns: JoinedColumns;
  /** Whether columns are of one of these tables. */
  isTable(columns: readonly string[]): boolean;
  readonly count: number;
  /** In the order of the table. */
  of(event: string): readonly StreamLink[];
  /** Whether a file holds that table, or may: a dump in SQL tells it only at its end. */
  wants(head: Uint8Array): boolean;
  /** Of a file that is wanted, from its beginning. */
  push(chunk: Uint8Array): void;
  /** The file is over. */
  end(): void;
  /** What came of it, in sentences. */
  said(): readonly string[];
}

/** More are not held in memory. */
const MOST = 20_000_000;
const HEAD_BYTES = 1 << 16;

/** Tables of a store: which event is in which stream, and where streams go by a number, which name a number has. */
interface LinkTables {
  readonly title: string;
  readonly columns: JoinedColumns;
  readonly links: {
    readonly stream: string;
    readonly place: string;
    /** The stream that an event was written to: it comes first, whichever stands first in the table. */
    readonly origin?: string;
    isIt(columns: readonly string[]): boolean;
  };
  readonly names?: {
    readonly title: string;
    readonly number: string;
    readonly name: string;
    /** Numbers that every store has. */
    readonly known: Readonly<Record<string, string>>;
    isIt(columns: readonly string[]): boolean;
  };
}

const hasAll = (columns: readonly string[], all: readonly string[], none: readonly string[]) =>
  all.every((column) => columns.includes(column)) && !none.some((column) => columns.includes(column));

/** By the name of the format. */
const TABLES: Readonly<Record<string, LinkTables>> = {
  'rails-event-store': {
    title: 'event_store_events_in_streams',
    columns: { stream: 'stream', place: 'position' },
    links: {
      stream: 'stream',
      place: 'position',
      isIt: (columns) => hasAll(columns, ['stream', 'event_id'], ['event_type', 'data']),
    },
  },
  commanded: {
    title: 'stream_events',
    columns: { stream: 'stream_uuid', place: 'stream_version' },
    links: {
      stream: 'stream_id',
      place: 'stream_version',
      origin: 'original_stream_id',
      isIt: (columns) =>
        hasAll(columns, ['event_id', 'stream_id', 'stream_version', 'original_stream_id'], ['event_type']),
    },
    names: {
      title: 'streams',
      known: { '0': '$all' },
      number: 'stream_id',
      name: 'stream_uuid',
      isIt: (columns) => hasAll(columns, ['stream_id', 'stream_uuid'], ['event_id', 'event_type']),
    },
  },
};

/** Of all stores. */
export const JOINED_COLUMNS: readonly JoinedColumns[] = Object.values(TABLES).map(({ columns }) => columns);

/** Undefined for a format that has no such tables. */
export function streamLinks(format: string): StreamLinks | undefined {
  const tables = TABLES[format];
  return tables && createStreamLinks(tables);
}

function createStreamLinks({ title, columns, links, names }: LinkTables): StreamLinks {
  const isTable = (found: readonly string[]) => links.isIt(found) || names?.isIt(found) === true;
  /** Of numbers. */
  const nameOf = new Map<string, string>();
  const streams: string[] = [];
  const indices = new Map<string, number>();
  /** By event: stream and place in turn. */
  const byEvent = new Map<string, (number | string | undefined)[]>();
  const used = new Set<string>();
  let count = 0;
  let framer: Framer | undefined;
  const named = (stream: string) =>
    names ? (nameOf.get(stream) ?? names.known[stream] ?? `stream ${stream}`) : stream;

  const add = (event: string, stream: string, place: string | undefined, isOrigin: boolean) => {
    if (++count > MOST)
      throw new ReadError(
        `There are more than ${MOST} places of events in streams: join ${title} with the events in the database.`,
      );
    const index = indices.get(stream) ?? streams.push(stream) - 1;
    indices.set(stream, index);
    const known = byEvent.get(event);
    if (known && isOrigin) known.unshift(index, place);
    else if (known) known.push(index, place);
    else byEvent.set(event, [index, place]);
  };
  const hear = (node: JsonNode & { kind: 'object' }) => {
    const keys = node.members.map(({ key }) => key);
    if (names?.isIt(keys)) {
      const [number, name] = [textAt(node, names.number), textAt(node, names.name)];
      if (number !== undefined && name !== undefined) nameOf.set(number, name);
    } else if (links.isIt(keys)) {
      const [event, stream] = [textAt(node, 'event_id'), textAt(node, links.stream)];
      const isOrigin = links.origin !== undefined && textAt(node, links.origin) === stream;
      if (event !== undefined && stream !== undefined) add(event, stream, textAt(node, links.place), isOrigin);
    }
  };
  const open = (onRow: (node: JsonNode & { kind: 'object' }) => void): Framer =>
    unfoldFramer(
      { row: () => undefined, reject: () => undefined },
      (inner) => autoFramer(inner, { path: [], nulls: true, reads: isTable }),
      {
        value(node) {
          if (node.kind === 'object') onRow(node);
        },
      },
    );
  return {
    columns,
    isTable,
    get count() {
      return count;
    },
    of(event) {
      const flat = byEvent.get(event) ?? [];
      if (flat.length > 0) used.add(event);
      const found: StreamLink[] = [];
      for (let i = 0; i < flat.length; i += 2)
        found.push({ stream: named(streams[flat[i] as number] ?? ''), place: flat[i + 1] as string | undefined });
      return found;
    },
    wants(head) {
      const text = new TextDecoder().decode(head.subarray(0, HEAD_BYTES));
      if (!/^\s*[[{]/.test(text) && renderingOf(text) === 'sql') return true;
      let found = false;
      const probe = open(({ members }) => {
        found ||= isTable(members.map(({ key }) => key));
      });
      try {
        probe.push(head.subarray(0, HEAD_BYTES));
        probe.end();
      } catch (error) {
        if (!(error instanceof ReadError)) throw error;
      }
      return found;
    },
    push(chunk) {
      framer ??= open(hear);
      framer.push(chunk);
    },
    end() {
      const ending = framer;
      framer = undefined;
      try {
        ending?.end();
      } catch (error) {
        // A dump may hold the events alone.
        if (!(error instanceof ReadError)) throw error;
      }
    },
    said() {
      if (count === 0) return [];
      const left = byEvent.size - used.size;
      const numbered = names && nameOf.size === 0;
      return [
        ...(numbered ? [`The table ${names.title} was not given: streams go by their numbers.`] : []),
        `Which streams events are in was read from ${names && !numbered ? `${title} and ${names.title}` : title}: ${count} places.`,
        ...(left > 0
          ? [
              `${left === 1 ? 'One event that it names is' : `${left} events that it names are`} not among those that were read.`,
            ]
          : []),
      ];
    },
  };
}

/** Reads what is wanted of files that are at hand. */
export function readLinks(
  links: Pick<StreamLinks, 'wants' | 'push' | 'end'> | undefined,
  files: Iterable<Uint8Array>,
): void {
  for (const bytes of files) {
    if (!links?.wants(bytes)) continue;
    links.push(bytes);
    links.end();
  }
}

/** The text of a member that is a scalar; undefined where it is absent, null or empty. */
export function textAt(node: JsonNode, key: string): string | undefined {
  const value = memberOf(node, key);
  const text = value && scalarText(value);
  return text === '' ? undefined : text;
}
