/** The tables that a dump turns out to hold: which are read, and what the end says of the others. */
import { ReadError } from './read-error.ts';
import type { TableRef } from './sql-statements.ts';

/** `elsewhere`: not as records, but it is not left aside either. */
export type ReadsTable = (columns: readonly string[], name: string) => boolean | 'elsewhere';

export interface Table {
  readonly name: string;
  readonly columns: readonly string[];
  /** The columns' names as JSON, where its rows are read. */
  readonly keys: readonly string[] | undefined;
  readonly elsewhere: boolean;
  /** Why none of its rows could be read. */
  readonly odd: string | undefined;
  rows: number;
}
export interface Tables {
  /** A CREATE TABLE says the columns. */
  created(table: TableRef, partOf: string | undefined): void;
  /** The table of rows. */
  of(table: TableRef, odd?: string): Table;
  /** Says which tables with rows were passed over. Throws a ReadError where none was read. */
  tell(say: (sentence: string) => void): void;
}

const NO_COLUMNS =
  'has rows whose columns are not named, and the dump holds no CREATE TABLE for it. Dump it with the names: pg_dump --column-inserts -t TABLE';
const NAMED = 8;

export function tablesOf(reads: ReadsTable): Tables {
  const created = new Map<string, readonly string[]>();
  const tables = new Map<string, Table>();
  const bare = (name: string) => name.slice(name.lastIndexOf('.') + 1);
  const columnsOf = (name: string) => created.get(name) ?? created.get(bare(name));
  return {
    created({ name, columns }, partOf) {
      const found = partOf === undefined ? columns : columnsOf(partOf);
      if (!found) return;
      created.set(name, found);
      created.set(bare(name), found);
    },
    of({ name, columns: named }, odd) {
      const columns = named ?? columnsOf(name);
      const key = JSON.stringify([name, columns]);
      const known = tables.get(key);
      if (known) return known;
      const why = odd ?? (columns === undefined ? NO_COLUMNS : undefined);
      const read = columns !== undefined && why === undefined && reads(columns, name);
      const keys = read === true ? columns.map((column) => JSON.stringify(column)) : undefined;
      const table: Table = {
        name,
        columns: columns ?? [],
        keys,
        elsewhere: read === 'elsewhere',
        odd: why,
        rows: 0,
      };
      tables.set(key, table);
      return table;
    },
    tell(say) {
      const all = [...tables.values()];
      const others = all.filter(({ keys, rows, elsewhere }) => !keys && rows > 0 && !elsewhere);
      const list = listed(others);
      if (all.some(({ keys, elsewhere }) => keys || elsewhere)) {
        if (others.length > 0) say(`Tables left aside, for their columns are others: ${list}.`);
        return;
      }
      const odd = others.find((table) => table.odd !== undefined);
      if (odd) throw new ReadError(`In this dump, table \`${odd.name}\` ${odd.odd}`);
      throw new ReadError(
        others.length === 0
          ? 'This dump holds no rows: neither a COPY block nor an INSERT statement with values. Dump the data too (pg_dump without --schema-only).'
          : `No table of this dump has the columns that are read here. It holds ${list}. Choose another reading of the file.`,
      );
    },
  };
}

function listed(tables: readonly Table[]): string {
  const names = tables
    .slice(0, NAMED)
    .map(({ name, rows }) => `\`${name}\` (${rows === 1 ? 'one row' : `${rows} rows`})`);
  return `${names.join(', ')}${tables.length > NAMED ? ` and ${tables.length - NAMED} more` : ''}`;
}
