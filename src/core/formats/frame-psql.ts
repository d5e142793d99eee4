/**
 * JSON as psql prints it (`select json_agg(e) from events e`): under a heading and dashes, with a `+` at the end of each line that goes on,
 * above `(1 row)`.
 */
import { cutterFramer, lineCutter } from './cut-lines.ts';
import type { Framer, FrameSink } from './frame.ts';
import { jsonFramer } from './frame-json.ts';

const PLUS = 43;
const OPEN = 91;
const BRACE = 123;
const ROUND = 40;
const NEWLINE = Uint8Array.of(10);

export function psqlFramer(sink: FrameSink): Framer {
  let inner: Framer | undefined;
  const cutter = lineCutter(
    (bytes, start, end) => {
      let to = end;
      while (to > start && (bytes[to - 1] as number) <= 32) to--;
      if (bytes[to - 1] === PLUS) to--;
      let from = start;
      while (from < to && (bytes[from] as number) <= 32) from++;
      if (from === to || bytes[from] === ROUND) return;
      if (!inner && bytes[from] !== OPEN && bytes[from] !== BRACE) return;
      inner ??= jsonFramer(sink, bytes[from] === OPEN ? { path: [] } : 'values');
      inner.push(bytes.subarray(from, to));
      inner.push(NEWLINE);
    },
    () => sink.reject((inner?.lines ?? 0) + 1, 'a line of this file is longer than any record'),
    () => sink.settle?.(),
  );
  return cutterFramer(
    cutter,
    () => inner?.lines ?? 0,
    () => inner?.end(),
  );
}
