import { describe, expect, it } from 'vitest';
import { filterText, standingText } from './filter-text.ts';

const HOUR = 3_600_000_000;

describe('a filter in words', () => {
  it('names each part, and nothing where every record passes', () => {
    expect(filterText({ sort: 'slot' })).toEqual([]);
    expect(filterText({ sort: 'slot', find: '  ' })).toEqual([]);
    expect(
      filterText({
        sort: 'log',
        find: ' type:*Sysmon* ',
        types: ['A', 'B'],
        marks: ['gap'],
        range: { lane: 't_log', from: 0, to: HOUR },
      }),
    ).toEqual([
      'query type:*Sysmon*',
      'type A or B',
      'finding gap',
      't_log from 1970-01-01 00:00:00 to 1970-01-01 01:00:00 UTC',
    ]);
    expect(filterText({ sort: 'log', types: ['A', 'B', 'C', 'D'] })).toEqual(['one of 4 types']);
  });

  it('says beside a query that cannot be read what is shown instead', () => {
    expect(standingText({ sort: 'slot', find: 'type:*Sysmon*' })).toContain('before: query type:*Sysmon*.');
    expect(standingText({ sort: 'slot' })).toContain('every record');
  });
});
