import { test } from '@playwright/test';
import { openApp } from '../helpers/app.ts';
import { importFile } from './import-file.ts';
import { journalFile } from './journal-file.ts';

test('zz', async ({ page }) => {
  await openApp(page);
  const { id } = await importFile(page, await journalFile(1_000_000));
  const r = await page.evaluate(async (journal) => {
    const { journals } = window.factline.services;
    const { port1, port2 } = new MessageChannel();
    await journals.serveReplay({ id: journal, port: port2 }, { transfer: [port2] });
    const waiting = new Map<number, (v: unknown) => void>();
    port1.onmessage = (e) => waiting.get(e.data.id)?.(e.data);
    let n = 0;
    const ask = (index: number) =>
      new Promise((resolve) => {
        n++;
        waiting.set(n, resolve);
        port1.postMessage({ id: n, ask: 'block', index });
      });
    const cold: number[] = [],
      warm: number[] = [];
    for (let i = 0; i < 80; i++) {
      const index = (i * 37) % 970;
      let t = performance.now();
      await ask(index);
      cold.push(performance.now() - t);
      t = performance.now();
      await ask(index);
      warm.push(performance.now() - t);
    }
    const q = (a: number[], p: number) => a.sort((x, y) => x - y)[Math.floor(a.length * p)];
    return { cold: [q(cold, 0.5), q(cold, 0.95)], warm: [q(warm, 0.5), q(warm, 0.95)] };
  }, id);
  console.log(JSON.stringify(r));
});
