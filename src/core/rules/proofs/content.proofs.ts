/** Clauses on what records hold: secrets, people, schemas, threads, order, policies. */
import type { Case, Proof } from './proof.ts';

const uuid = (n: number) => `0b6c0a4e-0f5f-4d5e-9a51-0d6a8c1f2b${n.toString(16).padStart(2, '0')}`;
const ndjson = (records: readonly object[]) => records.map((record) => JSON.stringify(record)).join('\n');
type Fields = Readonly<Record<string, unknown>>;

/** Complete under `envelope`: one event with this payload, and a record for each given one. */
const envelope = (payload: string, ...records: readonly Fields[]): Case => ({
  model: `
profiles: [envelope]
names: dotted
services: { ingestion: { owns: [dataset] } }
subjects: { dataset: { id: dataset_id } }
events:
  ingestion.dataset.created:
    description: A data set can be read from now on.
    replay_intent: projection_and_replay
    owner: core
    subject: dataset
    producer: ingestion
    version: 1
    classification: confidential
    retention: 365d
    purpose: transition
    visibility: published
    payload: ${payload}
`,
  journal: ndjson(
    records.map((record, i) => ({
      id: uuid(i),
      type: 'ingestion.dataset.created',
      version: 1,
      subject_type: 'dataset',
      subject_id: 'd1',
      sequence: i + 1,
      t_event: `2026-02-12T22:15:4${i}Z`,
      t_log: `2026-02-12T22:15:4${i}Z`,
      producer: 'ingestion',
      correlation_id: 'job-1',
      ...record,
    })),
  ),
});

/** Complete under `evidence`. */
const evidence = (records: readonly Fields[]): Case => ({
  model: `
profiles: [evidence]
names: pascal
services: { bureau: { owns: [applicant] } }
subjects: { applicant: { id: applicant_id } }
events:
  ConsentGiven: ${evidenceEvent}
  CreditPulled: ${evidenceEvent}
  ScoreCalculated: ${evidenceEvent}
precedence: { consent-first: { every: CreditPulled, needs: ConsentGiven, within: subject } }
`,
  journal: ndjson(
    records.map((record, i) => ({
      id: `evt_${i + 1}`,
      type: 'ConsentGiven',
      version: 1,
      subject_type: 'applicant',
      subject_id: 'ap-1',
      sequence: i + 1,
      position: i + 1,
      t_event: `2026-03-01T14:00:0${i}Z`,
      t_log: `2026-03-01T14:00:1${i}Z`,
      producer: 'bureau',
      actor_type: 'natural_person',
      actor_id: 'u-17',
      tenant_id: 'tn-1',
      space_id: 'sp-1',
      correlation_id: 'th-1',
      request_id: `inv-${i + 1}`,
      payload: { applicant_id: 'ap-1' },
      ...record,
    })),
  ),
});
const evidenceEvent =
  '{ description: It happened to an applicant., replay_intent: projection_and_replay, owner: core, subject: applicant, producer: bureau, version: 1, classification: confidential, retention: forever, purpose: transition, visibility: published, payload: { applicant_id: string } }';

/** Complete under `eventing`: `care.visit.ended` with this payload and classification, and the policy's own event. */
const eventing = (payload: string, records: readonly Fields[], classification = 'internal'): Case => ({
  model: `
profiles: [eventing]
names: dotted
services: { care: { owns: [visit] } }
subjects: { visit: { id: visit_id } }
policies: { ai-action: { description: A person approves what is costly., recorded_by: care.policy.checked } }
streams:
  visits:
    description: What happened in visits.
    record_kind: FACT
    partition_key: visit_id
    ordering_scope: partition
    retention: 365d
    time: { t_event: record }
    idempotency: { strategy: record_id }
    delivery: at_least_once
    requires: [correlation_id, causation_id, idempotency_key]
events:
  care.visit.ended:
    description: The patient went home.
    stream: visits
    replay_intent: projection_and_replay
    owner: core
    subject: visit
    producer: care
    version: 1
    classification: ${classification}
    retention: 365d
    purpose: transition
    visibility: published
    payload: ${payload}
  care.policy.checked:
    description: A policy decided what an AI may do.
    stream: visits
    replay_intent: audit_only
    owner: core
    subject: visit
    producer: care
    version: 1
    classification: ${classification}
    retention: 365d
    purpose: audit
    visibility: published
    payload: { visit_id: string, allowed: boolean }
`,
  journal: ndjson(
    records.map((record, i) => ({
      id: uuid(i),
      type: 'care.visit.ended',
      version: 1,
      kind: 'FACT',
      stream: 'visits',
      subject_type: 'visit',
      subject_id: 'v-1',
      sequence: i + 1,
      t_event: `2026-03-01T14:00:0${i}Z`,
      t_log: `2026-03-01T14:00:1${i}Z`,
      producer: 'care',
      actor_type: 'natural_person',
      actor_id: 'u-17',
      correlation_id: 'th-1',
      causation_id: i === 0 ? 'req-1' : uuid(i - 1),
      request_id: i === 0 ? 'req-1' : `req-${i + 1}`,
      idempotency_key: `key-${i}`,
      classification,
      payload: { visit_id: 'v-1' },
      ...record,
    })),
  ),
});

const dataset = { payload: { dataset_id: 'd1' } };
const plain = envelope('{ dataset_id: string }', dataset, dataset, dataset);
const visit = eventing('{ visit_id: string }', [{}]);
const hop = (cause: string, more: Fields = {}): Fields => ({ causation_id: cause, ...more });
const tree = evidence([
  hop('inv-1'),
  hop('evt_1', { type: 'CreditPulled' }),
  hop('evt_1', { type: 'ScoreCalculated' }),
]);
const explained =
  '{ dataset_id: string, birth_date: { type: date, sensitive: personal, reason: adults only, access: [ingestion], redact: nullify } }';
const diagnosed =
  '{ visit_id: string, diagnosis: { type: string, sensitive: health, reason: billing needs it, access: [care], redact: nullify } }';
const checked = { type: 'care.policy.checked', payload: { visit_id: 'v-1', allowed: true } };
const agent = { actor_type: 'agent', actor_id: 'agt-3' };

export const PROOFS: readonly Proof[] = [
  {
    clause: 'ES-070',
    violates: envelope('{ dataset_id: string, api_token: string }', {
      payload: { dataset_id: 'd1', api_token: 'q8Zr1Lk0PzX4vB7nM2sD' },
    }),
    satisfies: envelope('{ dataset_id: string, vault_ref: string }', {
      payload: { dataset_id: 'd1', vault_ref: 'vault:ingestion/d1' },
    }),
  },
  {
    // The name says nothing, the value does.
    clause: 'ES-070',
    violates: envelope('{ dataset_id: string, note: string }', {
      payload: { dataset_id: 'd1', note: `use ${'AKIA'}IOSFODNN7EXAMPLE for the bucket` },
    }),
    satisfies: envelope('{ dataset_id: string, note: string }', {
      payload: { dataset_id: 'd1', note: 'use the key of the bucket' },
    }),
  },
  {
    // In what the schema does not declare, too.
    clause: 'ES-070',
    violates: envelope('{ dataset_id: string }', { payload: { dataset_id: 'd1', db: { password: 'hunter2' } } }),
    satisfies: envelope('{ dataset_id: string }', { payload: { dataset_id: 'd1', db: { password: '***' } } }),
  },
  {
    clause: 'ES-071',
    violates: envelope('{ dataset_id: string, birth_date: date }', {
      payload: { dataset_id: 'd1', birth_date: '1990-04-01' },
    }),
    satisfies: envelope(explained, { payload: { dataset_id: 'd1', birth_date: '1990-04-01' } }),
  },
  {
    clause: 'ES-071',
    violates: envelope('{ dataset_id: string, uploaded_by: string }', {
      payload: { dataset_id: 'd1', uploaded_by: 'ada@example.org' },
    }),
    satisfies: envelope('{ dataset_id: string, uploaded_by: string }', {
      payload: { dataset_id: 'd1', uploaded_by: uuid(77) },
    }),
  },
  {
    clause: 'EM-110',
    violates: eventing('{ visit_id: string, email_body: string }', [
      { payload: { visit_id: 'v-1', email_body: 'Dear Ada, you may go home.' } },
    ]),
    satisfies: eventing('{ visit_id: string, message_id: string }', [
      { payload: { visit_id: 'v-1', message_id: 'm-1' } },
    ]),
  },
  {
    clause: 'EM-110',
    violates: eventing('{ visit_id: string, remark: string }', [
      { payload: { visit_id: 'v-1', remark: 'call her at +49 171 1234567' } },
    ]),
    satisfies: eventing('{ visit_id: string, remark: string }', [
      { payload: { visit_id: 'v-1', remark: 'call her at noon' } },
    ]),
  },
  {
    clause: 'EM-111',
    violates: eventing(diagnosed, [{ payload: { visit_id: 'v-1', diagnosis: 'asthma' } }], 'phi'),
    satisfies: eventing(diagnosed, [{ payload: { visit_id: 'v-1', diagnosis: 'enc:9fK2-31' } }], 'phi'),
  },
  {
    clause: 'EM-111',
    violates: eventing(
      '{ visit_id: string, finding: string }',
      [{ payload: { visit_id: 'v-1', finding: 'bronchial asthma' } }],
      'phi',
    ),
    satisfies: eventing(
      '{ visit_id: string, finding: string }',
      [{ payload: { visit_id: 'v-1', finding: '****' } }],
      'phi',
    ),
  },
  {
    clause: 'EM-014',
    violates: eventing('{ visit_id: string, minutes: integer }', [
      { payload: { visit_id: 'v-1', minutes: 'a quarter of an hour' } },
    ]),
    satisfies: eventing('{ visit_id: string, minutes: integer }', [{ payload: { visit_id: 'v-1', minutes: 15 } }]),
  },
  {
    clause: 'EM-046',
    violates: eventing('{ visit_id: string, minutes: integer }', [{ payload: { visit_id: 'v-1' } }]),
    satisfies: eventing('{ visit_id: string, minutes: integer? }', [{ payload: { visit_id: 'v-1' } }]),
  },
  {
    clause: 'ES-018',
    violates: envelope('{ dataset_id: string, id: string, timestamp: datetime }', {
      payload: { dataset_id: 'd1', id: uuid(0), timestamp: '2026-02-12T22:15:40Z' },
    }),
    satisfies: plain,
  },
  {
    clause: 'ES-018',
    violates: envelope('{ dataset_id: string }', { payload: 'd1 was created' }),
    satisfies: plain,
  },
  {
    clause: 'ES-017',
    violates: envelope('{ dataset_id: string }', ...[1, 2, 3].map((n) => ({ ...dataset, correlation_id: `job-${n}` }))),
    satisfies: plain,
  },
  {
    clause: 'ES-017',
    violates: envelope(
      '{ dataset_id: string }',
      dataset,
      { ...dataset, causation_id: uuid(0) },
      { ...dataset, causation_id: uuid(1), correlation_id: 'job-2' },
    ),
    satisfies: envelope('{ dataset_id: string }', dataset, { ...dataset, causation_id: uuid(0) }),
  },
  {
    clause: 'FA-016',
    violates: evidence([
      hop('inv-1', { correlation_id: 'inv-1' }),
      hop('inv-1', { correlation_id: 'inv-1', request_id: 'inv-1', type: 'CreditPulled' }),
    ]),
    satisfies: tree,
  },
  {
    // A parent that is nowhere is none.
    clause: 'FA-016',
    violates: evidence([hop('inv-1'), hop('evt_99', { type: 'CreditPulled' })]),
    satisfies: tree,
  },
  {
    clause: 'FA-017',
    violates: evidence([
      hop('inv-0', { correlation_id: 'th-1' }),
      hop('inv-0', { correlation_id: 'th-2', type: 'CreditPulled' }),
      hop('inv-0', { correlation_id: 'th-3', type: 'ScoreCalculated' }),
    ]),
    satisfies: tree,
  },
  {
    clause: 'FA-017',
    violates: evidence([hop('inv-1'), hop('evt_1', { type: 'CreditPulled', correlation_id: 'th-2' })]),
    satisfies: tree,
  },
  {
    clause: 'FA-024',
    violates: evidence([hop('inv-1', { type: 'CreditPulled' })]),
    satisfies: evidence([hop('inv-1'), hop('evt_1', { type: 'CreditPulled' })]),
  },
  {
    // Consent came, but afterwards; or of somebody else.
    clause: 'FA-024',
    violates: evidence([hop('inv-1', { type: 'CreditPulled' }), hop('evt_1')]),
    satisfies: evidence([hop('inv-1'), hop('evt_1', { type: 'CreditPulled' }), hop('evt_2', { type: 'CreditPulled' })]),
  },
  {
    clause: 'FA-024',
    violates: evidence([
      hop('inv-1', { subject_id: 'ap-2', payload: { applicant_id: 'ap-2' } }),
      hop('evt_1', { type: 'CreditPulled', sequence: 1 }),
    ]),
    satisfies: evidence([
      hop('inv-1', { subject_id: 'ap-2', payload: { applicant_id: 'ap-2' } }),
      hop('evt_1', { type: 'CreditPulled', subject_id: 'ap-2', payload: { applicant_id: 'ap-2' } }),
    ]),
  },
  {
    clause: 'EM-100',
    violates: eventing('{ visit_id: string }', [agent]),
    satisfies: eventing('{ visit_id: string }', [checked, agent]),
  },
  {
    // Of another thread, or afterwards.
    clause: 'EM-100',
    violates: eventing('{ visit_id: string }', [
      { ...checked, correlation_id: 'th-0' },
      { ...agent, causation_id: 'req-2' },
    ]),
    satisfies: eventing('{ visit_id: string }', [{}, checked, { ...agent, actor_type: 'ai' }]),
  },
  {
    clause: 'EM-120',
    violates: eventing('{ visit_id: string }', [{}, { correlation_id: 'th-2' }]),
    satisfies: eventing('{ visit_id: string }', [{}, {}]),
  },
  {
    clause: 'EM-120',
    violates: eventing('{ visit_id: string }', [{}, { causation_id: 'nowhere' }]),
    satisfies: visit,
  },
  {
    clause: 'EM-049',
    violates: eventing('{ visit_id: string }', [{ subject_id: 'row 7' }]),
    satisfies: visit,
  },
];
