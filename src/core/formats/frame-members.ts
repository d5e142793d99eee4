/**
 * What stands in the arrays and objects under some keys of one JSON object, an element at a time: `{ "events": [ … ], "objects": { "a": … } }`.
 * Cut by counting brackets, like `frame-json`: a bad element costs only itself.
 */
import { createTail, TOO_LONG } from './frame.ts';
import { keyText } from './key-text.ts';
import { ReadError } from './read-error.ts';

export interface MemberSink {
  /** `key`: of a member of an object. `bytes[start .. end)` is valid until this returns. */
  element(section: string, key: string | undefined, bytes: Uint8Array, start: number, end: number): void;
  /** The section is over. */
  ended(section: string): void;
  reject(section: string, reason: string): void;
}

const QUOTE = 34;
const BACKSLASH = 92;
const MAX_KEY_BYTES = 1 << 16;

/** Its `end` throws a ReadError where no section is found. */
export function membersFramer(
  sections: readonly string[],
  sink: MemberSink,
): { push(chunk: Uint8Array): void; end(): void } {
  const tail = createTail();
  const key = new Uint8Array(MAX_KEY_BYTES);
  let keyLength = 0;
  let name: string | undefined;
  let found = 0;
  /** Open brackets outside sections. */
  let depth = 0;
  let section: { readonly name: string; readonly close: number } | undefined;
  let phase: 'outside' | 'between' | 'element' | 'scalar' = 'outside';
  let nesting = 0;
  let inString = false;
  let escaped = false;
  /** In a section that is an object, a string after a comma is a key. */
  let expectsKey = false;
  let colon = false;

  const keyByte = (byte: number) => {
    if (keyLength < MAX_KEY_BYTES) key[keyLength++] = byte;
  };
  /** Goes through a string that may be a key; true at its end. */
  const inKey = (byte: number): boolean => {
    if (escaped) escaped = false;
    else if (byte === BACKSLASH) escaped = true;
    else if (byte === QUOTE) {
      inString = false;
      name = keyText(key.subarray(0, keyLength));
      return true;
    }
    keyByte(byte);
    return false;
  };
  const finish = (chunk: Uint8Array, from: number, to: number) => {
    phase = 'between';
    if (!section) return;
    const own = section.close === 125 ? name : undefined;
    if (tail.length > 0 || tail.overflown) {
      tail.add(chunk, from, to);
      if (tail.overflown) sink.reject(section.name, TOO_LONG);
      else sink.element(section.name, own, tail.bytes, 0, tail.length);
      tail.clear();
    } else sink.element(section.name, own, chunk, from, to);
  };
  const outside = (byte: number) => {
    if (inString) return void inKey(byte);
    if (byte === QUOTE) {
      inString = true;
      keyLength = 0;
      colon = false;
    } else if (byte === 58) colon = true;
    else if (byte === 44) name = undefined;
    else if (byte === 123 || byte === 91) {
      if (depth === 1 && colon && name !== undefined && sections.includes(name)) {
        section = { name, close: byte + 2 };
        phase = 'between';
        expectsKey = byte === 123;
        found++;
      } else depth++;
      colon = false;
      name = undefined;
    } else if (byte === 125 || byte === 93) depth = Math.max(0, depth - 1);
  };

  return {
    push(chunk) {
      let start = 0;
      for (let i = 0; i < chunk.length; i++) {
        const byte = chunk[i] as number;
        if (phase === 'outside') {
          outside(byte);
          continue;
        }
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
          continue;
        }
        if (phase === 'scalar') {
          if (byte !== 44 && byte !== 93 && byte !== 125 && byte > 32) continue;
          finish(chunk, start, i);
        }
        if (inString) {
          if (inKey(byte)) expectsKey = false;
        } else if (byte === section?.close) {
          sink.ended(section.name);
          section = undefined;
          name = undefined;
          phase = 'outside';
        } else if (byte === 44) expectsKey = section?.close === 125;
        else if (byte === QUOTE && expectsKey) {
          inString = true;
          keyLength = 0;
        } else if (byte > 32 && byte !== 58) {
          start = i;
          nesting = byte === 123 || byte === 91 ? 1 : 0;
          inString = byte === QUOTE;
          phase = nesting > 0 || inString ? 'element' : 'scalar';
        }
      }
      if (phase === 'element' || phase === 'scalar') tail.add(chunk, start, chunk.length);
    },
    end() {
      if (section) {
        const where = phase === 'element' ? 'this element' : `\`${section.name}\``;
        sink.reject(section.name, tail.overflown ? TOO_LONG : `the file ends inside ${where}: it was cut off`);
        tail.clear();
      } else if (found === 0) {
        const names = sections.map((one) => `\`${one}\``).join(' or ');
        throw new ReadError(`The file holds no array or object under ${names}. Choose another reading.`);
      }
    },
  };
}
