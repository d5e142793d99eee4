/** Columns and hashes of several journals on one axis, for what can be said without writing them. */
import type { Columns } from '../columns.ts';
import { RecordFlag } from '../columns.ts';
import { type Hashes, rowsByHash } from '../hashes.ts';
import type { AxisOrder } from './order.ts';
import { type AxisSource, identityTogether, scopesTogether, shiftOf } from './source.ts';

/** Where the records of a source stand on the axis, by row. */
export function placesOf(order: AxisOrder, sources: readonly AxisSource[]): readonly Uint32Array[] {
  const places = sources.map(({ columns }) => new Uint32Array(columns.count));
  for (let place = 0; place < order.count; place++) {
    const of = places[order.source[place] ?? 0];
    if (of) of[order.row[place] ?? 0] = place;
  }
  return places;
}

/** Words of several dictionaries as one: the entry there of each entry here. */
function dictionary() {
  const words = [''];
  const entries = new Map([['', 0]]);
  const add = (word: string) => {
    const known = entries.get(word);
    if (known !== undefined) return known;
    entries.set(word, words.length);
    return words.push(word) - 1;
  };
  return { words, add, all: (list: readonly string[]) => Uint32Array.from(list, add) };
}

export function columnsTogether(sources: readonly AxisSource[], order: AxisOrder, hashes: Hashes): Columns {
  const { count } = order;
  const { partition } = scopesTogether(sources);
  const [types, subjects, subjectTypes, partitions, consumers] = [0, 0, 0, 0, 0].map(dictionary) as [
    ReturnType<typeof dictionary>,
    ReturnType<typeof dictionary>,
    ReturnType<typeof dictionary>,
    ReturnType<typeof dictionary>,
    ReturnType<typeof dictionary>,
  ];
  const to = sources.map(({ columns }) => ({
    type: types.all(columns.types),
    subject: subjects.all(columns.subjects),
    subjectType: subjectTypes.all(columns.subjectTypes),
    partition: partition ? undefined : partitions.all(columns.partitions),
  }));
  const subjectTypeOf = new Uint32Array(subjects.words.length);
  for (const [i, { columns }] of sources.entries())
    columns.subjects.forEach((_, entry) => {
      subjectTypeOf[to[i]?.subject[entry] ?? 0] = to[i]?.subjectType[columns.subjectTypeOf[entry] ?? 0] ?? 0;
    });
  const columns = {
    line: new Uint32Array(count),
    type: new Uint32Array(count),
    version: new Uint16Array(count),
    subject: new Uint32Array(count),
    partition: new Uint32Array(count),
    sequence: new Float64Array(count),
    position: new Float64Array(0),
    tEventMicros: new Float64Array(count),
    tLogMicros: new Float64Array(count),
    flags: new Uint8Array(count),
  };
  for (let place = 0; place < count; place++) {
    const i = order.source[place] ?? 0;
    const row = order.row[place] ?? 0;
    const source = sources[i];
    const map = to[i];
    if (!source || !map) continue;
    const from = source.columns;
    columns.line[place] = place + 1;
    columns.type[place] = map.type[from.type[row] ?? 0] ?? 0;
    columns.version[place] = from.version[row] ?? 1;
    columns.subject[place] = map.subject[from.subject[row] ?? 0] ?? 0;
    columns.partition[place] = partition
      ? partitions.add(partition(source, row))
      : (map.partition?.[from.partition[row] ?? 0] ?? 0);
    columns.sequence[place] = from.sequence[row] ?? Number.NaN;
    columns.tEventMicros[place] = (from.tEventMicros[row] ?? Number.NaN) + shiftOf(source.offset, 't_event');
    columns.tLogMicros[place] = (from.tLogMicros[row] ?? Number.NaN) + shiftOf(source.offset, 't_log');
    columns.flags[place] = from.flags[row] ?? 0;
  }
  return {
    count,
    ...columns,
    types: types.words,
    subjects: subjects.words,
    subjectTypeOf,
    subjectTypes: subjectTypes.words,
    partitions: partitions.words,
    processing: processingTogether(sources, order, hashes, consumers),
  };
}

/** A row that names a record by its id belongs to the first record of that id on the axis. */
function processingTogether(
  sources: readonly AxisSource[],
  order: AxisOrder,
  hashes: Hashes,
  consumers: ReturnType<typeof dictionary>,
): Columns['processing'] {
  const total = sources.reduce((sum, { columns }) => sum + columns.processing.count, 0);
  const result = {
    row: new Uint32Array(total),
    consumer: new Uint16Array(total),
    tStartMicros: new Float64Array(total),
    tProcessMicros: new Float64Array(total),
    outcome: new Uint8Array(total),
    attempt: new Uint16Array(total),
  };
  if (total === 0) return { count: 0, ...result, consumers: [''] };
  const places = placesOf(order, sources);
  const firstOf = rowsByHash(hashes.id);
  let at = 0;
  for (const [i, { columns, offset }] of sources.entries()) {
    const { processing } = columns;
    const shift = shiftOf(offset, 't_process');
    const names = consumers.all(processing.consumers);
    for (let k = 0; k < processing.count; k++, at++) {
      const row = processing.row[k] ?? 0;
      const place = places[i]?.[row] ?? 0;
      const made = ((columns.flags[row] ?? 0) & RecordFlag.idMade) !== 0;
      result.row[at] = made ? place : firstOf(hashes.id[2 * place] ?? 0, hashes.id[2 * place + 1] ?? 0);
      result.consumer[at] = names[processing.consumer[k] ?? 0] ?? 0;
      result.tStartMicros[at] = (processing.tStartMicros[k] ?? Number.NaN) + shift;
      result.tProcessMicros[at] = (processing.tProcessMicros[k] ?? Number.NaN) + shift;
      result.outcome[at] = processing.outcome[k] ?? 0;
      result.attempt[at] = processing.attempt[k] ?? 1;
    }
  }
  return { count: total, ...result, consumers: consumers.words };
}

export function hashesTogether(sources: readonly AxisSource[], order: AxisOrder): Hashes {
  const own = identityTogether(sources);
  const gather = (of: (source: AxisSource) => Uint32Array) => {
    const lists = sources.map(of);
    const into = new Uint32Array(2 * order.count);
    for (let place = 0; place < order.count; place++) {
      const from = lists[order.source[place] ?? 0];
      const row = order.row[place] ?? 0;
      into[2 * place] = from?.[2 * row] ?? 0;
      into[2 * place + 1] = from?.[2 * row + 1] ?? 0;
    }
    return into;
  };
  const identity = ({ identity: fields, hashes, columns }: AxisSource) =>
    fields.join('\n') === own.join('\n')
      ? hashes.identity
      : hashes.id.map((word, i) => (((columns.flags[i >> 1] ?? 0) & RecordFlag.idMade) !== 0 ? 0 : word));
  return {
    identity: gather(identity),
    id: gather(({ hashes }) => hashes.id),
    request: gather(({ hashes }) => hashes.request),
    causation: gather(({ hashes }) => hashes.causation),
    correlation: gather(({ hashes }) => hashes.correlation),
    processing: new Uint32Array(0),
  };
}
