/** What stands around a producer and a consumer can be replaced: other consumers beside a producer (EM-002), another transport under a consumer (EM-131). */
import { describe, expect, it } from 'vitest';
import { startConversion } from '../formats/writers/convert.ts';
import { writerOf } from '../formats/writers/writers.ts';
import { readText } from '../journal/memory.ts';
import { parseLine } from '../record/json.ts';
import { readRecord } from '../replay/event.ts';
import { createConsumer } from './consumers.ts';
import { runDeliveries } from './deliveries.ts';
import { execute } from './execute.ts';
import type { SimRecord } from './record.ts';
import { contextFor } from './testing/plain.ts';
import { BEHAVIOR, SHOP } from './testing/shop.ts';
import { createWorld } from './world.ts';

type Seen = Record<string, unknown>;
type Consumer = (
  event: Seen,
  reach: { readonly effects: Record<string, (data: unknown) => void>; readonly issue: (...args: unknown[]) => void },
) => void;

const LISTENER =
  'consumers:\n  listener: { service: shop, kind: service, on: { order.placed: [1], order.shipped: [1] }, dedupe_by: id, effects: [ { name: note, guard: id } ] }\n';

describe('a consumer is added', () => {
  const orders = ['o-1', 'o-2'].flatMap((order_id) => [
    { type: 'order.place', payload: { order_id, total: 5 } },
    { type: 'order.ship', payload: { order_id } },
  ]);
  /** What the producer answered and wrote, with the consumer hearing each record at once. */
  const produced = (listener?: Consumer): readonly unknown[] => {
    const context = listener
      ? contextFor(SHOP('eventing', LISTENER), { ...BEHAVIOR, consumers: { listener } })
      : contextFor(SHOP('eventing'), BEHAVIOR);
    const world = createWorld(context);
    const bench = listener && createConsumer(world, 'listener');
    return orders.map((command) => {
      const from = world.log.length;
      const outcome = execute(world, command);
      const written = world.log.slice(from).map(({ type, version, payload }) => ({ type, version, payload }));
      for (const record of world.log.slice(from)) bench?.process(record, {});
      return [outcome.outcome, written];
    });
  };
  const alone = produced();

  it('is a producer that writes something', () => {
    expect(alone).toHaveLength(4);
    expect(alone[1]).toEqual(['accepted', [{ type: 'order.shipped', version: 1, payload: { order_id: 'o-1' } }]]);
  });

  it.each<[string, Consumer]>([
    ['does something', (event, { effects }) => effects['note']?.(event['payload'])],
    [
      'fails',
      () => {
        throw new Error('ill');
      },
    ],
    ['tries to change what it hears', (event) => Object.assign(event['payload'] as Seen, { total: 0 })],
    ['tries to change the event', (event) => Object.assign(event, { type: 'order.cancelled' })],
  ])('%s, and its producer answers and writes what it did before', (_, listener) => {
    expect(produced(listener)).toEqual(alone);
  });
});

describe('a transport is replaced', () => {
  const journal = [1, 2].map(
    (n): SimRecord => ({
      id: `r-${n}`,
      type: 'order.placed',
      version: 1,
      subject_type: 'order',
      subject_id: `o-${n}`,
      sequence: 1,
      t_event: `2026-01-01T00:00:0${n}Z`,
      t_log: `2026-01-01T00:00:1${n}Z`,
      correlation_id: `t-${n}`,
      payload: { order_id: `o-${n}`, total: n },
    }),
  );
  /** Written in the envelope of a transport, and read again by its reader. */
  const carried = (id: string): readonly SimRecord[] => {
    const format = writerOf(id);
    if (!format) throw new Error(`no writer ${id}`);
    const chunks: string[] = [];
    const header = readText(new TextEncoder().encode(`${JSON.stringify(journal[0])}\n`), { format: 'factline' }).header;
    const conversion = startConversion({ format, header, part: false, onText: (chunk) => chunks.push(chunk) });
    for (const [row, record] of journal.entries()) conversion.record(row + 1, JSON.stringify(record));
    conversion.end();
    const back = readText(new TextEncoder().encode(chunks.join('')), { format: 'factline' });
    return journal.map((_, row) => ({ ...parseLine(back.line(row), false), ...readRecord(back.line(row)) }));
  };
  /** All that a consumer can see of what it is delivered, as its effect. */
  const effects = (records: readonly SimRecord[]) =>
    runDeliveries(
      contextFor(SHOP('eventing', LISTENER), {
        ...BEHAVIOR,
        consumers: {
          listener: ((event, reach) => reach.effects['note']?.(JSON.parse(JSON.stringify(event)))) satisfies Consumer,
        },
      }),
      { what: 'deliveries', consumer: 'listener', journal: records },
    ).effects.map(({ data }) => data);
  const direct = effects(journal);

  it('gives the consumer all of the event', () => {
    expect(direct).toHaveLength(2);
    expect(direct[0]).toMatchObject({ id: 'r-1', type: 'order.placed', payload: { order_id: 'o-1', total: 1 } });
  });

  it.each(['factline', 'envelope', 'evidence'])('by %s, and the consumer sees the same events', (id) => {
    expect(effects(carried(id))).toEqual(direct);
  });
});
