/** A stored line as rules see it. */
import { parseExact } from '../../record/json.ts';
import type { ExactObject, JournalRecord } from '../../record/record.ts';
import type { SeenRecord } from './record-rule.ts';

const utf8 = new TextDecoder();
type Written = { -readonly [K in keyof JournalRecord]?: JournalRecord[K] };

/** `bigNumber` is the line's RecordFlag: false = JSON.parse alters nothing. */
export function seenOf(bytes: Uint8Array, bigNumber: boolean, line: number): SeenRecord {
  const written = (bigNumber ? (parseExact(bytes) as ExactObject) : JSON.parse(utf8.decode(bytes))) as Written;
  const record = written as JournalRecord;
  if (written.payload !== undefined && written.version !== undefined) return { record, line };
  const unversioned = written.version === undefined;
  const unpaid = written.payload === undefined;
  if (unversioned) written.version = 1;
  if (unpaid) written.payload = null;
  return { record, line, ...(unversioned && { unversioned }), ...(unpaid && { unpaid }) };
}
