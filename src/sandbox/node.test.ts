import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { sourceOf } from '../core/replay/testing/plain-host.ts';
import { type NodeReplay, startNodeReplay } from './node.ts';
import { blankComments, transpile } from './transpile.ts';

const records = [1, 2, 3].map((n) => ({
  id: `a-${n}`,
  type: 'A',
  subject_type: 'order',
  subject_id: 'a',
  sequence: n,
  t_event: '2026-01-01T00:00:00Z',
  payload: { n },
}));
const open: NodeReplay[] = [];
afterEach(async () => {
  for (const replay of open.splice(0)) await replay.close();
});

async function run(...texts: readonly string[]): Promise<NodeReplay> {
  const files = texts.map((text, i) => ({ path: `${'abc'[i]}.behavior.ts`, text }));
  const replay = await startNodeReplay(files, undefined, await sourceOf(records));
  open.push(replay);
  return replay;
}
/** The state that a fold gives whose handler's body is this. */
async function stateOf(body: string): Promise<unknown> {
  const { session, loaded } = await run(
    `export const folds = { order: { initial: null, on: { A: (state, event) => { ${body} } } } };`,
  );
  expect(loaded.error).toBeUndefined();
  const view = await session.seek({ slot: 3 });
  return view.subjectError ? `${view.subjectError.code}: ${view.subjectError.message}` : view.subjectState;
}

describe('the sandbox', () => {
  it('runs typed behavior from several files, and captures the console', async () => {
    const { session, loaded } = await run(
      `import { add } from './b.behavior.ts';\n// import (x) in a comment is fine\ninterface S { readonly sum: number }\nexport const folds = { order: { initial: { sum: 0 } as S, on: { A: (s: S, e: any): S => { console.log('n is', e.payload.n); return { sum: add(s.sum, e.payload.n) }; } } } };`,
      `export const add = (a: number, b: number): number => a + b;\nexport const projections = { count: { initial: 0, on: { '*': (n) => n + 1 } } };`,
    );
    expect(loaded).toEqual({ outline: { folds: ['order'], projections: ['count'] } });
    const view = await session.seek({ slot: 3 });
    expect(view).toMatchObject({
      subjectState: { sum: 6 },
      rows: [{ key: '*', value: 3 }],
      logs: [{ level: 'log', text: 'n is 3', target: 'fold/order' }],
    });
  });

  it.each([
    ['fetch', 'return typeof fetch;'],
    ['process', 'return typeof process;'],
    ['require of a module', 'return typeof globalThis.require;'],
    ['a worker', 'return typeof Worker;'],
    ['postMessage', 'return typeof postMessage;'],
    ['typed arrays', 'return typeof Uint8Array;'],
    ['promises', 'return typeof Promise;'],
    ['eval', 'return typeof eval;'],
    ['Function', 'return typeof Function;'],
    ['timers', 'return typeof setTimeout;'],
    ['crypto', 'return typeof crypto;'],
    ['indexedDB', 'return typeof indexedDB;'],
  ])('has no %s', async (_, body) => {
    expect(await stateOf(body)).toBe('undefined');
  });

  it.each([
    ['the clock', 'return Date.now();'],
    ['the present', 'return new Date().getTime();'],
    ['randomness', 'return Math.random();'],
    ['a global of its own', 'globalThis.x = 1; return 1;'],
    ['a change to a prototype', 'Object.prototype.x = 1; return 1;'],
    ['a function made of text', "return (() => 1).constructor('return this')();"],
    ['a change to the event', 'event.payload.n = 5; return 1;'],
  ])('refuses %s', async (_, body) => {
    expect(await stateOf(body)).toMatch(/^(throw|state-not-json): /);
  });

  it('knows UTC only', async () => {
    expect(
      await stateOf(
        "const d = new Date(2024, 0, 1, 5); return [d.toISOString(), d.getHours(), d.getTimezoneOffset(), Date.parse('2024-01-01T00:00:00'), new Date(event.t_event).getFullYear()];",
      ),
    ).toEqual(['2024-01-01T05:00:00.000Z', 5, 0, 1704067200000, 2026]);
  });

  it('stops an endless loop within about a second, and says where', async () => {
    const { session } = await run(
      'export const folds = { order: { initial: 0, on: { A: (s, e) => { while (e.sequence === 2); return 1; } } } };',
    );
    const started = performance.now();
    await expect(session.seek({ slot: 3 })).rejects.toMatchObject({
      name: 'RealmEnded',
      detail: { code: 'timeout', slot: 2, target: 'fold/order' },
    });
    expect(performance.now() - started).toBeLessThan(2500);
    expect(session.alive).toBe(false);
  });

  it('stops an endless loop at the top of a file', async () => {
    const { loaded } = await run('for (;;);');
    expect(loaded.error).toMatchObject({ code: 'timeout' });
  });

  it('names file and line of what is thrown', async () => {
    const { session } = await run(
      "export const folds = { order: { initial: 0, on: {\n  A: (s, e) => {\n    // here\n    throw new Error('bad ' + e.sequence);\n  } } } };",
    );
    const view = await session.seek({ slot: 2 });
    expect(view.subjectError).toMatchObject({
      code: 'throw',
      message: 'bad 1',
      file: 'a.behavior.ts',
      line: 4,
      record: 'a-1',
      slot: 1,
    });
  });

  it.each([
    [
      'what does not parse',
      'export const folds = {\n  order: {{ };',
      { code: 'syntax', file: 'a.behavior.ts', line: 2 },
    ],
    ['a dynamic import', 'export const x = () => import ("y");', { code: 'syntax', line: 1 }],
    ['waiting', 'export const x = 1;\nexport const f = async () => 1;', { code: 'syntax', line: 2 }],
    ['a memory beside the state', '\nlet n = 0;\nexport const folds = {};', { code: 'syntax', line: 2 }],
    ['an indented one', 'const a = 1;\n  let n = 0;\nexport const folds = {};', { code: 'syntax', line: 2 }],
    [
      'a Map at the top',
      'const seen = new Map();\nexport const folds = { order: { initial: 0, on: {} } };',
      { code: 'throw', message: expect.stringContaining('`seen` is a Map') },
    ],
    ['nothing that is replayed', 'export const fold = { order: { initial: 0, on: {} } };', { code: 'syntax' }],
    [
      'an import of anything else',
      "import fs from 'node:fs';\nexport const x = fs;",
      { code: 'syntax', message: expect.stringContaining("imports 'node:fs'") },
    ],
    [
      'a fold without initial',
      'export const folds = { order: { on: {} } };',
      { code: 'syntax', message: 'folds.order has no `initial` state' },
    ],
    [
      'a handler that is no function',
      'export const folds = { order: { initial: 0, on: { A: 5 } } };',
      { code: 'syntax', message: "folds.order.on['A'] must be a function" },
    ],
    [
      'an initial state that is not JSON',
      'export const folds = { order: { initial: new Map(), on: {} } };',
      { code: 'state-not-json' },
    ],
    ['a throw at the top', "export const a = 1;\nthrow new Error('top');", { code: 'throw', message: 'top', line: 2 }],
  ])('says what is wrong with %s', async (_, text, error) => {
    expect((await run(text)).loaded.error).toMatchObject(error);
  });

  it.each([
    ['an array', 'const seen = [];', 'seen.push(1)'],
    ['an object in an object', 'export const seen = { deep: { n: 0 } };', 'seen.deep.n++'],
    ['a function', 'function seen() {}', 'seen.n = 1'],
    ['a class', 'class Seen { static n = 0; }', 'Seen.n++'],
  ])('lets no handler change %s at the top of the file', async (_, top, change) => {
    const { session } = await run(
      `${top}\nexport const folds = { order: { initial: 0, on: { A: (n) => {\n  ${change}; return n + 1; } } } };`,
    );
    const view = await session.seek({ slot: 2 });
    expect(view.subjectError).toMatchObject({ code: 'throw', slot: 1, line: 3, file: 'a.behavior.ts' });
  });

  it('takes what is thrown for a throw, whatever it does when it is looked at', async () => {
    const nasty = "throw { get stack() { throw new Error('a'); }, get message() { throw new Error('b'); } };";
    const { session } = await run(
      `export const folds = { order: { initial: 0, on: { A: () => { ${nasty} } } } };\nexport const projections = { n: { initial: 0, on: { A: (n) => n + 1 } } };`,
    );
    const view = await session.seek({ slot: 2 });
    expect(view.subjectError).toMatchObject({ code: 'throw', record: 'a-1', slot: 1 });
    expect(view.rows).toMatchObject([{ value: 2 }]);
  });

  it('keeps no state between loads', async () => {
    const text = 'const seen = { n: 0 };\nexport const folds = { order: { initial: 0, on: { A: () => ++seen.n } } };';
    const first = await (await run(text)).session.result(3);
    const second = await (await run(text)).session.result(3);
    expect(first.hash).toBe(second.hash);
  });

  it('gives strings as they were written, whatever stands in them', async () => {
    expect(
      await stateOf("return ['<!-- x -->', `a --> b ${1} <!--`, 'import (y)', 'eval (z)', /-->/.test('-->')];"),
    ).toEqual(['<!-- x -->', 'a --> b 1 <!--', 'import (y)', 'eval (z)', true]);
  });
});

it('runs the behavior of the reference', async () => {
  const page = readFileSync(new URL('../core/model/README.md', import.meta.url), 'utf8');
  const [, text = ''] = /^```ts\n([\s\S]*?)^```/m.exec(page) ?? [];
  expect((await run(text)).loaded).toEqual({ outline: { folds: ['order'], projections: ['open_orders'] } });
});

describe('transpiling', () => {
  it.each([
    ['a // b\nc', 'a     \nc'],
    ["'// no' // yes", "'// no'       "],
    ['`a ${b /* c */ + `// ${d}`} // e` // f', '`a ${b         + `// ${d}`} // e`     '],
    ['x = /[/]\\/\\/ / // y', 'x = /[/]\\/\\/ /     '],
    ['a / b // c', 'a / b     '],
    ['/* a\nb */c', '    \n    c'],
  ])('blanks comments only: %s', (text, expected) => {
    expect(blankComments(text)).toBe(expected);
  });

  it('keeps lines', () => {
    const result = transpile([
      { path: 'a.behavior.ts', text: 'interface X {\n  a: 1;\n}\nexport const y = 1 as number;' },
    ]);
    expect('modules' in result && result.modules[0]?.code.split('\n')[3]).toContain('y = 1');
  });
});
