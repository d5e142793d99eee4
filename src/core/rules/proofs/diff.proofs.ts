/** Clauses on how a model may change. */
import type { Case, Proof } from './proof.ts';

interface Lead {
  readonly version?: number;
  readonly payload?: string;
  readonly versions?: string;
  readonly rest?: string;
}

/** One event, heard by one consumer; complete under `eventing` and under `envelope`. */
const lead = ({
  version = 1,
  payload = 'lead_id: uuid, owner: string',
  versions = '',
  rest = '',
}: Lead = {}): string => `
names: dotted
services: { sales: { owns: [lead] }, mail: {}, billing: {} }
subjects: { lead: { id: lead_id } }
streams:
  leads: { description: Leads., record_kind: FACT, partition_key: subject_id, ordering_scope: subject, retention: 90d, time: { t_event: record }, delivery: at_least_once, idempotency: { strategy: record_id }, requires: [correlation_id, causation_id, idempotency_key] }
events:
  sales.lead.assigned:
    description: A lead has an owner from now on.
    stream: leads
    replay_intent: projection_and_replay
    owner: core
    subject: lead
    producer: sales
    version: ${version}
    classification: internal
    retention: 90d
    purpose: audit
    payload: { ${payload} }
${versions}consumers:
  reader: { service: mail, kind: service, on: { sales.lead.assigned: [${version === 1 ? '1' : `1, ${version}`}] }, unknown_version: park, dedupe_by: id, ordering: none }
${rest}`;

const changed = (from: Lead, to: Lead): Case => ({ model: lead(to), old: { model: lead(from) } });
const WIDER = 'lead_id: uuid, owner: string, region: string';
const KEPT_OLD = '    versions: { 1: { payload: { lead_id: uuid, owner: string } } }\n';
const PLAN =
  'migrations: { assigned-v2: { event: sales.lead.assigned, from: 1, to: 2, plan: both versions are emitted for 30 days } }\n';
const raised: Lead = { version: 2, payload: WIDER, versions: KEPT_OLD, rest: PLAN };
const biller =
  '  biller: { service: billing, kind: service, on: { sales.lead.assigned: [1] }, unknown_version: park, dedupe_by: id, ordering: none }\n';

const orders = (kind: string, more = ''): string => `
names: pascal
services: { shop: { owns: [order] } }
subjects: { order: { id: order_id } }
streams:
  orders: { description: Orders., record_kind: ${kind}, partition_key: subject_id, ordering_scope: partition, retention: 90d, time: { t_event: record }, idempotency: { strategy: record_id } }
${more}events:
${more === '' ? '' : '  OrderPlacementRequested: { description: Somebody asked., stream: order_requests, replay_intent: audit_only, owner: core, subject: order, version: 1, outcomes: { success: [OrderPlaced], failure: [OrderPlacementRejected], within: 1d }, payload: { order_id: uuid } }\n  OrderPlacementRejected: { description: The shop said no., stream: orders, replay_intent: audit_only, owner: core, subject: order, version: 1, payload: { order_id: uuid } }\n'}  OrderPlaced: { description: The shop said yes., stream: orders, replay_intent: audit_only, owner: core, subject: order, version: 1, payload: { order_id: uuid } }
`;
const REQUESTS =
  '  order_requests: { description: Requests., record_kind: INTENT, partition_key: subject_id, ordering_scope: partition, retention: 90d, time: { t_event: record }, idempotency: { strategy: record_id } }\n';

export const PROOFS: readonly Proof[] = [
  {
    clause: 'HL-002',
    violates: { old: { model: orders('FACT') }, model: orders('INTENT') },
    satisfies: { old: { model: orders('FACT') }, model: orders('FACT', REQUESTS) },
  },
  { clause: 'ES-031', violates: changed({}, { payload: WIDER }), satisfies: changed({}, raised) },
  {
    clause: 'ES-031',
    violates: changed({}, { payload: 'lead_id: uuid' }),
    satisfies: changed({}, { payload: 'lead_id: uuid, owner: string, note: string?' }),
  },
  { clause: 'ES-033', violates: changed({}, { ...raised, rest: '' }), satisfies: changed({}, raised) },
  { clause: 'EM-051', violates: changed({}, { payload: 'lead_id: uuid' }), satisfies: changed({}, raised) },
  {
    clause: 'EM-050',
    violates: changed(
      { payload: 'lead_id: uuid, state: open | won | ...' },
      { payload: 'lead_id: uuid, state: open | won' },
    ),
    satisfies: changed(
      { payload: 'lead_id: uuid, state: open | won | ...' },
      { payload: 'lead_id: uuid, state: open | won | lost | ...' },
    ),
  },
  {
    clause: 'EM-002',
    violates: changed({}, { payload: 'lead_id: uuid, owner: string, note: string?', rest: biller }),
    satisfies: changed({}, { rest: biller }),
  },
];
