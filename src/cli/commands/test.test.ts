import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { folder, run } from '../testing/run.ts';
import { test } from './test.ts';

const { file, remove } = folder('test');
afterAll(remove);
const sample = (name: string) => readFileSync(new URL(`../../core/workspace/samples/${name}`, import.meta.url), 'utf8');
const model = sample('shop.model.yaml');
const code = sample('shop.behavior.ts.txt');
let n = 0;
const scenarios = (values: object, behavior = code, text = model) => {
  n++;
  return run(test, [file(`${n}/shop.model.yaml`, text)], {
    behavior: [file(`${n}/shop.behavior.ts`, behavior)],
    ...values,
  });
};

describe('factline test', () => {
  it('passes the scenarios of the worked example', async () => {
    const { status, out } = await scenarios({ format: 'json' });
    const { scenarios: list, summary } = JSON.parse(out) as {
      readonly scenarios: readonly { readonly name: string; readonly trace: readonly object[] }[];
      readonly summary: object;
    };
    expect([status, summary]).toEqual([0, { passed: list.length, failed: 0 }]);
    expect(list.length).toBeGreaterThan(3);
    expect(list[0]?.trace.length).toBeGreaterThan(4);
  });

  it('names the line of the step that fails', async () => {
    const broken = model.replace(
      '{ OrderPlacementRequested: { total: 5 } }',
      '{ OrderPlacementRequested: { total: 6 } }',
    );
    const line = broken.split('\n').findIndex((text) => text.includes('{ total: 6 }')) + 1;
    const { status, out } = await scenarios({}, code, broken);
    expect(status).toBe(1);
    expect(out).toContain(`shop.model.yaml:${line}:`);
    expect(out).toContain('`total` is 5, expected 6');
    const { out: xml } = await scenarios({ format: 'junit' }, code, broken);
    expect(xml).toMatch(/<testsuites name="factline test" tests="\d+" failures="1" errors="0">/);
    expect(xml).toContain(`line="${line}"`);
  });

  it('ends a decider that loops, and runs the other scenarios', async () => {
    const loops = code.replace("state.status === 'open'", "(() => { for (;;); })() || state.status === 'open'");
    const { status, out } = await scenarios({ format: 'json' }, loops);
    const { scenarios: list } = JSON.parse(out) as {
      readonly scenarios: readonly { readonly name: string; readonly ok: boolean; readonly error?: object }[];
    };
    expect(status).toBe(1);
    expect(list.filter(({ ok }) => !ok).map(({ name, error }) => [name, error])).toEqual([
      ['ship', expect.objectContaining({ code: 'timeout', target: 'decider/ShipOrder' })],
    ]);
  });

  it('runs generated commands against invariants when it is asked: the same for the same seed, in all formats', async () => {
    const careful = `${code}\nexport const invariants = { order: { 'never below zero': (state) => state.total >= 0 } };\n`;
    const { status, out } = await scenarios({ generate: '60', seed: '3' }, careful);
    expect(status).toBe(1);
    expect(out).toContain('FAILED  order: never below zero (60 lists, ');
    expect(out).toContain('1. PlaceOrder {');
    expect(out).toContain('"total":-1');
    expect(out).toContain('generated-3:');
    expect((await scenarios({ generate: '60', seed: '3' }, careful)).out).toBe(out);
    const { out: xml } = await scenarios({ generate: '60', format: 'junit' }, careful);
    expect(xml).toContain('<testsuite name="generated commands, seed 1" tests="2" failures="1"');
    expect(xml).toContain('never below zero');
    const mended = careful.replace(
      "state.status === 'new'\n",
      "state.status === 'new' && command.payload.total >= 0\n",
    );
    expect(mended).not.toBe(careful);
    const { status: good, out: json } = await scenarios({ generate: '60', format: 'json' }, mended);
    expect([good, (JSON.parse(json) as { readonly properties: readonly object[] }).properties]).toMatchObject([
      0,
      [
        { name: 'commands are decided', ok: true },
        { name: 'order: never below zero', ok: true },
      ],
    ]);
  });

  it('of generated commands too, a decider that loops is what fails', async () => {
    const loops = code.replace("state.status === 'open'", "(() => { for (;;); })() || state.status === 'open'");
    const { status, out } = await scenarios({ generate: '20' }, loops);
    expect(status).toBe(1);
    expect(out).toMatch(/FAILED {2}commands are decided[\s\S]*timeout: /);
  });

  it('says what behavior that cannot be loaded lacks', async () => {
    const { status, out, err } = await scenarios({ format: 'json' }, 'export const deciders = 5 +;');
    expect([status, JSON.parse(out)]).toMatchObject([1, { error: { code: 'syntax' } }]);
    expect(err).toMatch(/^syntax: /);
  });

  const clausesOf = async (values: object, profile: string) => {
    const { status, out } = await scenarios(
      { format: 'json', ...values },
      code,
      model.replace(/^profiles:.*$/m, `profiles: [${profile}]`),
    );
    const { scenarios: list } = JSON.parse(out) as {
      readonly scenarios: readonly {
        readonly clauses?: readonly string[];
        readonly name: string;
        readonly ok: boolean;
      }[];
    };
    // The scenarios themselves expect the INTENT records that this profile does not ask for.
    const writes = list.filter(({ name }) => name.includes(','));
    return { status, ok: writes.every(({ ok }) => ok), clauses: writes.flatMap((one) => one.clauses ?? []), writes };
  };

  it.each([
    ['GS-014', 'game', { order: 'apply, append' }, { order: 'append, apply' }],
    ['GS-020', 'game', { order: 'answer, append' }, { order: 'append, apply' }],
    ['GS-073', 'game', { order: 'one transaction' }, { order: 'append, apply' }],
    ['EM-022', 'eventing', { order: 'emit, commit' }, { order: 'commit, emit' }],
    ['EM-071', 'eventing', { order: 'emit without outbox' }, { order: 'commit, emit' }],
    ['FA-051', 'evidence', { order: 'apply, append' }, { order: 'one transaction' }],
    ['GS-070', 'game', { lag: '2' }, { lag: '2', waits: true }],
  ])('%s: what the commands write, under %s in the order %j, and not in %j', async (clause, profile, faulty, sound) => {
    const broken = await clausesOf(faulty, profile);
    expect([broken.status, broken.clauses]).toEqual([1, expect.arrayContaining([clause])]);
    const kept = await clausesOf(sound, profile);
    expect([kept.ok, kept.clauses]).toEqual([true, []]);
    expect(kept.writes.length).toBeGreaterThan(2);
  });

  it('names the orders that it knows', async () => {
    await expect(scenarios({ order: 'backwards' })).rejects.toThrow(/one of "append, apply".*not "backwards"/);
    await expect(scenarios({ waits: true })).rejects.toThrow(/--lag/);
  });
});
