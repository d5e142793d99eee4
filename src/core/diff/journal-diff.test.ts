import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProfileName } from '../model/model.ts';
import type { JournalRecord } from '../record/record.ts';
import { contentOf, diffJournals, type ExportedRecord, fieldsThatDiffer, problemsOfJournals } from './journal-diff.ts';

/** `a1 b1 c2`: records a, b, c with the contents 1, 1, 2, a line each. */
const exported = (text: string): readonly ExportedRecord[] =>
  text
    .split(' ')
    .filter((word) => word !== '')
    .map((word, i) => ({ id: word.charAt(0), line: i + 1, content: word.slice(1), type: 'T' }));
const run = (old: string, now: string, profile: ProfileName = 'unified') =>
  diffJournals(exported(old), exported(now), { profiles: [profile] });
const brief = (old: string, now: string) =>
  run(old, now).map(({ kind, what, at, line, count }) => `${kind} | ${what} | ${at} line ${line} | ${count}`);

describe('two exports', () => {
  it.each([
    ['equal', 'a1 b1', 'a1 b1', []],
    ['in another order', 'a1 b1', 'b1 a1', []],
    ['a record delivered again', 'a1 b1', 'a1 a1 b1', []],
    ['a redelivery not exported', 'a1 a1 b1', 'a1 b1', []],
    ['a record rewritten', 'a1 b1 c1', 'a1 b2 c1', ['breaking | record changed | b line 2 | 1']],
    ['the last one rewritten', 'a1 b1', 'a1 b2', ['breaking | record changed | b line 2 | 1']],
    ['published again with another payload', 'a1 b1', 'a1 b1 a2', ['breaking | record changed | a line 3 | 1']],
    ['a record removed', 'a1 b1 c1', 'a1 c1', ['breaking | record removed | b line 2 | 1']],
    ['the first one removed', 'a1 b1', 'b1', ['breaking | record removed | a line 1 | 1']],
    [
      'rolled back, then gone on',
      'a1 b1',
      'a1 c1',
      ['breaking | record removed | b line 2 | 1', 'compatible | records appended | c line 2 | 1'],
    ],
    ['of two contents one gone', 'a1 a2 b1', 'a1 b1', ['breaking | record removed | a line 1 | 1']],
    ['records more', 'a1', 'a1 b1 c1', ['compatible | records appended | b line 2 | 2']],
    ['records between', 'a1 c1', 'a1 b1 c1', ['drift | records inserted | b line 2 | 1']],
    ['an older export', 'a1 b1 c1', 'a1', ['drift | export ends earlier | b line 2 | 2']],
    [
      'another log',
      'a1 b1',
      'x1',
      [
        'breaking | record removed | a line 1 | 1',
        'breaking | record removed | b line 2 | 1',
        'compatible | records appended | x line 1 | 1',
      ],
    ],
    ['nothing left', 'a1', '', ['drift | export ends earlier | a line 1 | 1']],
  ])('%s', (_, old, now, expected) => {
    expect(brief(old, now)).toEqual(expected);
  });

  it.each<[ProfileName, readonly string[], readonly string[]]>([
    ['hless', ['HL-010'], ['HL-010', 'HL-012']],
    ['evidence', ['FA-020'], ['FA-020']],
    ['eventing', ['EM-011'], []],
    ['unified', ['HL-010', 'FA-020', 'EM-011'], ['HL-010', 'HL-012', 'FA-020']],
    ['game', [], []],
  ])('break %s', (profile, changed, removed) => {
    expect(run('a1 b1', 'a2 b1', profile)[0]?.clauses).toEqual(changed);
    const [change] = run('a1 b1', 'b1', profile);
    expect(change?.clauses).toEqual(removed);
    expect(change?.broken).toHaveLength(1);
  });

  it('are the same where they are the same, and only appended to where that was all', () => {
    const words = fc.array(fc.tuple(fc.constantFrom(...'abcdef'), fc.constantFrom('1', '2')), { maxLength: 10 });
    fc.assert(
      fc.property(words, words, (first, more) => {
        const old = first.map((pair) => pair.join('')).join(' ');
        const known = new Set(first.map(([id]) => id));
        const rest = more.filter(([id]) => !known.has(id)).map((pair) => pair.join(''));
        expect(brief(old, old)).toEqual([]);
        const grown = run(old, `${old} ${rest.join(' ')}`);
        expect(grown.map(({ what }) => what)).toEqual(rest.length > 0 ? ['records appended'] : []);
      }),
    );
  });
});

describe('a record', () => {
  const record: JournalRecord = { id: 'a', type: 'T', version: 1, payload: { n: 1, m: 2 } };
  it('is all but its place in the log and in the chain', () => {
    const moved: JournalRecord = { ...record, payload: { m: 2, n: 1 }, position: 7, hash: 'ab', prev_hash: 'cd' };
    expect(contentOf(moved)).toBe(contentOf(record));
    expect(fieldsThatDiffer(record, moved)).toEqual([]);
    const other: JournalRecord = { ...moved, payload: { n: 2, m: 2 }, producer: 'x' };
    expect(contentOf(other)).not.toBe(contentOf(record));
    expect(fieldsThatDiffer(record, other)).toEqual(['payload', 'producer']);
  });
});

it('problems are one for each kind and type, with up to 20 records', () => {
  const many = (content: string) =>
    Array.from({ length: 30 }, (_, i) => ({ id: `r${i}`, line: i + 1, content, type: i < 25 ? 'A' : 'B' }));
  const changes = diffJournals(many('1'), many('2'), { profiles: ['hless'], fields: () => ['payload'] });
  const problems = problemsOfJournals(changes, { old: 'old.ndjson', new: 'new.ndjson' });
  expect(problems).toMatchObject([
    {
      rule: 'record-unchanged',
      clauses: ['HL-010'],
      severity: 'error',
      count: 25,
      place: { file: 'new.ndjson', line: 1, record: 'r0' },
    },
    { count: 5, place: { line: 26, record: 'r25' }, examples: ['r25', 'r26', 'r27', 'r28', 'r29'] },
  ]);
  expect(problems[0]?.examples).toHaveLength(20);
  expect(problems[0]?.message).toContain('`payload` differs');
});
