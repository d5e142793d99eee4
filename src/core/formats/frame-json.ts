/**
 * The elements of a JSON array, at the top or at a path of keys (`Records`), or JSON values one after another, cut by counting brackets:
 * each element is parsed later, alone, so a bad one costs only itself. The line of an element is its index + 1, counted on through
 * several arrays of one file.
 */
import { createTail, type Framer, type FrameSink, TOO_LONG } from './frame.ts';
import { keyText } from './key-text.ts';
import { ReadError } from './read-error.ts';

const QUOTE = 34;
const BACKSLASH = 92;
/** No path's key is longer. */
const MAX_KEY_BYTES = 1024;

/** `path`: the keys that lead to the array, `*` for any; `values`: no array around the elements. Its `end` throws a ReadError where no array is found. */
export function jsonFramer(sink: FrameSink, shape: { readonly path: readonly string[] } | 'values'): Framer {
  const path = shape === 'values' ? [] : shape.path;
  const tail = createTail(() => sink.settle?.());
  const key = new Uint8Array(MAX_KEY_BYTES);
  let keyLength = 0;
  let phase: 'find' | 'between' | 'element' | 'scalar' | 'lost' = shape === 'values' ? 'between' : 'find';
  let lines = 0;
  let arrays = 0;
  // In `find`: open brackets, keys matched so far, and the last string, which is a key if a colon follows.
  let depth = 0;
  let matched = 0;
  let lastKey: string | undefined;
  // In `element` and in strings of `find`.
  let nesting = 0;
  let inString = false;
  let escaped = false;
  let comma = true;

  const lose = (byte: number) => {
    phase = 'lost';
    const what = `after element ${lines} stands \`${String.fromCharCode(byte)}\` where \`,\` or \`]\` belongs; the rest of the file was not read`;
    sink.reject(
      lines + 1,
      lines === 0 ? `the array begins with \`${String.fromCharCode(byte)}\`, which is no value` : what,
    );
  };

  const finish = (chunk: Uint8Array, from: number, to: number) => {
    if (tail.length > 0 || tail.overflown) {
      tail.add(chunk, from, to);
      if (tail.overflown) sink.reject(lines, TOO_LONG);
      else sink.row(tail.bytes, 0, tail.length, lines);
      tail.clear();
    } else sink.row(chunk, from, to, lines);
    phase = 'between';
    comma = false;
  };

  const find = (byte: number) => {
    if (inString) {
      if (escaped) escaped = false;
      else if (byte === BACKSLASH) escaped = true;
      else if (byte === QUOTE) {
        inString = false;
        lastKey = keyLength < MAX_KEY_BYTES ? keyText(key.subarray(0, keyLength)) : undefined;
        return;
      }
      if (keyLength < MAX_KEY_BYTES) key[keyLength++] = byte;
      return;
    }
    switch (byte) {
      case QUOTE:
        inString = true;
        keyLength = 0;
        return;
      case 44:
        lastKey = undefined;
        return;
      case 123:
      case 91: {
        const enters =
          depth === matched + 1 &&
          matched < path.length &&
          lastKey !== undefined &&
          (path[matched] === '*' || path[matched] === lastKey);
        if (enters) matched++;
        lastKey = undefined;
        if (byte === 91 && matched === path.length && depth === matched && (enters || depth === 0)) {
          phase = 'between';
          comma = true;
          arrays++;
          return;
        }
        depth++;
        return;
      }
      case 125:
      case 93:
        if (depth === matched + 1 && matched > 0) matched--;
        depth = Math.max(0, depth - 1);
    }
  };

  const push = (chunk: Uint8Array) => {
    let start = 0;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i] as number;
      if (phase === 'element') {
        if (inString) {
          if (escaped) escaped = false;
          else if (byte === BACKSLASH) escaped = true;
          else if (byte === QUOTE) {
            inString = false;
            if (nesting === 0) finish(chunk, start, i + 1);
          }
        } else if (byte === QUOTE) inString = true;
        else if (byte === 123 || byte === 91) nesting++;
        else if ((byte === 125 || byte === 93) && --nesting === 0) finish(chunk, start, i + 1);
      } else if (phase === 'find') find(byte);
      else if (phase === 'lost') return;
      else {
        if (phase === 'scalar') {
          if (byte !== 44 && byte !== 93 && byte !== 125 && byte > 32) continue;
          finish(chunk, start, i);
        }
        if (byte <= 32) continue;
        if (byte === 44 && !comma) comma = true;
        else if (byte === 93 && shape !== 'values') {
          phase = 'find';
          if (matched > 0) matched--;
        } else if (!comma && shape !== 'values') lose(byte);
        else if (byte === 44 || byte === 125 || byte === 58 || byte === 93) lose(byte);
        else {
          lines++;
          start = i;
          nesting = 0;
          phase = 'element';
          if (byte === QUOTE) inString = true;
          else if (byte === 123 || byte === 91) nesting = 1;
          else phase = 'scalar';
        }
      }
    }
    if (phase === 'element' || phase === 'scalar') tail.add(chunk, start, chunk.length);
  };

  return {
    get lines() {
      return lines;
    },
    push,
    end() {
      if (phase === 'scalar') finish(new Uint8Array(0), 0, 0);
      if (phase === 'element') {
        sink.reject(lines, tail.overflown ? TOO_LONG : 'the file ends inside this element: it was cut off');
        if (!tail.overflown) sink.part?.(tail.bytes, 0, tail.length);
        tail.clear();
      } else if (phase === 'between' && shape !== 'values') {
        sink.reject(lines + 1, 'the file ends inside the array: it was cut off');
      } else if (shape !== 'values' && arrays === 0) {
        const where =
          path.length === 0 ? 'does not hold a JSON array at the top' : `holds no JSON array at \`${path.join('.')}\``;
        throw new ReadError(
          `The file ${where}. Choose another reading, or in the mapping the path to the array of rows.`,
        );
      }
    },
  };
}
