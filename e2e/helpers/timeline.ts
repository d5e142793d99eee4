/** The timeline as a person uses it. The canvas tells its window and whether its data is there by attributes. */
import { expect, type Locator, type Page } from '@playwright/test';
import type { MarkKind } from '../../src/core/journal/lanes.ts';

export const surface = (page: Page): Locator => page.locator('.timeline-surface');

/** Waits until the lanes of the open journal and filter are drawn. */
export async function timelineReady(page: Page): Promise<void> {
  await expect(surface(page)).toHaveAttribute('data-state', 'ready');
  await expect(surface(page)).toHaveAttribute('data-from', /\d/);
}

/** The window in microseconds. */
export async function timelineWindow(page: Page): Promise<{ readonly from: number; readonly to: number }> {
  const [from, to] = await Promise.all(['data-from', 'data-to'].map((name) => surface(page).getAttribute(name)));
  return { from: Number(from), to: Number(to) };
}

/** Does something that moves the window, and gives the one that it became. */
export async function afterMove(
  page: Page,
  act: () => Promise<void>,
): Promise<{ readonly from: number; readonly to: number }> {
  const before = await timelineWindow(page);
  await act();
  await expect.poll(() => timelineWindow(page)).not.toEqual(before);
  return timelineWindow(page);
}

/** How many marks of a kind the legend says there are. */
export async function markCount(page: Page, kind: MarkKind): Promise<number> {
  const words = {
    gap: /gaps?$/,
    duplicate: /duplicates?$/,
    'out-of-order': /out of order$/,
    skew: /clock skews?$/,
    late: /late$/,
  };
  const text = await page.locator('.timeline-kind').filter({ hasText: words[kind] }).textContent();
  return Number((text ?? '').replace(/[^\d]/g, ''));
}

/** Turns the wheel at a part of the canvas's width; negative `notches` zoom in. */
export async function wheelAt(page: Page, part: number, notches: number): Promise<void> {
  const box = await surface(page).boundingBox();
  if (!box) throw new Error('the timeline is not on screen');
  await page.mouse.move(box.x + box.width * part, box.y + box.height * 0.6);
  await page.mouse.wheel(0, notches * 100);
}

/** Draws an area over parts of the canvas's width. */
export async function drawArea(page: Page, from: number, to: number): Promise<Locator> {
  const box = await surface(page).boundingBox();
  if (!box) throw new Error('the timeline is not on screen');
  const y = box.y + box.height * 0.5;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, y, { steps: 5 });
  await page.mouse.up();
  return page.getByRole('region', { name: 'Selected area' });
}

/** A choice of the bar above the canvas. */
export const viewBar = (page: Page): Locator => page.getByRole('toolbar', { name: 'Timeline view' });

/** Where an instant stands on an unfolded canvas, in pixels from the page's left; `gutter` as the lanes have it. */
export async function xOnPage(page: Page, micros: number, gutter = 104): Promise<number> {
  const box = await surface(page).boundingBox();
  if (!box) throw new Error('the timeline is not on screen');
  const { from, to } = await timelineWindow(page);
  return box.x + gutter + ((micros - from) / (to - from)) * (box.width - gutter - 10);
}
