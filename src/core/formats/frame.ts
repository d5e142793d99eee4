/** Cutting a stream of bytes into rows. Memory stays within MAX_ROW_BYTES whatever the source holds. */

/** Where rows go. `bytes[start .. end)` is valid until the next `settle`, or the end of the push. `line` is 1-based within the file. */
export interface FrameSink {
  row(bytes: Uint8Array, start: number, end: number, line: number): void;
  reject(line: number, reason: string): void;
  /** What stands of a row that the file's end cut off; it is rejected besides. */
  part?(bytes: Uint8Array, start: number, end: number): void;
  /** Something about the file that is no fault of a row: a table that was left aside. */
  note?(text: string): void;
  /** The bytes that rows were given in are about to change. */
  settle?(): void;
}
export interface Framer {
  push(chunk: Uint8Array): void;
  end(): void;
  /** Only the source's head was given: rows that wait for what comes later are due as they are. */
  cut?(): void;
  /** Another file begins, of which this framer makes rows together with those before. `whole`: the file before has ended, and is not cut. */
  next?(name: string | undefined, whole: boolean): void;
  /** Lines (rows, elements) begun so far. */
  readonly lines: number;
}

/** A longer row is rejected and read past. */
export const MAX_ROW_BYTES = 64 * 2 ** 20;

export const TOO_LONG = `longer than ${MAX_ROW_BYTES / 2 ** 20} MiB: no record is that long; is this a journal, with one record a line?`;

/** The begun row's bytes from earlier chunks; `clear` when it is done. */
export interface Tail {
  readonly bytes: Uint8Array;
  readonly length: number;
  /** More than MAX_ROW_BYTES came; the bytes are no longer held. */
  readonly overflown: boolean;
  add(chunk: Uint8Array, from: number, to: number): void;
  clear(): void;
}

export function createTail(settle: () => void = () => {}): Tail {
  let bytes = new Uint8Array(1 << 12);
  let length = 0;
  let overflown = false;
  return {
    get bytes() {
      return bytes;
    },
    get length() {
      return length;
    },
    get overflown() {
      return overflown;
    },
    add(chunk, from, to) {
      const size = length + to - from;
      if (overflown || size > MAX_ROW_BYTES) {
        overflown = true;
        length = 0;
        return;
      }
      if (size > bytes.length) {
        const grown = new Uint8Array(Math.max(size, bytes.length * 2));
        grown.set(bytes.subarray(0, length));
        bytes = grown;
      }
      bytes.set(chunk.subarray(from, to), length);
      length = size;
    },
    clear() {
      settle();
      length = 0;
      overflown = false;
      if (bytes.length > 1 << 22) bytes = new Uint8Array(1 << 12);
    },
  };
}
