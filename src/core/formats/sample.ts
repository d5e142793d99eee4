/** The rows of a file's head as columns: one a path, with what its values look like. Detection and proposal read these, never the bytes. */
import { decodeUtf8 } from '../record/json.ts';
import { JsonError, type JsonNode, parseTree } from '../record/json-tree.ts';
import { scalarText } from './fit.ts';
import { renderingOf } from './frame-table.ts';
import type { Mapping } from './mapping.ts';
import { formatPath } from './path.ts';
import type { SourceField } from './preview.ts';
import { ReadError } from './read-error.ts';
import { framerOf, openReading } from './readers.ts';
import { sampleTables } from './sample-tables.ts';
import { wrappedIn } from './wrapped-text.ts';

/** One path of the source. Arrays are not entered; JSON kept as text (or base64 of it) is. */
export interface Column extends SourceField {
  readonly keys: readonly string[];
  /** The scalar at this path by row; undefined where it is absent, null, empty text, an object or an array. */
  readonly texts: readonly (string | undefined)[];
  /** By row: equal texts have equal codes; 0 where there is none. */
  readonly codes: Uint32Array;
}
export interface Sample {
  readonly rows: number;
  readonly columns: readonly Column[];
  /** Paths whose values are JSON as text, or base64 of it: what a mapping's `unwrap` names. */
  readonly unwrap: readonly string[];
}

export const SAMPLE_ROWS = 2000;
const MAX_COLUMNS = 400;
const MAX_DEPTH = 5;
const EXAMPLES = 4;
const EXAMPLE_LENGTH = 80;

/** The first rows of a head that are JSON objects, at most SAMPLE_ROWS; of a dump those of the table with most. `complete`: the head is the whole file. */
export function sampleRows(
  bytes: Uint8Array,
  shape: Pick<Mapping, 'shape' | 'rows'>,
  complete: boolean,
): readonly JsonNode[] {
  if (shape.shape === 'csv' && renderingOf(new TextDecoder().decode(bytes.subarray(0, 1 << 16))) === 'sql') {
    const tables = sampleTables(bytes, complete, SAMPLE_ROWS);
    if (tables instanceof ReadError) return [];
    return tables.toSorted((a, b) => b.count - a.count)[0]?.rows ?? [];
  }
  const rows: JsonNode[] = [];
  const opened = openReading({ mapping: { mapping: 1, name: 'sample', roles: {}, ...shape } });
  const framer = framerOf(opened, {
    row(from, start, end) {
      if (rows.length >= SAMPLE_ROWS) return;
      const node = parsed(() => decodeUtf8(from.subarray(start, end)));
      if (node?.kind === 'object') rows.push(node);
    },
    reject() {},
  });
  try {
    framer.push(bytes);
    if (complete) framer.end();
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
  }
  return rows;
}

function parsed(text: () => string): JsonNode | undefined {
  try {
    return parseTree(text());
  } catch (error) {
    if (error instanceof JsonError) return undefined;
    throw error;
  }
}

interface Growing {
  readonly keys: readonly string[];
  readonly texts: (string | undefined)[];
  readonly kinds: Set<string>;
  readonly values: Map<string, number>;
  readonly codes: Uint32Array;
  present: number;
  opened: number;
}

/** Columns of parsed rows, in the order in which their paths first appear. */
export function columnsOf(rows: readonly JsonNode[]): Sample {
  const growing = new Map<string, Growing>();
  const at = (keys: readonly string[]): Growing | undefined => {
    const name = keys.join('\u0000');
    const known = growing.get(name);
    if (known || growing.size >= MAX_COLUMNS) return known;
    const column: Growing = {
      keys,
      texts: new Array<string | undefined>(rows.length),
      kinds: new Set(),
      values: new Map(),
      codes: new Uint32Array(rows.length),
      present: 0,
      opened: 0,
    };
    growing.set(name, column);
    return column;
  };
  const visit = (node: JsonNode, keys: readonly string[], row: number): void => {
    if (node.kind !== 'object' || keys.length >= MAX_DEPTH) return;
    for (const { key, value } of node.members) {
      const column = key === '' ? undefined : at([...keys, key]);
      if (!column || value.kind === 'null' || (value.kind === 'string' && value.text === '')) continue;
      column.present++;
      const inner = value.kind === 'string' ? wrappedIn(value.text) : undefined;
      column.kinds.add(inner ? inner.kind : kindOf(value));
      if (inner?.node) column.opened++;
      const text = inner?.node ? undefined : scalarText(value);
      if (text !== undefined) {
        column.texts[row] = text;
        const code = column.values.get(text) ?? column.values.size + 1;
        column.values.set(text, code);
        column.codes[row] = code;
      }
      visit(inner?.node ?? value, column.keys, row);
    }
  };
  rows.forEach((node, row) => {
    visit(node, [], row);
  });
  const columns = [...growing.values()].filter((column) => column.present > 0);
  return {
    rows: rows.length,
    columns: columns.map(({ keys, texts, kinds, values, codes, present }) => ({
      path: formatPath(keys),
      keys,
      texts,
      codes,
      present,
      kinds: [...kinds],
      distinct: values.size,
      examples: [...values.keys()].slice(0, EXAMPLES).map((text) => cut(text)),
    })),
    unwrap: columns.filter((c) => c.opened > 0.9 * c.present).map((c) => formatPath(c.keys)),
  };
}

function cut(text: string): string {
  return text.length > EXAMPLE_LENGTH ? `${text.slice(0, EXAMPLE_LENGTH)}…` : text;
}

function kindOf(node: JsonNode): string {
  if (node.kind === 'true' || node.kind === 'false') return 'boolean';
  return node.kind === 'string' ? 'text' : node.kind;
}

/** The values of a column of whole numbers from 0 (NaN where there is none); undefined where one of them is anything else. */
export function wholeNumbers(column: Column): Float64Array | undefined {
  const numbers = new Float64Array(column.texts.length).fill(Number.NaN);
  let any = false;
  for (const [row, text] of column.texts.entries()) {
    if (text === undefined) continue;
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (!Number.isSafeInteger(value)) return undefined;
    numbers[row] = value;
    any = true;
  }
  return any ? numbers : undefined;
}
