/** Lines that stand among the rows of a text and are none: comments such as a licence, and the progress that a tool prints (`% Reached end …`). */
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';

const SAID = 'Lines that begin as comments or as the progress of a tool (`%`) are no rows; they were passed over.';
const utf8 = new TextDecoder();

/** An `autoFramer` that passes over remarks. */
export function remarksFramer(sink: FrameSink, options: AutoOptions): Framer {
  return autoFramer(
    {
      row(bytes, start, end, line) {
        if (isRemark(bytes, start, end)) sink.note?.(SAID);
        else sink.row(bytes, start, end, line);
      },
      reject: (line, reason) => sink.reject(line, reason),
      note: (text) => sink.note?.(text),
      settle: () => sink.settle?.(),
    },
    options,
  );
}

/** `%`, `/*`, `*`, `//`, `#`, `--`: no JSON begins so (a negative number has one dash). */
function isRemark(bytes: Uint8Array, start: number, end: number): boolean {
  return /^(?:%|\/[*/]|\*|#|--)/.test(utf8.decode(bytes.subarray(start, Math.min(end, start + 2))));
}
