/** Clauses on the records of a journal: their fields, times, streams, order and sameness. */
import type { Case, Proof } from './proof.ts';

type Fields = Readonly<Record<string, unknown>>;
const journal = (...rows: readonly Fields[]): Case => ({
  journal: `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`,
});
const uuid = (n: number) => `0b6c0a4e-0f5f-4d5e-9a51-${n.toString(16).padStart(12, '0')}`;
const time = (second: number) => `2026-03-01T14:00:${String(second).padStart(2, '0')}Z`;
const without = (row: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(row).filter(([key]) => !names.includes(key)));

/** A whole record of each profile. */
const fact = (n: number): Fields => ({
  id: `r-${n}`,
  type: 'OrderPlaced',
  kind: 'FACT',
  stream: 'orders',
  subject_type: 'order',
  subject_id: 'o-1',
  sequence: n,
  t_event: time(n),
  t_log: time(n + 1),
  payload: { order_id: 'o-1' },
});
const intent = (n: number): Fields => ({
  ...fact(n),
  type: 'OrderPlacementRequested',
  kind: 'INTENT',
  stream: 'order_requests',
  actor_id: 'u-17',
});
const game = (n: number): Fields => ({
  id: `e-${n}`,
  type: 'campaign.created',
  campaign_id: 'c-1',
  seq: n,
  actor_type: 'gm',
  timestamp: time(n),
  payload: { name: 'North' },
});
const system = (n: number): Fields => ({
  ...game(n),
  type: 'sys.daggerheart.damage_applied',
  system_id: 'daggerheart',
  system_version: '1.0.0',
});
const enveloped = (n: number): Fields => ({
  id: uuid(n),
  type: 'ingestion.dataset_created',
  version: 1,
  timestamp: time(n),
  source: 'ingestion-service',
  correlation_id: 'c-1',
  payload: { rows: n },
});
const evidence = (n: number): Fields => ({
  id: `ev-${n}`,
  eventType: 'CreditPulled',
  eventSchemaVersion: 1,
  tenantId: 't-1',
  spaceId: 's-1',
  subjectType: 'person',
  subjectId: 'p-1',
  actorType: 'agent',
  actorId: 'agt-3',
  sequence: n,
  correlationId: 'c-1',
  occurredAt: `2019-03-01T14:00:${String(n).padStart(2, '0')}Z`,
  recordedAt: time(n),
  payload: { bureau: 'x' },
});
const published = (n: number): Fields => ({
  id: uuid(n),
  type: 'sales.lead.updated',
  version: 2,
  producer: 'sales',
  correlation_id: 'c-1',
  causation_id: `request-${n}`,
  request_id: `request-${n}`,
  idempotency_key: `key-${n}`,
  classification: 'internal',
  subject_type: 'lead',
  subject_id: 'l-1',
  sequence: n,
  t_event: time(n),
  t_log: time(n + 1),
  payload: { lead_id: 'l-1' },
});

const proof = (clause: string, violates: Case, satisfies: Case): Proof => ({ clause, violates, satisfies });
/** Each field is one that the clause names: a record without it, and one with it. */
const required = (
  whole: (n: number) => Fields,
  fields: Readonly<Record<string, readonly string[]>>,
): readonly Proof[] =>
  Object.entries(fields).flatMap(([name, clauses]) =>
    clauses.map((clause) => proof(clause, journal(whole(1), without(whole(2), name)), journal(whole(1), whole(2)))),
  );

const HLESS_MODEL = `
profiles: [hless]
names: pascal
subjects: { order: { id: order_id } }
streams:
  orders: { record_kind: FACT, partition_key: order_id, ordering_scope: partition, retention: 90d, time: { t_event: record }, idempotency: { strategy: record_id } }
  order_requests: { record_kind: INTENT, partition_key: order_id, ordering_scope: partition, retention: 90d, time: { t_event: record }, idempotency: { strategy: record_id }, requires: [actor_id] }
events:
  OrderPlacementRequested: { stream: order_requests, version: 1, subject: order, outcomes: { success: [OrderPlaced], failure: [OrderPlacementRejected], within: 1d }, payload: { order_id: string } }
  OrderPlaced: { stream: orders, version: 1, subject: order, payload: { order_id: string } }
  OrderPlacementRejected: { stream: orders, version: 1, subject: order, payload: { order_id: string } }
`;
const PLACED_AT = HLESS_MODEL.replace(/(orders: .*?time: \{ t_event: )record/, '$1placed_at')
  .replace(/(OrderPlaced: .*?order_id: string)/, '$1, placed_at: datetime')
  .replace(/(OrderPlacementRejected: .*?order_id: string)/, '$1, placed_at: datetime');
const HEARD = `${HLESS_MODEL}
services: { mailroom: {} }
consumers:
  mailer: { service: mailroom, kind: service, on: { OrderPlaced: [1] }, unknown_version: park, dedupe_by: id, ordering: none }
`;
const processed = (id: string, fields: Fields = { t_process: time(30), outcome: 'ok' }): Fields => ({
  processed: id,
  consumer: 'mailer',
  ...fields,
});
const under = (model: string, given: Case): Case => ({ model, ...given });

const hless: readonly Proof[] = [
  ...required(fact, { t_event: ['HL-070'], t_log: ['HL-071'] }),
  proof('HL-070', journal({ ...fact(1), t_event: 'last Tuesday' }), journal(fact(1))),
  proof(
    'HL-070',
    under(PLACED_AT, journal(without(fact(1), 't_event'))),
    under(PLACED_AT, journal({ ...without(fact(1), 't_event'), payload: { order_id: 'o-1', placed_at: time(1) } })),
  ),
  proof('HL-050', journal(without(fact(1), 'kind')), journal(fact(1), intent(2))),
  proof('HL-050', journal(fact(1), { ...intent(2), stream: 'orders' }), journal(fact(1), intent(2))),
  proof(
    'HL-050',
    under(HLESS_MODEL, journal({ ...fact(1), kind: 'INTENT', actor_id: 'u' })),
    under(HLESS_MODEL, journal(fact(1))),
  ),
  proof(
    'HL-040',
    under(HLESS_MODEL, journal({ ...fact(1), stream: 'audit' })),
    under(HLESS_MODEL, journal(fact(1), intent(2))),
  ),
  proof('HL-052', journal(without(intent(1), 'actor_id')), journal(intent(1))),
  proof('HL-052', under(HLESS_MODEL, journal({ ...intent(1), actor_id: '' })), under(HLESS_MODEL, journal(intent(1)))),
  proof('HL-072', under(HEARD, journal(fact(1))), under(HEARD, journal(fact(1), processed('r-1')))),
  proof(
    'HL-072',
    under(HEARD, journal(fact(1), fact(2), processed('r-1'))),
    under(HEARD, journal(fact(1), fact(2), processed('r-1'), processed('r-2'))),
  ),
  proof(
    'HL-073',
    journal({ ...fact(1), t_event: '2026-03-03T14:00:00Z' }),
    journal({ ...fact(1), t_event: '2026-03-01T14:00:00Z', t_log: '2026-03-01T14:05:00Z' }),
  ),
  proof(
    'HL-073',
    journal(fact(1), processed('r-1', { t_process: '2026-02-01T00:00:00Z' })),
    journal(fact(1), processed('r-1')),
  ),
  proof('HL-010', journal(fact(1), { ...fact(1), payload: { order_id: 'o-1', total: 2 } }), journal(fact(1), fact(1))),
  {
    clause: 'HL-010',
    violates: { ...journal({ ...fact(1), payload: {} }), old: journal(fact(1)) },
    satisfies: { ...journal(fact(1), fact(2)), old: journal(fact(1)) },
  },
  proof('HL-012', journal(fact(1), fact(3)), journal(fact(1), fact(2))),
  {
    clause: 'HL-012',
    violates: { ...journal(fact(1), fact(3)), old: journal(fact(1), fact(2)) },
    satisfies: { ...journal(fact(1), fact(2), fact(3)), old: journal(fact(1), fact(2)) },
  },
];

const GAME_MODEL = `
profiles: [game]
names: dotted
subjects: { campaign: {} }
commands:
  campaign.create: { owner: core, subject: campaign, mutates: true, emits: [campaign.created], rejects: { TAKEN: campaign.creation_rejected } }
events:
  campaign.created: { owner: core, subject: campaign, version: 1, replay_intent: replay_only, payload: { name: string } }
  campaign.creation_rejected: { owner: core, subject: campaign, version: 1, replay_intent: audit_only, payload: { name: string } }
`;
const asked = (row: Fields): Fields => ({ ...row, request_id: 'q-1' });
const games: readonly Proof[] = [
  proof('GS-002', journal(game(1), { ...game(1), payload: { name: 'South' } }), journal(game(1), game(2))),
  proof('GS-002', journal(game(1), { ...game(1), id: 'other' }), journal(game(1), game(1))),
  proof('GS-024', journal({ ...system(1), system_version: '' }), journal(system(1))),
  proof('GS-024', journal(without(system(1), 'system_id', 'system_version')), journal(system(1), game(2))),
  proof('GS-052', journal({ ...system(1), type: 'daggerheart.damage_applied' }), journal(system(1))),
  proof('GS-054', journal({ ...system(1), system_id: 'pathfinder' }), journal(system(1))),
  proof('GS-055', journal({ ...game(1), system_id: 'daggerheart' }), journal(game(1))),
  proof('GS-055', journal({ ...game(1), system_version: '2' }), journal(game(1), system(2))),
  proof(
    'GS-025',
    journal({ ...game(1), payload: { hp: '-2 from current' } }),
    journal({ ...game(1), payload: { hp_after: 4 } }),
  ),
  proof(
    'GS-025',
    journal({ ...game(1), payload: { changes: [{ gold: '+10% of previous' }] } }),
    journal({ ...game(1), payload: { note: '- from now on we rest', delta: -2, phone: '+49 30 1234' } }),
  ),
  proof(
    'GS-012',
    under(GAME_MODEL, journal(asked({ ...game(1), type: 'campaign.creation_rejected' }), asked(game(2)))),
    under(GAME_MODEL, journal(asked(game(1)))),
  ),
];

const FINISHED = { t_start: time(20), t_process: time(21), outcome: 'ok' };
const envelopes: readonly Proof[] = [
  ...required(enveloped, {
    version: ['ES-001', 'ES-002', 'ES-010', 'ES-014', 'ES-030'],
    correlation_id: ['ES-003', 'ES-060'],
    source: ['ES-001', 'ES-010', 'ES-016'],
    timestamp: ['ES-010', 'ES-015'],
    payload: ['ES-010'],
  }),
  proof('ES-060', journal({ ...enveloped(1), correlation_id: '' }), journal(enveloped(1))),
  proof(
    'ES-011',
    journal(enveloped(1), { ...enveloped(1), payload: { rows: 9 } }),
    journal(enveloped(1), enveloped(1), enveloped(2)),
  ),
  proof('ES-012', journal({ ...enveloped(1), id: '42' }), journal(enveloped(1))),
  proof('ES-012', journal(without(enveloped(1), 'id')), journal(enveloped(1))),
  proof('ES-013', journal({ ...enveloped(1), type: 'created' }), journal(enveloped(1))),
  proof('ES-014', journal({ ...enveloped(1), version: 'latest' }), journal(enveloped(1))),
  proof('ES-015', journal({ ...enveloped(1), timestamp: 1_770_934_545 }), journal(enveloped(1))),
  proof(
    'ES-015',
    journal({ ...enveloped(1), t_log: time(1) }, { ...enveloped(2), t_log: time(2) }),
    journal({ ...enveloped(1), t_log: time(2) }, { ...enveloped(2), t_log: time(2) }),
  ),
  proof(
    'ES-016',
    journal({ ...enveloped(1), source: 'ip-10-0-3-7.eu-west-1.compute.internal' }),
    journal(enveloped(1)),
  ),
  proof('ES-016', journal({ ...enveloped(1), source: '' }), journal({ ...enveloped(1), source: 'search.indexer' })),
  proof('ES-016', journal({ ...enveloped(1), source: '10.0.0.7:8080' }), journal(enveloped(1))),
  proof(
    'ES-020',
    journal({ ...enveloped(1), type: 'DatasetCreated' }),
    journal({ ...enveloped(1), type: 'search.index.rebuilt' }),
  ),
  proof('ES-020', journal({ ...enveloped(1), type: 'ingest_dataset' }), journal(enveloped(1))),
  proof(
    'ES-061',
    journal(enveloped(1), processed(uuid(1), { t_start: time(20) })),
    journal(enveloped(1), processed(uuid(1), FINISHED)),
  ),
  proof(
    'ES-061',
    journal(enveloped(1), processed(uuid(1), { t_process: time(20) })),
    journal(
      enveloped(1),
      processed(uuid(1), { t_start: time(20) }),
      processed(uuid(1), { t_process: time(22), outcome: 'failed' }),
    ),
  ),
];

const EVIDENCE_MODEL = `
profiles: [evidence]
names: pascal
subjects: { person: {} }
streams: { credit: { retention: forever, time: { t_event: pulled_at } } }
events:
  CreditPulled: { stream: credit, subject: person, version: 1, owner: core, payload: { pulled_at: datetime } }
`;
const pulled = (at: string): Fields => ({ ...evidence(1), payload: { pulled_at: at } });
const evidences: readonly Proof[] = [
  ...required(evidence, {
    tenantId: ['FA-010', 'FA-012'],
    spaceId: ['FA-010', 'FA-012'],
    eventSchemaVersion: ['FA-011'],
    actorType: ['FA-013'],
    actorId: ['FA-013'],
    occurredAt: ['FA-010', 'FA-014'],
    recordedAt: ['FA-014'],
    sequence: ['FA-030'],
    subjectId: ['FA-010'],
  }),
  proof('FA-011', journal({ ...evidence(1), eventSchemaVersion: 'v1' }), journal(evidence(1))),
  proof('FA-012', journal({ ...evidence(1), tenantId: '' }), journal(evidence(1))),
  proof(
    'FA-013',
    journal({ ...evidence(1), actorType: 'robot' }),
    journal({ ...evidence(1), actorType: 'natural_person' }),
  ),
  proof(
    'FA-014',
    journal({ ...evidence(1), occurredAt: time(1) }, { ...evidence(2), occurredAt: time(2) }),
    journal(evidence(1), evidence(2)),
  ),
  proof(
    'FA-014',
    under(EVIDENCE_MODEL, journal(pulled('2020-01-01T00:00:00Z'))),
    under(EVIDENCE_MODEL, journal(pulled('2019-03-01T15:00:01+01:00'))),
  ),
  proof(
    'FA-015',
    journal({ ...evidence(1), occurredAt: '2030-01-01T00:00:00Z' }),
    journal({ ...evidence(1), occurredAt: time(1) }),
  ),
  proof(
    'FA-020',
    journal(evidence(1), { ...evidence(1), payload: { bureau: 'y' } }),
    journal(evidence(1), evidence(2)),
  ),
  {
    clause: 'FA-020',
    violates: { ...journal({ ...evidence(1), payload: {} }), old: journal(evidence(1)) },
    satisfies: { ...journal(evidence(1)), old: journal(evidence(1)) },
  },
  proof(
    'FA-021',
    journal(evidence(1), { ...evidence(1), payload: { bureau: 'y' } }),
    journal(evidence(1), { ...evidence(2), eventType: 'CreditReversed', causationId: 'ev-1' }),
  ),
  proof('FA-030', journal(evidence(2), evidence(3)), journal(evidence(1), evidence(2))),
  proof(
    'FA-030',
    {
      journal: `{"factline":1,"journal":"j","sequence":{"per":"log","base":1},"identity":["id"]}\n${journal(evidence(1), evidence(2)).journal ?? ''}`,
    },
    journal(evidence(1), { ...evidence(1), id: 'ev-9', subjectId: 'p-2' }),
  ),
  proof('FA-031', journal(evidence(1), evidence(2), evidence(4)), journal(evidence(1), evidence(2), evidence(3))),
  proof('FA-032', journal(evidence(1), evidence(1)), journal(evidence(1), evidence(2))),
  proof('FA-034', journal(evidence(1), { ...evidence(1), id: 'ev-9' }), journal(evidence(1), evidence(2))),
];

const EVENTING_MODEL = `
profiles: [eventing]
names: dotted
services: { sales: { owns: [lead] }, chat: { owns: [message] } }
subjects: { lead: { id: lead_id }, message: {} }
streams: { leads: { retention: 90d, ordering_scope: subject, time: { t_event: record }, requires: [correlation_id, causation_id, idempotency_key] } }
events:
  sales.lead.updated: { stream: leads, subject: lead, producer: sales, version: 2, classification: internal, owner: core, payload: { lead_id: string } }
`;
const eventings: readonly Proof[] = [
  ...required(published, {
    version: ['EM-014', 'EM-122'],
    t_event: ['EM-012', 'EM-112', 'EM-122'],
    producer: ['EM-112', 'EM-121'],
    idempotency_key: ['EM-085'],
    correlation_id: ['EM-085'],
  }),
  proof(
    'EM-011',
    journal(published(1), { ...published(1), payload: { lead_id: 'l-1', x: 1 } }),
    journal(published(1), published(1)),
  ),
  proof(
    'EM-081',
    journal(published(1), { ...published(1), payload: { lead_id: 'l-1', x: 1 } }),
    journal(published(1), published(1)),
  ),
  proof('EM-112', journal(published(1), published(3)), journal(published(1), published(2))),
  proof('EM-013', journal(published(1), { ...published(2), producer: 'chat' }), journal(published(1), published(2))),
  proof(
    'EM-021',
    under(EVENTING_MODEL, journal({ ...published(1), producer: 'chat' })),
    under(EVENTING_MODEL, journal(published(1))),
  ),
  proof(
    'EM-049',
    under(EVENTING_MODEL, journal({ ...published(1), payload: { lead_id: 'Ann Smith' } })),
    under(EVENTING_MODEL, journal(published(1))),
  ),
  proof('EM-049', journal(without(published(1), 'id')), journal(published(1))),
];

export const PROOFS: readonly Proof[] = [...hless, ...games, ...envelopes, ...evidences, ...eventings];
