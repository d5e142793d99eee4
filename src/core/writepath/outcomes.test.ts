import { expect, it } from 'vitest';
import { parseDuration } from '../record/duration.ts';
import { parseTime } from '../record/time.ts';
import { execute } from './execute.ts';
import { outcomeCounts, outcomesOf, readIntents } from './outcomes.ts';
import { contextFor } from './testing/plain.ts';
import { BEHAVIOR, SHOP } from './testing/shop.ts';
import { createWorld } from './world.ts';

const MODEL = SHOP().replace(
  'order.requested: { ',
  'order.requested: { outcomes: { success: [order.placed], failure: [order.refused], within: 1h }, ',
);
const at = (text: string) => parseTime(text)?.micros ?? 0;

it('follows each request to its outcome', () => {
  const context = contextFor(MODEL, BEHAVIOR);
  const world = createWorld(context);
  const place = () => execute(world, { type: 'order.place', payload: { order_id: 'o-1', total: 5 } });
  place();
  place();
  const intent = { type: 'order.requested', payload: { order_id: 'o-2', total: 1 } };
  world.append([world.make(intent)]);
  const told = (now: string) => outcomesOf(context.model, world.log, at(now)).map(({ state }) => state);
  expect(told('2000-01-01T00:30:00Z')).toEqual(['success', 'failure', 'pending']);
  expect(told('2000-01-01T02:00:00Z')).toEqual(['success', 'failure', 'overdue']);
  expect(outcomesOf(context.model, world.log, 0)[2]?.dueMicros).toBe(
    at('2000-01-01T00:00:00Z') + (parseDuration('1h') ?? 0),
  );
});

it('takes no outcome of another thread, and none twice', () => {
  const context = contextFor(MODEL, BEHAVIOR);
  const world = createWorld(context);
  const intent = { type: 'order.requested', payload: { order_id: 'o', total: 1 }, correlation_id: 'a' };
  world.append([
    world.make(intent),
    world.make(intent),
    world.make({ type: 'order.placed', payload: { order_id: 'o', total: 1 }, correlation_id: 'b' }),
  ]);
  expect(outcomesOf(context.model, world.log, 0).map(({ state }) => state)).toEqual(['pending', 'pending']);
  world.append([world.make({ type: 'order.placed', payload: { order_id: 'o', total: 1 }, correlation_id: 'a' })]);
  expect(outcomesOf(context.model, world.log, 0).map(({ state }) => state)).toEqual(['success', 'pending']);
});

it('goes on from what was read before, which stays as it was', () => {
  const context = contextFor(MODEL, BEHAVIOR);
  const world = createWorld(context);
  for (const order_id of ['o-1', 'o-2', 'o-1', 'o-3'])
    execute(world, { type: 'order.place', payload: { order_id, total: 5 }, with: { correlation_id: 'one' } });
  const { model } = context;
  for (let cut = 0; cut <= world.log.length; cut++) {
    const before = readIntents(model, world.log.slice(0, cut));
    const was = structuredClone(before);
    const after = readIntents(model, world.log.slice(cut), before);
    expect(after).toEqual(readIntents(model, world.log));
    expect(before).toEqual(was);
    expect(Object.fromEntries(outcomeCounts(after, 0))).toEqual({ success: 3, failure: 1 });
  }
});
