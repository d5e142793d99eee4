/**
 * Which streams an event is in, where a table of its own says so: `event_store_events_in_streams` of Rails Event Store (formats.md). It is
 * read before the events, whichever file or part of a dump it stands in.
 */
import { decodeUtf8 } from '../record/json.ts';
import { JsonError, memberOf, parseTree } from '../record/json-tree.ts';
import { scalarText } from './fit.ts';
import type { Framer } from './frame.ts';
import { autoFramer } from './frame-auto.ts';
import { renderingOf } from './frame-table.ts';
import { ReadError } from './read-error.ts';

export interface StreamLink {
  readonly stream: string;
  /** As written; undefined where the store knows none. */
  readonly place: string | undefined;
}
export interface StreamLinks {
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
const ADVICE =
  'Join in the database instead: select e.*, s.stream, s.position from event_store_events e join event_store_events_in_streams s using (event_id) order by e.id, s.id';

/** A table by its columns. */
export const isLinkTable = (columns: readonly string[]): boolean =>
  columns.includes('stream') &&
  columns.includes('event_id') &&
  !columns.includes('event_type') &&
  !columns.includes('data');

export function createStreamLinks(): StreamLinks {
  const streams: string[] = [];
  const indices = new Map<string, number>();
  /** By event: stream and place in turn. */
  const byEvent = new Map<string, (number | string | undefined)[]>();
  const used = new Set<string>();
  let count = 0;
  let framer: Framer | undefined;

  const open = (hear: (event: string, link: StreamLink) => void): Framer =>
    autoFramer(
      {
        row(bytes, start, end) {
          const row = rowOf(bytes.subarray(start, end));
          if (row) hear(row.event, row);
        },
        reject: () => undefined,
      },
      { path: [], nulls: true, reads: isLinkTable },
    );
  const add = (event: string, { stream, place }: StreamLink) => {
    if (++count > MOST) throw new ReadError(`There are more than ${MOST} places of events in streams. ${ADVICE}`);
    const index = indices.get(stream) ?? streams.push(stream) - 1;
    indices.set(stream, index);
    const known = byEvent.get(event);
    if (known) known.push(index, place);
    else byEvent.set(event, [index, place]);
  };
  return {
    get count() {
      return count;
    },
    of(event) {
      const flat = byEvent.get(event) ?? [];
      if (flat.length > 0) used.add(event);
      const links: StreamLink[] = [];
      for (let i = 0; i < flat.length; i += 2)
        links.push({ stream: streams[flat[i] as number] ?? '', place: flat[i + 1] as string | undefined });
      return links;
    },
    wants(head) {
      const text = new TextDecoder().decode(head.subarray(0, HEAD_BYTES));
      if (!/^\s*[[{]/.test(text) && renderingOf(text) === 'sql') return true;
      let found = false;
      const probe = open(() => {
        found = true;
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
      framer ??= open(add);
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
      return [
        `Which streams events are in was read from event_store_events_in_streams: ${count} places.`,
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

function rowOf(bytes: Uint8Array): (StreamLink & { readonly event: string }) | undefined {
  try {
    const node = parseTree(decodeUtf8(bytes));
    if (node.kind !== 'object' || !isLinkTable(node.members.map(({ key }) => key))) return undefined;
    const textAt = (key: string) => {
      const value = memberOf(node, key);
      const text = value && scalarText(value);
      return text === '' ? undefined : text;
    };
    const [stream, event] = [textAt('stream'), textAt('event_id')];
    return stream === undefined || event === undefined ? undefined : { stream, event, place: textAt('position') };
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}
