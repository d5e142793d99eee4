/** Files that are made to break a program, and files that were damaged: the page answers, says what is wrong, and keeps what it had. */
import { createWriteStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip, gunzipSync } from 'node:zlib';
import { expect, type Page, test } from '@playwright/test';
import { openApp } from '../helpers/app.ts';
import { chooseFile, importPanel, openImport, startImport, waitPreview } from '../helpers/import.ts';
import { inFolder, keptJournals } from '../helpers/storage.ts';

const DATA = '../shared/data';
const SHOP = 'shop complete 193';

/** How long the page's thread was held up at most. */
const watchThread = (page: Page) =>
  page.evaluateHandle(() => {
    const watch = { longest: 0, last: performance.now() };
    const beat = () => {
      const now = performance.now();
      watch.longest = Math.max(watch.longest, now - watch.last);
      watch.last = now;
      setTimeout(beat, 0);
    };
    beat();
    return watch;
  });

test('ten gigabytes of zeros in a gzip are read with progress, and cancelled at once', async ({ page }) => {
  test.setTimeout(240_000);
  await inFolder(async (folder) => {
    const path = join(folder, 'bomb.ndjson.gz');
    const zeros = Buffer.alloc(16 << 20);
    const pieces = async function* () {
      for (let i = 1; i <= 30_000; i++)
        yield `{"id":"r${i}","type":"A","subject_id":"s","sequence":${i},"payload":null}\n`;
      for (let i = 0; i < 640; i++) yield zeros;
    };
    await pipeline(Readable.from(pieces()), createGzip({ level: 1 }), createWriteStream(path));
    await openApp(page);
    await openImport(page);
    await chooseFile(page, path);
    await waitPreview(page);
    const watch = await watchThread(page);
    await startImport(page);
    await expect(importPanel(page)).toHaveAttribute('data-step', 'importing');
    await expect(importPanel(page)).toContainText('30,000', { timeout: 60_000 });
    await importPanel(page).getByRole('button', { name: 'Cancel' }).click();
    await expect(importPanel(page)).not.toHaveAttribute('data-step', 'importing', { timeout: 5000 });
    expect(await watch.evaluate(({ longest }) => longest)).toBeLessThan(2000);
    await expect.poll(() => keptJournals(page)).toEqual([SHOP]);
  });
});

/** A linear congruence, so that a failure can be seen again. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('fifty damaged files through the import: none stops the page, each is imported, or refused in words', async ({
  page,
}) => {
  test.skip(!existsSync(DATA), 'the samples are not here');
  test.setTimeout(240_000);
  await openApp(page);
  const names = [
    'ddl-shaped/marten__mt_events.csv',
    'engine-generated/message-db-1.3.0__get_category_messages.ndjson',
    'cloudevents/spec__ext-correlation-all8.batch.json',
    'xes/pm4js__running-example.xes',
    'ocel/pm4js__ocel20_example.jsonocel',
    'kafka-cdc/apache-flink__canal-data.ndjson',
    'temporal/sdk-go__workflow1.json',
    'engine-generated/redux-devtools-instrument-3.0.0__liftedState.json',
    'github/gharchive__2015-01-01-0.json.gz',
    'ddl-shaped/axon4__domain_event_entry.pg_dump-inserts.sql',
  ];
  const dice = random(5);
  const damaged = names.flatMap((name) => {
    const read = readFileSync(join(DATA, name));
    const whole = (name.endsWith('.gz') ? gunzipSync(read) : read).subarray(0, 200_000);
    return Array.from({ length: 5 }, (_, i) => {
      const bytes = Buffer.from(whole);
      for (let k = 0; k <= i; k++) bytes[dice(bytes.length)] = dice(256);
      return {
        name: `${i}-${name.split('/')[1]}`,
        base64: (i % 2 ? bytes.subarray(0, dice(bytes.length)) : bytes).toString('base64'),
      };
    });
  });
  const watch = await watchThread(page);
  const outcomes = await page.evaluate(async (files) => {
    const { journals } = window.factline.services;
    const said: string[] = [];
    for (const { name, base64 } of files) {
      const file = new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name);
      const { reading, refused } = await journals.preview({ files: [file] });
      if (!reading) {
        said.push(refused ? `refused: ${refused.recognised}` : `${name}: nothing was said`);
        continue;
      }
      try {
        const { id, records } = await journals.import({ files: [file], reading, name });
        const { total, rows } = await journals.rows({ id, query: { sort: 'file' }, from: 0, count: 50 });
        for (const { row } of rows) await journals.record({ id, row });
        said.push(total === records ? 'imported' : `${name}: ${total} of ${records} rows`);
        await journals.erase({ id });
      } catch (error) {
        const { name: kind, message } = error as Error;
        said.push(['ReadError', 'ImportError'].includes(kind) ? `refused: ${message}` : `${name}: ${kind} ${message}`);
      }
    }
    return said;
  }, damaged);
  expect(outcomes.filter((said) => !/^(?:imported$|refused: .{10})/.test(said))).toEqual([]);
  expect(outcomes.filter((said) => said === 'imported').length).toBeGreaterThan(25);
  expect(await watch.evaluate(({ longest }) => longest)).toBeLessThan(2000);
  expect(await keptJournals(page)).toEqual([SHOP]);
});
