/** A journal, or a part of it, written in a format: records in file order, then processing rows, then what was not carried. */

import { textOf } from '../../record/json-tree.ts';
import type { JournalHeader } from '../mapping.ts';
import {
  createLosses,
  type Entry,
  entryOf,
  type Losses,
  type NotCarried,
  type OutputFormat,
  objectText,
} from './writer.ts';

export interface Conversion {
  /** `line` is the record's line in the source, `text` its line of contract NDJSON. */
  record(line: number, text: string): void;
  processing(text: string): void;
  end(): readonly NotCarried[];
}

interface ConversionInput {
  readonly format: OutputFormat;
  readonly header: JournalHeader;
  /** Not all records of the journal: a part of a hash chain is none, so hashes are left out. */
  readonly part: boolean;
  /** Takes chunks of some 64 KB, which end at a line's end. */
  readonly onText: (text: string) => void;
}

const CHUNK = 1 << 16;

export function startConversion({ format, header, part, onText }: ConversionInput): Conversion {
  const losses = createLosses();
  let parts: string[] = [];
  let length = 0;
  const flush = () => {
    if (length > 0) onText(parts.join(''));
    parts = [];
    length = 0;
  };
  const emit = (text: string) => {
    parts.push(text);
    length += text.length;
    if (length >= CHUNK) flush();
  };
  const given = part ? headerOfPart(header, losses) : header;
  if (format.carriesHeader !== true) loseHeader(given, losses);
  const writer = format.open({ header: given, emit, lose: losses.lose });
  return {
    record(line, text) {
      const entry = entryOf(line, text);
      writer.record(part ? unsealed(entry, losses) : entry);
    },
    processing(text) {
      if (writer.processing) writer.processing(text);
      else losses.lose('processing', 'when consumers processed a record has no place in this format: left out');
    },
    end() {
      writer.end();
      flush();
      return losses.list();
    },
  };
}

const NO_CHAIN = 'a part of a hash chain is no chain: left out';

function headerOfPart({ head, ...rest }: JournalHeader, { lose }: Losses): JournalHeader {
  if (head !== undefined) lose('header.head', NO_CHAIN);
  return rest;
}

function unsealed(entry: Entry, { lose }: Losses): Entry {
  if (!entry.text.includes('hash')) return entry;
  const sealed = (['hash', 'prev_hash'] as const).filter((field) => entry.fields.has(field));
  if (sealed.length === 0) return entry;
  for (const field of sealed) lose(field, NO_CHAIN, entry.line);
  const kept = [...entry.fields].filter(([field]) => field !== 'hash' && field !== 'prev_hash');
  return entryOf(entry.line, objectText(kept.map(([field, node]) => [field, textOf(node)])));
}

/** What the header of a journal says and a file without one does not. */
function loseHeader(
  { sequence, identity, head, sources, mapping, masked, fork }: JournalHeader,
  { lose }: Losses,
): void {
  if (sequence.per !== 'subject' || sequence.base !== 1)
    lose('header.sequence', `that sequences count per ${sequence.per}, from ${sequence.base}, is not said`);
  if (identity.length !== 1 || identity[0] !== 'id')
    lose('header.identity', `that a record is known by ${identity.join(' and ')} is not said`);
  if (head !== undefined) lose('header.head', 'the last hash of the chain is left out');
  if (sources || mapping) lose('header.sources', 'which files the journal was read from, and how, is left out');
  if (fork) lose('header.fork', 'that this is a changed copy of another journal is not said');
  if (masked) lose('header.masked', 'what was masked is left out');
}
