import { expect, it } from 'vitest';
import { journalName, nameOf } from './journal-name.ts';

it.each([
  ['logs/winlog.ndjson.gz', 'winlog'],
  ['C:\\logs\\Security.evtx.json', 'Security.evtx'],
  ['orders.v2.csv', 'orders.v2'],
  ['2026-01-05.log', '2026-01-05'],
  ['workspace.zip', 'workspace'],
  ['LOUD.NDJSON', 'LOUD'],
  ['plain', 'plain'],
  ['.jsonl', 'journal'],
  ['', 'journal'],
])('%s is called %s', (file, name) => {
  expect(nameOf(file)).toBe(name);
});

it('several files are called after the first', () => {
  expect(journalName(['logs/a.csv'])).toBe('a');
  expect(journalName(['logs/a.csv', 'logs/b.csv', 'logs/c.csv'])).toBe('a and 2 more');
  expect(journalName([])).toBe('journal');
});
