import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { folder, run } from '../testing/run.ts';
import { catalog } from './catalog.ts';

const { path, file, text, remove } = folder('catalog');
afterAll(remove);

const MODEL = `model: shop
events:
  OrderPlaced: { description: The shop accepted an order., version: 2, payload: { order_id: uuid, lines: { items: { fields: { sku: string } } }, state: open | closed } }
  a/b: { version: 1 }
commands:
  PlaceOrder: { emits: [OrderPlaced], rejects: { EXISTS: OrderPlaced }, payload: { order_id: uuid } }
consumers:
  mailer: { on: [OrderPlaced] }
`;
const model = file('shop.model.yaml', MODEL);
const out = join(path, 'pages');
const made = () =>
  readdirSync(out, { recursive: true, encoding: 'utf8' })
    .filter((p) => p.endsWith('.md'))
    .sort();
const check = async () => {
  const { status, out: printed } = await run(catalog, [model], { out, check: true, format: 'json' });
  const { problems } = JSON.parse(printed) as { problems: { clauses: string[]; message: string; pointer?: string }[] };
  return { status, problems };
};

it('makes a page an event and command, and an index', async () => {
  expect((await run(catalog, [model], { out })).status).toBe(0);
  expect(made()).toEqual(['README.md', 'commands/PlaceOrder.md', 'events/OrderPlaced.md', 'events/a%2fb.md']);
  const page = text('pages/events/OrderPlaced.md');
  expect(page).toContain('The shop accepted an order.');
  expect(page).toContain('- **consumers**: `mailer`');
  expect(page).toContain('- **written by**: `PlaceOrder`');
  expect(page).toContain('| `lines[].sku` | string | yes |');
  expect(page).toContain('open \\| closed');
});

it('says nothing of pages that are as they should be, and makes the same ones again', async () => {
  expect(await check()).toEqual({ status: 0, problems: [] });
  const before = text('pages/README.md');
  await run(catalog, [model], { out });
  expect(text('pages/README.md')).toBe(before);
});

it('names what is stale, missing and left over, and mends it', async () => {
  writeFileSync(model, MODEL.replace('a/b:', 'OrderShipped:').replace('version: 2', 'version: 3'));
  const { status, problems } = await check();
  expect(status).toBe(1);
  expect(problems.every(({ clauses }) => clauses.includes('GS-064'))).toBe(true);
  expect(problems.map(({ message }) => /page (\S+?\.md)/.exec(message)?.[1]).sort()).toEqual([
    'README.md',
    'events/OrderPlaced.md',
    'events/OrderShipped.md',
    'events/a%2fb.md',
  ]);
  await run(catalog, [model], { out });
  expect(made()).not.toContain('events/a%2fb.md');
  expect(await check()).toEqual({ status: 0, problems: [] });
});

it('leaves pages alone that it did not make, and makes none of a broken model', async () => {
  file('pages/mine.md', '# Mine\n');
  await run(catalog, [model], { out });
  expect(made()).toContain('mine.md');
  expect(await check()).toEqual({ status: 0, problems: [] });
  const broken = file('broken.model.yaml', 'events: [');
  expect((await run(catalog, [broken], { out })).status).toBe(1);
  expect(made()).toContain('events/OrderPlaced.md');
});
