/** The values of a row in an INSERT statement, as JSON: text for strings, numbers with their own digits, true, false, null. */
import { unescaped } from './frame-copy.ts';

export interface Dialect {
  /** Backslashes escape in every string (MySQL, PostgreSQL without standard_conforming_strings), not only in `E'…'`. */
  readonly backslashes: boolean;
}

const SPACE = /\s*/y;
const WORD = /(?:null|true|false)\b/iy;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy;
const HEX = /0x([0-9a-f]+)/iy;
const PREFIX = /(?:(_binary|_utf8(?:mb4)?)\s*|([ENXB]))?'/iy;
const CASTS =
  /(?:\s*::\s*(?:"[^"]*"|[a-z_][\w.]*)(?:\s+(?:with(?:out)?\s+time\s+zone|varying|precision))?(?:\(\d+(?:,\s*\d+)?\))?(?:\[\])*)*\s*/iy;
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** The JSON text of each value between the brackets of a row; or what is wrong. */
export function insertValues(row: string, dialect: Dialect): readonly string[] | string {
  const values: string[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(row);
    if (found) at = pattern.lastIndex;
    return found;
  };
  for (;;) {
    match(SPACE);
    const from = at;
    let json = oneValue();
    match(CASTS);
    if (json === undefined || (at < row.length && row[at] !== ',')) {
      // An expression (`now()`, `ARRAY[…]`): its value is nowhere in the file, so its text is what there is.
      at = endOfExpression(row, from, dialect);
      if (at < 0) return `value ${values.length + 1} opens a quote that is not closed`;
      json = JSON.stringify(row.slice(from, at).trim());
    }
    values.push(json);
    if (at >= row.length) return values;
    at++;
  }

  function oneValue(): string | undefined {
    const word = match(WORD);
    if (word) return word[0].toLowerCase();
    const hex = match(HEX);
    if (hex) return JSON.stringify(`\\x${hex[1]}`);
    const number = match(NUMBER);
    if (number) return JSON_NUMBER.test(number[0]) ? number[0] : JSON.stringify(number[0]);
    const open = match(PREFIX);
    if (!open) return undefined;
    const prefix = open[2]?.toUpperCase();
    const escapes = prefix === 'E' || (dialect.backslashes && prefix === undefined);
    const end = endOfString(row, at, escapes);
    if (end < 0) return undefined;
    const body = row.slice(at, end - 1).replaceAll("''", "'");
    at = end;
    const text = prefix === 'X' ? `\\x${body}` : escapes && body.includes('\\') ? unescaped(body) : body;
    return text === undefined ? undefined : JSON.stringify(text);
  }
}

/** The position after the quote that closes a string whose inside begins at `from`; -1: it is not closed. */
function endOfString(text: string, from: number, escapes: boolean): number {
  for (let i = from; ; i++) {
    const quote = text.indexOf("'", i);
    if (quote < 0) return -1;
    if (escapes) {
      let slash = quote;
      while (slash > from && text[slash - 1] === '\\') slash--;
      if ((quote - slash) % 2 === 1) {
        i = quote;
        continue;
      }
    }
    if (text[quote + 1] !== "'") return quote + 1;
    i = quote + 1;
  }
}

/** Where the expression that begins at `from` ends: at a comma outside brackets and strings, or with the row. */
function endOfExpression(row: string, from: number, { backslashes }: Dialect): number {
  let depth = 0;
  for (let i = from; i < row.length; i++) {
    const c = row[i];
    if (c === "'") {
      const escapes = backslashes || /e/i.test(row[i - 1] ?? '');
      i = endOfString(row, i + 1, escapes) - 1;
      if (i < 0) return -1;
    } else if (c === '(' || c === '[') depth++;
    else if (c === ')' || c === ']') depth--;
    else if (c === ',' && depth === 0) return i;
  }
  return row.length;
}
