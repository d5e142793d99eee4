/** Where in SQL, byte by byte, text is no string, no quoted name and no comment. */

export interface SqlScanner {
  /** Backslashes escape in every string: MySQL, or PostgreSQL told so. */
  backslashes: boolean;
  /** Brackets open. */
  readonly depth: number;
  /** The position after what of a string, a quoted name or a comment begins at or before `at`; `at` itself outside of those. */
  skip(chunk: Uint8Array, at: number): number;
  /** Takes the byte that stands outside of those. `between`: no statement has begun. `mark`: it is half of a comment's mark, or opens one. */
  plain(byte: number, between: boolean): 'text' | 'mark';
}

const NEWLINE = 10;
const DOUBLE = 34;
const DOLLAR = 36;
const QUOTE = 39;
const STAR = 42;
const MINUS = 45;
const SLASH = 47;
const SEMICOLON = 59;
const BACKSLASH = 92;
const BACKTICK = 96;

const isWord = (byte: number) =>
  byte === 95 || (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122) || byte > 127;

export function sqlScanner(): SqlScanner {
  let state: 'plain' | 'quoted' | 'tag' | 'dollar' | 'line' | 'block' = 'plain';
  let backslashes = false;
  let depth = 0;
  let last = 0;
  let before = 0;
  let quote = QUOTE;
  let escapes = false;
  let escaped = false;
  let nesting = 0;
  let tag: number[] = [];
  let matched = 0;

  /** A byte of a string, a name or a comment. */
  const inside = (byte: number): void => {
    switch (state) {
      case 'quoted':
        if (escaped) escaped = false;
        else if (escapes && byte === BACKSLASH) escaped = true;
        else if (byte === quote) state = 'plain';
        break;
      case 'tag':
        tag.push(byte);
        matched = 0;
        if (byte === DOLLAR) state = 'dollar';
        break;
      case 'dollar':
        matched = byte === tag[matched] ? matched + 1 : byte === DOLLAR ? 1 : 0;
        if (matched === tag.length) state = 'plain';
        break;
      case 'line':
        if (byte === NEWLINE) state = 'plain';
        break;
      case 'block':
        if (byte === SLASH && last === STAR) nesting--;
        else if (byte === STAR && last === SLASH) nesting++;
        if (nesting === 0) state = 'plain';
    }
    before = last;
    last = byte;
  };

  return {
    get backslashes() {
      return backslashes;
    },
    set backslashes(value) {
      backslashes = value;
    },
    get depth() {
      return depth;
    },
    skip(chunk, at) {
      let i = at;
      while (state !== 'plain' && i < chunk.length) {
        if (state === 'quoted' && !escapes) {
          const end = chunk.indexOf(quote, i);
          i = end < 0 ? chunk.length : end;
          if (end < 0) break;
        }
        const byte = chunk[i] as number;
        // A `$` that begins no tag, such as that of `$1`.
        if (state === 'tag' && byte !== DOLLAR && (!isWord(byte) || (tag.length === 1 && byte < 58))) state = 'plain';
        if (state === 'plain') return i;
        inside(byte);
        i++;
      }
      return i;
    },
    plain(byte, between) {
      const previous = last;
      let found: 'text' | 'mark' = 'text';
      if (byte === MINUS && previous === MINUS) {
        state = 'line';
        found = 'mark';
      } else if (byte === STAR && previous === SLASH) {
        state = 'block';
        nesting = 1;
        found = 'mark';
      } else if (between && byte === BACKSLASH) {
        // A line of psql's own, such as \restrict.
        state = 'line';
        found = 'mark';
      } else if (between && (byte === MINUS || byte === SLASH)) found = 'mark';
      else if (byte === QUOTE || (byte === DOUBLE && backslashes)) {
        state = 'quoted';
        // Right after the quote that closed it goes on: a doubled quote.
        if (previous !== byte) escapes = backslashes || ((previous | 32) === 101 && !isWord(before));
        quote = byte;
      } else if (byte === DOUBLE || byte === BACKTICK) {
        if (byte === BACKTICK) backslashes = true;
        state = 'quoted';
        escapes = false;
        quote = byte;
      } else if (byte === DOLLAR && !backslashes && !isWord(previous)) {
        state = 'tag';
        tag = [DOLLAR];
      } else if (byte === 40) depth++;
      else if (byte === 41) depth--;
      else if (byte === SEMICOLON) depth = 0;
      before = last;
      last = byte;
      return found;
    },
  };
}
