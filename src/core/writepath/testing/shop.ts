/** A small shop for tests of the write path: orders are placed, shipped, cancelled; two rules modules on the side. */
import { accept, reject } from './plain.ts';

export const SHOP = (profile = 'unified', more = '') => `
factline: 1
model: shop
profiles: [${profile}]
names: dotted
services: { shop: { owns: [order] } }
systems: { dice: { version: 1.0.0 }, cards: { version: 2.0.0 } }
subjects: { order: { id: order_id } }
streams:
  asked: { record_kind: INTENT, partition_key: order_id, ordering_scope: partition }
  facts: { record_kind: FACT, partition_key: order_id, ordering_scope: partition }
events:
  order.requested: { stream: asked, replay_intent: audit_only, subject: order, version: 1, payload: { order_id: string, total: number } }
  order.placed: { stream: facts, replay_intent: projection_and_replay, subject: order, version: 1, payload: { order_id: string, total: number } }
  order.refused: { stream: facts, replay_intent: audit_only, subject: order, version: 1, payload: { order_id: string, code: string, reason: string } }
  order.shipped: { stream: facts, replay_intent: projection_and_replay, subject: order, version: 1, payload: { order_id: string } }
  sys.dice.rolled: { owner: dice, replay_intent: replay_only, subject: order, version: 1, payload: { order_id: string } }
commands:
  order.place: { subject: order, mutates: true, emits: [order.placed], records: order.requested, rejects: { EXISTS: order.refused }, idempotency_key: id, payload: { order_id: string, total: number } }
  order.ship: { subject: order, mutates: true, emits: [order.shipped], rejects: [NOT_OPEN], payload: { order_id: string } }
  sys.dice.roll: { owner: dice, subject: order, mutates: true, emits: [sys.dice.rolled], payload: { order_id: string } }
projections:
  open: { on: [order.placed, order.shipped], key: order_id, apply: inline }
${more}`;

interface State {
  readonly status: string;
}
interface Given {
  readonly payload: { readonly order_id: string; readonly total: number };
}

export const BEHAVIOR = {
  folds: {
    order: {
      initial: { status: 'new' },
      on: {
        'order.placed': () => ({ status: 'open' }),
        'order.shipped': () => ({ status: 'shipped' }),
        'sys.dice.rolled': (state: State) => state,
      },
    },
  },
  deciders: {
    'order.place': (state: State, command: Given) =>
      state.status === 'new'
        ? accept({ type: 'order.placed', payload: command.payload })
        : reject('EXISTS', 'it is there'),
    'order.ship': (state: State, command: Given) =>
      state.status === 'open' ? accept({ type: 'order.shipped', payload: command.payload }) : reject('NOT_OPEN'),
    'sys.dice.roll': (_: State, command: Given) => accept({ type: 'sys.dice.rolled', payload: command.payload }),
  },
  projections: {
    open: {
      initial: { total: 0 },
      on: {
        'order.placed': (_: unknown, event: Given) => ({ total: event.payload.total }),
        'order.shipped': () => undefined,
      },
    },
  },
};

/** The behavior with other deciders. */
export const withDeciders = (deciders: Record<string, unknown>) => ({
  ...BEHAVIOR,
  deciders: { ...BEHAVIOR.deciders, ...deciders },
});
