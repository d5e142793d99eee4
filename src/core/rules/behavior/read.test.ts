import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkModel } from '../check.ts';
import { behaviorFacts } from './read.ts';

const read = (...texts: readonly string[]) =>
  behaviorFacts(texts.map((text, i) => ({ path: `${'abc'[i]}.behavior.ts`, text })));
const samples = new URL('../../workspace/samples/', import.meta.url);
const rules = (text: string) => read(text)?.findings.map(({ rule, place }) => `${rule}@${place.line}:${place.column}`);

describe('reading behavior', () => {
  it('finds names with their places, however they are written', () => {
    const facts = read(`type State = { n: number };
const Placed = (state: State, event: any): State => ({ ...state, n: 1 });
const shared = { Shipped: (state: State) => state };
export const folds = {
  'order': { initial: {} as State, on: { Placed, ...shared, 'a.b': (s) => s, Paid(state) { return state; } } },
} satisfies object;`);
    const fold = facts?.folds.get('order');
    expect(fold?.place).toEqual({ file: 'a.behavior.ts', line: 5, column: 3, endLine: 5, endColumn: 10 });
    expect(fold?.on.names.map(({ name }) => name)).toEqual(['Placed', 'Shipped', 'a.b', 'Paid']);
    expect([fold?.on.open, facts?.findings]).toEqual([false, []]);
  });
  it('follows imports to other behavior files', () => {
    const facts = read(
      `import { handlers as h } from './b.behavior.ts';\nexport const folds = { order: { initial: {}, on: h } };`,
      'export const handlers = { A: (s) => s };',
    );
    expect(facts?.folds.get('order')?.on).toMatchObject({ open: false, names: [{ name: 'A' }] });
    expect(facts?.findings).toEqual([]);
  });
  it.each([
    'export const folds = { order: { initial: {}, on: make() } };',
    'export const folds = { order: { initial: {}, on: { [name()]: (s) => s } } };',
    'export const folds = { order: { initial: {}, on: { ...make() } } };',
    'let on = {};\nexport const folds = { order: { initial: {}, on } };',
    'export const folds = build();',
    'export * from "./elsewhere.behavior.ts";',
    'export const folds = { order: { ',
  ])('says nothing of what is missing where it cannot read: %s', (code) => {
    const text =
      'subjects: { order: {} }\nevents:\n  A: { subject: order, replay_intent: replay_only, version: 1, classification: internal }';
    const { findings } = checkModel([{ path: 'm', text }], { profiles: ['game'], behavior: read(code) });
    expect(findings.filter(({ rule }) => rule === 'event-has-its-handlers')).toEqual([]);
  });
  it('names one problem for a broken file and reads the others', () => {
    const facts = read('export const folds = {\n  order: ;\n};', 'export const deciders = { A: () => accept() };');
    expect(facts?.findings.map(({ rule, place }) => [rule, place.file, place.line])).toEqual([
      ['behavior-syntax', 'a.behavior.ts', 2],
    ]);
    expect(facts?.sections.deciders.names.map(({ name }) => name)).toEqual(['A']);
  });
  it('answers with the same facts as long as no text changes', () => {
    expect(read('export const folds = {};')).toBe(read('export const folds = {};'));
    expect(behaviorFacts([])).toBeUndefined();
  });

  it.each([
    "const { random } = Math;\nexport const folds = { o: { on: { A: (s) => ({ n: Math['random']() }) } } };",
    'export const folds = { o: { on: { A: (s) => { const { now } = Date; return { n: now() }; } } } };',
    'const started = Date.now();\nexport const folds = { o: { on: { A: (s) => ({ n: started }) } } };',
    'const seen = [];\nexport const folds = { o: { on: { A: (s, e) => { seen.push(e.id); return s; } } } };',
    'const M = Math;\nexport const folds = { o: { on: { A: (s) => { const m = Math; return { n: m.random() }; } } } };',
    'export const folds = { o: { on: { A: (s) => ({ h: globalThis.location.href }) } } };',
    'export const deciders = { A: (s, c) => accept({ type: "B", payload: { id: crypto.randomUUID() } }) };',
    'export const upcasters = { A: { 1: (p) => ({ ...p, at: new Date().toISOString() }) } };',
  ])('finds what is not pure: %s', (code) => {
    expect(rules(code)?.map((r) => r.split('@')[0])).toContain('replayed-code-is-pure');
  });
  it.each([
    'export const folds = { o: { on: { A: (s, e) => { s.n = 1; s.list.push(e.id); return s; } } } };',
    'export const folds = { o: { on: { A: (s, { payload: { a, ...rest } }) => ({ ...s, ...rest, at: new Date(a).toISOString(), n: Math.max(1, Date.parse(a)) }) } } };',
    'export const folds = { o: { on: { A: (s, e) => ({ tags: [...e.payload.tags].sort(), m: e.payload.list.map((x) => x.id).reverse() }) } } };',
    'const RATES = Object.freeze({ a: 1 });\nconst rate = (k: string) => RATES[k] ?? 0;\nexport const folds = { o: { on: { A: (s, e) => ({ n: rate(e.payload.k) }) } } };',
    'export const consumers = { c: (event, { effects, issue }) => { if (event.payload.offset > 1) effects.a({ key: event.id }); else issue("B", { at: event.t_event }); } };',
    'export const consumers = { c: (event, reach) => { for (const line of event.payload.lines) reach.effects.a({ line }); reach.issue("B", {}); } };',
    'const send = (event, effects) => { effects.a({ to: event.payload.to }); };\nexport const consumers = { c: (event, { effects }) => send(event, effects) };',
    'export const handlers = { h: (request, { execute }) => { const done = execute({ type: "A", payload: request.body }); return done.rejected ? { status: 409 } : { status: 200 }; } };',
    'enum Kind { A }\ninterface X { a: string }\nexport const invariants = { o: { "n is small": (state): boolean => (state as any).n! < 3 } };',
  ])('lets pass what is: %s', (code) => {
    expect(rules(code)).toEqual([]);
  });

  it.each([
    [
      "export const consumers = { c: (event, { effects }) => { const { Kafka } = require('kafkajs'); } };",
      'code-imports-only-behavior',
    ],
    [
      'export const handlers = { h: (request, { execute }) => { const { events } = execute({ type: "A" }); events[0].payload.n = 1; } };',
      'event-is-only-read',
    ],
  ])('finds in %s: %s', (code, rule) => {
    expect(rules(code)?.map((r) => r.split('@')[0])).toContain(rule);
  });
  it.each(['shop', 'fleet'])('the %s sample with its behavior has no problem', (name) => {
    const text = readFileSync(new URL(`${name}.model.yaml`, samples), 'utf8');
    const behavior = read(readFileSync(new URL(`${name}.behavior.ts.txt`, samples), 'utf8'));
    expect(checkModel([{ path: 'a', text }], { behavior }).findings).toEqual([]);
    expect(checkModel([{ path: 'a', text }], { behavior, profiles: ['unified'] }).findings).toEqual([]);
  });

  describe('a comment in the code', () => {
    const model =
      'services: { a: {} }\nevents:\n  A: { version: 1, replay_intent: audit_only, classification: internal, visibility: published }\nconsumers:\n  c: { service: a, on: [A], unknown_version: park, dedupe_by: id, effects: [ { name: send, guard: id } ] }';
    const found = (code: string) =>
      checkModel([{ path: 'm', text: model }], { profiles: ['envelope'], behavior: read(code) })
        .findings.filter(({ place }) => place.file === 'a.behavior.ts')
        .map(({ rule, place }) => `${rule}@${place.line}`);
    const waits = (before: string, behind = '') =>
      `export const consumers = { c: async (event, { effects }) => {\n${before}  await effects.send({});${behind}\n} };`;
    const ID = 'factline-ignore code-waits-for-nobody';
    it.each([
      ['none', waits(''), ['code-waits-for-nobody@2']],
      ['on the line above', waits(`  // ${ID}: it is fast\n`), []],
      ['behind the code', waits('', ` // ${ID}: it is fast`), []],
      ['in a block', waits(`  /* ${ID}: it is fast */\n`), []],
      ['above another comment', waits(`  // ${ID}: it is fast\n  // and it works\n`), []],
      ['without a reason', waits(`  // ${ID}\n`), ['silence-needs-reason@2', 'code-waits-for-nobody@3']],
      [
        'of another rule',
        waits('  // factline-ignore consumer-tolerates-delay: late is fine\n'),
        ['silence-without-effect@2', 'code-waits-for-nobody@3'],
      ],
      ['two lines above', waits(`  // ${ID}: no\n\n`), ['silence-without-effect@2', 'code-waits-for-nobody@4']],
      ['that is a text', waits(`  const a = '// ${ID}: no';\n`), ['code-waits-for-nobody@3']],
    ])('sets a rule aside or does not: %s', (_, code, expected) => {
      expect(found(code)).toEqual(expected);
    });
    it('does not set aside what cannot be', () => {
      const text =
        'subjects: { o: {} }\nevents:\n  A: { subject: o, replay_intent: audit_only, version: 1, classification: internal }';
      const code =
        'export const folds = { o: { initial: {}, on: {\n  // factline-ignore handlers-respect-the-intent: we like it\n  A: (s) => s,\n} } };';
      const { findings } = checkModel([{ path: 'm', text }], { profiles: ['game'], behavior: read(code) });
      expect(findings.map(({ rule }) => rule)).toEqual(
        expect.arrayContaining(['handlers-respect-the-intent', 'silence-needs-reason']),
      );
    });
  });

  it('never throws', () => {
    const words = fc.constantFrom(
      ...'export const folds = { on : } ( ) => , ... async await event [ ] __proto__ constructor " ` ${ / < > ; class if'.split(
        ' ',
      ),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), (parts) => {
        read(parts.join(' '));
      }),
      { numRuns: 300 },
    );
    read(`export const folds = ${'['.repeat(20_000)}`);
    read('export const folds = folds; const a = b, b = a; export const deciders = { ...a, ...deciders };');
    const odd =
      'export const folds = { __proto__: { on: { constructor: (s) => s } }, constructor: 1, toString: null };';
    checkModel([{ path: 'm', text: 'events: { __proto__: {}, constructor: { replay_intent: replay_only } }' }], {
      profiles: ['game'],
      behavior: read(odd),
    });
  });

  it('judges a hundred folds well within a keystroke', () => {
    const names = Array.from({ length: 100 }, (_, i) => `thing${i}.made`);
    const text = `events:\n${names.map((n) => `  ${n}: { subject: s, replay_intent: replay_only }`).join('\n')}`;
    const on = names.map((n) => `'${n}': (state, event) => ({ ...state, last: event.payload.name })`).join(',\n');
    const facts = read(`export const folds = { s: { initial: {}, on: {\n${on}\n} } };`);
    checkModel([{ path: 'm', text }], { profiles: ['game'], behavior: facts });
    const started = performance.now();
    const { findings } = checkModel([{ path: 'm', text }], { profiles: ['game'], behavior: facts });
    expect(findings.some(({ rule }) => rule === 'event-has-its-handlers')).toBe(false);
    expect(performance.now() - started).toBeLessThan(200);
  });
});
