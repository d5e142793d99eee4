import { describe, expect, it } from 'vitest';
import { runScenarios } from './scenarios.ts';
import { contextFor } from './testing/plain.ts';
import { BEHAVIOR, SHOP } from './testing/shop.ts';

async function run(
  scenario: string,
  { profile = 'unified', behavior = {} as Record<string, unknown> } = {},
): Promise<readonly string[]> {
  const context = contextFor(SHOP(profile, `scenarios:\n  s: ${scenario}\n`), { ...BEHAVIOR, ...behavior });
  const results = await runScenarios(context);
  return results.map(({ name, failure }) =>
    failure ? `${name} ${failure.pointer}: ${failure.message}` : `${name} ok`,
  );
}
const PLACED = '{ order.placed: { order_id: o-1, total: 5 } }';

describe('a scenario', () => {
  it.each([
    [
      'events in order',
      `{ when: { order.place: { order_id: o-1, total: 5 } }, then: [ { order.requested: {} }, { order.placed: { total: 5 } } ] }`,
    ],
    [
      'a rejection',
      `{ given: [ ${PLACED} ], when: { order.place: { order_id: o-1, total: 5 } }, then: { rejected: EXISTS } }`,
    ],
    [
      'a rejection and its events',
      `{ given: [ ${PLACED} ], when: { order.place: { order_id: o-1, total: 5 } }, then: { rejected: EXISTS, events: [ { order.requested: {} }, { order.refused: { code: EXISTS } } ] } }`,
    ],
    ['that nothing happens', `{ given: [ ${PLACED} ], then: [] }`],
    [
      'rows of a view',
      `{ given: [ ${PLACED} ], when: { order.place: { order_id: o-2, total: 7 } }, then: { view: { open: { o-1: { total: 5 }, o-2: { total: 7 } } } } }`,
    ],
    ['no rows', `{ given: [ ${PLACED} ], when: { order.ship: { order_id: o-1 } }, then: { view: { open: {} } } }`],
    [
      'a conflict',
      `{ given: [ ${PLACED} ], when: { order.ship: { order_id: o-1 }, with: { expected_sequence: 4 } }, then: { rejected: CONFLICT } }`,
    ],
    [
      'an error of the specification',
      `{ when: { sys.dice.roll: { order_id: o-1 } }, then: { rejected: ErrSystemMetadataRequired } }`,
    ],
    [
      'a system that names itself',
      `{ when: { sys.dice.roll: { order_id: o-1 }, with: { system_id: dice, system_version: 1.0.0 } }, then: [ { sys.dice.rolled: {} } ] }`,
    ],
  ])('sees %s', async (_, text) => {
    expect(await run(text)).toEqual(['s ok']);
  });

  it.each([
    [
      'another event',
      `{ when: { order.place: { order_id: o-1, total: 5 } }, then: [ { order.placed: {} } ] }`,
      's /scenarios/s/then/0: `order.placed` was expected here, and `order.requested` was written (in all: order.requested, order.placed).',
    ],
    [
      'another value',
      `{ when: { order.place: { order_id: o-1, total: 5 } }, then: [ { order.requested: {} }, { order.placed: { total: 6 } } ] }`,
      's /scenarios/s/then/1: `order.placed`: `total` is 5, expected 6.',
    ],
    [
      'an event too many',
      `{ when: { order.place: { order_id: o-1, total: 5 } }, then: [] }`,
      's /scenarios/s/then: Nothing was expected, and order.requested, order.placed was written.',
    ],
    [
      'an event too few',
      `{ given: [ ${PLACED} ], when: { order.ship: { order_id: o-1 } }, then: [ { order.shipped: {} }, { order.shipped: {} } ] }`,
      's /scenarios/s/then/1: `order.shipped` was expected here; what was written is order.shipped.',
    ],
    [
      'a rejection',
      `{ when: { order.ship: { order_id: o-1 } }, then: [ { order.shipped: {} } ] }`,
      's /scenarios/s/then: It was rejected with NOT_OPEN: ',
    ],
    [
      'a row too many',
      `{ given: [ ${PLACED} ], then: { view: { open: {} } } }`,
      's /scenarios/s/then/view/open: `open`: has a row o-1, which was not expected: {"total":5}.',
    ],
    [
      'a given record that does not fit',
      `{ given: [ { order.placed: { order_id: o-1 } } ], then: [] }`,
      's /scenarios/s/given/0: The given `order.placed` does not fit its schema: `total` is missing.',
    ],
    [
      'a command that does not fit',
      `{ when: { order.place: { order_id: 5 } }, then: { rejected: ErrPayloadInvalid } }`,
      's /scenarios/s/when: ErrPayloadInvalid: The payload of `order.place` does not fit: `order_id` is a number where text belongs; `total` is missing.',
    ],
    [
      'a system command without its system',
      `{ when: { sys.dice.roll: { order_id: o-1 } }, then: [ { sys.dice.rolled: {} } ] }`,
      's /scenarios/s/when: ErrSystemMetadataRequired: `sys.dice.roll` is a command of the system `dice`, and carries neither system_id nor system_version. Set both: with: { system_id: dice, system_version: 1.0.0 }.',
    ],
    [
      'what is no expectation',
      '{ given: [], then: { view: 5 } }',
      's /scenarios/s/then/view: `view` is rows by key of each projection: { open_orders: { o-1: { … } } }.',
    ],
  ])('fails at %s', async (_, text, expected) => {
    expect(await run(text)).toEqual([expected]);
  });

  it('is run once for each row of a table', async () => {
    expect(
      await run(
        `{ when: { order.place: { order_id: $id, total: $n } }, then: [ { order.requested: {} }, { order.placed: { total: 5 } } ], each: [ { id: a, n: 5 }, { id: b, n: 6 } ] }`,
      ),
    ).toEqual(['s[0] ok', 's[1] /scenarios/s/then/1: `order.placed`: `total` is 6, expected 5.']);
  });

  it('asks the invariants after each record', async () => {
    const invariants = { order: { 'is never shipped': (state: { status: string }) => state.status !== 'shipped' } };
    const text = `{ given: [ ${PLACED}, { order.shipped: { order_id: o-1 } }, ${PLACED} ], then: [] }`;
    expect(await run(text, { behavior: { invariants } })).toEqual([
      's /scenarios/s/given/1: The invariant “is never shipped” does not hold for order/o-1 after order.shipped: its state is {"status":"shipped"}.',
    ]);
  });
});
