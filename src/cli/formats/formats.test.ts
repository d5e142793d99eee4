import { describe, expect, it } from 'vitest';
import type { Finding } from '../../core/finding.ts';
import { PROBLEM_FORMATS, printFindings } from './print.ts';
import { summaryOf } from './problems.ts';
import { sarifFaults } from './testing/sarif-check.ts';
import { underlined } from './text.ts';

const files = [
  { path: 'a b/ä.model.yaml', text: 'events:\n  OrderPending: { stream: orders }\n' },
  { path: 'good.model.yaml', text: 'factline: 1\n' },
];
const place = {
  file: 'a b/ä.model.yaml',
  line: 2,
  column: 3,
  endLine: 2,
  endColumn: 15,
  pointer: '/events/OrderPending',
};
const edit = { file: place.file, line: 2, column: 3, endLine: 2, endColumn: 15, text: 'OrderPlaced' };
const pending: Finding = {
  rule: 'fact-not-provisional',
  clauses: ['HL-053'],
  severity: 'error',
  place,
  message: '100% <wrong> & "so", says: a,b\nsecond\u0007 line \ud800',
  fixes: [{ title: 'Rename', edits: [edit] }],
};
const records: Finding = {
  rule: 'no-such-rule',
  clauses: [],
  severity: 'info',
  place: { file: 'log.ndjson', line: 7, record: 'r-1' },
  message: 'late',
  count: 3,
  examples: ['r-1', 'r-2'],
};
const nowhere: Finding = { rule: 'rule-failed', clauses: [], severity: 'warning', place: {}, message: 'no place' };
const all = [pending, records, nowhere];
const print = (format: (typeof PROBLEM_FORMATS)[number], findings: readonly Finding[] = all) =>
  printFindings(format, findings, files, summaryOf(findings));

describe('text', () => {
  it('shows the line, a caret, the records and the counts', () => {
    expect(print('text', [{ ...pending, message: 'no\u001b[31m' }, records, nowhere]).split('\n')).toEqual([
      'a b/ä.model.yaml:2:3 error no\ufffd[31m (fact-not-provisional, HL-053)',
      '    OrderPending: { stream: orders }',
      '    ^^^^^^^^^^^^',
      'log.ndjson:7:1 info late (no-such-rule, 3 records)',
      '  records: r-1, r-2',
      'warning no place (rule-failed)',
      '1 error, 1 warning, 1 info',
    ]);
  });

  it.each([
    ['plain', 'abc def', 4, 7, 'abc def', '    ^^^'],
    ['tabs before', '\ta\tbc', 3, 5, '\ta\tbc', '\t \t^^'],
    ['a tab in it', 'a b\tc d', 2, 5, 'a b\tc d', '  ^\t^'],
    ['a tab first', 'a\tb', 1, 3, 'a\tb', ' ^'],
    ['wide letters before', '注文 x', 3, 4, '注文 x', '     ^'],
    ['wide letters meant', 'a 注文', 2, 4, 'a 注文', '  ^^^^'],
    ['emoji of several parts', '👩‍👩‍👧🇩🇪 x', 13, 14, '👩‍👩‍👧🇩🇪 x', '     ^'],
    ['a combining mark', 'e\u0301e\u0301 x', 5, 6, 'e\u0301e\u0301 x', '   ^'],
    ['nothing meant', 'abc', 1, 1, 'abc', ' ^'],
    ['the end of the line', 'abc', 3, 4, 'abc', '   ^'],
    ['beyond the line', 'abc', 90, 95, 'abc', '   ^'],
    ['an empty line', '', 0, 1, '', '^'],
  ])('puts the caret right: %s', (_, line, from, to, shown, carets) => {
    expect(underlined(line, from, to)).toEqual([shown, carets]);
  });

  it.each([0, 50, 90, 300, 998, 1000])('cuts a long line around the caret at %s', (at) => {
    const line = `${'x'.repeat(at)}HERE${'y'.repeat(1000 - at)}`;
    const [shown, carets] = underlined(line, at, at + 4);
    expect([...shown].length).toBeLessThanOrEqual(202);
    expect(shown.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('HERE');
    expect(shown.startsWith('…')).toBe(at > 80);
  });
  it('cuts no surrogate pair, and is quick with a text all in one line', () => {
    const [shown, carets] = underlined('😀'.repeat(2_000_000), 1_999_999, 2_000_001);
    expect(() => encodeURIComponent(shown)).not.toThrow();
    expect(carets.trim()).toMatch(/^\^{2,4}$/);
  });
});

it('json holds what the contract names', () => {
  const { problems, summary } = JSON.parse(print('json'));
  const { file, ...rest } = place;
  const { rule, clauses, severity, message } = pending;
  expect(problems[0]).toEqual({ rule, clauses, severity, message, file, ...rest });
  expect(problems[1]).toMatchObject({ file: 'log.ndjson', line: 7, record: 'r-1', count: 3, examples: ['r-1', 'r-2'] });
  expect(summary).toEqual({ error: 1, warning: 1, info: 1 });
  const cut = JSON.parse(print('json', Array(1001).fill(records)));
  expect([cut.problems.length, cut.problems_total, cut.summary.info]).toEqual([1000, 1001, 1001]);
});

describe('sarif', () => {
  it('has what SARIF 2.1.0 requires', () => {
    expect(sarifFaults(JSON.parse(print('sarif')))).toEqual([]);
    expect(sarifFaults(JSON.parse(print('sarif', [])))).toEqual([]);
    expect(sarifFaults({ version: '2.1.0', runs: [{ results: [{ level: 'info', message: {} }] }] })).toEqual([
      '/runs/0 lacks tool',
      '/runs/0/results/0/level is info',
      '/runs/0/results/0/message lacks text',
    ]);
  });
  it('tells the rule, its page, the place and the fix', () => {
    const [run] = JSON.parse(print('sarif')).runs;
    expect(run.tool.driver.rules[0]).toMatchObject({
      id: 'fact-not-provisional',
      help: { markdown: expect.stringContaining('A record of a FACT stream') },
      properties: { tags: ['HL-053'] },
    });
    expect(run.results.map(({ level }: { level: string }) => level)).toEqual(['error', 'note', 'warning']);
    const region = { startLine: 2, startColumn: 3, endLine: 2, endColumn: 15 };
    expect(run.results[0].locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'a%20b/%C3%A4.model.yaml' },
      region,
    });
    expect(run.results[0].fixes[0].artifactChanges[0].replacements).toEqual([
      { deletedRegion: region, insertedContent: { text: 'OrderPlaced' } },
    ]);
  });
});

it('junit has a suite a file, a failing case a problem, a passing one for none, and is XML', () => {
  const xml = print('junit');
  expect(xml).toContain('<testsuites name="factline" tests="4" failures="3" errors="0">');
  expect(xml).toContain('<testsuite name="good.model.yaml" tests="1" failures="0" errors="0" skipped="0">');
  expect(xml).toContain('<testcase classname="good.model.yaml" name="no problem"/>');
  expect(xml).toContain('message="100% &lt;wrong&gt; &amp; &quot;so&quot;, says: a,b&#10;second line "');
  expect(xml.match(/<failure /g)).toHaveLength(3);
  // Every tag is closed, in order.
  const open: string[] = [];
  for (const [, close, name, rest] of xml.matchAll(/<(\/?)([a-z]+)((?:[^>"]|"[^"]*")*)>/g)) {
    if (close) expect(open.pop()).toBe(name);
    else if (!rest?.endsWith('/')) open.push(name ?? '');
  }
  expect(open).toEqual([]);
});

it('github has a command a problem, each in one line', () => {
  expect(print('github').split('\n')).toEqual([
    '::error file=a b/ä.model.yaml,line=2,col=3,endLine=2,endColumn=15,title=fact-not-provisional%2C HL-053::100%25 <wrong> & "so", says: a,b%0Asecond\u0007 line \ud800',
    '::notice file=log.ndjson,line=7,endLine=7,title=no-such-rule%2C 3 records::late',
    '::warning title=rule-failed::no place',
    '1 error, 1 warning, 1 info',
  ]);
});

it.each(PROBLEM_FORMATS)('%s can say that there is nothing', (format) => {
  expect(print(format, [])).not.toBe('');
});
