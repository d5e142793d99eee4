/** Facets beside the table: exact counts of the present filter, put into the query line and taken back by click and key. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { shopJournal } from '../../src/core/workspace/samples/shop-journal.ts';
import { idle, openApp } from '../helpers/app.ts';
import { runCommand } from '../helpers/shell.ts';
import { find, rowCount } from '../helpers/table.ts';

interface Plain {
  readonly type: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly producer?: string;
  readonly t_event: string;
}
const SHOP = shopJournal()
  .trim()
  .split('\n')
  .slice(1)
  .map((text) => JSON.parse(text) as Plain);
const count = (pick: (record: Plain) => boolean) => SHOP.filter(pick).length;
const facets = (page: Page) => page.getByRole('complementary', { name: 'Facets' });
const line = (page: Page) => page.getByRole('combobox', { name: 'Find records' });
const counted = async (page: Page) => {
  await expect(facets(page)).toHaveAttribute('aria-busy', 'false');
};

test.beforeEach(async ({ page }) => {
  await openApp(page);
  await runCommand(page, 'Show or hide the facets of the journal');
  await expect(facets(page)).toBeVisible();
});

test('a value is asked for and left out, and its count is what the table then shows', async ({ page }) => {
  await counted(page);
  const type = facets(page).getByRole('region', { name: 'Type' });
  const placed = count((r) => r.type === 'OrderPlaced');
  await type.getByRole('button', { name: `OrderPlaced, ${placed}`, exact: true }).click();
  await expect(line(page)).toHaveValue('type:"OrderPlaced"');
  await expect.poll(() => rowCount(page)).toBe(placed);
  await counted(page);
  const subject = `${SHOP[0]?.subject_type}/${SHOP[0]?.subject_id}`;
  const subjects = facets(page).getByRole('region', { name: 'Subject' });
  await subjects.getByRole('searchbox', { name: 'Find in Subject' }).fill(subject);
  // Until the others have gone it moves.
  await expect(subjects.locator('.facet-value')).toHaveCount(1);
  const own = count((r) => r.type === 'OrderPlaced' && `${r.subject_type}/${r.subject_id}` === subject);
  await subjects.getByRole('button', { name: `${subject}, ${own}`, exact: true }).click({ modifiers: ['Alt'] });
  await expect(line(page)).toHaveValue(`type:"OrderPlaced" -subject:"${subject}"`);
  await expect.poll(() => rowCount(page)).toBe(placed - own);
  await type.getByRole('button', { name: /^OrderPlaced,/ }).click();
  await expect(line(page)).toHaveValue(`-subject:"${subject}"`);
  await subjects.getByRole('button', { name: `Take ${subject} back in` }).click();
  await expect(line(page)).toHaveValue('');
  await expect.poll(() => rowCount(page)).toBe(SHOP.length);
});

test('the keyboard goes through values; hours are bars; axe finds nothing', async ({ page }) => {
  await counted(page);
  const type = facets(page).getByRole('region', { name: 'Type' });
  const values = type.locator('.facet-value');
  await values.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(values.nth(1)).toBeFocused();
  const second = (await values.nth(1).locator('.facet-name').textContent()) ?? '';
  await page.keyboard.press('-');
  await expect(line(page)).toHaveValue(`-type:"${second}"`);
  await expect.poll(() => rowCount(page)).toBe(count((r) => r.type !== second));
  await page.getByRole('button', { name: 'Clear the query' }).click();
  await expect.poll(() => rowCount(page)).toBe(SHOP.length);
  await counted(page);
  const hourOf = (r: Plain) => new Date(r.t_event).getUTCHours();
  const hour = hourOf(SHOP[0] as Plain);
  const inHour = count((r) => hourOf(r) === hour);
  const bar = facets(page).getByRole('button', { name: `${String(hour).padStart(2, '0')}:00, ${inHour}`, exact: true });
  await bar.click();
  await expect(line(page)).toHaveValue(`hour:${hour}`);
  await expect.poll(() => rowCount(page)).toBe(inHour);
  await expect(bar).toHaveAttribute('aria-pressed', 'true');
  const { violations } = await new AxeBuilder({ page }).include('[data-panel="table"]').analyze();
  expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')).toEqual([]);
});

test('a question takes no facets and says so; what is folded stays folded', async ({ page }) => {
  await find(page, 'every OrderShipped needs OrderPlaced within subject evidence');
  await expect(facets(page)).toContainText('Clear the question');
  await expect(facets(page).locator('.facet-value').first()).toBeDisabled();
  await facets(page)
    .getByRole('button', { name: /Producer/ })
    .click();
  await page.reload();
  await idle(page);
  await expect(facets(page).getByRole('button', { name: /Producer/ })).toHaveAttribute('aria-expanded', 'false');
});
