/** Texts that are made to break readers: each is refused, rejected or read, by every reader, in bounded time and memory. */
import { describe, expect, it } from 'vitest';
import { makePreview } from '../make-preview.ts';
import type { Reading } from '../preview.ts';
import { ReadError } from '../read-error.ts';
import { READERS } from '../readers.ts';
import { readLines } from './read-lines.ts';

const MANY = 1_000_000;
/** Enough to tell what grows with the square of it. */
const SOME = 40_000;
const row = (payload: string) => `{"id":"1","type":"A","subject_id":"s","payload":${payload}}\n`;
const bombs: readonly (readonly [string, string])[] = [
  ['a million open brackets', '['.repeat(MANY)],
  ['a million open objects', '{"a":'.repeat(MANY)],
  ['many empty objects in an array', `[${'{},'.repeat(10_000)}{}]`],
  ['a payload nested a million deep', row(`${'['.repeat(MANY)}${']'.repeat(MANY)}`)],
  ['nesting in JSON in a string', row(JSON.stringify(`${'['.repeat(MANY)}1${']'.repeat(MANY)}`))],
  ['strings in strings', row([...Array(12)].reduce<string>((text) => JSON.stringify(text), '{}'))],
  ['a million elements of XML, open', `<?xml version="1.0"?><log>${'<a>'.repeat(MANY)}`],
  [
    'an event with many attributes',
    `<log><trace><event>${'<string key="k" value="v"/>'.repeat(SOME)}</event></trace></log>`,
  ],
  ['a tag without end', `<log ${'a="b" '.repeat(SOME)}`],
  ['a million ampersands', `<log>${'&'.repeat(MANY)}</log>`],
  ['a million quotes', `id,type\n${'"'.repeat(MANY)}\n`],
  [
    'a heading of 10,000 columns',
    `${Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(',')}\n${','.repeat(9999)}\n`,
  ],
  ['10,000 columns of one name', `${'type,'.repeat(10_000)}id\n${'A,'.repeat(10_000)}1\n`],
  ['an object of 100,000 keys', row(`{${Array.from({ length: 100_000 }, (_, i) => `"k${i}":1`).join(',')}}`)],
  ['one key 100,000 times', row(`{${'"k":1,'.repeat(100_000)}"k":2}`)],
  ['a number of a million digits', row('9'.repeat(MANY))],
  ['a million backslashes', row(`"${'\\'.repeat(MANY)}"`)],
  ['a million backslashes of COPY', `COPY t (id, type) FROM stdin;\n1\t${'\\'.repeat(MANY)}\n\\.\n`],
  ['an INSERT that never ends', `INSERT INTO t (id, type) VALUES ${"(1,'a'),".repeat(SOME)}`],
  ['many psql continuation lines', `-[ RECORD 1 ]-\nid | 1\ntype | ${'a+\n | '.repeat(SOME)}\n`],
  ['a million zeros', '\0'.repeat(MANY)],
  ['many white spaces', ' \n\t'.repeat(SOME)],
  ['a million blank lines and a row', `${'\n'.repeat(MANY)}${row('1')}`],
];

const OF_EACH_SHAPE = READERS.filter(({ shape }, i) => READERS.findIndex((other) => other.shape === shape) === i);

/** As a file is read: in pieces. */
const pieces = (text: string): readonly Uint8Array[] => {
  const bytes = new TextEncoder().encode(text);
  const size = 1 << 16;
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
};
/** Milliseconds of the processor. */
const cost = async (work: () => unknown): Promise<number> => {
  const begun = process.cpuUsage();
  await work();
  return process.cpuUsage(begun).user / 1000;
};
const attempt = (text: string, reading: Reading) => {
  try {
    return readLines([pieces(text)], reading, ['a.json']);
  } catch (error) {
    if (error instanceof ReadError) return undefined;
    throw error;
  }
};

describe('bombs', () => {
  it.each(bombs)('%s', { timeout: 240_000 }, async (_, text) => {
    const bytes = new TextEncoder().encode(text.slice(0, 2 << 20));
    const looking = await cost(() =>
      makePreview([{ name: 'a.json', bytes, totalBytes: text.length, complete: bytes.length >= text.length }]),
    );
    expect(looking, 'preview').toBeLessThan(2000);
    const slow: string[] = [];
    for (const { id } of OF_EACH_SHAPE) {
      const millis = await cost(() => {
        const read = attempt(text, { format: id });
        for (const line of read?.lines ?? []) if (line.length < 1e5) JSON.parse(line);
      });
      if (millis > 2000) slow.push(`${id}: ${millis.toFixed(0)} ms`);
    }
    expect(slow).toEqual([]);
  });
});

describe('words that mean something in JavaScript', () => {
  const NAMES = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
    'length',
    '0',
  ];
  it.each(READERS.map(({ id }) => [id]))('%s', (format) => {
    for (const name of NAMES) {
      const text = [
        `{"${name}":{"${name}":1},"id":"${name}","type":"${name}","subject_id":"${name}","payload":{"${name}":{"a":1}}}`,
        `{"${name}":1}`,
        '{"type":"A"}',
      ].join('\n');
      attempt(`${text}\n`, { format });
      attempt(`[${text.replaceAll('\n', ',')}]`, { format });
      attempt(`${name},type,id\n${name},${name},${name}\n`, { format });
      attempt(
        `<log><trace><string key="${name}" value="${name}"/><event><string key="${name}" value="${name}"/></event></trace></log>`,
        { format },
      );
    }
    expect(({} as Record<string, unknown>)['a']).toBeUndefined();
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('are types, subjects and keys like any other', async () => {
    const text = NAMES.map(
      (name, i) =>
        `{"id":"${i}","type":"${name}","subject_type":"${name}","subject_id":"${name}","payload":{"${name}":${i}}}`,
    ).join('\n');
    const { lines } = readLines([`${text}\n`], { format: 'factline' });
    expect(lines).toEqual(text.split('\n'));
    const bytes = new TextEncoder().encode(text);
    const preview = await makePreview([{ name: 'a.ndjson', bytes, totalBytes: bytes.length, complete: true }]);
    expect(
      Object.entries(preview.report?.types ?? {})
        .map(([name, count]) => `${name} ${count}`)
        .toSorted(),
    ).toEqual(NAMES.map((name) => `${name} 1`).toSorted());
  });
});

describe('what JSON cannot hold', () => {
  it('NaN and Infinity are rejected with their line, numbers beyond a double are kept word for word', () => {
    const rows = [
      'NaN',
      'Infinity',
      '-Infinity',
      '1e999',
      '-0',
      '1E400',
      '0.1e-400',
      '01',
      '+1',
      '.5',
      '5.',
      '0x10',
      'undefined',
    ];
    const { lines, rejected } = readLines([rows.map(row).join('')], { format: 'factline' });
    expect(lines.map((line) => /"payload":(.*)}$/.exec(line)?.[1])).toEqual(['1e999', '-0', '1E400', '0.1e-400']);
    expect(rejected.map((text) => Number.parseInt(text, 10))).toEqual([1, 2, 3, 8, 9, 10, 11, 12, 13]);
  });

  it('lone surrogates stay escaped as they came, alone and as keys', () => {
    const rows = ['"\\ud800"', '{"\\udc00x":"\\ud83d\\ude00"}', '"\\ud800\\ud800"'];
    const { lines } = readLines([rows.map(row).join('')], { format: 'factline' });
    expect(lines.map((line) => /"payload":(.*)}$/.exec(line)?.[1])).toEqual(rows);
  });
});
