/** What a person sees first of a journal that they come back to. */
import { expect, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { surface, timelineReady, timelineWindow } from '../helpers/timeline.ts';

const RECORDS = 20_000;
const lines = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    const at = new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString();
    return `{"id":"r${i}","type":"Counted","subject_id":"s-${i % 50}","t_event":"${at}","t_log":"${at}","payload":{"n":${i}}}\n`;
  }).join('');

interface Held {
  /** Lets journals be opened: until then their columns are not even asked for. */
  readonly release: () => void;
}

test('the timeline of a journal is painted before its columns are read, and stays where it is', async ({ page }) => {
  await page.addInitScript(() => {
    // Not in the frame of the sandbox, which has no storage.
    if (window !== window.top || sessionStorage.getItem('hold') !== 'yes') return;
    const post = Worker.prototype.postMessage;
    const waiting: (() => void)[] = [];
    Worker.prototype.postMessage = function (message: { method?: string }, ...rest: unknown[]) {
      const send = () => Reflect.apply(post, this, [message, ...rest]);
      if (message?.method === 'open') waiting.push(send);
      else send();
    };
    const release = () => {
      Worker.prototype.postMessage = post;
      for (const send of waiting) send();
    };
    Object.assign(window, { held: { release } satisfies Held });
  });
  await openApp(page);
  const panel = page.getByRole('navigation', { name: 'Panels' });
  await panel.getByRole('button', { name: 'Timeline', exact: true }).click();
  const id = await page.evaluate(async (text) => {
    const { journals, workspaces } = window.factline.services;
    const { store } = window.factline;
    const files = [new File([text], 'a.ndjson')];
    const { id: made } = await journals.import({ files, reading: { format: 'factline' }, name: 'counted' });
    await workspaces.setJournals(store.getState().workspace?.id ?? '', [made]);
    store.getState().setJournal(await journals.open({ id: made }));
    return made;
  }, lines(RECORDS));
  const all = /20,000 happened, 20,000 logged/;
  await expect(surface(page)).toHaveAttribute('aria-label', all);
  await timelineReady(page);
  await idle(page);
  const before = await timelineWindow(page);

  await page.evaluate(() => sessionStorage.setItem('hold', 'yes'));
  await page.reload();
  await expect(surface(page)).toHaveAttribute('aria-label', all);
  await expect(surface(page)).toHaveAttribute('data-state', 'loading');
  expect(await timelineWindow(page)).toEqual(before);
  expect(await page.evaluate(() => window.factline.store.getState().journal)).toBeUndefined();

  await page.evaluate(() => (window as unknown as { held: Held }).held.release());
  await timelineReady(page);
  await expect(surface(page)).toHaveAttribute('aria-label', all);
  expect(await timelineWindow(page)).toEqual(before);

  // Erased with the journal.
  const left = await page.evaluate(async (journal) => {
    const { journals } = window.factline.services;
    await journals.erase({ id: journal });
    return journals.picture({ id: journal });
  }, id);
  expect(left).toBeUndefined();
});
