import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNothingTried, standingOf } from '../judged.ts';
import { accept, contextFor, reject } from '../writepath/testing/plain.ts';
import { runLab } from './lab.ts';
import { deliveriesOf, shrink } from './schedule.ts';
import { BENCH, benchBehavior, benchJournal, benchModel, type Half } from './testing/bench.ts';
import type { Verdict } from './verdict.ts';

const lab = async (half: Half, more = {}) =>
  (
    await runLab(contextFor(benchModel(half), benchBehavior(half)), {
      what: 'lab',
      journal: benchJournal,
      schedules: 60,
      ...more,
    })
  ).verdicts;

describe.each(BENCH)('$title', ({ breaks, clauses, faulty, healthy }) => {
  it('is found, with a schedule of few faults', async () => {
    const verdict = (await lab(faulty)).find(({ target, property }) => `${target} ${property}` === breaks);
    expect(verdict).toMatchObject({ holds: false, clauses: expect.arrayContaining([...clauses]) });
    expect(verdict?.schedule.length).toBeGreaterThan(0);
    expect(verdict?.schedule.length).toBeLessThanOrEqual(2);
  });
  it('is not said of its healthy twin', async () => {
    const verdicts = await lab(healthy);
    expect(verdicts.map(({ target, property }) => `${target} ${property}`)).toContain(breaks);
    expect(verdicts.filter(({ holds }) => !holds)).toEqual([]);
  });
});

describe('the lab', () => {
  it('says how much order is needed', async () => {
    const needs = async (half: Half) =>
      Object.fromEntries((await lab(half)).filter((v) => v.property === 'order').map((v) => [v.target, v.needs]));
    for (const { title, faulty } of BENCH) {
      if (title === 'an account that stays open when closing comes first')
        expect(await needs(faulty)).toMatchObject({ 'consumer/mailer': 'subject' });
      if (title === 'the latest of all orders')
        expect(await needs(faulty)).toMatchObject({ 'projection/totals': 'across' });
      if (title === 'mail without a guard') expect(await needs(faulty)).toMatchObject({ 'consumer/mailer': 'none' });
    }
  });

  it('gives the same for the same seed, and holds no grudge for another', async () => {
    for (const { faulty } of BENCH.slice(0, 8))
      expect(await lab(faulty, { seed: 7 })).toEqual(await lab(faulty, { seed: 7 }));
  });

  it('blames no consumer for what was recorded while its record was late', async () => {
    const half: Half = {
      model: 'dedupe_by: id, issues: [order.close]',
      commands:
        '  order.close: { subject: order, mutates: true, emits: [order.closed], rejects: [NOT_OPEN], idempotency_key: id, payload: { order_id: string } }\n',
      deciders: {
        'order.close': (s: { open?: boolean }, c: { payload: { order_id: string } }) =>
          s.open === true
            ? accept({ type: 'order.closed', payload: { ...c.payload, total: 0, n: 0 } })
            : reject('NOT_OPEN'),
      },
      subjects: {
        order: {
          initial: {},
          on: {
            'order.placed': () => ({ open: true }),
            'order.changed': (s: object) => s,
            'order.closed': () => ({ open: false }),
          },
        },
      },
      consumer: (event, { issue }) => {
        if (event.type === 'order.placed') issue('order.close', { order_id: event.payload.order_id });
      },
    };
    expect((await lab(half)).filter(({ holds }) => !holds)).toEqual([]);
  });

  it('has no fault for a projection that is applied inline, but what cannot be read', async () => {
    const code = {
      initial: { n: 0 },
      on: Object.fromEntries(
        ['order.placed', 'order.changed', 'order.closed'].map((type) => [
          type,
          (row: { n: number }) => ({ n: row.n + 1 }),
        ]),
      ),
    };
    const of = async (apply: string) =>
      Object.fromEntries(
        (await lab({ projection: { model: `apply: ${apply}`, code } }, { targets: ['projection/totals'] })).map(
          (verdict) => [verdict.property, standingOf(verdict)],
        ),
      );
    const again = ['idempotent', 'crash', 'instances', 'slow', 'outage', 'transport'];
    const all = (standing: string) => Object.fromEntries(again.map((property) => [property, standing]));
    expect(await of('inline')).toEqual({ ...all('not tried'), order: 'holds', poison: 'holds' });
    expect(await of('outbox')).toEqual({ ...all('fails'), order: 'holds', poison: 'holds' });
  });

  it('tells how far it is, within a target too', async () => {
    const parts: number[] = [];
    const { healthy = {} } = BENCH[0] ?? {};
    const context = contextFor(benchModel(healthy), benchBehavior(healthy));
    await runLab(context, { what: 'lab', journal: benchJournal, targets: ['consumer/mailer'] }, (part) =>
      parts.push(part),
    );
    expect(parts.length).toBeGreaterThan(500);
    expect(parts).toEqual(parts.toSorted((a, b) => a - b));
    expect([parts[0], parts.at(-1)]).toEqual([0, 1]);
  });

  it('takes what came twice in the journal for once', async () => {
    const { faulty } = BENCH[0] ?? {};
    const twice = [...benchJournal, ...benchJournal.slice(0, 3)];
    expect(await lab(faulty ?? {}, { journal: twice })).toEqual(await lab(faulty ?? {}));
  });
});

describe('deliveries', () => {
  const arbitraryFault = fc.oneof(
    fc.record({ fault: fc.constant('duplicate' as const), record: fc.nat(19), by: fc.nat(8) }),
    fc.record({ fault: fc.constant('delay' as const), record: fc.nat(19), by: fc.nat(8) }),
    fc.record({ fault: fc.constant('lose' as const), record: fc.nat(19), by: fc.nat(8) }),
    fc.record({ fault: fc.constant('redeliver' as const), record: fc.nat(19), last: fc.nat(4) }),
  );
  it('leave no record out, whatever the schedule', () => {
    fc.assert(
      fc.property(fc.array(arbitraryFault), (schedule) => {
        expect(new Set(deliveriesOf(20, schedule).map(({ record }) => record)).size).toBe(20);
      }),
    );
  });
  it('keep the order that the transport keeps', () => {
    fc.assert(
      fc.property(fc.array(arbitraryFault), (schedule) => {
        const seen = new Map<number, number>();
        const first = new Set<number>();
        for (const { record } of deliveriesOf(
          20,
          schedule.filter(({ fault }) => fault !== 'duplicate' && fault !== 'redeliver'),
          (r) => String(r % 3),
        )) {
          expect(first.has(record)).toBe(false);
          first.add(record);
          expect(record).toBeGreaterThan(seen.get(record % 3) ?? -1);
          seen.set(record % 3, record);
        }
      }),
    );
  });
  it('shrink to the one fault that matters', () => {
    const schedule = [1, 2, 3, 4].map((record) => ({ fault: 'delay' as const, record, by: 5 }));
    expect(shrink(schedule, (s) => s.some((f) => f.record === 3 && 'by' in f && f.by >= 2))).toEqual([
      { fault: 'delay', record: 3, by: 2 },
    ]);
  });
});

describe('what fails on the clean journal', () => {
  const boom = () => {
    throw new Error('boom');
  };
  it('always, is not tried, and told so by name', async () => {
    const always: readonly [string, Half][] = [
      ['consumer/mailer', { consumer: boom }],
      [
        'projection/totals',
        {
          projection: {
            model: 'apply: outbox',
            code: { initial: {}, on: { 'order.placed': boom, 'order.changed': boom, 'order.closed': boom } },
          },
        },
      ],
      ['fold/order', { subjects: { order: { initial: {}, on: { 'order.placed': boom } } } }],
    ];
    for (const [target, half] of always) {
      const verdicts = await lab(half, { targets: [target] });
      expect(verdicts.length).toBeGreaterThan(1);
      for (const verdict of verdicts)
        expect(verdict).toMatchObject({
          tried: 0,
          not_tried: expect.stringMatching(/^it fails on the clean journal, without any fault: .*boom/),
          fails_clean: { message: expect.stringContaining('boom') },
        });
    }
  });
  it('now and then, is tried with the others, and told beside the verdict', async () => {
    const half: Half = {
      model: 'dedupe_by: none, effects: [ { name: send_mail } ]',
      consumer: (event, { effects }) => {
        if (event.payload.order_id === 'o-2') boom();
        effects['send_mail']?.({ to: event.payload.order_id });
      },
    };
    const verdicts = (await lab(half)).filter(({ target }) => target === 'consumer/mailer');
    expect(verdicts.find(({ property }) => property === 'idempotent')).toMatchObject({
      holds: false,
      fails_clean: { count: 3, of: 12, message: expect.stringContaining('boom') },
    });
    expect(verdicts.every(({ fails_clean }) => fails_clean?.count === 3)).toBe(true);
  });
});

describe('what was not tried does not hold', () => {
  const half: Half = BENCH[0]?.healthy ?? {};
  const standings = (verdicts: readonly Verdict[]) => new Set(verdicts.map(standingOf));
  it('over records that nobody hears, and over none', async () => {
    const foreign = benchJournal.map((record) => ({ ...record, type: `foreign.${record.type}` }));
    for (const journal of [foreign, []]) {
      const verdicts = await lab(half, { journal });
      expect(verdicts.length).toBeGreaterThan(5);
      expect([...standings(verdicts)]).toEqual(['not tried']);
      expect(isNothingTried(verdicts)).toBe(true);
      expect(verdicts.every(({ tried, needs }) => tried === 0 && needs === undefined)).toBe(true);
    }
  });
  it('nor without schedules; with both, each for itself', async () => {
    const without = (await lab(half, { schedules: 0 })).filter(({ property }) => property === 'idempotent');
    expect(without[0]).toMatchObject({ not_tried: 'no schedule was to be tried' });
    const verdicts = await lab(half);
    expect(isNothingTried(verdicts)).toBe(false);
    expect(verdicts.filter((one) => standingOf(one) === 'holds' && one.tried === 0)).toEqual([]);
    expect(verdicts.find(({ target }) => target === 'fold/card')).toMatchObject({
      not_tried: 'no record of the journal is heard by it',
    });
  });
});
