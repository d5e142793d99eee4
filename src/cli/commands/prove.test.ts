import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { type Certificate, ENGINE, isSealed } from '../../core/prove/certificate.ts';
import type { Cause, Proof } from '../../core/prove/prove.types.ts';
import { shopJournal } from '../../core/workspace/samples/shop-journal.ts';
import { folder, run as runIn } from '../testing/run.ts';
import { prove } from './prove.ts';
import { replay } from './replay.ts';

const { file, remove } = folder('prove');
afterAll(remove);
const usage = (message: string) => ({ name: 'UsageError', message: expect.stringContaining(message) });
const sample = (name: string) => readFileSync(new URL(`../../core/workspace/samples/${name}`, import.meta.url), 'utf8');

const shop = {
  journal: file('shop.ndjson', shopJournal()),
  model: [file('shop.model.yaml', sample('shop.model.yaml'))],
  behavior: [file('shop.behavior.ts', sample('shop.behavior.ts.txt'))],
};
const line = (n: number) =>
  `${JSON.stringify({ id: `r-${n}`, type: n % 3 === 0 ? 'B' : 'A', subject_type: 's', subject_id: String(n % 2), sequence: Math.ceil(n / 2), t_event: `2026-01-0${n}T00:00:00Z`, payload: { n, list: [n] } })}\n`;
const few = file('few.ndjson', [1, 2, 3, 4, 5, 6, 7, 8].map(line).join(''));

interface Answer {
  readonly proofs: readonly Proof[];
  readonly certificate?: Certificate;
  readonly retention?: { readonly gaps_total: number };
  readonly error?: { readonly code: string; readonly message: string };
}
async function answer(values: object, path = few): Promise<Answer & { readonly status: number }> {
  const { out, status } = await runIn(prove, [path], values as never);
  return { ...(JSON.parse(out) as Answer), status };
}
let files = 0;
const behavior = (text: string) => [file(`b${++files}.behavior.ts`, text)];
/** What does not hold, by its cause and place: `pure fold/s: clock 3`. */
async function faults(text: string): Promise<readonly string[]> {
  const { proofs, status } = await answer({ behavior: behavior(text) });
  const failing = proofs.filter(({ holds }) => holds === false);
  expect(status).toBe(failing.length > 0 ? 1 : status);
  return failing.map(({ name, target, evidence }) => {
    const cause = (evidence.cause ?? (evidence.reaches as readonly Cause[] | undefined)?.[0]) as Cause | undefined;
    return `${name} ${target}${cause ? `: ${cause.kind} ${cause.at?.line ?? '?'}` : ''}`;
  });
}
const fold = (body: string, top = '') =>
  `${top}\nexport const folds = { s: { initial: { n: 0 }, on: {\n  A: (state, event) => {\n    ${body}\n  } } } };`;

describe('behavior that is sound', () => {
  it('the shop: everything holds, and the certificate says what was run', async () => {
    const once = await answer({ behavior: shop.behavior, model: shop.model }, shop.journal);
    expect(once.status).toBe(0);
    expect(once.proofs.map(({ name, target, holds }) => [name, target, holds])).toEqual(
      expect.arrayContaining([
        ['deterministic', 'fold/order', true],
        ['pure', 'fold/order', true],
        ['rebuild', 'projection/open_orders', true],
        // The journal has no record of version 1.
        ['pure', 'upcaster/OrderPlaced@1', true],
      ]),
    );
    expect(once.proofs.every(({ clauses, evidence }) => clauses.length > 0 && Object.keys(evidence).length > 0)).toBe(
      true,
    );
    const { certificate } = once;
    if (!certificate) throw new Error('there is no certificate');
    expect(isSealed(certificate)).toBe(true);
    expect(isSealed({ ...certificate, states: { ...certificate.states, chain: 'sha256:0' } })).toBe(false);
    expect(certificate.ran).toMatchObject({ secondRealm: 'same chain', chunks: expect.any(Array) });
    const replayed = JSON.parse(
      (await runIn(replay, [shop.journal], { behavior: shop.behavior, model: shop.model })).out,
    ) as { hash: string };
    expect(certificate.states.hash).toBe(replayed.hash);
    expect((await answer({ behavior: shop.behavior, model: shop.model }, shop.journal)).certificate).toEqual(
      certificate,
    );
  });
  it.each([
    [
      'dates of the event',
      fold('return { n: new Date(event.t_event).getUTCDay() + Date.UTC(2020, 0, 1) + Date.parse(event.t_event) };'),
    ],
    ['Math without its dice', fold('return { n: Math.max(state.n, event.payload.n) + Math.trunc(Math.PI) };')],
    ['what is tried and caught of typeof', fold("return { n: typeof fetch === 'undefined' ? 1 : 2 };")],
    [
      'local sets and maps',
      fold(
        'const seen = new Set([...event.payload.list, 1]); const m = new Map(); m.set(1, seen.size); return { n: m.get(1) };',
      ),
    ],
    ['console.log', fold('console.log(state.n); return { n: state.n + 1 };')],
  ])('%s', async (_, text) => expect(await faults(text)).toEqual([]));
});

describe('every fault is found, with its line', () => {
  it.each([
    ['the clock', fold('return { n: Date.now() };'), 'clock 4'],
    ['the present', fold('return { n: new Date().getTime() };'), 'clock 4'],
    ['performance', fold('return { n: performance.now() };'), 'clock 4'],
    ['dice', fold('return { n: Math.random() };'), 'randomness 4'],
    ['crypto', fold('return { n: crypto.randomUUID() };'), 'randomness 4'],
    ['the network', fold("return fetch('/x');"), 'outside 4'],
    ['a timer', fold('setTimeout(() => 1, 1); return state;'), 'outside 4'],
    ['a mutated event', fold('event.payload.n = 1; return state;'), 'mutation of the event 4'],
    ['a mutated list of the event', fold('event.payload.list.push(1); return state;'), 'mutation of the event 4'],
    ['a mutated state', fold('state.n++; return state;'), 'mutation of the state 4'],
    ['a counter at the top', fold('return { n: ++seen.n };', 'const seen = { n: 0 };'), 'shared state 4'],
    ['a property of a global', fold('Math.seen = 1; return state;'), 'shared state 4'],
    ['a property of Date', fold('Date.seen = (Date.seen ?? 0) + 1; return { n: Date.seen };'), 'shared state 4'],
    [
      'a property of what is in scope',
      fold('accept.seen = (accept.seen ?? 0) + 1; return { n: accept.seen };'),
      'shared state 4',
    ],
    ['let at the top', fold('return { n: ++seen };', 'let seen = 0;'), 'memory 1'],
    ['the clock at the top', fold('return { n: born };', 'const born = Date.now();'), 'clock 1'],
  ])('%s', async (_, text, cause) => {
    expect(await faults(text)).toEqual([`deterministic fold/s: ${cause}`, `pure fold/s: ${cause}`]);
  });
  it('a clock that is asked and caught is impure, and changes nothing', async () => {
    expect(await faults(fold('try { Date.now(); } catch {} return { n: state.n + 1 };'))).toEqual([
      'pure fold/s: clock 4',
    ]);
  });
  it.each([
    ['a closure', 'const count = (() => { let n = 0; return () => ++n; })();', 'return { n: count() };'],
    [
      'a Set in a closure',
      'const first = (() => { const seen = new Set(); return (x) => !seen.has(x) && !!seen.add(x); })();',
      'return { n: first(event.subject_id) ? 1 : 0 };',
    ],
    [
      'a class with a private field',
      'class C { #n = 0; next() { return ++this.#n; } }\nconst c = new C();',
      'return { n: c.next() };',
    ],
    [
      'a generator',
      'const ids = (function* () { for (let i = 0; ; i++) yield i; })();',
      'return { n: ids.next().value };',
    ],
  ])('memory in %s', async (_, top, body) => {
    const found = await faults(fold(body, top));
    expect(found).toEqual([expect.stringMatching(/^deterministic fold\/s: memory \d+$/)]);
  });
  it('an upcaster, and a projection that shares with a fold', async () => {
    const shared = `const box = (() => { let last = 0; return { put: (n) => { last = n; }, get: () => last }; })();
export const folds = { s: { initial: {}, on: { '*': (s, e) => { box.put(e.payload.n); return { n: e.payload.n }; } } } };
export const projections = { view: { initial: 0, on: { '*': () => box.get() } } };`;
    expect((await faults(shared)).map((fault) => fault.replace(/ \d+$/, ''))).toEqual([
      'deterministic projection/view: shared state',
      'rebuild projection/view',
    ]);
    const upcaster = `export const upcasters = { A: { 1: (payload) => ({ ...payload, at: Date.now() }) } };\n${fold('return state;')}`;
    expect(await faults(upcaster)).toEqual(['deterministic upcaster/A@1: clock 1', 'pure upcaster/A@1: clock 1']);
  });
});

it('ends early with an error and what it has', async () => {
  const { proofs, error, status } = await answer({ behavior: behavior(fold("throw new Error('no');")) });
  expect([status, proofs.every(({ holds }) => holds), error]).toEqual([
    1,
    true,
    expect.objectContaining({ code: 'throw', message: 'no', line: 4 }),
  ]);
  expect(await answer({ behavior: behavior(fold('for (;;);')) })).toMatchObject({
    status: 1,
    proofs: [],
    error: { code: 'timeout' },
  });
  expect(await answer({ behavior: behavior('export const folds = {') })).toMatchObject({
    status: 1,
    proofs: [],
    error: { code: 'syntax' },
  });
});

describe('--retain', () => {
  const sum = () => behavior(fold('return { n: state.n + event.payload.n };'));
  it('adds its proofs to the others, and exits 1 where something cannot be rebuilt', async () => {
    const cut = await answer({ behavior: sum(), retain: ['from:3'] });
    expect(cut.status).toBe(1);
    expect(cut.proofs.map(({ name, holds }) => [name, holds])).toEqual([
      ['deterministic', true],
      ['pure', true],
      ['retention', false],
    ]);
    expect(cut.proofs[2]?.evidence).toMatchObject({ changed_total: 2, checkpoint: { slot: 2, enough: true } });
    const nothing = await answer({ behavior: sum(), retain: ['last:100', 'mask:payload.list'] });
    expect([nothing.status, nothing.retention?.gaps_total]).toEqual([0, 0]);
    expect((await answer({ behavior: sum(), retain: ['last:8 | erase:s/1'] })).proofs[2]?.evidence).toMatchObject({
      gone: 1,
    });
  });
  it.each([
    [['sometimes'], 'there is no such rule'],
    [['erase:s/9'], 'no subject of this name'],
  ])('refuses %s', async (retain, message) => {
    await expect(answer({ behavior: sum(), retain })).rejects.toMatchObject(usage(message));
  });
});

it('prints what is to be read, and saves the certificate with its evidence', async () => {
  const path = file('certificate.json', '');
  const values = { behavior: behavior(fold('return { n: Math.random() };')), format: 'text', certificate: path };
  const { out, status } = await runIn(prove, [few], values as never);
  expect(status).toBe(1);
  expect(out).toMatch(/^FAILS {2}deterministic fold\/s\n {7}randomness in folds\.s\.on\.A \(b\d+\.behavior\.ts:4\): /);
  const saved = JSON.parse(readFileSync(path, 'utf8')) as Certificate & { readonly evidence: readonly Proof[] };
  expect(saved.evidence.length).toBe(2);
  const { evidence: _, ...certificate } = saved;
  expect(isSealed(certificate)).toBe(true);
});

it('the engine says the version of the package', () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(ENGINE.version).toBe(version);
});

describe('over a journal that has nothing to do with it', () => {
  const foreign = () => behavior(fold('return state;').replace('A:', 'Bx:'));
  it('nothing is proved, and what to do is said', async () => {
    const path = file('foreign-certificate.json', '');
    const values = { behavior: foreign(), retain: ['age:90d'], format: 'text', certificate: path };
    const { out, err, status } = await runIn(prove, [few], values as never);
    expect(status).toBe(1);
    expect(out.split('\n').slice(0, 3)).toEqual(
      ['deterministic', 'pure', 'retention'].map(
        (name) => `not tried  ${name} fold/s: no record of the journal is heard by it`,
      ),
    );
    expect(err).toContain('none of the records (8) is heard');
    expect(err).toContain('the types A, B of s');
    expect(err).toContain('Bx is like B');
    const { proofs } = JSON.parse(readFileSync(path, 'utf8')) as Certificate;
    expect(proofs.map(({ holds, not_tried }) => [holds, not_tried !== undefined])).toEqual(
      [1, 2, 3].map(() => [false, true]),
    );
    expect((await answer({ behavior: foreign() })).proofs.map(({ holds, not_tried }) => [holds, not_tried])).toEqual(
      [1, 2].map(() => [true, 'no record of the journal is heard by it']),
    );
  });
  it('one that is heard beside it is enough', async () => {
    const two = 'export const folds = { s: { initial: 0, on: { A: (n) => n + 1 } }, t: { initial: 0, on: {} } };';
    expect((await answer({ behavior: behavior(two) })).status).toBe(0);
  });
});
