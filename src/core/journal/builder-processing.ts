/** The processing rows of the segment that is being filled. */
import { OUTCOMES } from '../record/fields.ts';
import { hashText } from '../record/hash.ts';
import type { ProcessingRow } from '../record/record.ts';
import { parseTime } from '../record/time.ts';
import type { ProcessingPart } from './segment.ts';

/** In `ProcessingPart.row`: not known yet. */
export const NO_ROW = 0xffffffff;

export interface ProcessingRows {
  readonly count: number;
  /** A row of its own line. */
  add(row: ProcessingRow, consumer: number): void;
  /** An inline or mapped `t_process`, of consumer `import`. `id` and `time` are the insides of JSON strings, copied as they stand. */
  addInline(inline: {
    readonly row: number;
    readonly consumer: number;
    readonly idLow: number;
    readonly idHigh: number;
    readonly id: Uint8Array;
    readonly time: Uint8Array;
    readonly micros: number;
  }): void;
  take(): ProcessingPart;
}

const utf8 = new TextEncoder();
const BEFORE_ID = utf8.encode('{"processed":"');
const BEFORE_TIME = utf8.encode('","consumer":"import","t_process":"');
const AFTER = utf8.encode('"}\n');

const micros = (time: string | undefined) =>
  time === undefined ? Number.NaN : (parseTime(time)?.micros ?? Number.NaN);

export function createProcessingRows(): ProcessingRows {
  let rows: number[] = [];
  let hashes: number[] = [];
  let consumers: number[] = [];
  let starts: number[] = [];
  let ends: number[] = [];
  let outcomes: number[] = [];
  let attempts: number[] = [];
  let lines = new Uint8Array(1 << 12);
  let length = 0;

  const append = (bytes: Uint8Array) => {
    if (length + bytes.length > lines.length) {
      const grown = new Uint8Array(2 * (lines.length + bytes.length));
      grown.set(lines);
      lines = grown;
    }
    lines.set(bytes, length);
    length += bytes.length;
  };

  return {
    get count() {
      return rows.length;
    },
    add(row, consumer) {
      rows.push(NO_ROW);
      hashes.push(...hashText(row.processed));
      consumers.push(consumer);
      starts.push(micros(row.t_start));
      ends.push(micros(row.t_process));
      outcomes.push(OUTCOMES.indexOf(row.outcome ?? ''));
      attempts.push(row.attempt ?? 1);
      append(utf8.encode(`${JSON.stringify(row)}\n`));
    },
    addInline(inline) {
      rows.push(inline.row);
      hashes.push(inline.idLow, inline.idHigh);
      consumers.push(inline.consumer);
      starts.push(Number.NaN);
      ends.push(inline.micros);
      outcomes.push(0);
      attempts.push(1);
      append(BEFORE_ID);
      append(inline.id);
      append(BEFORE_TIME);
      append(inline.time);
      append(AFTER);
    },
    take() {
      const part: ProcessingPart = {
        count: rows.length,
        row: Uint32Array.from(rows),
        idHash: Uint32Array.from(hashes),
        consumer: Uint16Array.from(consumers),
        tStartMicros: Float64Array.from(starts),
        tProcessMicros: Float64Array.from(ends),
        outcome: Uint8Array.from(outcomes),
        attempt: Uint16Array.from(attempts),
        lines: lines.slice(0, length),
      };
      rows = [];
      hashes = [];
      consumers = [];
      starts = [];
      ends = [];
      outcomes = [];
      attempts = [];
      length = 0;
      return part;
    },
  };
}
