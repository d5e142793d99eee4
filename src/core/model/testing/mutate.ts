/** Texts made worse at random, for properties that hold of any text. */
import fc from 'fast-check';

const HOSTILE = [
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    '-',
    '?',
    '*',
    '&a',
    '*a',
    '!x',
    '!!js/function',
    '<<: *a',
    '|',
    '>',
    '#',
    '%',
    '@',
    '`',
    '"',
    "'",
    ',',
    '\\',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'null',
    '~',
    'true',
    'yes',
    '1e999',
    '010',
    '.nan',
    '99999999999999999999',
    '-1',
  ],
  ...[
    '\t',
    '\0',
    '\u202e',
    '\ud800',
    '\ufeff',
    '\u200b',
    '\u00a0',
    '\u2028',
    'Pаyment',
    '𐀀',
    'e\u0301',
    'x'.repeat(2000),
  ],
  ...[
    '\r',
    '\r\n',
    '\n',
    '  ',
    '---\n',
    '...\n',
    '{a: 1}',
    '[1, 2]',
    '{}',
    '$ref: "#"',
    'string[]',
    "'?'",
    '/',
    '~1',
    '[[[[[[[[',
    '{a: {a: {a: 1}}}',
  ],
];
const share = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
const part = fc.constantFrom(...HOSTILE);
const edit = fc.record({ kind: fc.nat(8), at: share, to: share, length: fc.nat(60), part });
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function edited(text: string, { kind, at, to, length, part: hostile }: Edit): string {
  const lines = text.split('\n');
  const [from, other] = [Math.floor(at * text.length), Math.floor(to * text.length)];
  const [line, second] = [Math.floor(at * lines.length), Math.floor(to * lines.length)];
  const here = lines[line] ?? '';
  switch (kind) {
    case 0:
      return text.slice(0, from) + text.slice(from + length);
    case 1:
      return text.slice(0, from) + hostile + text.slice(from);
    case 2:
      return lines.toSpliced(line, 0, here).join('\n');
    case 3:
      return lines
        .with(line, lines[second] ?? '')
        .with(second, here)
        .join('\n');
    case 4:
      return lines
        .with(
          line,
          here.replace(/:\s.*$/, () => `: ${hostile}`),
        )
        .join('\n');
    case 5:
      return lines
        .with(
          line,
          here.replace(/^(\s*)[^:]*:/, (_, indent: string) => `${indent}${hostile}:`),
        )
        .join('\n');
    case 6:
      return lines.with(line, ` ${here}`).join('\n');
    case 7:
      return text.slice(0, other) + text.slice(from, from + length * 3) + text.slice(other);
    default:
      return (
        text.slice(0, from) + String.fromCharCode(text.charCodeAt(from) ^ (1 << (length % 8))) + text.slice(from + 1)
      );
  }
}

/** A text with up to five things done to it. */
export const worse = (text: string): fc.Arbitrary<string> =>
  fc.array(edit, { minLength: 1, maxLength: 5 }).map((edits) => edits.reduce(edited, text));
