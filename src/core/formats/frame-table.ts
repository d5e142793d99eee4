/** A table, however it was written out: CSV, a dump in SQL, or what psql printed. */
import type { Framer, FrameSink } from './frame.ts';
import { alignedFramer, isAlignedHead } from './frame-aligned.ts';
import { csvFramer } from './frame-csv.ts';
import { EXPANDED_RECORD, expandedFramer } from './frame-expanded.ts';
import { psqlFramer } from './frame-psql.ts';
import { sqlFramer } from './frame-sql.ts';
import type { ReadsTable } from './sql-tables.ts';

export interface TableOptions {
  /** In a CSV nothing between two delimiters is null; else it is empty text, as `""` is. */
  readonly nulls: boolean;
  /** Of a dump with several tables: the ones that are read. */
  readonly reads: ReadsTable;
}
export type Rendering = 'csv' | 'sql' | 'aligned' | 'expanded' | 'psql';

const COMMENTS = /^(?:--[^\n]*(?:\n|$)|\/\*(?:[^*]|\*(?!\/))*\*\/;?|\\[a-z]+[^\n]*(?:\n|$)|\s)*/;
const DUMP = /^-- *(?:Postgre)?(?:SQL|MySQL|MariaDB)[^\n]* dump\b/im;
const STATEMENT =
  /^(?:SET [\w@.]+ *(?:=|TO )|COPY\s+\S[^;]*FROM\s+STDIN|(?:INSERT|REPLACE)\s+(?:OR\s+\w+\s+|IGNORE\s+)?INTO\s+\S|CREATE\s+(?:OR\s+REPLACE\s+)?(?:TABLE|SCHEMA|UNLOGGED|EXTENSION|TYPE|DATABASE|SEQUENCE|FUNCTION|TEMP)\b[^,;]|(?:DROP|ALTER)\s+(?:TABLE|SCHEMA|DATABASE)\s|BEGIN(?: TRANSACTION)?;|START TRANSACTION;|PRAGMA \w+ *=|SELECT pg_catalog\.|LOCK TABLES |USE `)/i;

function isSql(text: string): boolean {
  const comments = COMMENTS.exec(text)?.[0] ?? '';
  return STATEMENT.test(text.slice(comments.length)) || DUMP.test(comments);
}

/** How a text that does not begin as JSON is laid out; and whether JSON is laid out by psql. */
export function renderingOf(head: string): Rendering {
  const text = head.replace(/^\uFEFF/, '').replace(/^\s*\n/, '');
  if (text.trim() === '') return 'csv';
  if (isSql(text)) return 'sql';
  const lines = text.split(/\r?\n/, 40);
  const begun = lines.findIndex((line) => EXPANDED_RECORD.test(line));
  // psql says first what was set.
  if (begun >= 0 && lines.slice(0, begun).every((line) => line.trim() === '' || / is (?:on|"[^"]*"|\w+)\.$/.test(line)))
    return 'expanded';
  if (lines.slice(0, 12).some((line, i) => i > 0 && isAlignedHead(lines[i - 1] ?? '', line))) return 'aligned';
  const printed = /^\s*[^\n]*\r?\n-{2,}\s*\r?\n\s*[[{]/.test(text) || /^\s*[[{][^\n]*[,[{}\]]\s*\+\r?\n/.test(text);
  return printed ? 'psql' : 'csv';
}

const HEAD_BYTES = 1 << 16;
/** So many lines tell. */
const HEAD_LINES = 8;

export function tableFramer(sink: FrameSink, { nulls, reads }: TableOptions): Framer {
  return sniffingFramer(
    (head) => hasLines(head, HEAD_LINES),
    (head) => {
      switch (renderingOf(head)) {
        case 'sql':
          return sqlFramer(sink, reads);
        case 'aligned':
          return alignedFramer(sink);
        case 'expanded':
          return expandedFramer(sink);
        case 'psql':
          return psqlFramer(sink);
        case 'csv':
          return csvFramer(sink, nulls);
      }
    },
  );
}

/** A framer that is chosen by the first bytes, as soon as they are `enough`. */
export function sniffingFramer(enough: (head: Uint8Array) => boolean, choose: (head: string) => Framer): Framer {
  let chosen: Framer | undefined;
  let head = new Uint8Array(0);
  const begin = (): Framer => {
    chosen = choose(new TextDecoder().decode(head.subarray(0, HEAD_BYTES)));
    chosen.push(head);
    return chosen;
  };
  return {
    get lines() {
      return chosen?.lines ?? 0;
    },
    push(chunk) {
      if (chosen) return chosen.push(chunk);
      const joined = new Uint8Array(head.length + chunk.length);
      joined.set(head);
      joined.set(chunk, head.length);
      head = joined;
      if (head.length > HEAD_BYTES || enough(head)) begin();
    },
    cut() {
      (chosen ?? begin()).cut?.();
    },
    end() {
      (chosen ?? begin()).end();
    },
  };
}

/** Whether so many lines are whole. */
export function hasLines(head: Uint8Array, count: number): boolean {
  let at = -1;
  for (let i = 0; i < count; i++) {
    at = head.indexOf(10, at + 1);
    if (at < 0) return false;
  }
  return true;
}
