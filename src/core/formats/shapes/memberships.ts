/**
 * Events joined with the streams they are in, a row for each stream: rows of one event that follow one another become one. The stream that
 * is no system's own comes first, the others stand in `also`; what the other rows say differently is kept in `links`.
 */
import { type JsonNode, textOf } from '../../record/json-tree.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { JOINED_COLUMNS, type JoinedColumns, type StreamLinks, textAt } from '../stream-links.ts';
import { type Unfolding, unfoldFramer } from './unfold.ts';

/** Every event is in it; the place in it is the place in the log. */
const ALL = '$all';

interface Row {
  readonly id: string;
  readonly stream: string;
  readonly place: string | undefined;
  readonly columns: JoinedColumns;
  readonly members: ReadonlyMap<string, string>;
}

export function membershipsFramer(sink: FrameSink, options: AutoOptions): Framer {
  let held: Row[] = [];
  const { reads } = options;
  /** They are read before the first row, and after this framer was made. */
  const linksRead = () => (options.links && options.links.count > 0 ? options.links : undefined);
  const tables: AutoOptions = {
    ...options,
    reads: (columns, name) => (linksRead()?.isTable(columns) ? 'elsewhere' : reads(columns, name)),
  };
  const flush = (out: Unfolding) => {
    if (held.length > 0) out.emit(merged(held));
    held = [];
  };
  return unfoldFramer(sink, (inner) => autoFramer(inner, tables), {
    value(node, out) {
      const links = linksRead();
      // It was heard before.
      if (links && node.kind === 'object' && links.isTable(node.members.map(({ key }) => key))) return;
      const linked = links && rowsOf(node, links);
      if (linked) {
        flush(out);
        out.emit(merged(linked));
        return;
      }
      const row = rowOf(node);
      if (!row || held.at(-1)?.id !== row.id) flush(out);
      if (row) held.push(row);
      else out.emit(node.kind === 'object' ? object(membersOf(node)) : textOf(node));
    },
    flush,
    end: flush,
  });
}

function membersOf(node: JsonNode & { kind: 'object' }): Map<string, string> {
  const members = new Map(node.members.map(({ key, value }): [string, string] => [key, textOf(value)]));
  // The store leaves `valid_at` empty where it is the time of the record.
  const created = members.get('created_at') ?? members.get('timestamp');
  if (members.get('valid_at') === 'null' && created !== undefined) members.set('valid_at', created);
  return members;
}

function rowOf(node: JsonNode): Row | undefined {
  if (node.kind !== 'object') return undefined;
  for (const columns of JOINED_COLUMNS) {
    const stream = textAt(node, columns.stream);
    const id = textAt(node, 'event_id');
    if (stream === undefined || id === undefined) continue;
    return { id, stream, place: textAt(node, columns.place), columns, members: membersOf(node) };
  }
  return undefined;
}

/** An event without its streams, which stand in another table. */
function rowsOf(node: JsonNode, links: Pick<StreamLinks, 'of' | 'columns'>): readonly Row[] | undefined {
  if (node.kind !== 'object' || textAt(node, links.columns.stream) !== undefined) return undefined;
  const id = textAt(node, 'event_id');
  const found = id === undefined ? [] : links.of(id);
  if (id === undefined || found.length === 0) return undefined;
  const members = membersOf(node);
  const { columns } = links;
  return found.map(({ stream, place }) => ({
    id,
    stream,
    place,
    columns,
    members: new Map([
      ...members,
      [columns.stream, JSON.stringify(stream)],
      [columns.place, place === undefined ? 'null' : /^\d+$/.test(place) ? place : JSON.stringify(place)],
    ]),
  }));
}

function merged(rows: readonly Row[]): string {
  const named = rows.filter(({ stream }) => stream !== ALL);
  const first = named.find(({ stream }) => !stream.startsWith('$')) ?? named[0] ?? rows[0];
  if (!first) return '{}';
  const members = new Map(first.members);
  const all = rows.find(({ stream }) => stream === ALL);
  if (all?.place !== undefined && first !== all && !members.has('event_number')) members.set('event_number', all.place);
  const others = named.filter((row) => row !== first);
  if (others.length > 0) members.set('also', `[${others.map(reference).join(',')}]`);
  const links = others.flatMap((row) => {
    const odd = [...row.members].filter(
      ([key, json]) => key !== row.columns.stream && key !== row.columns.place && json !== first.members.get(key),
    );
    if (odd.length === 0) return [];
    return [object(new Map([[row.columns.stream, JSON.stringify(row.stream)], ...odd]))];
  });
  if (links.length > 0) members.set('links', `[${links.join(',')}]`);
  return object(members);
}

function reference({ stream, place }: Row): string {
  const sequence = place !== undefined && /^\d+$/.test(place) ? `,"sequence":${BigInt(place)}` : '';
  return `{"subject_id":${JSON.stringify(stream)}${sequence}}`;
}

function object(members: ReadonlyMap<string, string>): string {
  return `{${[...members].map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(',')}}`;
}
