/** What a person sees first of a journal that they come back to. */
import { expect, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { surface, timelineReady, timelineWindow } from '../helpers/timeline.ts';

const RECORDS = 60_000;
const lines = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const at = new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString();
    return `{"id":"r${i}","type":"Counted","subject_id":"s-${i % 50}","t_event":"${at}","t_log":"${at}","payload":{"n":${i}}}\n`;
  }).join('');

test('the timeline of a journal is painted before its columns are read, and stays where it is', async ({ page }) => {
  // Every state of the canvas, from the first on.
  await page.addInitScript(() => {
    const seen: { readonly state: string | null; readonly from: string; readonly label: string | null }[] = [];
    Object.assign(window, { seen });
    new MutationObserver(() => {
      const canvas = document.querySelector('.timeline-surface');
      const from = canvas?.getAttribute('data-from');
      if (!canvas || !from) return;
      seen.push({ state: canvas.getAttribute('data-state'), from, label: canvas.getAttribute('aria-label') });
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
  await openApp(page);
  const panel = page.getByRole('navigation', { name: 'Panels' });
  await panel.getByRole('button', { name: 'Timeline', exact: true }).click();
  const id = await page.evaluate(async (text) => {
    const { journals, workspaces } = window.factline.services;
    const files = [new File([text], 'a.ndjson')];
    const { id: made } = await journals.import({ files, reading: { format: 'factline' }, name: 'counted' });
    const { store } = window.factline;
    await workspaces.setJournals(store.getState().workspace?.id ?? '', [made]);
    store.getState().setJournal(await journals.open({ id: made }));
    return made;
  }, lines(RECORDS));
  await expect(surface(page)).toHaveAttribute('aria-label', /60,000 logged/);
  await timelineReady(page);
  await idle(page);
  const before = await timelineWindow(page);

  await page.reload();
  await timelineReady(page);
  await expect(surface(page)).toHaveAttribute('aria-label', /60,000 logged/);
  expect(await timelineWindow(page)).toEqual(before);
  const seen = await page.evaluate(
    () => (window as unknown as { seen: { state: string; from: string; label: string }[] }).seen,
  );
  // Painted, with all its records, while nothing was read yet; the same window from then on.
  expect(seen[0]?.state).toBe('loading');
  expect(seen[0]?.label).toContain('60,000 logged');
  expect(new Set(seen.map(({ from }) => Number(from)))).toEqual(new Set([before.from]));

  // Erased with the journal.
  const left = await page.evaluate(async (journal) => {
    const { journals } = window.factline.services;
    await journals.erase({ id: journal });
    return journals.picture({ id: journal });
  }, id);
  expect(left).toBeUndefined();
});
