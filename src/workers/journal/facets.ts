/**
 * Facets of an open journal. What stands in its lines alone is read once, when a facet first asks for it, beside other work; what none asks for
 * takes no room.
 */
import { BLOCK_RECORDS, type Columns } from '../../core/journal/columns.ts';
import { countFacet, type FacetAsk, type FacetColumn, type FacetField } from '../../core/journal/find/facets.ts';
import { HOUR_WORDS, hoursByRow } from '../../core/journal/find/hour.ts';
import { LINE_WORDS, type LineWord, type RowWords, readRowWords } from '../../core/journal/row-words.ts';
import { pause } from '../pause.ts';
import type { FacetAnswer } from './journal.protocol.ts';
import { blocksOf, type OpenJournal } from './open-journal.ts';

/** A pass over the lines, for some fields. */
interface Reading {
  /** Undefined until all blocks were read. */
  words: Readonly<Partial<Record<LineWord, RowWords>>> | undefined;
  read: number;
  readonly done: Promise<void>;
}

const SLICE_MILLIS = 25;

/** By columns, which stay the same as long as a journal is held. */
const readings = new WeakMap<Columns, Map<LineWord, Reading>>();
const hours = new WeakMap<Columns, Uint8Array>();

/** The passes that read these fields; those that none reads yet are read by a new one. */
function readingsOf(open: OpenJournal, fields: readonly LineWord[]): readonly Reading[] {
  const { columns } = open;
  const known = readings.get(columns) ?? new Map<LineWord, Reading>();
  readings.set(columns, known);
  const fresh = fields.filter((field) => !known.has(field));
  if (fresh.length > 0) {
    const read = async () => {
      const reader = readRowWords(columns.count, fresh);
      let since = performance.now();
      let index = 0;
      for await (const block of blocksOf(open)) {
        reader.add(index++, block);
        if (performance.now() - since < SLICE_MILLIS) continue;
        reading.read = (index * BLOCK_RECORDS) / columns.count;
        await pause();
        since = performance.now();
      }
      reading.words = reader.words;
      reading.read = 1;
    };
    const reading: Reading = { words: undefined, read: 0, done: Promise.resolve().then(read) };
    // What failed is tried anew by the next who asks.
    reading.done.catch(() => {
      for (const field of fresh) known.delete(field);
    });
    for (const field of fresh) known.set(field, reading);
  }
  return [...new Set(fields.flatMap((field) => known.get(field) ?? []))];
}

const isLineWord = (field: string): field is LineWord => LINE_WORDS.some((word) => word === field);

/** The words of a field that stands in the lines alone, where they were read already. */
export const wordsRead = ({ columns }: OpenJournal, field: string): RowWords | undefined =>
  isLineWord(field) ? readings.get(columns)?.get(field)?.words?.[field] : undefined;

function columnOf(open: OpenJournal, field: FacetField): FacetColumn | undefined {
  const { columns } = open;
  const listed = (of: FacetColumn['of'], words: readonly string[]): FacetColumn => ({
    of,
    size: words.length,
    word: (entry) => words[entry] ?? '',
  });
  switch (field) {
    case 'type':
      return listed(columns.type, columns.types);
    case 'subject':
      return listed(columns.subject, columns.subjects);
    case 'hour': {
      const of = hours.get(columns) ?? hoursByRow(columns);
      hours.set(columns, of);
      return listed(of, HOUR_WORDS);
    }
    default:
      return wordsRead(open, field);
  }
}

/** `moment`: how long what has to be read is waited for before the rest is answered. */
export async function facetsOf(
  open: OpenJournal,
  shown: Uint8Array | undefined,
  asks: readonly FacetAsk[],
  moment: () => Promise<void>,
): Promise<Omit<FacetAnswer, 'searched'>> {
  const reading = readingsOf(
    open,
    asks.map(({ field }) => field).filter((field) => isLineWord(field)),
  );
  if (reading.some(({ words }) => !words)) await Promise.race([Promise.all(reading.map(({ done }) => done)), moment()]);
  const total = shown ? shown.reduce((sum, one) => sum + one, 0) : open.columns.count;
  const facets = asks.flatMap((ask) => {
    const column = columnOf(open, ask.field);
    return column ? [countFacet(column, ask, shown)] : [];
  });
  return { total, read: Math.min(1, ...reading.map(({ read }) => read)), facets };
}
