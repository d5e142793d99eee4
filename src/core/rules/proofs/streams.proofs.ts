/** Clauses on streams: kinds, keys, order, time, retention, lineage, intents and their outcomes. */
import type { Case, Proof } from './proof.ts';

/** A small shop that keeps every rule of hless. Each part can be given in other words; '' leaves it out. */
interface Shop {
  readonly requests?: string;
  readonly orders?: string;
  readonly streams?: string;
  readonly requested?: string;
  readonly placed?: string;
  readonly rejected?: string;
  readonly events?: string;
  readonly command?: string;
  readonly invariants?: string;
  readonly rest?: string;
}
const STREAM =
  'partition_key: order_id, ordering_scope: partition, retention: 90d, time: { t_event: record }, idempotency: { strategy: record_id }, delivery: at_least_once';
const EVENT =
  'replay_intent: audit_only, owner: core, subject: order, version: 1, classification: internal, purpose: audit, visibility: published';

const shop = (parts: Shop = {}): Case => {
  const {
    requests = `{ record_kind: INTENT, ${STREAM}, requires: [correlation_id, actor_id] }`,
    invariants,
    orders = `{ record_kind: FACT, ${STREAM}, requires: [correlation_id, causation_id]${invariants === undefined ? '' : `, invariants: [${invariants}]`} }`,
    requested = 'stream: order_requests, outcomes: { success: [OrderPlaced], failure: [OrderPlacementRejected], within: 1d }',
    placed = 'stream: orders',
    rejected = 'stream: orders',
    command = 'records: OrderPlacementRequested, rejects: { ORDER_EXISTS: OrderPlacementRejected }',
  } = parts;
  return {
    model: `
factline: 1
model: shop
names: pascal
services: { shop: { owns: [order] } }
subjects: { order: { id: order_id } }
streams:
  order_requests: ${requests}
  orders: ${orders}
${parts.streams ?? ''}
events:
  OrderPlacementRequested: { description: Somebody asked., ${requested}, ${EVENT}, payload: { order_id: uuid } }
  OrderPlaced: { description: The shop accepted it., ${placed}, ${EVENT}, payload: { order_id: uuid, placed_at: datetime } }
  OrderPlacementRejected: { description: The shop turned it down., ${rejected}, ${EVENT}, payload: { order_id: uuid, reason: string } }
${parts.events ?? ''}
commands:
  PlaceOrder: { owner: core, subject: order, mutates: true, emits: [OrderPlaced], ${command}, idempotency_key: id, payload: { order_id: uuid } }
${parts.rest ?? ''}
`,
  };
};
const withOrders = (keys: string): Case => shop({ orders: `{ ${keys} }` });
const FACT = `record_kind: FACT, ${STREAM}`;
const counts = (keys: string): string =>
  `  order_counts: { record_kind: DERIVATION, partition_key: day, ordering_scope: partition, retention: 90d, time: { t_event: record, t_process: counted_at }, idempotency: { strategy: record_id }, delivery: at_least_once, ${keys} }`;
const COUNTED = `  DailyOrderCountCalculated: { description: Orders of a day., stream: order_counts, replay_intent: audit_only, owner: core, producer: shop, version: 1, classification: internal, purpose: audit, visibility: internal, payload: { day: date, count: integer, counted_at: datetime } }`;
const derived = (keys: string): Case => shop({ streams: counts(keys), events: COUNTED });
const mailer = (ordering: string, on = 'OrderPlaced'): string =>
  `consumers:\n  mailer: { service: shop, kind: service, on: { ${on}: [1] }, unknown_version: park, dedupe_by: id, ${ordering}, effects: [ { name: send_mail, guard: id } ], awaits_reply: false }`;
const view = (horizon: string): string =>
  `projections:\n  recent: { on: [OrderPlaced], key: order_id, apply: inline, horizon: ${horizon} }`;

const ALL_IDS = 'requires: [correlation_id, causation_id, idempotency_key]';
const ORDERED = `partition_key: order_id, ordering_scope: subject, retention: 90d, time: { t_event: record }, delivery: at_least_once, ${ALL_IDS}`;

/** The same for eventing and, with names of three parts, for envelope. */
const channel = (
  parts: { readonly stream?: string; readonly event?: string; readonly rest?: string; readonly says?: string } = {},
): Case => {
  const { stream = ORDERED, event = 'stream: orders', says } = parts;
  return {
    model: `
factline: 1
model: shop
names: dotted
services: { shop: { owns: [order] }, mailroom: {} }
subjects: { order: { id: order_id } }
streams:
  orders: { ${stream}, record_kind: FACT, idempotency: { strategy: record_id }${says === undefined ? '' : `, invariants: [${says}]`} }
events:
  shop.order.placed: { description: The shop accepted an order., ${event}, producer: shop, replay_intent: replay_only, owner: core, subject: order, version: 1, classification: internal, purpose: transition, visibility: published, payload: { order_id: uuid, total: number } }
${parts.rest ?? ''}
`,
  };
};
const ids = (...requires: readonly string[]): Case =>
  channel({ stream: ORDERED.replace(ALL_IDS, `requires: [${requires.join(', ')}]`) });
const reader = (ordering: string): string =>
  mailer(ordering, 'shop.order.placed').replace('service: shop', 'service: mailroom');
const KEPT = shop();
const SENT = channel();

const kept = (clause: string, violates: Case, satisfies: Case = KEPT): Proof => ({ clause, violates, satisfies });
const sent = (clause: string, violates: Case, satisfies: Case = SENT): Proof => ({ clause, violates, satisfies });

const HLESS: readonly Proof[] = [
  kept('HL-001', withOrders('description: all that happens to orders')),
  kept('HL-001', shop({ streams: '  audit: { description: "Audit entries, kept for a year, by user." }' })),
  kept(
    'HL-022',
    shop({ orders: `{ ${FACT.replace('90d', '7d')} }`, rest: view('30d') }),
    shop({ orders: `{ ${FACT.replace('90d', 'P1M')} }`, rest: view('30d') }),
  ),
  kept('HL-022', shop({ placed: 'stream: orders, retention: 12h', rest: view('P1Y') }), shop({ rest: view('90d') })),
  kept(
    'HL-022',
    shop({ streams: counts('derives_from: [orders], rebuild: full_replay').replace('90d', '365d'), events: COUNTED }),
    derived('derives_from: [orders], rebuild: full_replay'),
  ),
  kept(
    'HL-030',
    shop({ invariants: '{ says: paid before shipped, ordered: true, scope: stream }' }),
    shop({ invariants: '{ says: paid before shipped, ordered: true, scope: partition }' }),
  ),
  kept(
    'HL-030',
    shop({ orders: `{ ${FACT.replace('scope: partition', 'scope: none')} }`, rest: mailer('ordering: subject') }),
    shop({ rest: mailer('ordering: subject, ordering_from: orders') }),
  ),
  kept('HL-030', shop({ rest: mailer('ordering: partition, ordering_from: order_requests') })),
  kept(
    'HL-031',
    shop({ invariants: '{ says: shipped follows placed }' }),
    shop({ invariants: "{ says: 'within each order: shipped follows placed' }" }),
  ),
  kept(
    'HL-031',
    shop({ invariants: '{ says: an order is first paid and then shipped }' }),
    shop({ invariants: '{ says: it does not matter whether payment comes before shipment }' }),
  ),
  kept('HL-031', shop({ invariants: '{ says: stock is counted in the sequence of bookings, ordered: true }' })),
  kept('HL-040', shop({ rest: 'consumers:\n  auditor: { service: shop, kind: service, on: { app.audit: [1] } }' })),
  kept('HL-040', shop({ placed: 'stream: audit' })),
  kept(
    'HL-040',
    derived('derives_from: [ledger], rebuild: full_replay'),
    derived('derives_from: [orders], rebuild: full_replay'),
  ),
  kept('HL-041', withOrders(STREAM)),
  kept(
    'HL-050',
    shop({
      streams: `  tool_calls: { record_kind: FACT, ${STREAM} }`,
      events: `  ToolCallRequested: { stream: tool_calls, ${EVENT}, payload: { order_id: uuid } }\n  ToolCallCompleted: { stream: tool_calls, ${EVENT}, payload: { order_id: uuid } }`,
    }),
    shop({
      streams: `  tool_call_requests: { record_kind: INTENT, ${STREAM}, requires: [actor_id] }\n  tool_calls: { record_kind: FACT, ${STREAM} }`,
      events: `  ToolCallRequested: { stream: tool_call_requests, outcomes: { success: [ToolCallCompleted], failure: [ToolCallFailed] }, ${EVENT}, payload: { order_id: uuid } }\n  ToolCallCompleted: { stream: tool_calls, ${EVENT}, payload: { order_id: uuid } }\n  ToolCallFailed: { stream: tool_calls, ${EVENT}, payload: { order_id: uuid } }`,
    }),
  ),
  kept('HL-050', shop({ placed: 'stream: orders, kind: OBSERVATION' }), shop({ placed: 'stream: orders, kind: FACT' })),
  kept('HL-054', shop({ command: 'records: OrderPlacementRequested, rejects: [ORDER_EXISTS]' })),
  kept('HL-054', shop({ rejected: 'stream: order_requests' })),
  kept('HL-056', derived('rebuild: full_replay'), derived('derives_from: [orders], rebuild: full_replay')),
  kept(
    'HL-056',
    derived('derives_from: [order_counts], rebuild: full_replay'),
    derived('derives_from: orders, rebuild: incremental'),
  ),
  kept('HL-060', withOrders('partition_key: order_id, retention: 90d')),
  kept('HL-061', withOrders(FACT.replace('partition_key: order_id, ', ''))),
  kept('HL-061', withOrders(FACT.replace('order_id', 'placed_at')), withOrders(FACT.replace('order_id', 'subject_id'))),
  kept('HL-062', withOrders(FACT.replace('retention: 90d, ', ''))),
  kept('HL-062', withOrders(FACT.replace('90d', 'a while')), withOrders(FACT.replace('90d', 'forever'))),
  kept('HL-063', shop({ requested: 'stream: orders' })),
  kept('HL-063', shop({ requested: 'stream: orders, kind: INTENT', requests: `{ record_kind: INTENT, ${STREAM} }` })),
  kept('HL-070', withOrders(FACT.replace('time: { t_event: record }', 'time: { t_process: record }'))),
  kept('HL-070', withOrders(FACT.replace('t_event: record', 't_event: placed_at'))),
];

const LOOSE = ORDERED.replace('subject', 'none');
const documented = channel({ rest: reader('ordering: subject, ordering_from: orders') });
const within = channel({ says: '{ says: a payment comes before its receipt, ordered: true, scope: subject }' });

const TRANSPORT: readonly Proof[] = [
  sent('ES-053', channel({ stream: LOOSE, rest: reader('ordering: subject') }), documented),
  sent('ES-053', channel({ stream: LOOSE, rest: reader('ordering: partition, ordering_from: orders') }), documented),
  sent('ES-053', channel({ says: '{ says: shipped follows placed }' }), within),
  sent('EM-044', channel({ stream: ORDERED.replace('time: { t_event: record }, ', '') })),
  sent('EM-044', channel({ stream: ORDERED.replace('t_event: record', 't_event: happened_at') })),
  sent('EM-045', ids('correlation_id', 'idempotency_key'), ids('correlation_id', 'causation_id', 'idempotency_key')),
  sent(
    'EM-045',
    channel({ stream: ORDERED.replace(`, ${ALL_IDS}`, '') }),
    channel({ event: `stream: orders, ${ALL_IDS}` }),
  ),
  sent('EM-080', channel({ stream: ORDERED.replace('at_least_once', 'exactly_once') })),
  sent('EM-080', channel({ rest: reader("ordering: none, description: 'Relies on exactly_once delivery.'") })),
  sent('EM-084', channel({ says: '{ says: each message is delivered once }' })),
  sent(
    'EM-084',
    channel({ says: '{ says: the broker delivers every event exactly once }' }),
    channel({ says: '{ says: no event is ever delivered exactly once for sure }' }),
  ),
  sent('EM-085', ids('correlation_id', 'causation_id'), ids('idempotency_key', 'causation_id', 'correlation_id')),
  sent('EM-090', channel({ stream: LOOSE, rest: reader('ordering: subject') }), documented),
  sent('EM-090', channel({ says: '{ says: a receipt always follows its payment }' }), within),
  sent(
    'EM-091',
    channel({
      says: '{ says: the refund of account A follows the payment of account B, ordered: true, scope: subject }',
    }),
    within,
  ),
  sent(
    'EM-091',
    channel({ says: '{ says: orders are shipped one after the other, ordered: true, scope: stream }' }),
    within,
  ),
  sent(
    'EM-092',
    channel({ says: '{ says: events are globally ordered }' }),
    channel({ says: '{ says: events are not globally ordered }' }),
  ),
  sent('EM-092', channel({ stream: ORDERED.replace('scope: subject', 'scope: stream') })),
  sent(
    'EM-113',
    channel({ stream: ORDERED.replace('retention: 90d, ', '') }),
    channel({ event: 'stream: orders, retention: 30d' }),
  ),
  sent('EM-113', channel({ event: 'stream: orders, retention: quite long' })),
];

export const PROOFS: readonly Proof[] = [...HLESS, ...TRANSPORT];
