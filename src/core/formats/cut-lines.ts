/** Lines as they are, indentation and blank ones too: for texts whose layout means something. */
import { createTail, type Framer } from './frame.ts';

export interface LineCutter {
  push(chunk: Uint8Array): void;
  /** The last line, if it has no end of its own. */
  end(): void;
}

/** `take` gets a line without its `\n` or `\r\n`; an overlong one as undefined. */
export function lineCutter(
  take: (bytes: Uint8Array, start: number, end: number) => void,
  tooLong: () => void,
  settle?: () => void,
): LineCutter {
  const tail = createTail(settle);
  const line = (bytes: Uint8Array, start: number, end: number) =>
    take(bytes, start, end > start && bytes[end - 1] === 13 ? end - 1 : end);
  const finish = () => {
    if (tail.overflown) tooLong();
    else line(tail.bytes, 0, tail.length);
    tail.clear();
  };
  let held = false;
  return {
    push(chunk) {
      let at = 0;
      for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, at)) {
        if (held) {
          tail.add(chunk, at, end);
          finish();
          held = false;
        } else line(chunk, at, end);
        at = end + 1;
      }
      if (at === chunk.length) return;
      tail.add(chunk, at, chunk.length);
      held = true;
    },
    end() {
      if (held) finish();
      held = false;
    },
  };
}

/** A framer that reads by a cutter. `lines`: how many began so far; `finish` ends what the file's end leaves open. */
export const cutterFramer = ({ push, end }: LineCutter, lines: () => number, finish = () => {}): Framer => ({
  get lines() {
    return lines();
  },
  push,
  end() {
    end();
    finish();
  },
});
