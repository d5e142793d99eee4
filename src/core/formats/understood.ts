/** What one row of a source turns out to be. */

import type { JsonNode } from '../record/json-tree.ts';
import type { ProcessingRow } from '../record/record.ts';
import type { JournalHeader } from './mapping.ts';

export type Understood =
  /** `line`: the record as contract NDJSON without newline. `tProcess`: RFC 3339, of the row that consumer `import` gets. */
  | { readonly kind: 'record'; readonly line: string; readonly tProcess?: string }
  | { readonly kind: 'processing'; readonly row: ProcessingRow }
  | { readonly kind: 'header'; readonly header: JournalHeader }
  | { readonly kind: 'rejected'; readonly reason: string };

/** Reads a parsed row. `line` is its 1-based number, for a made id. */
export type UnderstandRow = (row: JsonNode, line: number) => Understood;
