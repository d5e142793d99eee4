import { describe, expect, it } from 'vitest';
import { severityIn, worstRank } from './integrity-words.ts';
import type { IntegrityReport } from './report.ts';
import { reportHtml, reportMarkdown } from './report-pages.ts';

const report = (more: Partial<IntegrityReport> = {}): IntegrityReport => ({
  format: 'factline',
  records: 3,
  accepted: 3,
  rejected: [],
  rejected_total: 0,
  subjects: 1,
  types: { '<b>|x': 3 },
  time: { t_log: ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'] },
  gaps: [{ subject: 'a_b/*', after: 1, before: 4, missing: 2 }],
  gaps_total: 1,
  starts: [],
  starts_total: 0,
  duplicates: [],
  duplicates_total: 0,
  out_of_order: [],
  out_of_order_total: 0,
  clock_skew: [],
  clock_skew_total: 0,
  late: [],
  late_total: 0,
  orphans: [],
  orphans_total: 0,
  ties: 0,
  chain: 'none',
  ...more,
});

describe('the report as a page', () => {
  it('is Markdown in which names are text', () => {
    const text = reportMarkdown('a*b', report());
    expect(text).toContain('# Integrity of a\\*b\n');
    expect(text).toContain('## 1 gap (warning)\n');
    expect(text).toContain('- subject a\\_b/\\*, after 1, before 4, missing 2\n');
    expect(text).toContain('| \\<b\\>\\|x | 3 |\n');
    expect(text).toContain('## 0 duplicates\n');
  });
  it('is HTML in which names are text', () => {
    const text = reportHtml('<script>', report());
    expect(text).toContain('<h1>Integrity of &lt;script&gt;</h1>');
    expect(text).toContain('&lt;b&gt;|x');
    expect(text).not.toContain('<script>');
  });
  it('says how many more there are than it lists', () => {
    expect(reportMarkdown('j', report({ gaps_total: 1500 }))).toContain('- and 1,499 more\n');
  });
});

describe('how bad it is', () => {
  it('is the worst of what is found', () => {
    expect(worstRank(report({ gaps: [], gaps_total: 0 }))).toBe(-1);
    expect(worstRank(report())).toBe(1);
    expect(worstRank(report({ chain: 'broken at line 2' }))).toBe(2);
    const conflicting = report({ duplicates: [{ id: 'a', kind: 'conflicting', lines: [1, 2] }], duplicates_total: 1 });
    expect(severityIn('duplicates', conflicting)).toBe('error');
    expect(worstRank(conflicting)).toBe(2);
  });
});
