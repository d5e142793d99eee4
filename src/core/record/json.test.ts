import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseExact, parseLine, stringifyExact, toBehaviorValue } from './json.ts';
import { JsonError, parseTree, textOf } from './json-tree.ts';

const problem = (source: string | Uint8Array) => {
  try {
    parseExact(source);
  } catch (error) {
    if (error instanceof JsonError) return error.message;
    throw error;
  }
  return 'none';
};

describe('exact JSON', () => {
  it('reads what JSON.parse reads, where no number is long', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(stringifyExact(parseExact(text))).toBe(JSON.stringify(JSON.parse(text)));
        expect(textOf(parseTree(text))).toBe(text.trim());
      }),
    );
  });
  it('refuses just what JSON.parse refuses, in both readers', () => {
    const piece = fc.constantFrom(
      ...'{}[]",:0123456789.eE+- \\utfn\n'.split(''),
      'true',
      'null',
      '"a"',
      '12345678901234567',
      '\\u12',
      '\u0001',
    );
    const accepts = (read: (text: string) => unknown, text: string) => {
      try {
        read(text);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const expected = accepts(JSON.parse, text);
        expect([text, accepts(parseExact, text), accepts(parseTree, text)]).toEqual([text, expected, expected]);
      }),
      { numRuns: 20_000 },
    );
  });
  it('keeps every digit', () => {
    fc.assert(
      fc.property(fc.bigInt(), fc.string(), (n, key) => {
        const text = `{${JSON.stringify(key)}:[${n},"${n}"]}`;
        expect(stringifyExact(parseExact(text))).toBe(text);
      }),
    );
  });
  it.each([
    ['9007199254740992', 9007199254740992],
    ['9007199254740993', { $digits: '9007199254740993' }],
    ['-9223372036854775808', { $digits: '-9223372036854775808' }],
    ['9007199254740994', { $digits: '9007199254740994' }],
    ['1e400', { $digits: '1e400' }],
    ['0.1', 0.1],
    ['0.30000000000000004', 0.30000000000000004],
    ['0.1000000000000000055', { $digits: '0.1000000000000000055' }],
    ['1.0e1', 10],
  ])('%s', (text, value) => {
    expect(parseExact(text)).toEqual(value);
    expect(stringifyExact(parseExact(text))).toBe(typeof value === 'number' ? String(value) : text);
  });
  it('gives behavior code big integers as decimal text', () => {
    expect(toBehaviorValue(parseExact('{"a":[9007199254740993,0.1000000000000000055,1e400,5]}'))).toEqual({
      a: ['9007199254740993', 0.1, '1e400', 5],
    });
  });
  it('takes __proto__ as data', () => {
    for (const value of [
      parseExact('{"__proto__":{"a":12345678901234567890}}'),
      toBehaviorValue(parseExact('{"__proto__":{"a":1}}')),
    ]) {
      expect(Object.keys(value as object)).toEqual(['__proto__']);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    }
  });
  it.each([
    ['', 'the text ends where a value belongs (column 1)'],
    ['{"a":1,}', '`}` stands where a key in quotes belongs (column 8)'],
    ['{"a" 1}', '`1` stands where `:` belongs (column 6)'],
    ['[1 2]', '`2` stands where `,` or `]` belongs (column 4)'],
    ['"a\tb"', 'a control character stands unescaped in a string (column 3)'],
    ['"a\\x"', 'a `\\` stands before a character that cannot be escaped (column 3)'],
    ['{"a":"b', 'the text ends inside a string (column 8)'],
    ['01', '`1` stands where the end belongs (column 2)'],
    ['\ufeff1', '`\ufeff` stands where a value belongs (column 1)'],
  ])('says what is wrong with %s', (text, message) => {
    expect(problem(text)).toBe(message);
  });
  it('refuses a hundred thousand brackets, and a byte that is no UTF-8', () => {
    expect(problem('['.repeat(100_000))).toContain('nested deeper than 512 levels');
    expect(problem(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`)).toContain('nested deeper than 512 levels');
    expect(problem(Uint8Array.of(34, 97, 0xff, 34))).toBe('a byte that is no UTF-8 stands here (column 3)');
  });
  it('reads strings and digits of megabytes', () => {
    const long = `{"a":"${'x'.repeat(5e6)}","b":"${'\\n'.repeat(3e6)}","c":1${'0'.repeat(1e5)}1}`;
    expect(stringifyExact(parseExact(long))).toBe(long);
    expect(textOf(parseTree(long))).toBe(long);
  });
  it('reads a stored line, defaults included', () => {
    const line = new TextEncoder().encode('{"id":"1","type":"A","payload":{"n":12345678901234567890}}');
    expect(parseLine(line, true)).toEqual({
      id: '1',
      type: 'A',
      version: 1,
      payload: { n: { $digits: '12345678901234567890' } },
    });
  });
});
