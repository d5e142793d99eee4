/** Replay in a real browser: what goes wrong in behavior is told and stays where it is, and behavior gets out of its sandbox by no way. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { openApp } from '../helpers/app.ts';
import { editorOf, findings, setText } from '../helpers/editor.ts';
import { dropFile, startImport, waitDone, waitPreview } from '../helpers/import.ts';
import {
  atSlot,
  BEHAVIOR_FILE,
  consoleOfStep,
  hashHere,
  onlyBehavior,
  openReplay,
  projectionRows,
  replayPanel,
  scrubTo,
  subjectState,
} from '../helpers/replay.ts';
import { rowCount } from '../helpers/table.ts';
import { timelineReady } from '../helpers/timeline.ts';

interface Counted {
  readonly type?: string;
  readonly subjectType?: string;
  readonly payload?: object;
}
const line = (n: number, { type = 'Counted', subjectType = 'thing', payload = { n } }: Counted = {}) =>
  JSON.stringify({
    id: `r${n}`,
    type,
    subject_type: subjectType,
    subject_id: 'a',
    ...(subjectType === 'thing' && { sequence: n }),
    t_event: `2026-01-01T00:00:${String(n).padStart(2, '0')}Z`,
    t_log: `2026-01-01T00:00:${String(n).padStart(2, '0')}.500Z`,
    payload,
  });

const RECORDS = 6;
const SIX = Array.from({ length: RECORDS }, (_, i) => line(i + 1)).join('\n');

/** A fold that adds up, with `body` run before it, at line 6; a projection beside it that counts. */
const adding = (body: string) => `export const folds = {
  thing: {
    initial: { sum: 0 },
    on: {
      Counted: (state, event) => {
        ${body}
        return { sum: state.sum + event.payload.n };
      },
    },
  },
};
export const projections = { seen: { initial: { rows: 0 }, on: { Counted: (row) => ({ rows: row.rows + 1 }) } } };
`;

/** Imports the records, replaces all files of the workspace, and opens the panel. */
async function replayOver(page: Page, ndjson: string, files: Readonly<Record<string, string>>): Promise<void> {
  await dropFile(page, { name: 'counted.ndjson', content: ndjson });
  await waitPreview(page);
  await startImport(page);
  await waitDone(page);
  await onlyBehavior(page, files);
  await openReplay(page);
}
const behavior = (text: string) => ({ [BEHAVIOR_FILE]: text });
const last = (page: Page) => replayPanel(page).getByRole('button', { name: 'Last record' }).click();
const panelButton = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Panels' }).getByRole('button', { name, exact: true });

test.beforeEach(async ({ page }) => {
  await openApp(page);
});

test('a fold that throws ends at its record: told with line and state before; all else goes on', async ({ page }) => {
  await replayOver(page, SIX, behavior(adding("if (event.payload.n === 4) throw new Error('four is too many');")));
  await last(page);
  const state = subjectState(page);
  await expect(state.getByRole('alert')).toContainText('fold/thing stopped at slot 4, record r4: four is too many');
  await expect(state.getByRole('alert').getByRole('button', { name: `${BEHAVIOR_FILE}:6` })).toBeVisible();
  await expect(state).toContainText('The state before it:');
  await expect(state.getByRole('tree')).toContainText('sum: 6');
  // Types follow when typing rests.
  await expect.poll(() => findings(page)).toEqual(['behavior-throws@6']);
  // The projection is none of the fold's business.
  await expect(projectionRows(page)).toContainText('{"rows":6}');

  // Before it, all is well; at it, the message is back.
  await scrubTo(page, 3);
  await atSlot(page, 3, RECORDS);
  await expect(state.getByRole('alert')).toHaveCount(0);
  await expect(state.getByRole('tree')).toContainText('sum: 6');
  await expect(projectionRows(page)).toContainText('{"rows":3}');
  expect(await findings(page)).toEqual([]);
  await last(page);
  await state.getByRole('button', { name: 'Show that record' }).click();
  await atSlot(page, 4, RECORDS);
  await expect.poll(() => page.evaluate(() => window.factline.store.getState().row)).toBe(3);

  // Its line is where the editor goes, and other panels answer.
  await state.getByRole('button', { name: `${BEHAVIOR_FILE}:6` }).click();
  await expect(editorOf(page, 'behavior').locator('.squiggly-error').first()).toBeAttached();
  await expect.poll(() => page.evaluate(() => window.factline.store.getState().activeFile)).toBe(BEHAVIOR_FILE);
  await panelButton(page, 'Timeline').click();
  await timelineReady(page);
  expect(await rowCount(page)).toBe(RECORDS);
});

test('a projection that throws ends at its record, its rows before are shown, and the folds go on', async ({
  page,
}) => {
  const text = adding('').replace(
    'Counted: (row) => (',
    "Counted: (row, event) => event.payload.n > 2 ? (() => { throw new TypeError('no third'); })() : (",
  );
  await replayOver(page, SIX, behavior(text));
  await last(page);
  const rows = projectionRows(page);
  await expect(rows.getByRole('alert')).toContainText('projection/seen stopped at slot 3, record r3: no third');
  await expect(rows).toContainText('The rows before it:');
  await expect(rows).toContainText('{"rows":2}');
  await expect(subjectState(page).getByRole('tree')).toContainText('sum: 21');
  await expect(subjectState(page).getByRole('alert')).toHaveCount(0);
});

test('a state that is no JSON ends the fold there, with its path', async ({ page }) => {
  await replayOver(page, SIX, behavior(adding('if (event.payload.n === 2) return { sum: 1, deep: [new Map()] };')));
  await last(page);
  const alert = subjectState(page).getByRole('alert');
  await expect(alert).toHaveAttribute('data-code', 'state-not-json');
  await expect(alert).toContainText('record r2');
  await expect(alert).toContainText(/deep.{0,3}0/);
  await expect(subjectState(page).getByRole('tree')).toContainText('sum: 1');
});

test('an endless loop is stopped within about a second and said; changed code runs again without a reload', async ({
  page,
}) => {
  await replayOver(page, SIX, behavior(adding('while (event.payload.n === 4);')));
  await page.evaluate(() => document.documentElement.setAttribute('data-same-page', ''));
  await scrubTo(page, 3);
  await expect(subjectState(page).getByRole('tree')).toContainText('sum: 6');

  const alert = replayPanel(page).locator('[data-code="timeout"]');
  const begun = Date.now();
  // The page is free while the loop spins: another panel opens before the loop is found out.
  const answered = await page.evaluate(async () => {
    const click = (selector: string) => document.querySelector<HTMLElement>(selector)?.click();
    click('[data-panel="replay"] [aria-label="Next record"]');
    click('nav[aria-label="Panels"] [aria-label="Outline"]');
    const stands = (selector: string) => document.querySelector(selector) !== null;
    while (!stands('[data-panel="outline"]') && !stands('[data-code="timeout"]'))
      await new Promise((resolve) => requestAnimationFrame(resolve));
    return stands('[data-panel="outline"]') && !stands('[data-code="timeout"]');
  });
  expect(answered, 'a panel opened while the loop ran').toBe(true);
  await expect(alert).toBeVisible();
  expect(Date.now() - begun).toBeLessThan(2500);
  await expect(alert).toContainText('endless loop');
  await expect(alert).toContainText('fold/thing, at slot 4');
  expect(await findings(page)).toEqual([expect.stringMatching(/^behavior-timeout@/)]);

  // What was shown before is not passed off as the state here; before the loop it runs again by itself.
  await expect(subjectState(page)).toHaveCount(0);
  await scrubTo(page, 2);
  await expect(alert).toHaveCount(0);
  await expect(subjectState(page).getByRole('tree')).toContainText('sum: 3');

  // Into the loop once more, and mended in the editor.
  await last(page);
  await expect(alert).toBeVisible();
  await setText(page, 'behavior', adding(''));
  await expect(alert).toHaveCount(0);
  await openReplay(page);
  await atSlot(page, RECORDS, RECORDS);
  await expect(subjectState(page).getByRole('tree')).toContainText('sum: 21');
  expect(await findings(page)).toEqual([]);
  await expect(page.locator('html')).toHaveAttribute('data-same-page', '');
});

test('an endless loop where the file is read is stopped too', async ({ page }) => {
  await replayOver(page, SIX, behavior(adding('')));
  await last(page);
  await expect(subjectState(page).getByRole('tree')).toContainText('sum: 21');
  await onlyBehavior(page, behavior(`${adding('')}for (;;);\n`));
  const alert = replayPanel(page).locator('[data-code="timeout"]');
  await expect(alert).toContainText('endless loop');
  await expect(alert).toContainText('while evaluating the behavior');
  await onlyBehavior(page, behavior(adding('')));
  await expect(alert).toHaveCount(0);
  await expect(subjectState(page).getByRole('tree')).toContainText('sum: 21');
});

test('a memory at the top of the file is refused where it is changed', async ({ page }) => {
  await replayOver(page, SIX, behavior(`const seen = [];\n${adding('seen.push(event.payload.n);')}`));
  await scrubTo(page, 3);
  const alert = replayPanel(page).locator('[data-code="throw"]').first();
  await expect(alert).toContainText('not extensible');
  await expect(alert.getByRole('button', { name: `${BEHAVIOR_FILE}:7` })).toBeVisible();
});

test('editing a fold keeps the slot and shows what the new code makes of it', async ({ page }) => {
  await replayOver(page, SIX, behavior(adding('')));
  await scrubTo(page, 'line:4');
  await atSlot(page, 4, RECORDS);
  await expect(subjectState(page).getByRole('tree')).toContainText('sum: 10');
  await setText(page, 'behavior', adding('').replace('state.sum +', 'state.sum + 100 *'));
  await openReplay(page);
  await expect(subjectState(page).getByRole('tree')).toContainText('sum: 1000');
  await atSlot(page, 4, RECORDS);
  // What does not parse keeps the slot as well, and so does its mending.
  await setText(page, 'behavior', 'export const folds = {{');
  await expect(replayPanel(page).locator('[data-code="syntax"]')).toBeVisible();
  await setText(page, 'behavior', adding('').replace('state.sum +', 'state.sum + 2 *'));
  await expect(subjectState(page).getByRole('tree')).toContainText('sum: 20');
  await atSlot(page, 4, RECORDS);
});

test('what behavior logs is shown beside its record, and only there', async ({ page }) => {
  const body =
    "if (event.payload.n % 2) console.log('odd is', event.payload.n, { of: [event.id] }); else console.warn('even');";
  await replayOver(page, SIX, behavior(adding(body)));
  await scrubTo(page, 3);
  const shown = consoleOfStep(page);
  await expect(shown.getByRole('listitem')).toHaveText(['fold/thing odd is 3 {"of":["r3"]}']);
  await scrubTo(page, 4);
  await expect(shown.getByRole('listitem')).toHaveText(['fold/thing even']);
  await expect(shown.getByRole('listitem')).toHaveClass(/sev-warning/);
  await expect(subjectState(page).getByRole('tree')).toContainText('sum: 10');
  await scrubTo(page, 0);
  await atSlot(page, 0, RECORDS);
  await expect(shown).toHaveCount(0);
});

/** One way out each: what stands in the handler, and what the panel says of it. */
const REFUSED =
  /is not a (function|constructor|valid constructor)|properties of undefined|no clock in behavior|no randomness in behavior/;
const escapes = (url: string): readonly (readonly [name: string, code: string])[] => [
  ['fetch', `return String(fetch('${url}/fetch'));`],
  ['globalThis.fetch', `return String(globalThis.fetch('${url}/fetch'));`],
  ['XMLHttpRequest', `const x = new XMLHttpRequest(); x.open('GET', '${url}/xhr', false); x.send(); return x.status;`],
  ['WebSocket', `return new WebSocket('${url.replace('http', 'ws')}/socket').url;`],
  ['EventSource', `return new EventSource('${url}/events').url;`],
  ['sendBeacon', `return navigator.sendBeacon('${url}/beacon', 'x');`],
  ['importScripts', `importScripts('${url}/script.js'); return 'imported';`],
  ['Worker', `return String(new Worker('${url}/worker.js'));`],
  ['Image', `new Image().src = '${url}/image.png'; return 'asked';`],
  ['indexedDB', "return String(indexedDB.open('factline'));"],
  ['caches', "return String(caches.open('x'));"],
  ['localStorage', "localStorage.setItem('x', '1'); return 'kept';"],
  ['postMessage', "postMessage({ escaped: true }); return 'posted';"],
  ['parent.postMessage', "parent.postMessage({ escaped: true }, '*'); return 'posted';"],
  ['top.postMessage', "top.postMessage({ escaped: true }, '*'); return 'posted';"],
  ['self', "self.postMessage({ escaped: true }); return 'posted';"],
  ['BroadcastChannel', "new BroadcastChannel('x').postMessage(1); return 'posted';"],
  ['document', "document.title = 'escaped'; return 'written';"],
  ['constructor.constructor', "return typeof constructor.constructor('return globalThis')().fetch;"],
  ['constructor of an object', "return typeof ({}).constructor.constructor('return globalThis')().fetch;"],
  ['constructor of the event', "return typeof event.constructor.constructor('return globalThis')().fetch;"],
  ['constructor of the console', "return typeof console.log.constructor('return globalThis')().fetch;"],
  ['constructor of accept', "return typeof accept.constructor('return globalThis')().fetch;"],
  [
    'constructor of a generator',
    "return typeof (function* () {}).constructor('yield globalThis')().next().value.fetch;",
  ],
  [
    'constructor of an error',
    "try { null.x; } catch (e) { return typeof e.constructor.constructor('return globalThis')().fetch; }",
  ],
  ['Function', "return typeof Function('return globalThis')().fetch;"],
  ['new Function', "return typeof new Function('return globalThis')().fetch;"],
  ['eval', "return typeof eval('globalThis').fetch;"],
  ['indirect eval', "return typeof (0, eval)('globalThis').fetch;"],
  ['Date.now', 'return Date.now();'],
  ['new Date', 'return new Date().getTime();'],
  ['Date by its instance', 'return event && new Date(0).constructor.now();'],
  ['Math.random', 'return Math.random();'],
  ['performance', 'return performance.now();'],
  ['crypto', 'return crypto.randomUUID();'],
  ['setTimeout', 'return setTimeout(() => {}, 0);'],
  ['WebAssembly', 'return String(new WebAssembly.Memory({ initial: 1 }));'],
];

/** A server that nothing may reach, and what reached it: requests, sockets' handshakes, mere connections. */
async function listener(): Promise<{ url: string; reached: string[]; close(): Promise<void> }> {
  const reached: string[] = [];
  const server = createServer((request, response) => {
    reached.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*');
    response.end('reached');
  });
  server.on('upgrade', (request, socket) => {
    reached.push(request.url ?? '');
    socket.destroy();
  });
  server.on('connection', () => reached.push('a connection'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reached,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** What the page's frames and workers ask for from now on; Chromium asks for the icon whenever the address changes. */
function asked(page: Page): { readonly all: string[]; readonly elsewhere: () => readonly string[] } {
  const all: string[] = [];
  page.on('request', (request) => {
    if (/^https?:/.test(request.url())) all.push(request.url());
  });
  page.on('websocket', (socket) => all.push(socket.url()));
  return { all, elsewhere: () => all.filter((url) => new URL(url).origin !== new URL(page.url()).origin) };
}

/** Keeps every message that a window or worker posts to the page's window. */
const hearMessages = (page: Page) =>
  page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    window.addEventListener('message', ({ data }) => heard.push(JSON.stringify(data)));
  });
const heardMessages = (page: Page) =>
  page.evaluate(() => (window as unknown as { readonly heard: readonly string[] }).heard);

test('behavior gets out by no way: each attempt fails in its own fold, nothing leaves, and the honest fold runs', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const server = await listener();
  try {
    const attempts = escapes(server.url);
    const ndjson = [
      ...attempts.map((_, i) => line(i + 1, { type: 'Tried', subjectType: `attempt_${i}` })),
      line(attempts.length + 1),
    ].join('\n');
    const text = `export const folds = {
${attempts.map(([, code], i) => `  attempt_${i}: { initial: 'not run', on: { Tried: (state, event) => {\n    ${code}\n  } } },`).join('\n')}
  thing: { initial: { honest: false }, on: { Counted: () => ({ honest: true }) } },
};
export const projections = { all: { initial: { n: 0 }, on: { '*': (row) => ({ n: row.n + 1 }) } } };
`;
    await replayOver(page, ndjson, behavior(text));
    await hearMessages(page);
    const requests = asked(page);
    // What is listened with does hear: one request of the page's own, and one to the server from here.
    await page.evaluate(() => fetch('./icon.svg').then((answer) => answer.text()));
    expect(requests.all).toContainEqual(expect.stringMatching(/icon\.svg$/));
    await (await fetch(`${server.url}/control`)).text();
    expect(server.reached.splice(0)).toContain('/control');

    for (const [i, [name]] of attempts.entries()) {
      await scrubTo(page, i + 1);
      await atSlot(page, i + 1, attempts.length + 1);
      const alert = subjectState(page).getByRole('alert');
      await expect(alert, name).toContainText(`fold/attempt_${i} stopped at slot ${i + 1}, record r${i + 1}:`);
      await expect(alert, name).toContainText(REFUSED);
      await expect(subjectState(page), name).toContainText('"not run"');
      await expect(projectionRows(page), name).toContainText(`{"n":${i + 1}}`);
    }
    await last(page);
    await expect(subjectState(page).getByRole('tree')).toContainText('honest: true');
    await expect(subjectState(page).getByRole('alert')).toHaveCount(0);
    expect(requests.elsewhere()).toEqual([]);
    expect(server.reached).toEqual([]);
    expect(await heardMessages(page)).toEqual([]);
    expect(await page.title()).not.toContain('escaped');
  } finally {
    await server.close();
  }
});

test('the outer wall holds by itself: where the inner one is passed, the worker has no network and no storage', async ({
  page,
}) => {
  const server = await listener();
  try {
    await replayOver(page, SIX, behavior(adding('')));
    await last(page);
    await expect(subjectState(page).getByRole('tree')).toContainText('sum: 21');
    const realm = page.workers().find((worker) => worker.url().startsWith('blob:null/'));
    expect(realm, 'the blob worker of the opaque frame').toBeDefined();
    const got = await realm?.evaluate(async (url) => {
      const tried = async (attempt: () => unknown): Promise<string> => {
        try {
          return `got ${String(await attempt())}`;
        } catch (error) {
          return `refused: ${error instanceof Error ? error.name : String(error)}`;
        }
      };
      const closed = (target: EventTarget) =>
        new Promise((resolve, reject) => {
          target.addEventListener('open', () => resolve('open'));
          target.addEventListener('error', () => reject(new Error('closed')));
        });
      return {
        fetch: await tried(() => fetch(`${url}/fetch`)),
        opaque: await tried(() => fetch(`${url}/opaque`, { mode: 'no-cors' })),
        xhr: await tried(() => {
          const request = new XMLHttpRequest();
          request.open('GET', `${url}/xhr`, false);
          request.send();
          return request.status;
        }),
        socket: await tried(() => closed(new WebSocket(`${url.replace('http', 'ws')}/socket`))),
        events: await tried(() => closed(new EventSource(`${url}/events`))),
        script: await tried(() =>
          (self as unknown as { importScripts(url: string): void }).importScripts(`${url}/a.js`),
        ),
        database: await tried(() => indexedDB.open('factline')),
      };
    }, server.url);
    for (const [way, answer] of Object.entries(got ?? {})) expect(answer, way).toMatch(/^refused: /);
    expect(Object.keys(got ?? {})).toHaveLength(7);
    expect(server.reached).toEqual([]);
  } finally {
    await server.close();
  }
});

test('a load of anything while behavior runs is refused before it runs, with its line', async ({ page }) => {
  const server = await listener();
  try {
    const text = adding(`return import('${server.url}/module.js');`);
    await replayOver(page, SIX, behavior(text));
    const alert = replayPanel(page).locator('[data-code="syntax"]');
    await expect(alert).toContainText('behavior cannot load anything while it runs');
    await expect(alert.getByRole('button', { name: `${BEHAVIOR_FILE}:6` })).toBeVisible();
    // In a string it is only text.
    await onlyBehavior(page, behavior(adding("if (event.id === 'import(x)') return null;")));
    await expect(alert).toHaveCount(0);
    expect(server.reached).toEqual([]);
  } finally {
    await server.close();
  }
});

/** What a poisoner would change, each of them by itself. */
const POISON = [
  'Array.prototype.push = () => 0',
  'Array.prototype.map = () => []',
  'Array.prototype[Symbol.iterator] = undefined',
  'Object.prototype.sum = 1000',
  "Object.prototype.toJSON = () => 'poisoned'",
  'Object.keys = () => []',
  'Object.freeze = (x) => x',
  "JSON.stringify = () => 'poisoned'",
  'Map.prototype.get = () => undefined',
  'String.prototype.split = () => []',
  'Number.prototype.toString = () => "7"',
  'Function.prototype.call = () => 0',
  'Math.max = () => 1e9',
  'globalThis.Array = undefined',
  'globalThis.leak = 1',
  'console.log = () => { throw new Error("poisoned") }',
];
const LISTING = `export const folds = {
  thing: {
    initial: { sum: 0, list: [] },
    on: {
      Counted: (state, event) => {
        const list = [...state.list];
        list.push(JSON.stringify({ n: event.payload.n }));
        console.log(typeof leak, Object.keys(event.payload).join());
        return { sum: state.sum + Math.max(0, event.payload.n), list: list.map((text) => text.split(':').join('=')) };
      },
    },
  },
};
`;

test('a behavior file that poisons prototypes changes nothing for another one', async ({ page }) => {
  await replayOver(page, SIX, { 'b.behavior.ts': LISTING });
  await last(page);
  await expect(subjectState(page).getByRole('tree')).toContainText('sum: 21');
  await expect(subjectState(page).getByRole('tree')).toContainText(String.raw`{\"n\"=6}`);
  await expect(consoleOfStep(page).getByRole('listitem')).toHaveText(['fold/thing undefined n']);
  const clean = await hashHere(page);

  // The first file poisons while it is read and again at each record; it tells in its own projection how often it was let.
  const poison = `const tried = [${POISON.map((code) => `() => { ${code}; }`).join(', ')}];
const spread = () => tried.filter((attempt) => { try { attempt(); return true; } catch { return false; } }).length;
const atLoad = spread();
export const upcasters = {};
export const projections = { let: { initial: { atLoad, atRun: -1 }, on: { Counted: () => ({ atLoad, atRun: spread() }) } } };
`;
  await onlyBehavior(page, { 'a.behavior.ts': poison, 'b.behavior.ts': LISTING });
  await expect(projectionRows(page)).toContainText('{"atLoad":0,"atRun":0}');
  await atSlot(page, RECORDS, RECORDS);
  await expect(subjectState(page).getByRole('tree')).toContainText('sum: 21');
  await expect(subjectState(page).getByRole('tree')).toContainText(String.raw`{\"n\"=6}`);
  await expect(consoleOfStep(page).getByRole('listitem')).toHaveText(['fold/thing undefined n']);
  // Without the poisoner's projection, the state hashes to what it was.
  await onlyBehavior(page, {
    'a.behavior.ts': poison.replace(/^export const projections.*$/m, ''),
    'b.behavior.ts': LISTING,
  });
  await expect(projectionRows(page)).toHaveCount(0);
  expect(await hashHere(page)).toBe(clean);
});

test('a poisoner that does not catch is refused by its line, and nothing of it stays', async ({ page }) => {
  await replayOver(page, SIX, {
    'a.behavior.ts': '// The first line is fine.\nArray.prototype.push = () => 0;\nexport const upcasters = {};\n',
    'b.behavior.ts': LISTING,
  });
  const alert = replayPanel(page).locator('[data-code="throw"]');
  await expect(alert).toContainText('push');
  await expect(alert.getByRole('button', { name: 'a.behavior.ts:2' })).toBeVisible();
  await onlyBehavior(page, { 'b.behavior.ts': LISTING });
  await expect(alert).toHaveCount(0);
  await last(page);
  await expect(subjectState(page).getByRole('tree')).toContainText(String.raw`{\"n\"=6}`);
});

test('steps by subject, type and finding, and plays a range over and over', async ({ page }) => {
  const records = [
    line(1),
    line(2, { subjectType: 'other' }),
    line(3, { type: 'Reset' }),
    line(2, { subjectType: 'other' }),
    line(5),
  ];
  await replayOver(page, records.join('\n'), behavior(adding('')));
  await scrubTo(page, 1);
  await atSlot(page, 1, 5);
  const panel = replayPanel(page);
  await panel.getByLabel('Step by').selectOption('subject');
  await panel.getByRole('button', { name: 'Next record of this subject' }).click();
  await expect(panel.getByText(/^Slot \d of 5$/)).not.toHaveText('Slot 1 of 5');
  const { type, subject } = await page.evaluate(async () => {
    const { journal, row } = window.factline.store.getState();
    const { record } = await window.factline.services.journals.record({ id: journal?.id ?? '', row: row ?? -1 });
    return { type: record.type, subject: record.subject_type };
  });
  expect({ type, subject }).toEqual({ type: 'Reset', subject: 'thing' });

  // Keys step by what they name, whatever is chosen.
  await panel.getByRole('slider', { name: 'Slot' }).focus();
  await page.keyboard.press('t');
  await expect(
    page.getByRole('log', { name: 'Messages' }).getByText('There is no later record of this type.'),
  ).toBeVisible();
  await page.keyboard.press('Home');
  await atSlot(page, 0, 5);
  await page.keyboard.press('f');
  await expect(panel.getByText('Slot 0 of 5')).toHaveCount(0);
  const marks = await page.evaluate(async () => {
    const { journal, row } = window.factline.store.getState();
    return (await window.factline.services.journals.record({ id: journal?.id ?? '', row: row ?? -1 })).marks.length;
  });
  expect(marks).toBeGreaterThan(0);

  await scrubTo(page, 2);
  await atSlot(page, 2, 5);
  await panel.getByRole('slider', { name: 'Slot' }).focus();
  await page.keyboard.press('[');
  await scrubTo(page, 3);
  await atSlot(page, 3, 5);
  await panel.getByRole('slider', { name: 'Slot' }).focus();
  await page.keyboard.press(']');
  await expect(panel.getByText('Plays slots 2 to 3 over and over')).toBeVisible();
  await panel.getByLabel('Speed').selectOption('100');
  const seen = page.evaluate(
    () =>
      new Promise<readonly number[]>((resolve) => {
        const slots: number[] = [];
        const stop = window.factline.store.subscribe(({ slot }, before) => {
          if (slot === before.slot) return;
          slots.push(slot);
          if (slots.length < 6) return;
          stop();
          resolve(slots);
        });
      }),
  );
  await panel.getByRole('button', { name: 'Play', exact: true }).click();
  expect(new Set(await seen)).toEqual(new Set([2, 3]));
  await panel.getByRole('button', { name: 'Pause' }).click();
  await panel.getByRole('button', { name: 'play all' }).click();
  await expect(panel.getByText('over and over')).toHaveCount(0);
});
