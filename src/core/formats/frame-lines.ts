/** Lines: `\n` or `\r\n`, the last one with or without; blank ones are counted and passed over. */
import { createTail, type Framer, type FrameSink, MAX_ROW_BYTES, TOO_LONG } from './frame.ts';

const NEWLINE = 10;

/** `onBlock` hears of each stretch of whole lines before they come, so that what holds for all may be found out once. */
export function lineFramer(sink: FrameSink, onBlock?: (bytes: Uint8Array, start: number, end: number) => void): Framer {
  const tail = createTail(() => sink.settle?.());
  let lines = 0;

  const emit = (bytes: Uint8Array, start: number, end: number) => {
    lines++;
    let from = start;
    let to = end;
    while (to > from && isBlank(bytes[to - 1])) to--;
    while (from < to && isBlank(bytes[from])) from++;
    if (to - from > MAX_ROW_BYTES) sink.reject(lines, TOO_LONG);
    else if (to > from) sink.row(bytes, from, to, lines);
  };
  const emitTail = () => {
    if (tail.overflown) sink.reject(++lines, TOO_LONG);
    else {
      onBlock?.(tail.bytes, 0, tail.length);
      emit(tail.bytes, 0, tail.length);
    }
    tail.clear();
  };

  return {
    get lines() {
      return lines;
    },
    push(chunk) {
      let at = 0;
      if (tail.length > 0 || tail.overflown) {
        const first = chunk.indexOf(NEWLINE);
        tail.add(chunk, 0, first < 0 ? chunk.length : first);
        if (first < 0) return;
        emitTail();
        at = first + 1;
      }
      const last = chunk.lastIndexOf(NEWLINE);
      if (last >= at) {
        onBlock?.(chunk, at, last);
        while (at <= last) {
          const end = chunk.indexOf(NEWLINE, at);
          emit(chunk, at, end);
          at = end + 1;
        }
      }
      if (at < chunk.length) tail.add(chunk, at, chunk.length);
    },
    end() {
      if (tail.length > 0 || tail.overflown) emitTail();
    },
  };
}

function isBlank(byte: number | undefined): boolean {
  return byte === 32 || byte === 13 || byte === 9;
}
