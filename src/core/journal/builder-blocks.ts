/**
 * The lines of the segment that is being filled, in blocks of BLOCK_RECORDS. Lines that follow one another in the source, as in our own
 * NDJSON, are copied by the stretch: `settle` before the source's buffer goes.
 */
import { BLOCK_RECORDS, type Block } from './columns.ts';

export interface Blocks {
  /** Adds the line `u[from .. to)` and a newline, without `u[cutFrom .. cutTo)` where that is not empty. */
  add(u: Uint8Array, from: number, to: number, cutFrom: number, cutTo: number): void;
  settle(): void;
  take(): Block[];
}

const NEWLINE = 10;

export function createBlocks(): Blocks {
  let done: Block[] = [];
  let bytes: Uint8Array = new Uint8Array(1 << 19);
  const offsets = new Uint32Array(BLOCK_RECORDS + 1);
  let lines = 0;
  // Bytes in place, and a stretch of the source that is to follow them.
  let length = 0;
  let source = bytes;
  let runFrom = 0;
  let runTo = 0;

  const reserve = (size: number) => {
    if (size <= bytes.length) return;
    const grown = new Uint8Array(Math.max(size, 2 * bytes.length));
    grown.set(bytes.subarray(0, length));
    bytes = grown;
  };
  const copy = (u: Uint8Array, from: number, to: number) => {
    if (to <= from) return;
    reserve(length + to - from);
    bytes.set(from === 0 && to === u.length ? u : u.subarray(from, to), length);
    length += to - from;
  };
  const settle = () => {
    copy(source, runFrom, runTo);
    runFrom = 0;
    runTo = 0;
  };
  const close = () => {
    settle();
    if (lines > 0) done.push({ bytes: bytes.slice(0, length), offsets: offsets.slice(0, lines + 1) });
    lines = 0;
    length = 0;
    if (bytes.length > 1 << 23) bytes = new Uint8Array(1 << 19);
  };

  return {
    add(u, from, to, cutFrom, cutTo) {
      if (cutTo === cutFrom && u[to] === NEWLINE) {
        if (u !== source || runTo !== from || runTo === runFrom) {
          settle();
          source = u;
          runFrom = from;
        }
        runTo = to + 1;
      } else {
        settle();
        copy(u, from, cutTo > cutFrom ? cutFrom : to);
        if (cutTo > cutFrom) copy(u, cutTo, to);
        reserve(length + 1);
        bytes[length++] = NEWLINE;
      }
      offsets[++lines] = length + runTo - runFrom;
      if (lines === BLOCK_RECORDS) close();
    },
    settle,
    take() {
      close();
      const blocks = done;
      done = [];
      return blocks;
    },
  };
}
