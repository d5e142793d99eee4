/** The record panel as a person uses it. */
import type { Locator, Page } from '@playwright/test';

/** The selected record, once it is read. */
export const recordPanel = (page: Page): Locator => page.locator('article.record[aria-busy=false]');

/** A field of the envelope. */
export const envelopeField = (page: Page, name: string): Locator =>
  recordPanel(page)
    .getByRole('region', { name: 'Envelope' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
    .getByRole('cell');

/** A line of the payload's tree by its text: `total: 12`. */
export const payloadLine = (page: Page, text: string | RegExp): Locator =>
  recordPanel(page).getByRole('tree', { name: 'Payload' }).getByRole('treeitem').filter({ hasText: text });

/** Follows a link of a group (`Caused by`, `Next of its subject`). */
export async function follow(page: Page, group: string): Promise<void> {
  await recordPanel(page)
    .locator('.record-links > div')
    .filter({ has: page.getByRole('heading', { name: group }) })
    .getByRole('button')
    .first()
    .click();
}
