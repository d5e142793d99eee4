/** Words that stand in the records' lines alone, such as producers, as a column: read block by block when something first asks. */
import { ContractLine, FIELD_INDEX } from '../formats/contract-line.ts';
import { hashBytes } from '../record/hash.ts';
import { createDictionary } from './builder-dictionary.ts';
import { BLOCK_RECORDS, type Block } from './columns.ts';
import { release } from './release.ts';

export const LINE_WORDS = ['producer', 'actor_id', 'correlation_id'] as const;
export type LineWord = (typeof LINE_WORDS)[number];

/** One entry a row; entry 0 is '', absent. Words stay bytes until one is asked for: there may be as many as records. */
export interface RowWords {
  readonly of: Uint8Array | Uint16Array | Uint32Array;
  readonly size: number;
  word(entry: number): string;
  entry(word: string): number | undefined;
}

export interface RowWordsReader {
  /** Blocks in any order, each once, before a word is asked for. */
  add(index: number, block: Block): void;
  /** Of the fields that were asked for. */
  readonly words: Readonly<Partial<Record<LineWord, RowWords>>>;
}

const utf8 = new TextEncoder();

/** A column that grows wider with its greatest entry: mostly there are few producers and many records. */
function createEntries(count: number) {
  let entries: RowWords['of'] = new Uint8Array(count);
  let most = 0xff;
  return {
    get all() {
      return entries;
    },
    set(row: number, entry: number) {
      if (entry > most) {
        const wider = entry > 0xffff ? new Uint32Array(count) : new Uint16Array(count);
        wider.set(entries);
        release(entries);
        entries = wider;
        most = entry > 0xffff ? 0xffff_ffff : 0xffff;
      }
      entries[row] = entry;
    },
  };
}

export function readRowWords(count: number, fields: readonly LineWord[]): RowWordsReader {
  const line = new ContractLine();
  const hash = new Uint32Array(2);
  const columns = fields.map((name) => {
    const dictionary = createDictionary();
    const entries = createEntries(count);
    const intern = (u: Uint8Array, from: number, to: number) => {
      hashBytes(u, from, to, hash, 0);
      return dictionary.intern(u, from, to, hash[0] as number, 0);
    };
    // A word that is asked for becomes an entry too; beyond those of the records it is none.
    let own: number | undefined;
    const words: RowWords = {
      get of() {
        return entries.all;
      },
      get size() {
        return own ?? dictionary.size;
      },
      word: dictionary.word,
      entry(word) {
        const bytes = utf8.encode(word);
        own ??= dictionary.size;
        const entry = intern(bytes, 0, bytes.length);
        return entry < own ? entry : undefined;
      },
    };
    return { name, field: FIELD_INDEX[name], entries, intern, words };
  });
  return {
    add(index, { bytes, offsets }) {
      for (let i = 0; i + 1 < offsets.length; i++) {
        const to = (offsets[i + 1] ?? 1) - 1;
        if (!line.read(bytes, offsets[i] ?? 0, to, true)) continue;
        for (const { field, entries, intern } of columns) {
          const [start = 0, end = 0] = [line.start[field], line.end[field]];
          if (end > start) entries.set(index * BLOCK_RECORDS + i, intern(line.bytesOf(field), start, end));
        }
      }
    },
    words: Object.fromEntries(columns.map(({ name, words }) => [name, words])),
  };
}
