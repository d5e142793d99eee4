import { loadavg } from 'node:os';
import { expect, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { editFile, fileText, openSample } from '../helpers/shell.ts';
import { median, report } from './measure.ts';

const COUNT = 1000;
const BEHAVIOR = 'shop.behavior.ts';
const MODEL = 'shop.model.yaml';

test('1,000 scenarios run again after an edit of one decider', async ({ page }) => {
  test.setTimeout(300_000);
  await openApp(page);
  await openSample(page, 'Shop');
  const text = (await fileText(page, MODEL)) ?? '';
  const uuid = (n: number) => `${n.toString(16).padStart(8, '0')}-0f5f-4d5e-9a51-0d6a8c1f2b3a`;
  const more = Array.from(
    { length: COUNT - 4 },
    (_, n) =>
      `  many-${n}:\n    when: { PlaceOrder: { order_id: ${uuid(n)}, total: ${n}, email: a@example.org } }\n    then: { events: [ { OrderPlacementRequested: {} }, { OrderPlaced: {} } ] }\n`,
  ).join('');
  await editFile(page, MODEL, text.replace(/\nscenarios:\n/, `\nscenarios:\n${more}`));
  await idle(page);
  const counts = () => page.evaluate(() => window.factline.store.getState().scenarioCounts);
  expect(await counts()).toEqual({ passed: COUNT, failed: 0 });
  const code = (await fileText(page, BEHAVIOR)) ?? '';
  const millis: number[] = [];
  for (let i = 0; i < 5; i++) {
    await editFile(page, BEHAVIOR, code.replace("state.status === 'new'", `state.status === 'new' /* ${i} */`));
    millis.push(
      await page.evaluate(async () => {
        const { store } = window.factline;
        const before = store.getState().scenarioCounts;
        const begin = performance.now();
        await new Promise<void>((resolve) => {
          const stop = store.subscribe(({ scenarioCounts }) => {
            if (scenarioCounts === before) return;
            stop();
            resolve();
          });
        });
        return performance.now() - begin;
      }),
    );
    await idle(page);
  }
  // The pause in typing that it waits for is 400 ms of it.
  const pause = 400;
  report(
    '1,000 scenarios after an edit, ms',
    median(millis) - pause,
    1000,
    `median of 5, pause of ${pause} ms apart, load ${(loadavg()[0] ?? 0).toFixed(1)}`,
  );
});
