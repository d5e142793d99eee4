/** Clauses on consumers, policies and AI. */
import type { Case, Proof } from './proof.ts';

const CONSUMER =
  '{ service: mail, kind: service, on: { sales.lead.assigned: [1] }, unknown_version: park, dedupe_by: id, ordering: none';
const AI =
  '{ service: assistant, kind: ai, on: { sales.lead.assigned: [1] }, unknown_version: park, dedupe_by: id, ordering: none';

/** One event of leads, heard by one consumer; complete under `eventing` and under `envelope`. */
const heard = (
  consumer: string,
  more: { readonly payload?: string; readonly decision?: string; readonly policy?: string } = {},
): Case => ({
  model: `
names: dotted
services: { sales: { owns: [lead] }, mail: {}, assistant: { owns: [advice] } }
subjects: { lead: { id: lead_id }, advice: { id: advice_id } }
policies: { ai-action: { description: A person approves it.${more.policy ?? ', recorded_by: sales.policy.checked'} } }
streams:
  leads: { record_kind: FACT, partition_key: subject_id, ordering_scope: subject, retention: 90d, time: { t_event: record }, delivery: at_least_once, idempotency: { strategy: record_id }, requires: [correlation_id, causation_id, idempotency_key] }
events:
  sales.lead.assigned:
    description: A lead has an owner from now on.
    stream: leads
    replay_intent: projection_and_replay
    owner: core
    subject: lead
    producer: sales
    version: 1
    classification: personal
    retention: 90d
    purpose: audit
    payload: ${more.payload ?? '{ lead_id: uuid, owner: string }'}
  sales.policy.checked:
    description: A policy was asked.
    stream: leads
    replay_intent: audit_only
    owner: core
    subject: lead
    producer: sales
    version: 1
    classification: internal
    retention: 90d
    purpose: audit
    payload: { lead_id: uuid, policy: string }
${
  more.decision ??
  `  ai.decision.recorded:
    description: The assistant came to a decision.
    stream: leads
    replay_intent: audit_only
    owner: core
    subject: advice
    producer: assistant
    version: 1
    classification: internal
    retention: 90d
    purpose: evaluation
    payload: { advice_id: uuid, chosen: string }
`
}consumers:
  reader: ${consumer} }
`,
});

const KEPT = heard(`${CONSUMER}, effects: [ { name: send_mail, guard: id } ]`);
const AI_KEPT = heard(`${AI}, policy: ai-action, use: reasoning`);
const email = (access: string) =>
  `{ lead_id: uuid, contact: { type: email, sensitive: personal, reason: who to call, access: [${access}], redact: mask } }`;
const repeats = heard(`${CONSUMER.replace('dedupe_by: id', 'dedupe_by: none')}, effects: [ { name: send_mail } ]`);
const blind = heard(CONSUMER.replace('unknown_version: park', 'unknown_version: ignore'));
const waiting = heard(`${CONSUMER}, awaits_reply: true`);

const proofs = (clauses: readonly string[], violates: Case, satisfies: Case): readonly Proof[] =>
  clauses.map((clause) => ({ clause, violates, satisfies }));

export const PROOFS: readonly Proof[] = [
  ...proofs(['ES-040', 'ES-041', 'ES-042', 'ES-051', 'EM-031', 'EM-082', 'EM-083'], repeats, KEPT),
  ...proofs(['EM-083'], heard(`${CONSUMER.replace(', dedupe_by: id', '')}, effects: [ { name: charge } ]`), KEPT),
  ...proofs(['ES-032', 'EM-033'], blind, KEPT),
  ...proofs(['ES-032'], heard(CONSUMER.replace('[1]', '[1, 3]')), KEPT),
  ...proofs(['ES-054', 'EM-001', 'EM-003', 'EM-142'], waiting, KEPT),
  ...proofs(['EM-030'], heard(`${CONSUMER}, effects: [ { name: delete_event, guard: id } ]`), KEPT),
  ...proofs(['EM-030'], heard(`${CONSUMER}, effects: [ { name: rewriteRecord, guard: id } ]`), KEPT),
  ...proofs(['EM-100'], heard(`${AI}, use: reasoning`), AI_KEPT),
  ...proofs(['EM-100'], heard(`${AI}, policy: ai-action, use: reasoning`, { policy: '' }), AI_KEPT),
  ...proofs(['EM-101'], heard(`${AI}, policy: ai-action`), heard(`${AI}, policy: ai-action, use: evaluate`)),
  ...proofs(
    ['EM-101'],
    heard(`${AI}, policy: ai-action, use: reasoning, effects: [ { name: write_lead, guard: id } ]`),
    AI_KEPT,
  ),
  ...proofs(['EM-102'], heard(`${AI}, policy: ai-action, use: reasoning`, { decision: '' }), AI_KEPT),
  ...proofs(
    ['ES-072', 'EM-115'],
    heard(CONSUMER, { payload: email('sales') }),
    heard(CONSUMER, { payload: email('sales, mail') }),
  ),
];
