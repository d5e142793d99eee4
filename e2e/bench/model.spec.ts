import { loadavg } from 'node:os';
import { expect, test } from '@playwright/test';
import { idle, openApp } from '../helpers/app.ts';
import { openEditor } from '../helpers/editor.ts';
import { median, percentile, report } from './measure.ts';

/** Events in which each kind of problem is made and mended. */
const PLACES = 6;
const LINES_OF_ONE = 12;
const LINES_BEFORE = 8;

const model = (types: number) =>
  `factline: 1\nmodel: bench\nprofiles: [unified]\nservices:\n  shop: { owns: [order] }\nsubjects:\n  order: { id: order_id }\nevents:\n${Array.from(
    { length: types },
    (_, i) =>
      `  Thing${i}Placed:\n    description: The shop did thing ${i}.\n    replay_intent: projection_and_replay\n    owner: core\n    subject: order\n    version: 1\n    classification: internal\n    payload:\n      order_id: uuid\n      total: number\n      status: open | paid | ...\n      secrt: string?\n`,
  ).join('')}`;

/** A key that makes a problem and one that mends it, at a place of an event; `at` counts lines from its name. */
interface Typed {
  readonly kind: 'syntax' | 'of one definition' | 'across definitions';
  readonly at: number;
  /** What stands left of the cursor. */
  readonly behind: (event: string) => string;
  readonly makes: string;
  readonly mends: string | ((event: string) => string);
  /** A part of the problem's rule or message. */
  readonly problem: string;
}
const TYPED: readonly Typed[] = [
  { kind: 'syntax', at: 5, behind: () => '    version: 1', makes: ':', mends: 'Backspace', problem: 'syntax' },
  { kind: 'syntax', at: 3, behind: () => '    owner: ', makes: '[', mends: 'Backspace', problem: 'syntax' },
  { kind: 'syntax', at: 1, behind: () => '    description: ', makes: '"', mends: 'Backspace', problem: 'syntax' },
  {
    kind: 'of one definition',
    at: 11,
    behind: () => '      secr',
    makes: 'e',
    mends: 'Backspace',
    problem: 'payload-holds-no-secret',
  },
  {
    kind: 'of one definition',
    at: 5,
    behind: () => '    version',
    makes: 'x',
    mends: 'Backspace',
    problem: 'unknown-key',
  },
  {
    kind: 'across definitions',
    at: 4,
    behind: () => '    subject: order',
    makes: 'x',
    mends: 'Backspace',
    problem: 'no subject',
  },
  // Thing5007Placed becomes Thing507Placed, which there is, and Thing507Placed Thing57Placed.
  {
    kind: 'across definitions',
    at: 0,
    behind: () => '  Thing50',
    makes: 'Backspace',
    mends: (name) => name.charAt(6),
    problem: 'declared twice',
  },
];

interface Bench {
  waits: number[];
  blocked: number[];
  key: number;
  /** Whether what is waited for is there, in findings that are of the text as it stands. */
  wanted: { readonly line: number; readonly problem: string; readonly there: boolean } | undefined;
}

/** From a key's own time to the picture that shows its problem. */
const watch = () => {
  const bench: Bench = { waits: [], blocked: [], key: 0, wanted: undefined };
  (window as unknown as { bench: Bench }).bench = bench;
  window.addEventListener(
    'keydown',
    ({ timeStamp }) => {
      bench.key = timeStamp;
    },
    true,
  );
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceEventTiming[])
      if (entry.name.startsWith('key') || entry.name.includes('input'))
        bench.blocked.push(entry.processingEnd - entry.startTime);
  }).observe({ type: 'event', durationThreshold: 16 } as PerformanceObserverInit);
  window.factline.store.subscribe(({ findings, checkedFiles, workspace }) => {
    const { wanted, key } = bench;
    if (!wanted || checkedFiles.some((file) => !workspace?.files.includes(file))) return;
    const found = findings.some(
      ({ place, rule, message }) =>
        Math.abs((place.line ?? 0) - wanted.line) <= 1 && `${rule} ${message}`.includes(wanted.problem),
    );
    if (found !== wanted.there) return;
    bench.wanted = undefined;
    requestAnimationFrame(() => setTimeout(() => bench.waits.push(performance.now() - key), 0));
  });
};

for (const types of [1000, 10_000])
  test(`model of ${types} event types: keystroke to problems`, async ({ page }) => {
    await openApp(page);
    const begin = Date.now();
    await page.evaluate(
      (text) => window.factline.store.getState().editFile({ path: 'shop.model.yaml', text }),
      model(types),
    );
    await idle(page);
    report('first parse and check, ms', Date.now() - begin, 6000, `${types} types; load ${loadavg()[0]?.toFixed(1)}`);
    const editor = await openEditor(page, 'model');
    await editor.locator('.view-lines').click({ position: { x: 120, y: 60 } });
    await page.evaluate(watch);
    const waits = new Map<Typed['kind'], number[]>();
    const press = async (kind: Typed['kind'], key: string, line: number, problem: string, there: boolean) => {
      const seen = await page.evaluate(
        (wanted) => {
          const { bench } = window as unknown as { bench: Bench };
          bench.wanted = wanted;
          return bench.waits.length;
        },
        { line, problem, there },
      );
      await page.keyboard.press(key);
      await page
        .waitForFunction((n) => (window as unknown as { bench: Bench }).bench.waits.length > n, seen, {
          polling: 20,
          timeout: 25_000,
        })
        .catch(async () => {
          const now = await page.evaluate(() => {
            const { findings, workspace } = window.factline.store.getState();
            const text = workspace?.files.find(({ path }) => path === 'shop.model.yaml')?.text.split('\n') ?? [];
            return findings
              .slice(0, 3)
              .map((f) => ({ rule: f.rule, message: f.message, place: f.place, is: text[(f.place.line ?? 1) - 1] }));
          });
          throw new Error(
            `After ${key} line ${line} should ${there ? '' : 'not '}have ${problem}: ${JSON.stringify(now)}`,
          );
        });
      const wait = await page.evaluate(() => (window as unknown as { bench: Bench }).bench.waits.at(-1));
      waits.set(kind, [...(waits.get(kind) ?? []), wait ?? Number.NaN]);
    };
    const half = types / 2;
    for (let n = 0; n < PLACES; n++)
      for (const { kind, at, behind, makes, mends, problem } of TYPED) {
        const event = half + n + 1;
        const line = LINES_BEFORE + 1 + event * LINES_OF_ONE + at;
        const column = behind(`Thing${event}Placed`).length + 1;
        await page.evaluate(
          (place) => window.factline.store.getState().revealAt({ file: 'shop.model.yaml', ...place }),
          { line, column },
        );
        await press(kind, makes, line, problem, true);
        await press(kind, typeof mends === 'string' ? mends : mends(`Thing${event}Placed`), line, problem, false);
      }
    const all = [...waits.values()].flat();
    for (const [kind, mine] of waits)
      console.log(
        `problem ${kind}: p50 ${median(mine).toFixed(0)} ms, p95 ${percentile(mine, 0.95).toFixed(0)} ms, ${mine.length} keys`,
      );
    console.log(
      `keystroke to problems p50 ${median(all).toFixed(0)} ms over ${all.length}; load ${loadavg()[0]?.toFixed(1)}`,
    );
    report(
      'keystroke to problems shown, p95, ms',
      percentile(all, 0.95),
      150,
      `${all.length} keystrokes in a model of ${types} types`,
    );
    const blocked = await page.evaluate(() => (window as unknown as { bench: Bench }).bench.blocked);
    // From the key to the end of what the page does with it, waiting behind other work included; quicker than 16 ms is not even listed.
    report('typing blocked, longest, ms', Math.max(0, ...blocked), 16, `${blocked.length} slow events`);
    console.log(`typing blocked p95 of the slow events ${percentile(blocked, 0.95).toFixed(0)} ms`);
    expect(all.length).toBe(PLACES * TYPED.length * 2);
  });
