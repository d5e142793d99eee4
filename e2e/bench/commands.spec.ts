import { loadavg } from 'node:os';
import { expect, test } from '@playwright/test';
import { openApp } from '../helpers/app.ts';
import { runMany } from '../helpers/commands.ts';
import { openSample, showPanel } from '../helpers/shell.ts';
import { report } from './measure.ts';

const COUNT = 10_000;
/** One transaction a command is measured over fewer: it is as slow for each. */
const ALONE = 2_000;
const MANY = 100_000;
const load = () => `load ${(loadavg()[0] ?? 0).toFixed(1)}`;

test('commands in grouped commits, and in a transaction each', async ({ browser }) => {
  test.setTimeout(600_000);
  const measure = async (count: number, most: 1 | 256) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await openApp(page);
    await openSample(page, 'Shop');
    const panel = await showPanel(page, 'Commands');
    // The realm is up, and its code warm.
    await runMany(page, panel, { count: 200, most, seed: 9 });
    const run = await runMany(page, panel, { count, most });
    expect(run.text).toContain(`${count.toLocaleString('en')} commands in`);
    expect(run.text).toContain(' 0 refused');
    console.log(run.text);
    await context.close();
    return run.millis / count;
  };
  const grouped = await measure(COUNT, 256);
  const alone = await measure(ALONE, 1);
  const ten = await measure(MANY, 256);
  const times = alone / grouped;
  const note = `${(grouped * 1000).toFixed(0)} µs a command in groups, ${(alone * 1000).toFixed(0)} µs in a transaction each, ${load()}`;
  report('1 / (grouped : one transaction a command)', 1 / times, 1 / 20, `${times.toFixed(1)} times; ${note}`);
  report(`a command of ${MANY} / one of ${COUNT}`, ten / grouped, 1.3, `${(ten * 1000).toFixed(0)} µs, ${load()}`);
});
