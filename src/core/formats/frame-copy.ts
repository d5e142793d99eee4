/** The text form of PostgreSQL's COPY: a row a line, tabs between the cells, `\N` for NULL, backslash escapes. */

const CONTROL: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };
const utf8 = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true });

/** The cells of a line (without its end), null for NULL; or what is wrong with it. */
export function copyCells(line: string): readonly (string | null)[] | string {
  const cells: (string | null)[] = [];
  for (const cell of line.split('\t')) {
    const text = cell === '\\N' ? null : cell.includes('\\') ? unescaped(cell) : cell;
    if (text === undefined) return `cell ${cells.length + 1} holds bytes that are no UTF-8`;
    cells.push(text);
  }
  return cells;
}

/** Text with its backslash escapes opened; undefined where those of bytes make no UTF-8. */
export function unescaped(text: string): string | undefined {
  let bytes = false;
  const ESCAPES = /\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;
  const opened = text.replace(ESCAPES, (_, hex, octal, four, eight, other) => {
    const code = hex ? Number.parseInt(hex, 16) : octal ? Number.parseInt(octal, 8) & 255 : -1;
    if (code >= 128) bytes = true;
    if (code >= 0) return String.fromCharCode(code);
    const point = four ?? eight;
    if (point !== undefined) return Number.parseInt(point, 16) < 0x110000 ? codePoint(point) : `\\${point}`;
    return CONTROL[other] ?? other;
  });
  return bytes ? fromBytes(text, ESCAPES) : opened;
}

const codePoint = (hex: string) => String.fromCodePoint(Number.parseInt(hex, 16));

/** The same byte by byte: several escapes may make one character. */
function fromBytes(text: string, ESCAPES: RegExp): string | undefined {
  const out: number[] = [];
  const add = (part: string) => {
    for (const byte of utf8.encode(part)) out.push(byte);
  };
  let at = 0;
  for (const match of text.matchAll(ESCAPES)) {
    add(text.slice(at, match.index));
    const [all, hex, octal, four, eight, other = ''] = match;
    if (hex) out.push(Number.parseInt(hex, 16));
    else if (octal) out.push(Number.parseInt(octal, 8) & 255);
    else add((four ?? eight) ? codePoint(four ?? eight ?? '') : (CONTROL[other] ?? other));
    at = match.index + all.length;
  }
  add(text.slice(at));
  try {
    return strict.decode(Uint8Array.from(out));
  } catch {
    return undefined;
  }
}
