/** The delivery lab on the shop sample: verdicts, the smallest schedule stepped through, the pages and their examples. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { editFile, fileText, openSample, showPanel } from '../helpers/shell.ts';

const MODEL = 'shop.model.yaml';
const BEHAVIOR = 'shop.behavior.ts';

async function open(page: Page) {
  await openApp(page);
  await openSample(page, 'Shop');
  return showPanel(page, 'Lab');
}
async function careless(page: Page) {
  const text = (await fileText(page, MODEL)) ?? '';
  await editFile(page, MODEL, text.replace('dedupe_by: id', 'dedupe_by: none').replace(', guard: id', ''));
  await idle(page);
}
const serious = async (page: Page) => {
  const { violations } = await new AxeBuilder({ page }).include('[data-panel="lab"]').analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 120)}`));
};

test('the sample bears all; a careless mailer does not, and its smallest schedule is stepped through', async ({
  page,
}) => {
  const lab = await open(page);
  await lab.getByLabel('Schedules').fill('30');
  await lab.getByRole('button', { name: 'Run', exact: true }).click();
  await idle(page);
  await expect(lab.getByRole('status')).toContainText('0 broken');
  await expect(lab.getByText('factline lab shop.ndjson')).toHaveText(
    'factline lab shop.ndjson --model shop.model.yaml --behavior shop.behavior.ts --seed 1 --schedules 30',
  );
  await careless(page);
  await expect(lab).toContainText('have changed since this run');
  await lab.getByRole('button', { name: 'Run', exact: true }).click();
  await idle(page);
  await expect(lab.getByRole('status')).toContainText('7 broken');
  const broken = lab.getByRole('list', { name: 'Broken', exact: true }).locator('> li');
  const twice = broken.filter({ hasText: 'idempotent' });
  await expect(twice).toContainText('effects were done instead of');
  await expect(twice.getByRole('list', { name: /Smallest schedule/ }).getByRole('listitem')).toHaveCount(1);
  await twice.getByRole('button', { name: 'Step through' }).click();
  await idle(page);
  const did = twice.getByRole('region', { name: 'What the delivery did' });
  await expect(twice.getByRole('list', { name: 'Deliveries' }).locator('[aria-current="true"]')).toContainText(
    'OrderPlaced',
  );
  await twice.getByRole('button', { name: 'Next' }).click();
  await expect(twice.getByRole('list', { name: 'Deliveries' }).locator('[aria-current="true"]')).toContainText('again');
  await expect(did).toContainText('send_mail');
  await expect(did).toContainText('comes once more');
  await idle(page);
  expect(await page.evaluate(() => window.factline.store.getState().row)).toBeDefined();
  expect(await serious(page)).toEqual([]);
  const text = await broken.allInnerTexts();
  await lab.getByRole('button', { name: 'Run', exact: true }).click();
  await idle(page);
  await expect(lab.getByRole('status')).toContainText('7 broken');
  const again = await broken.allInnerTexts();
  expect(again.length).toBe(text.length);
  expect(again[1]).toBe(text[1]);
});

test('the command that is shown gives the same verdicts', async ({ page }) => {
  const lab = await open(page);
  await careless(page);
  await lab.getByLabel('Seed').fill('7');
  await lab.getByLabel('Schedules').fill('40');
  await lab.getByRole('button', { name: 'Run', exact: true }).click();
  await idle(page);
  const broken = lab.getByRole('list', { name: 'Broken', exact: true }).locator('> li');
  await expect(broken).toHaveCount(7);
  const command = (await lab.getByText('factline lab shop.ndjson').innerText()).split(' ').slice(1);
  const folder = await mkdtemp(join(tmpdir(), 'lab-'));
  try {
    const journal = await page.evaluate(async () => {
      const { services, store } = window.factline;
      return (await services.journals.export({ id: store.getState().journal?.id ?? '' })).text();
    });
    await writeFile(join(folder, 'shop.ndjson'), journal);
    for (const path of [MODEL, BEHAVIOR]) await writeFile(join(folder, path), (await fileText(page, path)) ?? '');
    const cli = join(import.meta.dirname, '../../dist-cli/factline.js');
    // It exits 1: something is broken.
    const { stdout } = await promisify(execFile)('node', [cli, ...command, '--format', 'json'], { cwd: folder }).catch(
      (error: { readonly stdout: string }) => error,
    );
    const { verdicts } = JSON.parse(stdout) as {
      readonly verdicts: readonly {
        readonly target: string;
        readonly property: string;
        readonly holds: boolean;
        readonly message?: string;
        readonly not_tried?: string;
        readonly tried: number;
        readonly schedule: readonly { readonly record: string }[];
      }[];
    };
    const failed = verdicts.filter(({ holds }) => !holds);
    expect(failed).toHaveLength(7);
    for (const [i, { target, property, message = '', schedule }] of failed.entries()) {
      await expect(broken.nth(i)).toContainText(`${target} ${property}`);
      await expect(broken.nth(i)).toContainText(message.replaceAll('`', ''));
      for (const { record } of schedule) await expect(broken.nth(i)).toContainText(record);
    }
    const tried = verdicts.reduce((sum, one) => sum + one.tried, 0);
    const untried = verdicts.filter(({ not_tried }) => not_tried !== undefined).length;
    await expect(lab.getByRole('status')).toContainText(`${verdicts.length - 7 - untried} hold`);
    await expect(lab.getByRole('status')).toContainText(`${untried} not tried`);
    await expect(lab.getByRole('list', { name: 'Not tried' }).getByRole('listitem')).toHaveCount(untried);
    await expect(lab.getByRole('status')).toContainText(`${tried} schedules`);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('it is cancelled, and a consumer that hangs is told by name', async ({ page }) => {
  const lab = await open(page);
  await lab.getByLabel('Schedules').fill('10000');
  await lab.getByRole('button', { name: 'Run', exact: true }).click();
  await lab.getByRole('button', { name: 'Cancel' }).click();
  await idle(page);
  await expect(lab.getByRole('heading', { name: 'Is it safe under duplicates, loss and crashes?' })).toBeVisible();
  await lab.getByLabel('Schedules').fill('10');
  const text = (await fileText(page, BEHAVIOR)) ?? '';
  await editFile(page, BEHAVIOR, text.replace('effects.send_mail(', 'for (;;); effects.send_mail('));
  await idle(page);
  await lab.getByRole('button', { name: 'Run', exact: true }).click();
  await idle(page);
  await expect(lab.getByRole('alert')).toContainText('consumer/receipt_mailer could not be run to its end (timeout)');
  await expect(lab.getByRole('list', { name: 'Holds' })).toContainText('projection/open_orders');
  await editFile(page, BEHAVIOR, `${text}\nexport const x = {{;`);
  await idle(page);
  await lab.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(lab.getByRole('alert')).toContainText(`${BEHAVIOR}:`);
});

test('each page about a fault opens its example, which breaks, and the mended one, which holds', async ({ page }) => {
  test.setTimeout(120_000);
  const lab = await open(page);
  await lab.getByRole('button', { name: 'Faults explained', exact: true }).click();
  const links = lab.getByRole('navigation', { name: 'Faults' }).getByRole('button');
  const titles = await links.allInnerTexts();
  expect(titles.length).toBeGreaterThanOrEqual(7);
  await links.first().click();
  expect(await serious(page)).toEqual([]);
  await lab.getByRole('button', { name: '← all faults' }).click();
  for (let i = 0; i < titles.length; i++) {
    await links.nth(i).click();
    await lab.getByRole('button', { name: 'Open the example in the lab' }).click();
    await idle(page);
    await expect(lab.getByRole('list', { name: 'Broken', exact: true })).toBeVisible();
    if (i === 0) await expect(lab.getByRole('list', { name: 'Broken', exact: true })).toContainText('ES-041');
    await lab
      .getByRole('list', { name: 'Broken', exact: true })
      .getByRole('button', { name: 'What is this?' })
      .first()
      .click();
    await expect(lab.getByRole('article')).toBeVisible();
    await lab.getByRole('button', { name: '← all faults' }).click();
    await links.nth(i).click();
    await lab.getByRole('button', { name: 'And the mended one' }).click();
    await idle(page);
    await expect(lab.getByRole('status')).toContainText('0 broken');
    await lab.getByRole('button', { name: 'Faults explained', exact: true }).click();
  }
});

test('it runs over the records of a scenario', async ({ page }) => {
  const lab = await open(page);
  await careless(page);
  await lab.getByLabel('Over').selectOption('scenario ship');
  await lab.getByRole('button', { name: 'Run', exact: true }).click();
  await idle(page);
  await expect(lab.getByRole('status')).toContainText('over 3 records');
  await expect(lab.getByRole('status')).toContainText('7 broken');
});

for (const [theme, width, height] of [
  ['light', 1440, 900],
  ['dark', 1024, 700],
] as const)
  test(`looks right, ${theme}, ${width}`, async ({ browser, baseURL }, info) => {
    const viewport = { width, height };
    const context = await browser.newContext({ baseURL: baseURL ?? '', colorScheme: theme, viewport });
    const page = await context.newPage();
    const lab = await open(page);
    await careless(page);
    await page.screenshot({ path: info.outputPath(`lab-empty-${theme}-${width}.png`) });
    await lab.getByRole('button', { name: 'Run', exact: true }).click();
    await idle(page);
    await lab.getByRole('button', { name: 'Step through' }).first().click();
    await idle(page);
    await lab.getByRole('button', { name: 'Next' }).click();
    await expect(lab.getByRole('region', { name: 'What the delivery did' })).toBeVisible();
    expect(await lab.evaluate((element) => element.scrollWidth <= element.clientWidth + 1)).toBe(true);
    await page.screenshot({ path: info.outputPath(`lab-${theme}-${width}.png`) });
    await lab.getByRole('button', { name: 'What is this?' }).first().click();
    await page.screenshot({ path: info.outputPath(`lab-page-${theme}-${width}.png`) });
    await context.close();
  });
