/** Words that stand in the records' lines alone, such as producers, as a column: read block by block when something first asks. */
import { ContractLine, FIELD_INDEX } from '../formats/contract-line.ts';
import { hashBytes } from '../record/hash.ts';
import { createDictionary } from './builder-dictionary.ts';
import { BLOCK_RECORDS, type Block } from './columns.ts';

export const LINE_WORDS = ['producer', 'actor_id', 'correlation_id'] as const;
export type LineWord = (typeof LINE_WORDS)[number];

/** One entry a row; entry 0 is '', absent. Words stay bytes until one is asked for: there may be as many as records. */
export interface RowWords {
  readonly of: Uint32Array;
  readonly size: number;
  word(entry: number): string;
  entry(word: string): number | undefined;
}

export interface RowWordsReader {
  /** Blocks in any order, each once, before a word is asked for. */
  add(index: number, block: Block): void;
  readonly words: Readonly<Record<LineWord, RowWords>>;
}

const utf8 = new TextEncoder();

export function readRowWords(count: number): RowWordsReader {
  const line = new ContractLine();
  const hash = new Uint32Array(2);
  const columns = LINE_WORDS.map((name) => {
    const dictionary = createDictionary();
    const of = new Uint32Array(count);
    const intern = (u: Uint8Array, from: number, to: number) => {
      hashBytes(u, from, to, hash, 0);
      return dictionary.intern(u, from, to, hash[0] as number, 0);
    };
    // A word that is asked for becomes an entry too; beyond those of the records it is none.
    let own: number | undefined;
    const words: RowWords = {
      of,
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
    return { name, field: FIELD_INDEX[name], of, intern, words };
  });
  return {
    add(index, { bytes, offsets }) {
      for (let i = 0; i + 1 < offsets.length; i++) {
        const to = (offsets[i + 1] ?? 1) - 1;
        if (!line.read(bytes, offsets[i] ?? 0, to, true)) continue;
        for (const { field, of, intern } of columns) {
          const [start = 0, end = 0] = [line.start[field], line.end[field]];
          if (end > start) of[index * BLOCK_RECORDS + i] = intern(line.bytesOf(field), start, end);
        }
      }
    },
    words: Object.fromEntries(columns.map(({ name, words }) => [name, words])) as Record<LineWord, RowWords>,
  };
}
