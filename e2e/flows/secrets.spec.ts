/** A journal with secrets and personal data in it: named in the preview, held once stored, and the three decisions. */
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { dropFile, importPanel, openImport, startImport, waitDone, waitPreview } from '../helpers/import.ts';
import { editFile, runCommand } from '../helpers/shell.ts';
import { keptJournals } from '../helpers/storage.ts';

/** Put together here, so that no scanner takes this file for a leak. */
const KEY = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
const line = (n: number, payload: object) =>
  `${JSON.stringify({ id: `r${n}`, type: 'PersonSignedUp', subject_type: 'person', subject_id: `p-${n}`, sequence: 1, t_event: `2026-01-01T00:00:0${n}Z`, payload })}\n`;
const people = [
  line(1, { mail: 'ada@example.org', phone: '+49 171 1234567', n: 1 }),
  line(2, { mail: 'bob@example.org', n: 2, note: `the key is ${KEY}` }),
  line(3, { mail: 'cleo@example.org', n: 3 }),
].join('');
const OF_A_PERSON = /ada@|bob@|cleo@|1234567|AKIA/;

const question = (page: Page) => page.getByRole('dialog', { name: 'people is on hold' });
const banner = (page: Page) => page.getByRole('status').filter({ hasText: 'on hold' });
const foundIn = (place: Locator) =>
  place.locator('tbody tr').evaluateAll((rows) =>
    rows.map((row) =>
      [...row.querySelectorAll('td')]
        .slice(0, 4)
        .map((cell) => cell.textContent)
        .join(' | '),
    ),
  );
const FOUND = [
  'AWS access key | payload.note | 1 | xxx xxx xx XXXXXXXXXXXX0XXXXXXX',
  'e-mail address | payload.mail | 3 | xxx@xxxxxxx.xxx',
  'phone number | payload.phone | 1 | +00 000 0000000',
];
const exported = (page: Page) =>
  page.evaluate(async () => {
    const { services, store } = window.factline;
    return (await services.journals.export({ id: store.getState().journal?.id ?? '' })).text();
  });

async function serious(page: Page): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page })
    .exclude('.monaco-editor')
    .exclude('.dv-tabs-and-actions-container')
    .analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 120)}`));
}

async function preview(page: Page): Promise<void> {
  await openApp(page);
  await openImport(page);
  await dropFile(page, { name: 'people.ndjson', content: people });
  await waitPreview(page);
}

async function imported(page: Page): Promise<void> {
  await preview(page);
  await startImport(page);
  await waitDone(page);
  await question(page).waitFor();
}

test('the preview names what it found before anything is stored', async ({ page }) => {
  await preview(page);
  const notice = importPanel(page).locator('.import-sensitive');
  await expect(notice).toContainText('5 values');
  expect(await foundIn(notice)).toEqual(FOUND);
  expect(await notice.textContent()).not.toMatch(OF_A_PERSON);
  expect((await keptJournals(page)).filter((kept) => kept.startsWith('people'))).toEqual([]);
  expect(await serious(page)).toEqual([]);
});

test('once stored it asks; later is remembered by a banner, and a reload asks again; kept, it asks no more', async ({
  page,
}) => {
  await imported(page);
  expect(await foundIn(question(page))).toEqual(FOUND);
  expect(await question(page).textContent()).not.toMatch(OF_A_PERSON);
  expect(await serious(page)).toEqual([]);
  await question(page).getByRole('button', { name: 'Decide later' }).click();
  await expect(question(page)).toBeHidden();
  await expect(banner(page)).toContainText('people is on hold');
  expect(await serious(page)).toEqual([]);

  await page.reload();
  await idle(page);
  await question(page).getByRole('button', { name: 'line 2' }).first().click();
  await expect(question(page)).toBeHidden();
  await expect(page.getByRole('region', { name: 'Record', exact: true })).toContainText('r2');

  await banner(page).getByRole('button', { name: 'Look and decide' }).click();
  await question(page).getByRole('button', { name: 'Keep as it is' }).click();
  await expect(banner(page)).toBeHidden();
  await page.reload();
  await idle(page);
  await expect(banner(page)).toBeHidden();
  await expect(question(page)).toBeHidden();
  expect(await exported(page)).toContain('ada@example.org');
});

test('a masked copy is a new journal, and the original is offered for erasing', async ({ page }) => {
  await imported(page);
  await question(page).getByRole('button', { name: 'Keep a masked copy' }).click();
  const erase = page.getByRole('dialog', { name: 'Erase the original, people?' });
  await expect(erase).toContainText('5 values masked');
  expect((await keptJournals(page)).filter((kept) => kept.startsWith('people')).sort()).toEqual([
    'people complete 3',
    'people, masked complete 3',
  ]);
  await erase.getByRole('button', { name: 'Erase the original' }).click();
  await expect(erase).toBeHidden();
  await idle(page);
  expect((await keptJournals(page)).filter((kept) => kept.startsWith('people'))).toEqual(['people, masked complete 3']);
  await expect(banner(page)).toBeHidden();
  const text = await exported(page);
  expect(text).not.toMatch(OF_A_PERSON);
  const [header, ...records] = text
    .trim()
    .split('\n')
    .map((json) => JSON.parse(json));
  expect(header.masked).toEqual([
    { path: 'payload.mail', kind: 'e-mail address', count: 3 },
    { path: 'payload.phone', kind: 'phone number', count: 1 },
    { path: 'payload.note', kind: 'AWS access key', count: 1 },
  ]);
  expect(records.map(({ payload }) => payload)).toEqual([
    { mail: 'redacted:e-mail address', phone: 'redacted:phone number', n: 1 },
    { mail: 'redacted:e-mail address', n: 2, note: 'redacted:AWS access key' },
    { mail: 'redacted:e-mail address', n: 3 },
  ]);
});

test('erased, nothing of it is left', async ({ page }) => {
  await imported(page);
  await question(page).getByRole('button', { name: 'Erase', exact: true }).click();
  const sure = page.getByRole('dialog', { name: 'Erase people?' });
  await sure.getByRole('button', { name: 'Cancel' }).click();
  await expect(question(page)).toBeVisible();
  await question(page).getByRole('button', { name: 'Erase', exact: true }).click();
  await sure.getByRole('button', { name: 'Erase', exact: true }).click();
  await expect(question(page)).toBeHidden();
  await idle(page);
  await expect(banner(page)).toBeHidden();
  expect((await keptJournals(page)).filter((kept) => kept.startsWith('people'))).toEqual([]);
});

test('what the model declares is no reason to hold', async ({ page }) => {
  await imported(page);
  await question(page).getByRole('button', { name: 'Decide later' }).click();
  const path = await page.evaluate(
    () => window.factline.store.getState().workspace?.files.find((f) => f.path.endsWith('.model.yaml'))?.path ?? '',
  );
  const declared = (note: string) =>
    `factline: 1\nprofile: unified\nevents:\n  PersonSignedUp:\n    version: 1\n    payload: { n: integer, note: ${note}, mail: { type: email, sensitive: personal, reason: login }, phone: { type: string, sensitive: personal, reason: calls } }\n`;
  await editFile(page, path, declared('string'));
  await idle(page);
  // The key stays: no model permits a secret.
  await expect(banner(page)).toContainText('a value that looks');
  await expect(banner(page)).toContainText('AWS access key');
});

test('declared away while somebody writes the model, it is the banner that says so, no dialog', async ({ page }) => {
  await openApp(page);
  await expect(banner(page)).toBeHidden();
  await editFile(page, 'shop.model.yaml', '# nothing is declared\n');
  await expect(banner(page)).toContainText('shop is on hold');
  await idle(page);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('a tab that only reads cannot decide', async ({ page, context }) => {
  await imported(page);
  const other = await context.newPage();
  await openApp(other);
  await expect(banner(other)).toContainText('the tab that writes this workspace');
  await expect(question(other)).toBeHidden();
  await banner(other).getByRole('button', { name: 'Look' }).click();
  for (const name of ['Keep a masked copy', 'Keep as it is', 'Erase'])
    await expect(question(other).getByRole('button', { name, exact: true })).toBeDisabled();
  await question(other).getByRole('button', { name: 'Close' }).click();
  await expect(question(other)).toBeHidden();
});

async function inTheme(browser: Browser, baseURL: string, theme: 'light' | 'dark', width: number, height: number) {
  const context = await browser.newContext({ baseURL, colorScheme: theme, viewport: { width, height } });
  const page = await context.newPage();
  const shot = (what: string) =>
    page.screenshot({ path: `test-results/secrets/${theme}-${width}-${what}.png`, animations: 'disabled' });
  await preview(page);
  await shot('preview');
  expect(await serious(page)).toEqual([]);
  await startImport(page);
  await waitDone(page);
  await question(page).waitFor();
  await shot('dialog');
  expect(await serious(page)).toEqual([]);
  await question(page).getByRole('button', { name: 'Decide later' }).click();
  await runCommand(page, 'Show Journal');
  await shot('banner');
  expect(await serious(page)).toEqual([]);
  await context.close();
}

for (const [theme, width, height] of [
  ['light', 1440, 900],
  ['dark', 1024, 700],
  ['light', 390, 844],
] as const)
  test(`preview, question and banner, ${theme}, ${width} pixels`, async ({ browser, baseURL }) => {
    await inTheme(browser, baseURL ?? '', theme, width, height);
  });
