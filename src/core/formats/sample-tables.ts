/** The tables of a dump's head, each with its first rows. */
import { decodeUtf8 } from '../record/json.ts';
import { type JsonNode, parseTree } from '../record/json-tree.ts';
import { sqlFramer } from './frame-sql.ts';
import { ReadError } from './read-error.ts';

export interface SampledTable {
  readonly name: string;
  readonly columns: readonly string[];
  /** Rows counted in the head. */
  readonly count: number;
  /** At most `most` of them. */
  readonly rows: readonly JsonNode[];
}

/** In the order in which they stand; a ReadError's sentence where none can be read. */
export function sampleTables(bytes: Uint8Array, complete: boolean, most: number): readonly SampledTable[] | ReadError {
  const tables: { name: string; columns: readonly string[]; count: number; rows: JsonNode[] }[] = [];
  // The framer asks about a table once, and its rows come until it asks about the next or an earlier one comes again.
  const byColumns = new Map<string, (typeof tables)[number]>();
  const framer = sqlFramer(
    {
      row(from, start, end) {
        const node = parseTree(decodeUtf8(from.subarray(start, end)));
        if (node.kind !== 'object') return;
        const table = byColumns.get(JSON.stringify(node.members.map(({ key }) => key)));
        if (!table) return;
        table.count++;
        if (table.rows.length < most) table.rows.push(node);
      },
      reject() {},
    },
    (columns, name) => {
      const key = JSON.stringify(columns);
      if (!byColumns.has(key)) {
        const table = { name, columns, count: 0, rows: [] };
        byColumns.set(key, table);
        tables.push(table);
      }
      return true;
    },
  );
  try {
    framer.push(bytes);
    if (complete) framer.end();
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return error;
  }
  return tables.filter(({ count }) => count > 0);
}
