/** Stored lines as rules see them. */
import { blockText } from '../../journal/block-text.ts';
import { BLOCK_RECORDS, type Block, type Columns, RecordFlag } from '../../journal/columns.ts';
import { parseExact } from '../../record/json.ts';
import type { ExactObject, JournalRecord } from '../../record/record.ts';
import type { SeenRecord } from './record-rule.ts';

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
/** As it stands, whatever is damaged in it: that is not what records are checked for. */
const decode = (bytes: Uint8Array): string => utf8.decode(bytes);

type Written = { -readonly [K in keyof JournalRecord]?: JournalRecord[K] };

/** `bigNumber` is the line's RecordFlag: false = JSON.parse alters nothing. */
export function seenOf(text: string, bigNumber: boolean, line: number): SeenRecord {
  const written = (bigNumber ? (parseExact(text) as ExactObject) : JSON.parse(text)) as Written;
  const record = written as JournalRecord;
  if (written.payload !== undefined && written.version !== undefined) return { record, line };
  const unversioned = written.version === undefined;
  const unpaid = written.payload === undefined;
  if (unversioned) written.version = 1;
  if (unpaid) written.payload = null;
  return { record, line, ...(unversioned && { unversioned }), ...(unpaid && { unpaid }) };
}

/** The records of the block `index`, in order, each made when it is asked for: who keeps none leaves nothing to collect. */
export function* seenIn(
  block: Block,
  index: number,
  { flags, line, type, types }: Pick<Columns, 'flags' | 'line' | 'type' | 'types'>,
): Generator<SeenRecord> {
  let row = index * BLOCK_RECORDS;
  const textOf = blockText(block, decode);
  for (let i = 0; i + 1 < block.offsets.length; i++) {
    const seen = seenOf(textOf(i), ((flags[row] ?? 0) & RecordFlag.bigNumber) !== 0, line[row] ?? 0);
    // The same text, but one string for all records of the type: rules look it up again and again.
    const named = types[type[row] ?? 0];
    if (named === seen.record.type) (seen.record as Written).type = named;
    row++;
    yield seen;
  }
}
