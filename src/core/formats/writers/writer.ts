/** What a writer of a format is: records one by one, in; text, out; and what the format could not hold. Pure, so the page and the command line share them. */

import { type FieldName, isFieldName } from '../../record/fields.ts';
import { type JsonNode, parseTree, textOf } from '../../record/json-tree.ts';
import type { JournalHeader } from '../mapping.ts';

/** A record on its way out. Values are the nodes of its stored line, so that what is copied stays word for word. */
export interface Entry {
  /** 1-based line in the journal's source. */
  readonly line: number;
  /** The record as contract NDJSON, without newline. */
  readonly text: string;
  /** Only fields that say something; null is a value of `payload` alone. */
  readonly fields: ReadonlyMap<FieldName, JsonNode>;
}

/** Something of the journal that the output does not hold, or not as it was. */
export interface NotCarried {
  /** A field of the record, a path into its payload, `header.…`, `processing`, or `record`. */
  readonly field: string;
  /** What became of it, in words. */
  readonly what: string;
  readonly count: number;
  /** The first record that it concerns; undefined where it concerns the journal. */
  readonly line: number | undefined;
}

export interface Writer {
  record(entry: Entry): void;
  /** The line of a processing row; these come after the records. Absent where the format has no place for them. */
  processing?(text: string): void;
  end(): void;
}

/** Takes whole lines: every text ends with a newline. */
export type Emit = (text: string) => void;

export interface WriterSource {
  readonly header: JournalHeader;
  readonly emit: Emit;
  readonly lose: Lose;
}

export type Lose = (field: string, what: string, line?: number) => void;

export interface OutputFormat {
  readonly id: string;
  readonly title: string;
  /** A sentence for who chooses. */
  readonly says: string;
  /** Of the file's name, without a dot in front. */
  readonly extension: string;
  readonly mediaType: string;
  /** The header goes with it: what a journal's sequence and identity mean needs no telling. */
  readonly carriesHeader?: true;
  readonly open: (source: WriterSource) => Writer;
}

export function entryOf(line: number, text: string): Entry {
  let fields: Map<FieldName, JsonNode> | undefined;
  return {
    line,
    text,
    get fields() {
      fields ??= fieldsOf(text);
      return fields;
    },
  };
}

function fieldsOf(text: string): Map<FieldName, JsonNode> {
  const row = parseTree(text);
  const fields = new Map<FieldName, JsonNode>();
  for (const { key, value } of row.kind === 'object' ? row.members : [])
    if (isFieldName(key) && (value.kind !== 'null' || key === 'payload')) fields.set(key, value);
  return fields;
}

/** The text of a text field; undefined where it is absent. */
export function wordOf(entry: Entry, field: FieldName): string | undefined {
  const node = entry.fields.get(field);
  return node?.kind === 'string' ? node.text : undefined;
}

export const payloadText = (entry: Entry): string => {
  const node = entry.fields.get('payload');
  return node ? textOf(node) : 'null';
};

/** A JSON object of members that are JSON text already. */
export const objectText = (members: readonly (readonly [key: string, json: string])[]): string =>
  `{${members.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(',')}}`;

export interface Losses {
  readonly lose: Lose;
  readonly list: () => readonly NotCarried[];
}

/** Counts what is lost, by field and what became of it, in the order in which it was first met. */
export function createLosses(): Losses {
  const found = new Map<string, { field: string; what: string; count: number; line: number | undefined }>();
  return {
    lose(field, what, line) {
      const key = JSON.stringify([field, what]);
      const known = found.get(key);
      if (known) known.count++;
      else found.set(key, { field, what, count: 1, line });
    },
    list: () => [...found.values()],
  };
}
