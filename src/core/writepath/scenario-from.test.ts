import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addEntries } from '../model/casual/write.ts';
import { parseModel } from '../model/parse.ts';
import { scenarioFrom } from './scenario-from.ts';
import { scenarioEntry } from './scenario-write.ts';
import { runScenarios } from './scenarios.ts';
import { contextFor } from './testing/plain.ts';
import { parseRecordLine, SHOP_BEHAVIOR } from './testing/shop-sample.ts';

const text = readFileSync(new URL('../workspace/samples/shop.model.yaml', import.meta.url), 'utf8');
const { model } = parseModel([{ path: 'shop.model.yaml', text }]);
const ID = '0b6c0a4e-0f5f-4d5e-9a51-0d6a8c1f2b3a';
const record = (id: string, type: string, payload: object, more: object = {}) =>
  parseRecordLine({
    id,
    type,
    version: 1,
    subject_type: 'order',
    subject_id: ID,
    payload: { order_id: ID, ...payload },
    ...more,
  });
const MORNING = [
  record('a', 'OrderPlacementRequested', { total: 5, email: 'ada@example.org' }),
  record(
    'b',
    'OrderPlaced',
    { total: 5, email: 'ada@example.org', placed_at: '2026-03-02T08:00:00Z' },
    { version: 2, causation_id: 'a' },
  ),
  record('c', 'OrderShipmentRequested', { carrier: 'dhl' }),
  record('d', 'OrderShipped', { carrier: 'dhl' }, { causation_id: 'a' }),
  record('e', 'OrderShipmentRequested', { carrier: 'ups' }),
  record('f', 'OrderShipmentRejected', { reason: 'it is gone' }),
];

async function runWith(id: string) {
  const from = scenarioFrom(model, MORNING, id);
  if ('refused' in from) throw new Error(from.refused);
  const next = addEntries(text, 'scenarios', [scenarioEntry(from.scenario)]);
  if (next === undefined) throw new Error('the text is broken');
  const [result] = await runScenarios(contextFor(next, SHOP_BEHAVIOR), [from.scenario.name]);
  return { scenario: from.scenario, result };
}

describe('a scenario from a journal', () => {
  it.each([
    ['a', 'PlaceOrder', 0, ['OrderPlacementRequested', 'OrderPlaced']],
    ['b', 'PlaceOrder', 0, ['OrderPlacementRequested', 'OrderPlaced']],
    ['d', 'ShipOrder', 1, ['OrderShipmentRequested', 'OrderShipped']],
  ] as const)('of record %s, passes by the behavior that made it', async (id, command, given, events) => {
    const { scenario, result } = await runWith(id);
    expect(Object.keys(scenario.when ?? {})).toEqual([command]);
    expect(scenario.given).toHaveLength(given);
    expect((scenario.then as readonly object[]).flatMap(Object.keys)).toEqual(events);
    expect(result).toMatchObject({ ok: true });
  });
  it('of a rejection has its code', async () => {
    const { scenario, result } = await runWith('f');
    expect(scenario.then).toMatchObject({ rejected: 'ORDER_NOT_OPEN' });
    expect(scenario.given).toHaveLength(2);
    expect(result).toMatchObject({ ok: true });
  });
  it('goes by request_id where records have one', () => {
    const mixed = MORNING.map((one, i) => ({ ...one, request_id: i === 0 || i === 3 ? 'r-1' : `other-${i}` }));
    const from = scenarioFrom(model, mixed.slice(0, 4), 'd');
    expect('scenario' in from && from.scenario.then).toEqual([
      { OrderPlacementRequested: { order_id: ID } },
      { OrderShipped: { order_id: ID, carrier: 'dhl' } },
    ]);
  });
  it('refuses what has no command or is not there', () => {
    expect(scenarioFrom(model, MORNING, 'z')).toHaveProperty('refused');
    const day = record('g', 'DailyOrderCountCalculated', {});
    expect(scenarioFrom(model, [day], 'g')).toHaveProperty('refused');
  });
});
