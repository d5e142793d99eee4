import { describe, expect, it } from 'vitest';
import { parseLine } from '../record/json.ts';
import { analyse } from './analyse.ts';
import { integrityReport } from './integrity.ts';
import {
  entryText,
  excerptText,
  headline,
  judgementOf,
  notJudgedTexts,
  severityIn,
  worstRank,
} from './integrity-words.ts';
import { readText } from './memory.ts';
import { reportMarkdown } from './report-pages.ts';

type Fields = Record<string, unknown>;
/** Each as a record of its own; `undefined` takes a field away. */
async function reportOf(records: readonly Fields[]) {
  const lines = records.map((record, i) =>
    JSON.stringify({ id: `r-${i}`, type: 'A', subject_type: 's', subject_id: '1', payload: {}, ...record }),
  );
  const { columns, hashes, header, rejected, line } = readText(new TextEncoder().encode(`${lines.join('\n')}\n`), {
    format: 'factline',
  });
  const read = (row: number) => parseLine(line(row), false);
  const { sequence, identity } = header;
  const analysis = await analyse({ columns, hashes, sequence, identity, read });
  return integrityReport({
    format: 'factline',
    columns,
    analysis,
    rejected,
    rejectedTotal: rejected.length,
    chain: 'none',
    read,
  });
}
const T = '2026-01-01T00:00:00Z';
const whole = { t_event: T, t_log: T };

describe('what a journal does not say is not judged', () => {
  it('all that is needed is there: nothing is left unjudged', async () => {
    const report = await reportOf([
      { ...whole, sequence: 1 },
      { ...whole, sequence: 2, causation_id: 'r-0' },
    ]);
    expect(report.not_judged).toEqual({});
    expect(judgementOf('gaps', report)).toEqual({ says: 'none' });
    expect(headline('gaps', report)).toBe('0 gaps');
  });
  it('no sequence, one clock, no causes', async () => {
    const report = await reportOf([{ t_log: T }, { t_log: T }]);
    expect(headline('gaps', report)).toBe('gaps cannot be judged: no record has a sequence');
    expect(headline('late', report)).toBe('late records cannot be judged: the records have no t_event');
    expect(headline('rejected', report)).toBe('0 lines that are no record');
    expect(headline('duplicates', report)).toBe('0 duplicates; not all can be judged: no record has a sequence');
    expect(notJudgedTexts(report)).toEqual([
      'gaps, scopes that start late, records out of order: no record has a sequence',
      'records with clock skew, late records: the records have no t_event',
      'orphans: no record names its cause',
    ]);
  });
  it.each([
    ['the other clock', [{ t_event: T }], 'the records have no t_log'],
    ['no clock', [{}], 'the records have no t_event and no t_log'],
    ['never both', [{ t_event: T }, { t_log: T }], 'no record has both t_event and t_log'],
    ['both in some', [whole, { t_log: T }, {}], '1 of 3 records have both t_event and t_log'],
  ])('%s', async (_, records, why) => {
    expect((await reportOf(records)).not_judged?.late?.why).toBe(why);
  });
  it('some records only', async () => {
    const report = await reportOf([{ ...whole, sequence: 1 }, { ...whole, sequence: 2 }, whole]);
    expect(judgementOf('gaps', report)).toEqual({ says: 'partly', text: '2 of 3 records have a sequence' });
    const found = await reportOf([{ ...whole, sequence: 1 }, { ...whole, sequence: 4 }, whole]);
    expect(judgementOf('gaps', found)).toEqual({ says: 'found' });
    expect(headline('gaps', found)).toBe('1 gap (warning); not all can be judged: 2 of 3 records have a sequence');
  });
  it('a sequence without what it counts in', async () => {
    const report = await reportOf([{ ...whole, subject_type: undefined, subject_id: undefined, sequence: 1 }]);
    expect(report.not_judged?.gaps?.why).toBe('no record has a sequence that counts within a scope');
  });
  it('ids that were made are no identity', async () => {
    const neither = await reportOf([{ id: undefined }, { id: undefined }]);
    expect(headline('duplicates', neither)).toBe(
      'duplicates cannot be judged: no record has an id of its own, and no record has a sequence',
    );
    const numbered = await reportOf([{ id: undefined, sequence: 1 }]);
    expect(headline('duplicates', numbered)).toBe(
      '0 duplicates; not all can be judged: no record has an id of its own',
    );
  });
});

describe('an excerpt of a running log', () => {
  const from = (...starts: readonly number[]) =>
    reportOf(starts.map((sequence, i) => ({ subject_id: `${i}`, sequence })));
  it('is told in one sentence, as information', async () => {
    const report = await from(7, 9, 3);
    expect([severityIn('starts', report), worstRank(report), report.scopes]).toEqual(['info', 0, 3]);
    expect(excerptText(report)).toMatch(/^This is an excerpt of a running log: all 3 scopes start late\. /);
    expect(excerptText(await from(7))).toContain('its one scope starts late');
    expect(excerptText(await from(7, 7, 7, 7, 1))).toContain('4 of 5 scopes start late');
    const page = reportMarkdown('x', report);
    expect(page).toContain('3 scopes that start late (info)');
    expect(page).not.toContain('- subject s/0');
  });
  it('is not what a few late starts among others are', async () => {
    const report = await from(7, 1, 1, 5);
    expect([excerptText(report), severityIn('starts', report), report.starts.length]).toEqual([
      undefined,
      'warning',
      2,
    ]);
    expect(excerptText(await from(1, 0))).toBeUndefined();
  });
});

it('how late is written for people in what they read, and as ISO 8601 in JSON', async () => {
  const report = await reportOf([{ t_event: '2026-01-01T00:00:00Z', t_log: '2026-01-01T02:00:00.4Z' }]);
  expect(report.late.map(({ by }) => by)).toEqual(['PT2H0.4S']);
  expect(report.late.map(entryText)).toEqual(['line 1, id r-0, by 2 h 0.4 s']);
});
