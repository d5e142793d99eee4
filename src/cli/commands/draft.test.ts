import { afterAll, expect, it } from 'vitest';
import { checkModel } from '../../core/rules/check.ts';
import { shopJournal } from '../../core/workspace/samples/shop-journal.ts';
import { folder, run } from '../testing/run.ts';
import { draft } from './draft.ts';

const { file, remove } = folder('draft');
afterAll(remove);
const journal = file('shop.ndjson', shopJournal());

it('proposes a model with every type of the journal, which only leaves things undecided', async () => {
  const { status, out } = await run(draft, [journal]);
  expect(status).toBe(0);
  const { parsed, findings } = checkModel([{ path: 'draft.model.yaml', text: out }]);
  expect(parsed.sound).toBe(true);
  expect(Object.keys(parsed.model.events).sort()).toEqual([
    'OrderPlaced',
    'OrderPlacementRejected',
    'OrderPlacementRequested',
    'OrderShipmentRequested',
    'OrderShipped',
  ]);
  expect(parsed.findings.filter(({ rule }) => rule !== 'undecided')).toEqual([]);
  expect(findings.some(({ rule }) => rule === 'undecided')).toBe(true);
});

it('names the model after the file of a journal that has no name of its own', async () => {
  const plain = file('till of 2026.ndjson', '{"id":"1","type":"Sold","payload":{}}\n');
  expect((await run(draft, [plain])).out).toMatch(/^model: .*till of 2026/m);
  expect((await run(draft, [journal])).out).toMatch(/^model: shop$/m);
});

it('is the same each time, from a file or standard input', async () => {
  const { out } = await run(draft, [journal]);
  expect((await run(draft, [journal])).out).toBe(out);
  expect((await run(draft, ['-'], {}, shopJournal())).out).toBe(out);
});

it.each([
  ['no journal', [], {}, 'which journal?'],
  ['a journal that is not there', ['nowhere.ndjson'], {}, 'there is no such file'],
  ['--format', [journal], { format: 'json' }, 'draft takes no --format: it prints a model, which is YAML'],
  ['--fail-on', [journal], { 'fail-on': 'info' }, 'draft takes no --fail-on'],
])('refuses %s', async (_, paths, values, message) => {
  await expect(run(draft, paths, values)).rejects.toMatchObject({
    name: 'UsageError',
    message: expect.stringContaining(message),
  });
});
