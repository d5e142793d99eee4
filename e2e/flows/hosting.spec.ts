/** dist/ below a sub-path of a static host, with and without the page's policy as a header. Nothing leaves the browser in any of them. */
import { expect, test } from '@playwright/test';
import { idle } from '../helpers/app.ts';
import { openImport, pasteText, startImport, waitDone, waitPreview } from '../helpers/import.ts';
import { type PolicyHeader, startHost } from '../helpers/static-host.ts';
import { timelineReady } from '../helpers/timeline.ts';

const JOURNAL = [1, 2, 3]
  .map((n) =>
    JSON.stringify({
      id: `r${n}`,
      type: 'Counted',
      subject_type: 'thing',
      subject_id: 'a',
      sequence: n,
      t_event: `2026-01-01T00:00:0${n}Z`,
      t_log: `2026-01-01T00:00:0${n}Z`,
      payload: { n },
    }),
  )
  .join('\n');
const BEHAVIOR =
  'export const folds = { thing: { initial: { sum: 0 }, on: { Counted: (state, event) => ({ sum: state.sum + event.payload.n }) } } };\n';

for (const header of ['none', 'page', 'all'] as const satisfies readonly PolicyHeader[]) {
  test(`below a sub-path, policy header: ${header}`, async ({ page }) => {
    const host = await startHost(header);
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (/^https?:$/.test(url.protocol) && url.origin !== new URL(host.url).origin) elsewhere.push(request.url());
    });
    const violations: string[] = [];
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
    });
    try {
      await page.goto(host.url);
      await idle(page);
      await expect(page.locator('[data-panel="model"] .view-line').first()).toBeVisible();
      await openImport(page);
      await pasteText(page, JOURNAL);
      await waitPreview(page);
      await startImport(page);
      await waitDone(page);
      await page
        .getByRole('navigation', { name: 'Panels' })
        .getByRole('button', { name: 'Timeline', exact: true })
        .click();
      await timelineReady(page);
      await page.evaluate(
        (text) => window.factline.store.getState().editFile({ path: 'shop.behavior.ts', text }),
        BEHAVIOR,
      );
      await page
        .getByRole('navigation', { name: 'Panels' })
        .getByRole('button', { name: 'Replay', exact: true })
        .click();
      const panel = page.locator('[data-panel="replay"]');
      if (header === 'all') {
        await expect(panel.locator('[data-code="unavailable"]')).toContainText('Content-Security-Policy', {
          timeout: 15_000,
        });
        expect(await page.evaluate(() => window.factline.store.getState().journal?.records)).toBe(3);
      } else {
        await panel.getByRole('button', { name: 'Last record' }).click();
        await expect(panel.getByRole('region', { name: 'State of the subject' })).toContainText('sum: 6');
      }
      expect(elsewhere).toEqual([]);
      // The sandbox's own frame is what the third host forbids; of ours nothing may break the policy.
      expect(header === 'all' ? [] : violations).toEqual([]);
    } finally {
      await host.close();
    }
  });
}
