import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../record/record.ts';
import { runProperties } from './properties.ts';
import { scenarioEntry } from './scenario-write.ts';
import { runScenarios } from './scenarios.ts';
import { simpler } from './simpler.ts';
import { accept, contextFor, reject } from './testing/plain.ts';

const MODEL = (more = '') => `
factline: 1
model: bank
names: dotted
services: { bank: { owns: [account] } }
subjects: { account: { id: account_id } }
events:
  account.opened: { replay_intent: projection_and_replay, subject: account, version: 1, payload: { account_id: string } }
  account.credited: { replay_intent: projection_and_replay, subject: account, version: 1, payload: { account_id: string, amount: integer } }
  account.debited: { replay_intent: projection_and_replay, subject: account, version: 1, payload: { account_id: string, amount: integer } }
commands:
  account.open: { subject: account, mutates: true, emits: [account.opened], rejects: [OPEN], payload: { account_id: string } }
  account.credit: { subject: account, mutates: true, emits: [account.credited], rejects: [REFUSED], payload: { account_id: string, amount: integer, note: string? } }
  account.debit: { subject: account, mutates: true, emits: [account.debited], rejects: [REFUSED], payload: { account_id: string, amount: integer } }
${more}`;
interface State {
  readonly open: boolean;
  readonly balance: number;
}
interface Given {
  readonly payload: { readonly account_id: string; readonly amount: number };
}
const bank = (covered: (state: State, amount: number) => boolean, more: Record<string, unknown> = {}) => ({
  folds: {
    account: {
      initial: { open: false, balance: 0 },
      on: {
        'account.opened': (s: State) => ({ ...s, open: true }),
        'account.credited': (s: State, e: Given) => ({ ...s, balance: s.balance + e.payload.amount }),
        'account.debited': (s: State, e: Given) => ({ ...s, balance: s.balance - e.payload.amount }),
      },
    },
  },
  deciders: {
    'account.open': (s: State, c: Given) =>
      s.open ? reject('OPEN') : accept({ type: 'account.opened', payload: c.payload }),
    'account.credit': (s: State, { payload: { account_id, amount } }: Given) =>
      s.open && amount > 0 ? accept({ type: 'account.credited', payload: { account_id, amount } }) : reject('REFUSED'),
    'account.debit': (s: State, c: Given) =>
      s.open && c.payload.amount > 0 && covered(s, c.payload.amount)
        ? accept({ type: 'account.debited', payload: c.payload })
        : reject('REFUSED'),
    ...more,
  },
  invariants: {
    account: {
      'never overdrawn': (s: State) => s.balance >= 0,
      'closed has nothing': (s: State) => s.open || s.balance === 0,
    },
  },
});
const run = async (behavior: Record<string, unknown>, seed = 1, lists = 150) =>
  (await runProperties(contextFor(MODEL(), behavior), { seed, lists })).properties;
const summary = async (behavior: Record<string, unknown>, seed?: number) =>
  (await run(behavior, seed)).map(({ name, ok, failure }) => [
    name,
    ok,
    ...(failure?.commands ?? []).map(({ type, payload }) =>
      `${type} ${(payload as { amount?: number }).amount ?? ''}`.trim(),
    ),
  ]);

describe('generated commands', () => {
  it('find nothing where the invariants hold', async () => {
    expect(await summary(bank((s, amount) => s.balance >= amount))).toEqual([
      ['commands are decided', true],
      ['account: never overdrawn', true],
      ['account: closed has nothing', true],
    ]);
  });

  it.each([1, 2, 3, 4])('find what breaks an invariant, and show the smallest list, seed %i', async (seed) => {
    const found = await summary(
      bank(() => true),
      seed,
    );
    expect(found[1]).toEqual(['account: never overdrawn', false, 'account.open', 'account.debit 1']);
    expect(found[2]?.[1]).toBe(true);
  });

  it('find what needs three commands, with the least amounts', async () => {
    // One more than there is may be taken, once something is there.
    const found = await summary(bank((s, amount) => s.balance > 0 && s.balance + 1 >= amount));
    expect(found[1]).toEqual([
      'account: never overdrawn',
      false,
      'account.open',
      'account.credit 1',
      'account.debit 2',
    ]);
  });

  it('find a decider that throws on an edge, and say what it was', async () => {
    const [decided] = await run(
      bank((s, amount) => s.balance >= amount, {
        'account.credit': (s: State, { payload: { account_id, amount } }: Given) => {
          if (amount === 0) throw new Error('no zero');
          return s.open && amount > 0
            ? accept({ type: 'account.credited', payload: { account_id, amount } })
            : reject('REFUSED');
        },
      }),
    );
    expect(decided).toMatchObject({
      ok: false,
      failure: { error: { code: 'throw', target: 'decider/account.credit' }, commands: [{ type: 'account.credit' }] },
    });
  });

  it('give the same for the same seed', async () => {
    const broken = bank(() => true);
    expect(await run(broken, 7)).toEqual(await run(broken, 7));
    const lists = async (seed: number) => (await run(broken, seed))[0]?.tried;
    expect(await lists(7)).not.toEqual(await lists(8));
  });

  it('give a scenario that fails as they do, and passes once the decider is mended', async () => {
    const failure = (await run(bank(() => true))).find(({ ok }) => !ok)?.failure;
    if (!failure?.scenario) throw new Error('nothing was found');
    const text = scenarioEntry(failure.scenario).lines;
    const model = MODEL(`scenarios:\n${text.map((line) => `  ${line}`).join('\n')}\n`);
    const [red] = await runScenarios(
      contextFor(
        model,
        bank(() => true),
      ),
    );
    expect(red?.failure?.message).toContain('never overdrawn');
    const rejected = model.replace(/then: .*/, 'then: { rejected: REFUSED }');
    const [green] = await runScenarios(
      contextFor(
        rejected,
        bank((s, amount) => s.balance >= amount),
      ),
    );
    expect(green?.failure).toBeUndefined();
  });
});

describe('a simpler value', () => {
  it('is another one, and simplifying comes to an end', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (given) => {
        let value = JSON.parse(JSON.stringify(given)) as JsonValue;
        for (let steps = 0; steps < 2000; steps++) {
          const [next] = simpler(value);
          if (next === undefined) return;
          expect(JSON.stringify(next)).not.toBe(JSON.stringify(value));
          value = next;
        }
        throw new Error('no end');
      }),
    );
  });
});
