import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { shopJournal } from '../../core/workspace/samples/shop-journal.ts';
import { folder, run as runIn } from '../testing/run.ts';
import { replay } from './replay.ts';

const { file, remove } = folder('replay');
afterAll(remove);
const usage = (message: string) => ({ name: 'UsageError', message: expect.stringContaining(message) });
const sample = (name: string) => readFileSync(new URL(`../../core/workspace/samples/${name}`, import.meta.url), 'utf8');

const text = shopJournal();
const journal = file('shop.ndjson', text);
const model = [file('shop.model.yaml', sample('shop.model.yaml'))];
const behavior = [file('shop.behavior.ts', sample('shop.behavior.ts.txt'))];
interface Answer {
  readonly slot: number;
  readonly states: Readonly<Record<string, unknown>>;
  readonly hash?: string;
  readonly error?: { readonly code: string };
}
const run = (values = {}, paths: readonly string[] = [journal]) => runIn(replay, paths, { behavior, model, ...values });
const answer = async (values = {}, paths: readonly string[] = [journal]) =>
  JSON.parse((await run(values, paths)).out) as Answer;

/** Four records of which the third was logged last; the slots are in the order of the sequence. */
const line = (id: string, sequence: number, day: number) =>
  `${JSON.stringify({ id, type: 'A', subject_type: 's', subject_id: '1', sequence, t_event: `2026-01-0${sequence}T00:00:00Z`, t_log: `2026-01-0${day}T00:00:00Z`, payload: { n: sequence } })}\n`;
const few = file('few.ndjson', line('r-1', 1, 1) + line('r-2', 2, 2) + line('r-4', 4, 4) + line('r-3', 3, 6));
const sum = [
  file(
    'sum.behavior.ts',
    'export const folds = { s: { initial: [] as number[], on: { A: (list: number[], e: any) => [...list, e.payload.n] } } };',
  ),
];
const fewAt = (values = {}) => answer({ behavior: sum, model: undefined, ...values }, [few]);

describe('the hash', () => {
  it('is the same each time, and of behavior, model and journal from a zip', async () => {
    const once = await answer();
    expect(once.hash).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect((await answer()).hash).toBe(once.hash);
    const zip = zipSync({
      'shop.model.yaml': strToU8(sample('shop.model.yaml')),
      'shop.behavior.ts': strToU8(sample('shop.behavior.ts.txt')),
      'shop.ndjson': strToU8(text),
    });
    const workspace = [file('shop.zip', zip)];
    expect(await answer({ behavior: workspace, model: workspace }, workspace)).toEqual(once);
  });
  it('is another one at another slot', async () => {
    expect((await answer({ until: '10' })).hash).not.toBe((await answer({ until: '90' })).hash);
  });
});

describe('behavior of another journal', () => {
  const deaf = [
    file('deaf.behavior.ts', 'export const folds = { s: { initial: 0, on: { B: (n: number) => n + 1 } } };'),
  ];
  const values = { behavior: deaf, model: undefined };
  it('is said to hear none of the records, beside the answer of the contract', async () => {
    const said = '4 records of 1 type are heard by no handler';
    expect((await run({ ...values, format: 'text' }, [few])).out).toContain(said);
    const { out, err } = await run(values, [few]);
    expect(err).toContain(said);
    expect(Object.keys(JSON.parse(out) as object).sort()).toEqual(['hash', 'not_applied', 'slot', 'states', 'views']);
    expect((await run({ behavior: sum, model: undefined, format: 'text' }, [few])).out).not.toContain('heard by');
  });
});

it('behavior without a fold and a projection exits 1, and says so', async () => {
  const empty = [file('empty.behavior.ts', 'export const folds = {}; export const deciders = {};')];
  const { status, out, err } = await run({ behavior: empty, model: undefined }, [few]);
  expect([status, JSON.parse(out)]).toMatchObject([1, { slot: 4, states: {}, views: {} }]);
  expect(err).toContain('the behavior has no fold and no projection');
  expect((await run({ behavior: sum, model: undefined }, [few])).status).toBe(0);
});

describe('--until', () => {
  it('names one slot in four forms', async () => {
    const lines = text.trimEnd().split('\n');
    const at = 41;
    const { id, t_log } = JSON.parse(lines[at - 1] ?? '') as { id: string; t_log: string };
    const byLine = await answer({ until: `line:${at}` });
    expect(byLine.slot).toBeGreaterThan(0);
    for (const until of [String(byLine.slot), `slot:${byLine.slot}`, `id:${id}`, t_log])
      expect(await answer({ until }), until).toEqual(byLine);
  });

  it.each([
    ['0', 0, undefined],
    ['3', 3, [1, 2, 3]],
    ['99', 4, [1, 2, 3, 4]],
    ['line:3', 4, [1, 2, 3, 4]],
    ['line:4', 3, [1, 2, 3]],
    ['id:r-2', 2, [1, 2]],
    ['2026-01-02T00:00:00Z', 2, [1, 2]],
    ['2026-01-02T00:59:59+01:00', 1, [1]],
    ['2026-01-05T12:00:00Z', 4, [1, 2, 3, 4]],
    ['2025-12-31T23:59:59.999999Z', 0, undefined],
  ])('%s is slot %s', async (until, slot, list) => {
    expect(await fewAt({ until })).toMatchObject({ slot, states: list ? { 's/1': list } : {} });
  });

  it('counts the slots that --t-log leaves', async () => {
    const known = { 't-log': '2026-01-05T00:00:00Z' };
    expect((await fewAt({ ...known, until: 'line:3' })).states).toEqual({ 's/1': [1, 2, 4] });
    await expect(fewAt({ ...known, until: 'id:r-3' })).rejects.toMatchObject(usage('left out by --t-event or --t-log'));
  });

  it.each([
    ['line:9', 'no record stands in this line'],
    ['id:r-9', 'no record of the journal has this id'],
    ['r-2', '--until takes a slot (0 to 4), line:N, id:X or a time'],
    ['2026-02-30T00:00:00Z', '--until takes a slot'],
    ['', '--until takes a slot'],
    ['1.5', '--until takes a slot'],
  ])('refuses %s', async (until, message) => {
    await expect(fewAt({ until })).rejects.toMatchObject(usage(message));
  });
  it('refuses a time where there are none', async () => {
    const timeless = file('timeless.ndjson', '{"id":"a","type":"A","payload":{}}\n');
    const at = answer({ behavior: sum, model: undefined, until: '2026-01-01T00:00:00Z', from: 'factline' }, [timeless]);
    await expect(at).rejects.toMatchObject(usage('the records have none'));
  });
});

describe('behavior that fails', () => {
  const fold = (body: string) => [
    file('bad.behavior.ts', `export const folds = { s: { initial: 0, on: { A: (n, e) => { ${body} } } } };`),
  ];
  it.each([
    ['a throw', fold.bind(undefined, 'throw new Error("no");'), 'throw'],
    ['an endless loop', fold.bind(undefined, 'for (;;);'), 'timeout'],
    ['a state that is no JSON', fold.bind(undefined, 'return undefined;'), 'state-not-json'],
    ['a text that is no code', () => [file('bad.behavior.ts', 'export const folds = {')], 'syntax'],
  ])('gives an error with its code, and status 1: %s', async (_, make, code) => {
    const values = { behavior: make(), model: undefined };
    const { status, out, err } = await run(values, [few]);
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ slot: expect.any(Number), states: {}, views: {}, error: { code } });
    expect(err).toContain(`${code}: `);
    const asText = await run({ ...values, format: 'text' }, [few]);
    expect(asText.status).toBe(1);
    expect(asText.out).toContain(`ended early by ${code}: `);
  });
});

it('prints what is to be read', async () => {
  const { out, status } = await run({ behavior: sum, model: undefined, format: 'text', until: '2' }, [few]);
  expect([status, out.split('\n').slice(0, 3)]).toEqual([0, ['slot 2 of 4', '1 state', '  s/1 [1,2]']]);
  expect(out).toMatch(/\nsha256:[0-9a-f]{64}$/);
});

it.each([
  ['no behavior', { behavior: undefined }, 'which behavior?'],
  ['behavior that is not there', { behavior: ['nowhere.ts'] }, 'there is no such file'],
  [
    'a model that is no YAML',
    { model: [file('broken.model.yaml', 'events: [')] },
    'the model is broken: This is no YAML',
  ],
  ['a model that is not UTF-8', { model: [file('latin.model.yaml', new Uint8Array([0xfc]))] }, 'it is not UTF-8 text'],
  ['another format', { format: 'sarif' }, '--format is json or text, not sarif'],
  ['--fail-on', { 'fail-on': 'error' }, 'replay takes no --fail-on'],
  ['a time that is none', { 't-log': 'yesterday' }, '--t-log takes a time'],
])('refuses %s', async (_, values, message) => {
  await expect(run(values)).rejects.toMatchObject(usage(message));
});
