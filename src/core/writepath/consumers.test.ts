import { describe, expect, it } from 'vitest';
import { runCommands } from './commands.ts';
import { type DeliveriesRequest, runDeliveries } from './deliveries.ts';
import { runReads } from './reads.ts';
import type { SimRecord } from './record.ts';
import { accept, contextFor, reject } from './testing/plain.ts';
import { BEHAVIOR, SHOP } from './testing/shop.ts';

const MODEL = (keys: string) =>
  SHOP(
    'unified',
    `policies: { care: { recorded_by: policy.checked } }
consumers:
  mailer: { service: shop, kind: service, on: { order.placed: [1] }, ${keys} }
`,
  ).replace(
    'commands:\n',
    '  policy.checked: { replay_intent: audit_only, subject: order, version: 1, payload: { order_id: string, allowed: boolean, command: string } }\ncommands:\n',
  );
const placed = (n: number, more: Partial<SimRecord> = {}): SimRecord => ({
  id: `r-${n}`,
  type: 'order.placed',
  version: 1,
  subject_type: 'order',
  subject_id: `o-${n}`,
  sequence: 1,
  correlation_id: `t-${n}`,
  payload: { order_id: `o-${n}`, total: n },
  ...more,
});
type Consumer = (
  event: { readonly payload: { readonly total: number; readonly order_id: string } },
  reach: { readonly effects: Record<string, (data: unknown) => void>; readonly issue: (...args: unknown[]) => void },
) => void;
const run = (keys: string, consumer: Consumer, request: Partial<DeliveriesRequest> = {}, more: object = {}) =>
  runDeliveries(contextFor(MODEL(keys), { ...BEHAVIOR, consumers: { mailer: consumer }, ...more }), {
    what: 'deliveries',
    consumer: 'mailer',
    journal: [placed(1), placed(2)],
    ...request,
  });
const mail: Consumer = (event, { effects }) => effects['send_mail']?.({ total: event.payload.total });

describe('a consumer', () => {
  it('goes on where the journal ended: what it writes has ids and times of its own', async () => {
    // A journal that an engine made, with that engine's ids.
    const context = contextFor(MODEL('issues: [order.ship]'), BEHAVIOR);
    const made = await runCommands(context, {
      what: 'commands',
      journal: [],
      commands: [1, 2].map((n) => ({ type: 'order.place', payload: { order_id: `o-${n}`, total: n } })),
    });
    const { appended } = run(
      'issues: [order.ship]',
      (event, { issue }) => issue('order.ship', { order_id: event.payload.order_id }),
      { journal: made.appended },
    );
    expect(appended.map(({ type }) => type)).toEqual(['order.shipped', 'order.shipped']);
    const ids = [...made.appended, ...appended].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const last = made.appended.at(-1)?.t_log ?? '';
    expect(appended.every(({ t_log = '' }) => t_log > last)).toBe(true);
  });

  it('has a row with start, end, outcome and attempt for each delivery, and counters for each outcome', () => {
    let ill = true;
    const { rows, metrics } = run('dedupe_by: id, effects: [ { name: send_mail } ]', (event, reach) => {
      if (ill && event.payload.total === 2) {
        ill = false;
        throw new Error('ill');
      }
      mail(event, reach);
    });
    expect(rows.map(({ processed, outcome, attempt }) => [processed, outcome, attempt])).toEqual([
      ['r-1', 'ok', 1],
      ['r-2', 'failed', 1],
      ['r-2', 'ok', 2],
    ]);
    for (const { t_start, t_process } of rows)
      expect(Date.parse(t_start ?? '')).toBeLessThan(Date.parse(t_process ?? ''));
    expect(metrics).toEqual({ delivered: 3, ok: 2, failed: 1, skipped: 0, parked: 0, deadLettered: 0 });
  });

  it('leaves a start without an end where it crashed', () => {
    const { rows } = run('dedupe_by: id', () => undefined, {
      deliveries: [{ record: 'r-1', fault: { crash: 'after' } }],
    });
    expect(rows.map(({ attempt, outcome, t_process }) => [attempt, outcome, t_process !== undefined])).toEqual([
      [1, undefined, false],
      [2, 'ok', true],
    ]);
  });

  it('gives a poisonous record up after three attempts, and goes on', () => {
    const { deadLetters, effects, metrics } = run('effects: [ { name: send_mail } ]', (event, reach) => {
      if (event.payload.total === 1) throw new Error('poison');
      mail(event, reach);
    });
    expect(deadLetters).toEqual(['r-1']);
    expect(effects.map(({ record }) => record)).toEqual(['r-2']);
    expect(metrics).toMatchObject({ failed: 3, ok: 1, deadLettered: 1 });
  });

  it('parks a version that it does not know', () => {
    const journal = [placed(1, { version: 2 }), placed(2)];
    const { parked, effects } = run('unknown_version: park, effects: [ { name: send_mail } ]', mail, { journal });
    expect([parked, effects.map(({ record }) => record)]).toEqual([['r-1'], ['r-2']]);
    expect(run('unknown_version: fail, effects: [ { name: send_mail } ]', mail, { journal }).deadLetters).toEqual([
      'r-1',
    ]);
  });

  it.each([
    ['dedupe_by: id, effects: [ { name: send_mail } ]', 1],
    ['dedupe_by: none, effects: [ { name: send_mail, guard: id } ]', 1],
    ['dedupe_by: none, effects: [ { name: send_mail, guard: order_id } ]', 1],
    ['dedupe_by: none, effects: [ { name: send_mail } ]', 2],
  ])('with %s mails %i times when a record comes twice', (keys, times) => {
    const deliveries = [{ record: 'r-1' }, { record: 'r-1' }];
    expect(run(keys, mail, { deliveries }).effects).toHaveLength(times);
  });

  it.each([
    ['dedupe_by: id, effects: [ { name: send_mail } ]', 1, 1],
    ['dedupe_by: none, effects: [ { name: send_mail } ]', 1, 2],
    ['dedupe_by: none, effects: [ { name: send_mail } ]', 'before' as const, 1],
  ])('with %s, crashed at %s, mails %i times', (keys, crash, times) => {
    const deliveries = [{ record: 'r-1', fault: { crash } }];
    expect(run(keys, mail, { deliveries }).effects).toHaveLength(times);
  });

  it('cannot reach an effect or a command that it does not declare', () => {
    const { deadLetters } = run('effects: []', (_, { effects }) => (effects['send_mail'] as (d: unknown) => void)({}));
    expect(deadLetters).toEqual(['r-1', 'r-2']);
    expect(
      run('issues: []', (e, { issue }) => issue('order.ship', { order_id: e.payload.order_id })).deadLetters,
    ).toEqual(['r-1', 'r-2']);
  });

  it('cannot change the event', () => {
    const { deadLetters } = run('effects: []', (event) => {
      (event.payload as { total: number }).total = 0;
    });
    expect(deadLetters).toEqual(['r-1', 'r-2']);
  });

  it('issues the same command when a record comes again', () => {
    const deliveries = [{ record: 'r-1' }, { record: 'r-1' }];
    const { commands } = run(
      'issues: [order.ship]',
      (e, { issue }) => issue('order.ship', { order_id: e.payload.order_id }),
      { deliveries },
    );
    expect(commands.map(({ command, outcome }) => [command, outcome])).toEqual([
      ['r-1:mailer:1', 'accepted'],
      ['r-1:mailer:1', 'rejected'],
    ]);
  });
});

describe('an AI', () => {
  const keys = 'issues: [order.ship]';
  const ship: Consumer = (e, { issue }) => issue('order.ship', { order_id: e.payload.order_id });
  const policies = {
    care: (_: unknown, command: { subject_id: string }) => (command.subject_id === 'o-1' ? accept() : reject('NO')),
  };
  const ai = (more: object, policy = 'policy: care, ') => {
    const context = contextFor(MODEL(`${policy}${keys}`).replace('kind: service', 'kind: ai'), {
      ...BEHAVIOR,
      consumers: { mailer: ship },
      ...more,
    });
    return runDeliveries(context, { what: 'deliveries', consumer: 'mailer', journal: [placed(1), placed(2)] });
  };
  it('acts after its policy was asked, and that stands before the action, in the same thread', () => {
    const { appended } = ai({ policies });
    expect(
      appended.map(({ type, correlation_id, payload }) => [
        type,
        correlation_id,
        (payload as { allowed?: boolean }).allowed,
      ]),
    ).toEqual([
      ['policy.checked', 't-1', true],
      ['order.shipped', 't-1', undefined],
      ['policy.checked', 't-2', false],
    ]);
  });
  it('does nothing without one', () => {
    for (const given of [ai({}), ai({ policies }, '')])
      expect([given.appended, given.deadLetters]).toEqual([[], ['r-1', 'r-2']]);
  });
});

describe('a reader', () => {
  const command = { type: 'order.place', payload: { order_id: 'o-1', total: 5 } };
  const reads = (waits: boolean, lagSeconds = 2) =>
    runReads(contextFor(SHOP('game'), BEHAVIOR), {
      what: 'reads',
      journal: [],
      command,
      projection: 'open',
      lagSeconds,
      waits,
    });
  it('that does not wait for its own write sees what was before', () => {
    const { violations, reads: looks } = reads(false);
    expect(violations.map(({ clauses }) => clauses)).toEqual([['GS-070']]);
    expect(looks.map(({ stale }) => stale)).toEqual([true, true, false]);
  });
  it('that waits for the position of the answer does not', () => {
    expect(reads(true)).toMatchObject({ violations: [], position: 1 });
    expect(reads(false, 0).violations).toEqual([]);
  });
});
