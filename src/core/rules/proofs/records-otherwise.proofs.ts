/** The clauses on records once more, in other words: each profile's own spelling of its envelope, blank and odd values, sensible journals that look bad. */
import type { Case, Proof } from './proof.ts';

type Fields = Readonly<Record<string, unknown>>;
const journal = (...rows: readonly Fields[]): Case => ({
  journal: `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`,
});
const under = (model: string, ...rows: readonly Fields[]): Case => ({ model, ...journal(...rows) });
const uuid = (n: number) => `7c9e6679-7425-40de-944b-${n.toString(16).padStart(12, '0')}`;
const time = (second: number) => `2026-05-04T08:30:${String(second).padStart(2, '0')}Z`;
const year = (second: number) => `2021${time(second).slice(4)}`;
const without = (row: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(row).filter(([key]) => !names.includes(key)));
const each = (clauses: readonly string[], pairs: readonly (readonly [Case, Case])[]): readonly Proof[] =>
  clauses.flatMap((clause) => pairs.map(([violates, satisfies]) => ({ clause, violates, satisfies })));

/** The common envelope in camel case, from a service that indexes. */
const indexed = (n: number, more: Fields = {}): Fields => ({
  id: uuid(n),
  type: 'search.index.rebuilt',
  version: 1,
  timestamp: time(n),
  source: 'search-indexer',
  correlationId: 'wf-1',
  payload: { index: 'a' },
  ...more,
});
const indexing = (payload: Fields) => journal(indexed(1, { payload }));
const typed = (type: string) => journal(indexed(1, { type }));
const from = (source: string) => journal(indexed(1, { source }));
const worked = (attempt: number, fields: Fields): Fields => ({
  processed: uuid(1),
  consumer: 'reader',
  attempt,
  ...fields,
});
const FAILED = worked(1, { t_start: time(9), t_process: time(10), outcome: 'failed' });
const envelopes: readonly Proof[] = [
  ...each(['ES-003', 'ES-060', 'ES-010'], [[journal(indexed(1, { correlationId: '  ' })), journal(indexed(1))]]),
  ...each(
    ['ES-012'],
    [
      [journal(indexed(1, { id: '01ARZ3NDEKTSV4RRFFQ69G5FAV' })), journal(indexed(1, { id: uuid(1).toUpperCase() }))],
      [journal(indexed(1, { id: 42 })), journal(indexed(1))],
    ],
  ),
  ...each(['ES-011'], [[journal(indexed(1), indexed(2, { id: uuid(1) })), journal(indexed(1), indexed(1))]]),
  ...each(['ES-013'], [[typed('dataset_created'), typed('billing.invoice_paid')]]),
  ...each(
    ['ES-020'],
    [
      [typed('search.index.rebuild'), typed('mail.letter.sent')],
      [typed('search.index.rebuilding'), typed('media.video.transcoded')],
      [typed('IndexRebuilt'), typed('search.index.rebuilt')],
    ],
  ),
  ...each(
    ['ES-014', 'ES-030'],
    [
      [journal(indexed(1, { version: '1.0.0' })), journal(indexed(1, { version: 3 }))],
      [journal(indexed(1, { version: 1.5 })), journal(indexed(1))],
      [journal(without(indexed(1), 'version')), journal(indexed(1))],
    ],
  ),
  ...each(
    ['ES-015'],
    [
      [
        journal(indexed(1, { timestamp: '05/04/2026 08:30' })),
        journal(indexed(1, { timestamp: '2026-05-04T10:30:01.250+02:00' })),
      ],
      [journal(indexed(1, { timestamp: 1746345600 })), journal(indexed(1))],
    ],
  ),
  ...each(
    ['ES-016'],
    [
      [from(' '), from('OrderService')],
      [from('http://10.0.0.3:8080/app'), from('acme.billing')],
      [from('search-indexer-7d9f8b6c5d-x2x9z'), from('billing-v2')],
    ],
  ),
  ...each(
    ['ES-017'],
    [
      [
        journal(...[1, 2, 3].map((n) => indexed(n, { correlationId: `wf-${n}`, payload: { jobId: 'j1' } }))),
        journal(...[1, 2, 3].map((n) => indexed(n, { correlationId: `wf-${n}`, payload: { jobId: `j${n}` } }))),
      ],
      [
        journal(indexed(1), indexed(2, { causationId: uuid(1), correlationId: 'other' })),
        journal(indexed(1), indexed(2, { causationId: uuid(1) })),
      ],
    ],
  ),
  ...each(
    ['ES-018'],
    [
      [indexing({ index: 'a', correlationId: 'wf-1' }), indexing({ datasetId: 'd1' })],
      [indexing({ index: 'a', event_id: uuid(1) }), indexing({ type: 'full', version: 7, source: 's3' })],
      [journal(indexed(1, { payload: 'index a' })), indexing({})],
    ],
  ),
  ...each(
    ['ES-061'],
    [
      [
        journal(indexed(1), FAILED, worked(2, { t_start: time(11) })),
        journal(indexed(1), FAILED, worked(2, { t_start: time(11), t_process: time(12), outcome: 'ok' })),
      ],
    ],
  ),
  ...each(
    ['ES-070'],
    [
      [indexing({ oauth: { clientSecret: 'abcd1234efgh' } }), indexing({ secret_ref: 'vault:kv/a', tokenCount: 512 })],
      [indexing({ dsn: 'postgres://app:s3cr3t@db/x' }), indexing({ passwordChanged: true, page_token: 'abc' })],
    ],
  ),
  ...each(
    ['ES-071'],
    [
      [indexing({ dateOfBirth: '1980-02-03' }), indexing({ emailVerified: true })],
      [indexing({ customer: { ssn: '078-05-1120' } }), indexing({ customer: { address_id: 'a1' } })],
    ],
  ),
];

/** The envelope of evidence in snake case: what is camel elsewhere has the contract's own names. */
const given = (n: number, more: Fields = {}): Fields => ({
  id: `e${n}`,
  type: 'ConsentGiven',
  version: 1,
  tenant_id: 't',
  space_id: 's',
  subject_type: 'person',
  subject_id: 'p1',
  actor_type: 'service_account',
  actor_id: 'u1',
  sequence: n,
  correlation_id: 'th',
  t_event: year(n),
  t_log: time(n),
  payload: { scope: 'credit' },
  ...more,
});
const CREDIT = `
profiles: [evidence]
names: pascal
services: { bureau: { owns: [person] } }
subjects: { person: { id: person_id } }
events:
  ConsentGiven: { subject: person, version: 1, owner: core, payload: { scope: string } }
  ReportPulled: { subject: person, version: 1, owner: core, payload: { scope: string } }
precedence: { consented: { every: ReportPulled, needs: ConsentGiven, within: subject } }
`;
const pulled = (n: number): Fields => given(n, { type: 'ReportPulled' });
const evidences: readonly Proof[] = [
  ...each(
    ['FA-010', 'FA-012'],
    [
      [journal(given(1, { tenant_id: '  ' })), journal(given(1))],
      [journal(given(1, { space_id: null })), journal(given(1))],
    ],
  ),
  ...each(['FA-011'], [[journal(without(given(1), 'version')), journal(given(1))]]),
  ...each(['FA-013'], [[journal(given(1, { actor_type: 'bot' })), journal(given(1, { actor_type: 'integration' }))]]),
  ...each(
    ['FA-015'],
    [
      [
        journal(given(1, { t_event: '2027-01-01T00:00:00Z' })),
        journal(given(1, { t_event: '2026-05-04T08:30:01.500Z' })),
      ],
    ],
  ),
  ...each(
    ['FA-017'],
    [
      [
        journal(...[1, 2, 3].map((n) => given(n, { request_id: 'q', causation_id: 'q', correlation_id: `th-${n}` }))),
        journal(given(1), given(2, { causation_id: 'e1' }), given(3, { causation_id: 'e1' })),
      ],
    ],
  ),
  ...each(
    ['FA-016'],
    [
      [
        journal(...[1, 2].map((n) => given(n, { causation_id: `q${n}`, correlation_id: `q${n}` }))),
        journal(given(1), given(2, { causation_id: 'e1' }), given(3, { causation_id: 'e2' })),
      ],
    ],
  ),
  ...each(
    ['FA-024'],
    [
      [under(CREDIT, given(1, { subject_id: 'p2' }), pulled(1)), under(CREDIT, given(1), pulled(2))],
      [under(CREDIT, pulled(1), given(2)), under(CREDIT, pulled(2), given(1))],
    ],
  ),
  ...each(
    ['FA-030'],
    [
      [
        journal(given(1), given(2, { subject_id: 'p2' }), given(3, { subject_id: 'p3' })),
        journal(given(1), given(1, { id: 'x', subject_id: 'p2' }), given(2)),
      ],
    ],
  ),
  ...each(['FA-034'], [[journal(given(1), given(2), given(2, { id: 'z' })), journal(given(1), given(2))]]),
];

/** The envelope of eventing in camel case. */
const issued = (n: number, more: Fields = {}): Fields => ({
  id: uuid(n),
  type: 'billing.invoice.issued',
  version: 1,
  producer: 'billing',
  correlationId: 'c1',
  causationId: `req-${n}`,
  requestId: `req-${n}`,
  idempotencyKey: `k${n}`,
  classification: 'internal',
  subjectType: 'invoice',
  subjectId: 'i-1',
  sequence: n,
  timestamp: time(n),
  recordedAt: time(n + 1),
  payload: { invoice_id: 'i-1' },
  ...more,
});
const BILLING = `
profiles: [eventing]
names: dotted
services: { billing: { owns: [invoice] }, ledger: {} }
subjects: { invoice: { id: invoice_id } }
policies: { guard: { recorded_by: billing.guard.evaluated } }
streams: { invoices: { retention: 90d, ordering_scope: subject, time: { t_event: record }, requires: [correlation_id, causation_id, idempotency_key] } }
events:
  billing.invoice.issued: { stream: invoices, subject: invoice, producer: billing, version: 1, classification: internal, owner: core, payload: { invoice_id: string } }
  billing.guard.evaluated: { stream: invoices, subject: invoice, producer: billing, version: 1, classification: internal, owner: core, payload: { invoice_id: string } }
`;
const guarded = (n: number, more: Fields = {}): Fields => issued(n, { type: 'billing.guard.evaluated', ...more });
const holding = (payload: Fields) => journal(issued(1, { payload }));
const eventings: readonly Proof[] = [
  ...each(['EM-045'], [[journal(without(issued(1), 'causationId')), journal(issued(1))]]),
  ...each(['EM-085'], [[journal(issued(1, { idempotencyKey: ' ' })), journal(issued(1))]]),
  ...each(['EM-047'], [[journal(without(issued(1), 'classification')), journal(issued(1))]]),
  ...each(
    ['EM-014', 'EM-046'],
    [[under(BILLING, issued(1, { payload: { invoice_id: 7 } })), under(BILLING, issued(1))]],
  ),
  ...each(
    ['EM-081', 'EM-011'],
    [[journal(issued(1), issued(2, { id: uuid(1) })), journal(issued(1), issued(2), issued(1))]],
  ),
  ...each(
    ['EM-100'],
    [
      [under(BILLING, issued(1, { actorType: 'AiAgent' })), under(BILLING, issued(1, { actorType: 'travel_agent' }))],
      [
        under(BILLING, issued(1, { actorType: 'ai-assistant' }), guarded(2)),
        under(BILLING, guarded(1), issued(2, { actorType: 'ai-assistant' })),
      ],
      [
        under(BILLING, guarded(1, { correlationId: 'zz' }), issued(2, { actorType: 'agent' })),
        under(BILLING, guarded(1, { actorType: 'agent' }), issued(2, { actorType: 'agent' })),
      ],
    ],
  ),
  ...each(
    ['EM-110'],
    [
      [
        holding({ invoice_id: 'i-1', messageText: 'Dear Ann, here is your invoice. Best' }),
        holding({ invoice_id: 'i-1', message_id: 'm' }),
      ],
    ],
  ),
  ...each(
    ['EM-111'],
    [
      [
        holding({ patient: { bloodType: 'A+' } }),
        holding({ bloodType: 'enc:ab12', medication: '***', symptoms: null }),
      ],
    ],
  ),
  ...each(
    ['EM-120'],
    [[journal(issued(1), issued(2, { causationId: 'gone' })), journal(issued(1), issued(2, { causationId: uuid(1) }))]],
  ),
];

/** The envelope of games: event_type, seq, payload as text. */
const opened = (n: number, more: Fields = {}): Fields => ({
  event_hash: `h${n}`,
  event_type: 'session.opened',
  campaign_id: 'c7',
  seq: n,
  actor_type: 'system',
  timestamp: 1770000000000 + n,
  payload_json: '{"title":"A"}',
  ...more,
});
const sworn = (more: Fields = {}): Fields =>
  opened(1, { event_type: 'sys.ironsworn.vow_sworn', system_id: 'ironsworn', system_version: '2.1', ...more });
const saying = (payload: Fields) => journal(opened(1, { payload_json: JSON.stringify(payload) }));
const games: readonly Proof[] = [
  ...each(
    ['GS-024'],
    [
      [
        journal(sworn({ system_version: ' ' })),
        journal({ ...without(sworn(), 'system_id', 'system_version'), systemId: 'ironsworn', systemVersion: '2.1' }),
      ],
      [journal(sworn({ system_id: null })), journal(sworn())],
    ],
  ),
  ...each(['GS-052'], [[journal(sworn({ event_type: 'sys.vow_sworn' })), journal(sworn())]]),
  ...each(
    ['GS-025'],
    [
      [saying({ gold: 'current + 5' }), saying({ gold: 12, note: '1 previous visit' })],
      [saying({ hp: 'half of previous' }), saying({ note: 'half of the party left' })],
      [saying({ hp: '+= 2' }), saying({ text: 'Add 2 before bed', phone: '+49 30 22' })],
      [saying({ hp: 'decreased by 2' }), saying({ hp_after: 4, weapon: '1d8' })],
    ],
  ),
  ...each(
    ['GS-002'],
    [[journal(opened(1), opened(1, { payload_json: '{"title":"B"}' })), journal(opened(1), opened(1))]],
  ),
];

const scanned = (n: number, more: Fields = {}): Fields => ({
  id: `r${n}`,
  type: 'ParcelScanned',
  kind: 'OBSERVATION',
  stream: 'scans',
  subjectType: 'parcel',
  subjectId: 'p1',
  sequence: n,
  tEvent: time(n),
  tLog: time(n + 1),
  payload: { parcel_id: 'p1' },
  ...more,
});
const asked = (more: Fields): Fields =>
  scanned(1, { type: 'ParcelReturnRequested', kind: 'INTENT', stream: 'returns', actorId: 'u-9', ...more });
const DEPOT = `
profiles: [hless]
names: pascal
services: { depot: { owns: [parcel] } }
subjects: { parcel: { id: parcel_id } }
streams: { scans: { record_kind: OBSERVATION, partition_key: parcel_id, ordering_scope: partition, retention: 30d, time: { t_event: record }, idempotency: { strategy: record_id } } }
events:
  ParcelScanned: { stream: scans, version: 1, subject: parcel, payload: { parcel_id: string } }
consumers:
  tracker: { service: depot, kind: service, on: ['*'], unknown_version: park, dedupe_by: id, ordering: none }
`;
const tracked = (n: number): Fields => ({ processed: `r${n}`, consumer: 'tracker', t_process: time(20) });
const hless: readonly Proof[] = [
  ...each(['HL-050'], [[journal(scanned(1, { kind: 'EVENT' })), journal(scanned(1))]]),
  ...each(['HL-052'], [[journal(asked({ actorId: ' ' })), journal(asked({}))]]),
  ...each(['HL-070'], [[journal(without(scanned(1), 'tEvent')), journal(scanned(1))]]),
  ...each(['HL-071'], [[journal(without(scanned(1), 'tLog')), journal(scanned(1))]]),
  ...each(
    ['HL-072'],
    [[under(DEPOT, scanned(1), scanned(2), tracked(1)), under(DEPOT, scanned(1), scanned(2), tracked(1), tracked(2))]],
  ),
  ...each(
    ['HL-073'],
    [
      [
        journal(scanned(1, { tEvent: '2026-05-06T00:00:00Z' })),
        journal(scanned(1, { tEvent: '2026-05-01T00:00:00Z' })),
      ],
    ],
  ),
];

export const PROOFS: readonly Proof[] = [...envelopes, ...evidences, ...eventings, ...games, ...hless];
