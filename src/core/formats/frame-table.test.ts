import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detect } from './detect.ts';
import { renderingOf } from './frame-table.ts';
import type { Reading } from './preview.ts';
import { readLines } from './testing/read-lines.ts';
import * as write from './testing/render-table.ts';

const WHOLE: Reading = { mapping: { mapping: 1, name: 'm', shape: 'csv', roles: { type: 'kind' } } };
const utf8 = new TextEncoder();

/** The rows that a source is read as. */
const rowsOf = (source: string, reading: Reading = WHOLE, pieces = 0) => {
  const bytes = utf8.encode(source);
  const chunks =
    pieces > 0
      ? Array.from({ length: Math.ceil(bytes.length / pieces) }, (_, i) => bytes.slice(i * pieces, (i + 1) * pieces))
      : bytes;
  const { lines, rejected } = readLines([chunks], reading);
  return { rows: lines.map((line) => JSON.parse(line).payload as unknown), rejected };
};
const see = (source: string, complete = true) => {
  const bytes = utf8.encode(source);
  return detect({ name: 'a.txt', bytes, totalBytes: bytes.length, complete });
};

const nasty = fc
  .string({
    unit: fc.constantFrom(
      'a',
      'é',
      '😀',
      ' ',
      '\t',
      '\\',
      'n',
      'N',
      "'",
      '"',
      ',',
      ';',
      '$',
      '(',
      ')',
      '-',
      '|',
      '+',
      '.',
      '{',
      '}',
    ),
  })
  .map((text) => text.replace(/[ \t+.]+$/, ''));
const multiline = fc.array(nasty, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'));
const table = (value: fc.Arbitrary<write.Cell>) =>
  fc
    .array(fc.tuple(fc.constant('k' as write.Cell), value, value), { minLength: 1, maxLength: 6 })
    .map((rows): write.PlainTable => ({ name: 'Event Log', columns: ['kind', 'odd "name"', 'timestamp'], rows }));
const asTexts = ({ columns, rows }: write.PlainTable) =>
  rows.map((row) =>
    Object.fromEntries(
      row.map((c, i) => [columns[i], c === null ? null : c === true ? 't' : c === false ? 'f' : String(c)]),
    ),
  );

describe('one table in every rendering, cut in any pieces', () => {
  const cell = fc.oneof(multiline, fc.constant(null), fc.integer(), fc.boolean());
  const size = fc.integer({ min: 1, max: 40 });
  it('COPY', () => {
    fc.assert(
      fc.property(table(cell), size, (t, pieces) => {
        expect(rowsOf(write.asDump(write.asCreate(t), write.asCopy(t)), WHOLE, pieces)).toEqual({
          rows: asTexts(t),
          rejected: [],
        });
      }),
    );
  });
  it('INSERT, a row or many, with columns or with those of CREATE TABLE', () => {
    fc.assert(
      fc.property(
        table(cell),
        size,
        fc.boolean(),
        fc.integer({ min: 1, max: 4 }),
        (t, pieces, columns, perStatement) => {
          const dump = write.asDump(write.asCreate(t), write.asInserts(t, { columns, perStatement }));
          const rows = t.rows.map((row) => Object.fromEntries(row.map((c, i) => [t.columns[i], c])));
          expect(rowsOf(dump, WHOLE, pieces)).toEqual({ rows, rejected: [] });
        },
      ),
    );
  });
  it('JSON that psql printed', () => {
    fc.assert(
      fc.property(table(cell), size, (t, pieces) => {
        const rows = write.asJsonRows(t).map((row) => JSON.parse(row) as unknown);
        expect(rowsOf(write.asPrintedAgg(t), WHOLE, pieces)).toEqual({ rows, rejected: [] });
        expect(rowsOf(write.asPrintedRows(t), WHOLE, pieces)).toEqual({ rows, rejected: [] });
      }),
    );
  });
  it('the expanded output of psql', () => {
    const shown = fc.oneof(
      multiline.filter((text) => text !== '' && !/^N$|^\\N$/.test(text)),
      fc.constant(null),
    );
    fc.assert(
      fc.property(table(shown), size, (t, pieces) => {
        expect(rowsOf(write.asExpanded(t), WHOLE, pieces)).toEqual({ rows: asTexts(t), rejected: [] });
        expect(rowsOf(write.asExpanded(t, '∅'), WHOLE, pieces).rows).toEqual(asTexts(t));
      }),
    );
  });
  it('the aligned output of psql, with any border', () => {
    const shown = fc.oneof(
      multiline.filter((text) => text !== '' && !/^N$|^\\N$/.test(text)),
      fc.constant(null),
    );
    fc.assert(
      fc.property(table(shown), size, fc.constantFrom(0, 1, 2), (t, pieces, border) => {
        expect(rowsOf(write.asAligned(t, border), WHOLE, pieces)).toEqual({ rows: asTexts(t), rejected: [] });
        expect(rowsOf(write.asAligned(t, border, '∅'), WHOLE, pieces).rows).toEqual(asTexts(t));
      }),
    );
  });
});

describe('the aligned output of psql', () => {
  // As psql 15 prints it, wide characters and all.
  const PRINTED = ` id |  type  |     body      |  note  
----+--------+---------------+--------
  1 | A      | multi        +|   lead
    |        | line | pipe ++| 
    |        |              +| 
    |        | end           | 
  2 | 日本語 | wide 日本    +| x
    |        | 語            | 
(2 rows)

`;
  const TYPED: Reading = { mapping: { mapping: 1, name: 'm', shape: 'csv', roles: { type: 'type' } } };
  it('keeps line breaks, bars, signs and spaces in front', () => {
    expect(rowsOf(PRINTED, TYPED)).toEqual({
      rows: [
        { id: '1', type: 'A', body: 'multi\nline | pipe +\n\nend', note: '  lead' },
        { id: '2', type: '日本語', body: 'wide 日本\n語', note: 'x' },
      ],
      rejected: [],
    });
  });
  it('puts a wrapped value together', () => {
    const wrapped =
      ' type |  body   | n \n------+---------+---\n A    | a long .| 1\n      |.value   | \n B    | short   | 2\n(2 rows)\n';
    expect(rowsOf(wrapped, TYPED).rows).toEqual([
      { type: 'A', body: 'a long value', n: '1' },
      { type: 'B', body: 'short', n: '2' },
    ]);
  });
  it('rejects a line whose columns have moved, and a record that is cut off', () => {
    const moved = ' type | n \n------+---\n A    | 1\n Bshifted | 2\n C    | 3\n';
    expect(rowsOf(moved, TYPED)).toMatchObject({
      rows: [{ type: 'A' }, { type: 'C' }],
      rejected: [expect.stringMatching(/^2: its columns do not stand/)],
    });
    const cut = PRINTED.slice(0, PRINTED.indexOf('    |        | 語'));
    expect(rowsOf(cut, TYPED)).toMatchObject({
      rows: [{ type: 'A' }],
      rejected: ['2: the file ends inside this record: it was cut off'],
    });
  });
  it('is recognised as the table that it is', () => {
    const messages = ` id  | stream_name |   type    | position | global_position |   data   | metadata |            time            
-----+-------------+-----------+----------+-----------------+----------+----------+----------------------------
 m-1 | account-1   | Opened    |        0 |               1 | {"a": 1} |          | 2025-01-01 00:00:00.123456
(1 row)
`;
    expect(see(messages)).toMatchObject({ formats: [{ format: 'message-db' }] });
    expect(rowsOf(messages, { format: 'message-db' }).rows).toEqual([{ a: 1 }]);
  });
});

describe('a table as psql -A prints it', () => {
  it('has bars between its cells, and a count below that is no row', () => {
    const text = 'type|n|at\nA|1|x\nB|{"a": 2}|y\n(2 rows)\n';
    expect(rowsOf(text, { mapping: { mapping: 1, name: 'm', shape: 'csv', roles: { type: 'type' } } })).toEqual({
      rows: [
        { type: 'A', n: '1', at: 'x' },
        { type: 'B', n: '{"a": 2}', at: 'y' },
      ],
      rejected: [],
    });
  });
});

describe('a table without the names of its columns', () => {
  it.each([
    [
      'COPY',
      '1\t0190b6a2-0000-7000-8000-000000000001\tinv-1\t1\t{"a": 1}\tissued\t\\N\n2\t0190b6a2-0000-7000-8000-000000000002\tinv-1\t2\t{}\tpaid\t\\N\n',
    ],
    ['CSV', '1,A,2025-01-01 00:00:00+00\n2,B,2025-01-01 00:00:01+00\n'],
  ])('of %s is refused, so that its first row is not lost', (_, text) => {
    expect(see(text)).toMatchObject({ refused: { recognised: expect.stringContaining('without the names') } });
  });
});

describe('COPY', () => {
  const copy = (rows: string, head = 'COPY t (kind, b) FROM stdin;') => rowsOf(`${head}\n${rows}\\.\n`);
  it.each([
    [
      'octal and hex escapes, of one byte and of a character of several',
      'a\tx\\101\\x42\\303\\251\\xe2\\x82\\xac\n',
      'xABé€',
    ],
    ['a backslash before any other character', 'a\t\\q\\"\n', 'q"'],
    ['hex of bytea', 'a\t\\\\x7b7d\n', '\\x7b7d'],
    ['Windows line ends', 'a\tb\r\n', 'b'],
    ['a text that looks like the end', 'a\t\\\\.\n', '\\.'],
  ])('%s', (_, rows, b) => {
    expect(copy(rows)).toEqual({ rows: [{ kind: 'a', b }], rejected: [] });
  });
  it('a bad row costs itself', () => {
    expect(copy('a\tb\tc\na\t\\377\na\tgood\n')).toEqual({
      rows: [{ kind: 'a', b: 'good' }],
      rejected: [
        '1: it has 3 values where table `t` has 2 columns',
        '2: cell 2 holds bytes that are no UTF-8 (table `t`)',
      ],
    });
  });
  it('a file that ends in a row keeps the others', () => {
    expect(rowsOf('COPY t (kind, b) FROM stdin;\na\tone\na\ttw')).toEqual({
      rows: [{ kind: 'a', b: 'one' }],
      rejected: ['2: the file ends inside the rows of table `t`: it was cut off'],
    });
  });
});

describe('INSERT', () => {
  const insert = (values: string) => rowsOf(`INSERT INTO t (kind, b) VALUES ${values};\n`);
  it.each([
    ["('a', E'x\\n\\'y\\'\\\\')", "x\n'y'\\"],
    ["('a', 'it''s; -- no comment, (a)')", "it's; -- no comment, (a)"],
    [`('a', '{"a": 1}'::jsonb)`, '{"a": 1}'],
    ["('a', '\\x7b7d'::bytea)", '\\x7b7d'],
    ["('a', X'7b7d')", '\\x7b7d'],
    ["('a', '2026-01-01 00:00:00+00'::timestamp with time zone)", '2026-01-01 00:00:00+00'],
    ["('a', 12345678901234567890)", undefined],
    ["('a', -1.50)", -1.5],
    ["('a', now())", 'now()'],
    ["('a', ARRAY['x,y', 'z'])", "ARRAY['x,y', 'z']"],
    ["('a', true)", true],
    ["('a', NULL)", null],
    ["('a', 007)", '007'],
  ])('%s', (values, b) => {
    const { rows, rejected } = insert(values);
    expect(rejected).toEqual([]);
    if (b !== undefined) expect(rows).toEqual([{ kind: 'a', b }]);
    expect(rows.length).toBe(1);
  });
  it('keeps the digits of a number', () => {
    const { lines } = readLines([`INSERT INTO t (kind, b) VALUES ('a', 12345678901234567890);`], WHOLE);
    expect(lines[0]).toContain('"b":12345678901234567890');
  });
  it('ON CONFLICT, OVERRIDING, functions with $$ and comments are read past', () => {
    const text = `/* a; b */ CREATE FUNCTION f($1 int) AS $body$ INSERT INTO t (kind, b) VALUES ('no', 'no'); $body$;
INSERT INTO t (kind, b) OVERRIDING SYSTEM VALUE VALUES ('a', '1'), ('a', '2') ON CONFLICT (kind) DO NOTHING;
-- it's a comment
INSERT INTO t (kind, b) SELECT kind, f('x') FROM u;
INSERT INTO t (kind, b) VALUES ('a', '3');\n`;
    expect(rowsOf(text).rows).toEqual(['1', '2', '3'].map((b) => ({ kind: 'a', b })));
  });
  it('without columns and without CREATE TABLE it is refused with the advice', () => {
    const text = "--\n-- PostgreSQL database dump\n--\n\nINSERT INTO public.t VALUES ('a', '1');\n";
    expect(() => rowsOf(text)).toThrow(/--column-inserts/);
    expect(JSON.stringify(see(text))).toMatch(/dump in SQL.*--column-inserts/);
  });
  it('MySQL: backticks, backslashes in plain strings', () => {
    const text =
      "-- MySQL dump 10.13\n--\nCREATE TABLE `t` (\n `kind` text,\n `b` text,\n KEY `k` (`kind`)\n);\nINSERT INTO `t` VALUES ('a','it\\'s'),('a','\\\"q\\\"');\n";
    expect(rowsOf(text).rows).toEqual([
      { kind: 'a', b: "it's" },
      { kind: 'a', b: '"q"' },
    ]);
  });
  it('a file that ends in a row keeps the others', () => {
    expect(rowsOf("INSERT INTO t (kind, b) VALUES ('a', 'one');\nINSERT INTO t (kind, b) VALUES ('a', 'tw")).toEqual({
      rows: [{ kind: 'a', b: 'one' }],
      rejected: ['2: the file ends inside the rows of table `t`: it was cut off'],
    });
  });
});

describe('a dump with several tables', () => {
  const others: write.PlainTable = {
    name: 'accounts',
    columns: ['id', 'name'],
    rows: [
      [1, 'x'],
      [2, 'y'],
      [3, 'z'],
    ],
  };
  const events: write.PlainTable = {
    name: 'log',
    columns: ['kind', 'at'],
    rows: [
      ['A', '1'],
      ['B', '2'],
    ],
  };
  const dump = write.asDump(write.asCopy(others), write.asCopy(events));
  it('is read where the mapping fits, and says what was passed over', () => {
    const reading: Reading = {
      mapping: { mapping: 1, name: 'm', shape: 'csv', roles: { type: 'kind', t_event: 'at' } },
    };
    const { rows, rejected } = rowsOf(dump, reading);
    expect(rows).toEqual([
      { kind: 'A', at: '1' },
      { kind: 'B', at: '2' },
    ]);
    expect(rejected).toEqual([]);
    expect(readLines([dump], reading).notes).toEqual([
      'Tables left aside, for their columns are others: `public.accounts` (3 rows).',
    ]);
  });
  it('is refused by a reading that fits none', () => {
    const reading: Reading = { mapping: { mapping: 1, name: 'm', shape: 'csv', roles: { type: 'nope' } } };
    expect(() => rowsOf(dump, reading)).toThrow(/`public.accounts` \(3 rows\), `public.log` \(2 rows\)/);
  });
  it('partitions of one table are read together', () => {
    const part = { ...events, name: 'log_2' };
    expect(rowsOf(write.asDump(write.asCopy(events), write.asCopy(part))).rows.length).toBe(4);
  });
  it('is proposed as a table, the others named', () => {
    const found = see(dump);
    expect(found).toMatchObject({ shapes: [{ shape: 'csv', because: expect.stringContaining('public.accounts') }] });
    expect('refused' in found ? '' : found.notes.join()).toContain('`public.log`');
  });
});

describe('psql', () => {
  it('expanded: NULL as it was set, a record that is cut off', () => {
    const text =
      'Expanded display is on.\nNull display is "-none-".\n-[ RECORD 1 ]\nkind | a\nb    | -none-\n-[ RECORD 2 ]\nkind | NULL\n';
    expect(rowsOf(text)).toEqual({
      rows: [{ kind: 'a', b: null }],
      rejected: ['2: the file ends inside this record: it was cut off'],
    });
  });
  it('expanded: nothing is NULL, and empty text once something else is NULL', () => {
    expect(rowsOf('-[ RECORD 1 ]\nkind | a\nb    | \n').rows).toEqual([{ kind: 'a', b: null }]);
    expect(rowsOf('-[ RECORD 1 ]\nkind | a\nb    | \nc    | ∅\n').rows).toEqual([{ kind: 'a', b: '', c: null }]);
  });
  it('expanded: with a border, wrapped lines', () => {
    const boxed = '+-[ RECORD 1 ]-+\n| kind | a     |\n| b    | one  +|\n|      | two   |\n+------+-------+\n';
    expect(rowsOf(boxed).rows).toEqual([{ kind: 'a', b: 'one\ntwo' }]);
    expect(rowsOf('-[ RECORD 1 ]\nkind | a\nb    | lon.\n     |.ger\n').rows).toEqual([{ kind: 'a', b: 'longer' }]);
  });
  it('without a heading (-t)', () => {
    expect(rowsOf(' [{"kind":"a"},   +\n  {"kind":"b"}]\n\n').rows).toEqual([{ kind: 'a' }, { kind: 'b' }]);
  });
});

it('tells the renderings', () => {
  expect(renderingOf('--\n-- a remark\nid,name\n1,2\n')).toBe('csv');
  expect(renderingOf('select,from\n1,2\n')).toBe('csv');
  expect(renderingOf('set,value\n1,2\n')).toBe('csv');
  expect(renderingOf('--\n-- PostgreSQL database dump\n--\n\n-- Dumped from')).toBe('sql');
  expect(renderingOf('BEGIN;\nINSERT INTO a VALUES (1);')).toBe('sql');
});

it('a preset tells NULL from empty text in a CSV', () => {
  const csv = 'stream_name,global_position,position,type,data,metadata,id,time,note,other\na-1,1,0,A,"",,x,,,""\n';
  expect(readLines([csv], { format: 'message-db' }).lines).toEqual([
    '{"id":"x","type":"A","subject_type":"a","subject_id":"1","sequence":0,"position":1,"payload":"","meta":{"metadata":null,"note":null,"other":""}}',
  ]);
});
