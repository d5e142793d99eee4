/** A line of contract NDJSON made from a foreign row, in a buffer of its own. */
import { parseTime } from '../record/time.ts';

export interface MadeLine {
  /** Valid until the next line is made. */
  readonly bytes: Uint8Array;
  readonly length: number;
  /** Where the payload, already checked, ends; 0: it is still to be looked at. */
  readonly payloadEnd: number;
  /** The checked payload holds a number that JSON.parse might alter. */
  readonly bigNumber: boolean;
  /** RFC 3339 text, for a row of consumer `import`. */
  readonly tProcess: { readonly text: Uint8Array; readonly micros: number } | undefined;
}

const utf8 = new TextEncoder();

/** A line that the general reader wrote as text. */
export function madeLine(line: string, tProcess: string | undefined): MadeLine {
  const bytes = utf8.encode(line);
  const process =
    tProcess === undefined
      ? undefined
      : { text: utf8.encode(tProcess), micros: parseTime(tProcess)?.micros ?? Number.NaN };
  return { bytes, length: bytes.length, payloadEnd: 0, bigNumber: false, tProcess: process };
}
