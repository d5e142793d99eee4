import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DIFF_RULES } from '../../core/diff/diff-rules.ts';
import { RULES as MODEL_RULES } from '../../core/rules/index.ts';
import { RECORD_RULES } from '../../core/rules/records/index.ts';
import { run } from '../testing/run.ts';
import { rules } from './rules.ts';

const METAS = [...[...MODEL_RULES, ...RECORD_RULES].map(({ meta }) => meta), ...DIFF_RULES];

const ids = METAS.map(({ id }) => id);
const folder = new URL('../../core/', import.meta.url);
const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
const page = (id: string) =>
  readFileSync(new URL(paths.find((path) => path.endsWith(`/${id}.md`)) ?? '', folder), 'utf8');

it('lists each rule with its severities, title and clauses', async () => {
  const { status, out } = await run(rules, []);
  expect(status).toBe(0);
  const [head, ...lines] = out.split('\n');
  expect(head).toMatch(/^rule +hless +game +envelope +evidence +eventing +unified +title +clauses$/);
  expect(lines.slice(0, ids.length).map((l) => l.split(' ')[0])).toEqual(ids);
  expect(out).toMatch(/^fact-not-provisional +error +- +- +- +- +error +A FACT states nothing provisional +HL-053$/m);
  expect(out).toContain('  unknown-reference ');
});

it('lists them for programs', async () => {
  const { rules: list } = JSON.parse((await run(rules, [], { format: 'json' })).out);
  expect(list).toEqual(JSON.parse(JSON.stringify(METAS)));
});

it.each(ids)('prints the page of %s', async (id) => {
  const { out } = await run(rules, [id]);
  expect(out.startsWith(`# ${id}\n`)).toBe(true);
  expect(out).toContain(page(id));
  expect(JSON.parse((await run(rules, [id], { format: 'json' })).out)).toMatchObject({
    rules: [{ id, page: page(id) }],
  });
});

it('knows what is always checked', async () => {
  expect((await run(rules, ['unknown-key'])).out).toContain('Every key is known');
});

it.each([
  ['an unknown rule', ['fact-not-provisionl'], {}, 'did you mean fact-not-provisional?'],
  ['a name of an object', ['constructor'], {}, 'no rule "constructor"'],
  ['several', ids.slice(0, 2), {}, 'rules takes one ID'],
  ['another format', [], { format: 'sarif' }, '--format is text or json, not sarif'],
  ['--fail-on', [], { 'fail-on': 'error' }, 'rules takes no --fail-on'],
])('refuses %s', async (_, paths, values, message) => {
  await expect(run(rules, paths, values)).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringContaining(message),
  });
});
