import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reading } from './preview.ts';
import { ReadError } from './read-error.ts';
import { readLines } from './testing/read-lines.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

function cut(bytes: Uint8Array, at: readonly number[]): Uint8Array[] {
  const places = [...new Set([0, ...at.map((n) => n % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b);
  return places.slice(1).map((to, i) => bytes.subarray(places[i], to));
}

const csv: Reading = { mapping: { mapping: 1, name: 'm', shape: 'csv', roles: { type: 'k' } } };
const array: Reading = { mapping: { mapping: 1, name: 'm', shape: 'array', rows: 'a.b', roles: { type: 'k' } } };
const ours: Reading = { format: 'factline' };
const events: Reading = { format: 'cloudevents' };

function utf16(text: string, little: boolean): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), little);
  return bytes;
}

const lines =
  '{"id":"1","type":"Ä","payload":{"x":"\\"😀"},"t_process":"2026-01-01T00:00:00Z"}\r\n\n  {"id":"2","type":"B","payload":[]}\t\nbad {\n{"id":"3","type":"C","payload":2}\n{"type":"D","x":1}';
const SOURCES: readonly (readonly [string, Uint8Array, Reading])[] = [
  ['lines', utf8(lines), ours],
  ['lines with a byte order mark', utf8(`\ufeff${lines}`), ours],
  ['UTF-16, little end first', utf16(`\ufeff${lines}`, true), ours],
  ['UTF-16, big end first', utf16(`\ufeff${lines}`, false), ours],
  ['UTF-16 without a mark', utf16(lines, true), ours],
  [
    'a line that is no UTF-8',
    Uint8Array.of(
      ...utf8(lines),
      10,
      ...utf8('{"id":"4","type":"'),
      0xff,
      ...utf8('","payload":1}\n'),
      ...utf8('{"id":"5","type":"E","payload":"ö"}'),
    ),
    ours,
  ],
  [
    'an array of our own records',
    utf8('[{"id":"1","type":"A",\n"payload":"]"},\n{"id":"2","type":"B","payload":{"a":[{}]}} , 7, "x\\"]" ]\n'),
    ours,
  ],
  [
    'one event over several lines',
    utf8('{\n "specversion":"1.0", "id":"1",\n "source":"/s", "type":"t", "data":"}"\n}\n'),
    events,
  ],
  [
    'events one after another',
    utf8('{"id":"1","source":"s",\n"type":"t"}{"id":"2","source":"s","type":"u"}\n'),
    events,
  ],
  [
    'arrays at a path',
    utf8('{"x":[{"k":"no"}],"a":{"c":[1],"b":[{"k":"A","s":"[]\\\\"},{"k":"B"}]},"z":1}\n{"a":{"b":[{"k":"C"}]}}'),
    array,
  ],
  ['CSV', utf8('k,"a\nb",c\r\nA,"x,""y""\r\n",1\r\nÖ,,\r\nB,1\r\nC,2,"open\r\nD,1,2'), csv],
];

describe('reading does not depend on how the bytes are cut', () => {
  it.each(SOURCES)('%s', (_, bytes, reading) => {
    const whole = readLines([bytes], reading);
    expect(whole.lines.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 12 }), (at) => {
        expect(readLines([cut(bytes, at)], reading)).toEqual(whole);
      }),
    );
    expect(readLines([cut(bytes, [...bytes.keys()])], reading)).toEqual(whole);
  });
  it('all spellings of text are the same text', () => {
    const [first, ...others] = SOURCES.slice(0, 5).map(([, bytes, reading]) => readLines([bytes], reading));
    for (const other of others) expect(other).toEqual(first);
    expect(first?.rejected).toEqual(['4: this is no JSON: `b` stands where a value belongs (column 1)']);
    expect(first?.sourceLines).toEqual([1, 3, 5, 6]);
    expect(first?.lines.at(-1)).toBe('{"id":"line:6","type":"D","meta":{"id_made":true,"x":1}}');
  });
});

describe('bad input', () => {
  it('a gigabyte without a line end is passed over in bounded memory, and what follows is read', () => {
    const piece = new Uint8Array(1 << 22).fill(97);
    const begin = utf8('{"id":"1","type":"A","payload":1}\n{"id":"2","type":"B","payload":"');
    const rest = utf8('"}\n{"id":"3","type":"C","payload":1}\n');
    const read = readLines([[begin, ...Array.from({ length: 256 }, () => piece), rest]], ours);
    expect(read.lines.length).toBe(2);
    expect(read.sourceLines).toEqual([1, 3]);
    expect(read.rejected).toEqual([
      '2: longer than 64 MiB: no record is that long; is this a journal, with one record a line?',
    ]);
  });
  it.each([
    ['an array', '[', array],
    ['an array of our own', '[{"id":"1","type":"A","payload":1},', ours],
    ['CSV', 'k\nA\n"', csv],
  ] as const)('so is one in %s', (_, begin, reading) => {
    const piece = utf8('["0123456789",'.repeat(1 << 16));
    const read = () =>
      readLines(
        [[utf8(reading === array ? '{"a":{"b":[{"k":"A"},' : begin), ...Array.from({ length: 80 }, () => piece)]],
        reading,
      );
    expect(read().lines.length).toBe(1);
    expect(read().rejected.length).toBe(1);
  });
  it('a record of many megabytes is a record, whichever way it is read', () => {
    const big = `"${'x\\n'.repeat(2e6)}"`;
    expect(readLines([`{"id":"1","type":"A","payload":${big}}`], ours).lines.length).toBe(1);
    expect(readLines([`{"id":"1","type":"A","more":1,"payload":${big}}`], ours).lines.length).toBe(1);
    expect(readLines([`k,v\nA,"${'x""y'.repeat(2e6)}"\n`], csv).lines.length).toBe(1);
    expect(
      readLines([`{"id":"1","type":"A","payload":1${'0'.repeat(1e6)}1,"sequence":1${'0'.repeat(1e6)}1}`], ours).lines
        .length,
    ).toBe(1);
  });
  it('an array that goes wrong is read up to there', () => {
    const read = readLines(['[{"id":"1","type":"A","payload":1} {"id":"2","type":"A","payload":1}]'], ours);
    expect(read.lines.length).toBe(1);
    expect(read.rejected).toEqual([
      '2: after element 1 stands `{` where `,` or `]` belongs; the rest of the file was not read',
    ]);
  });
  it.each([
    ['', ours],
    ['', csv],
    ['[]', events],
    ['{"a":{"b":[]}}', array],
  ] as const)('nothing at all, %j, is no records', (source, reading) => {
    if (source === '') expect(() => readLines([source], reading)).toThrow(ReadError);
    else expect(readLines([source], reading).lines).toEqual([]);
  });
});
