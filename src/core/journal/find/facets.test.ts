import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BLOCK_RECORDS } from '../columns.ts';
import { readText } from '../memory.ts';
import { LINE_WORDS, readRowWords } from '../row-words.ts';
import { countFacet } from './facets.ts';
import { hoursByRow } from './hour.ts';

const column = (codes: readonly number[], words: readonly string[]) => ({
  of: Uint32Array.from(codes),
  size: words.length,
  word: (entry: number) => words[entry] ?? '',
});

describe('counts of a facet', () => {
  it('are those of a plain count, the most frequent first', () => {
    const rows = fc.array(fc.record({ code: fc.nat(9), shown: fc.boolean() }), { maxLength: 60 });
    const words = ['', ...'Ab aB ba c bb d e f g'.split(' ')];
    fc.assert(
      fc.property(rows, fc.nat(6), fc.constantFrom('', 'b', 'AB', 'zz'), fc.boolean(), (list, top, find, all) => {
        const shown = all ? undefined : Uint8Array.from(list, (row) => (row.shown ? 1 : 0));
        const counted = countFacet(
          column(
            list.map(({ code }) => code),
            words,
          ),
          { field: 'type', top, find, keep: ['g', 'unknown'] },
          shown,
        );
        const seen = list.filter((row) => all || row.shown).map(({ code }) => words[code] ?? '');
        const expected = words
          .slice(1)
          .map((value) => ({ value, count: seen.filter((word) => word === value).length }))
          .filter(({ value, count }) => count > 0 && value.toLowerCase().includes(find.toLowerCase()))
          .map((one, i) => ({ ...one, i }))
          .sort((a, b) => b.count - a.count || a.i - b.i)
          .map(({ value, count }) => ({ value, count }));
        expect(counted.values).toEqual(expected.slice(0, top));
        expect(counted.distinct).toBe(expected.length);
        expect(counted.absent).toBe(seen.filter((word) => word === '').length);
        const listed = counted.values.some(({ value }) => value === 'g');
        expect(counted.kept).toEqual([
          ...(listed ? [] : [{ value: 'g', count: seen.filter((word) => word === 'g').length }]),
          { value: 'unknown', count: 0 },
        ]);
      }),
    );
  });
  it('of a million subjects cost one pass and hand over what was asked', () => {
    const size = 1_000_001;
    const of = Uint32Array.from({ length: size }, (_, row) => (row === 0 ? 7 : row));
    const counted = countFacet({ of, size, word: (entry) => `s-${entry}` }, { field: 'subject', top: 1e9 }, undefined);
    expect(counted.values).toHaveLength(1000);
    expect(counted.values[0]).toEqual({ value: 's-7', count: 2 });
    expect(counted.distinct).toBe(1_000_000);
  });
});

describe('what stands in the lines alone', () => {
  it('is read of the fields that were asked for, however many words there are', () => {
    const many = 70_000;
    const text = Array.from({ length: many }, (_, i) => `{"id":"${i}","type":"A","producer":"p${i}","payload":1}`);
    const journal = readText(new TextEncoder().encode(`${text.join('\n')}\n`), { format: 'factline' });
    const { add, words } = readRowWords(many, ['producer']);
    for (let index = 0; index * BLOCK_RECORDS < many; index++) add(index, journal.block(index));
    expect(words.actor_id).toBeUndefined();
    for (const row of [0, 254, 255, 256, 65_534, 65_535, 65_536, many - 1])
      expect(words.producer?.word(words.producer.of[row] ?? 0)).toBe(`p${row}`);
  });

  it('is read as a column: escapes, absence, and the hour in UTC', () => {
    const lines = [
      '{"id":"1","type":"A","producer":"web","actor_id":"ann","t_event":"2026-01-05T23:30:00-02:00","payload":{"producer":"not this"}}',
      '{"id":"2","type":"A","producer":"we\\u0062","t_log":"1969-12-31T23:00:00Z","payload":1}',
      '{"id":"3","type":"A","producer":"a \\"b\\"","correlation_id":"c","payload":1}',
    ];
    const journal = readText(new TextEncoder().encode(`${lines.join('\n')}\n`), { format: 'factline' });
    const reader = readRowWords(journal.columns.count, LINE_WORDS);
    reader.add(0, journal.block(0));
    const texts = LINE_WORDS.map((name) => {
      const { of = [], word = String } = reader.words[name] ?? {};
      return [...of].map(word);
    });
    expect(texts).toEqual([
      ['web', 'web', 'a "b"'],
      ['ann', '', ''],
      ['', '', 'c'],
    ]);
    const { producer } = reader.words;
    expect(producer?.entry('web')).toBe(1);
    expect(producer?.entry('nobody')).toBeUndefined();
    expect(producer?.entry('nobody')).toBeUndefined();
    expect([...hoursByRow(journal.columns)]).toEqual([2, 24, 0]);
  });
});
