/** The clauses on consumers and AI once more, in other words: other names and spellings, `'*'`, plain lists, guards, sensible models that look bad. */
import type { Case, Proof } from './proof.ts';

interface Parts {
  readonly payload?: string;
  readonly version?: number;
  readonly policies?: string;
  readonly events?: string;
  readonly commands?: string;
}
const DECISION =
  '  ai.decision.recorded: { description: What it chose., stream: tickets, replay_intent: audit_only, owner: core, subject: advice, producer: copilot, version: 1, classification: internal, retention: 90d, purpose: evaluation, payload: { advice_id: uuid, chosen: string } }';

/** A help desk whose tickets are opened; one consumer hears it. Complete under `envelope` and under `eventing`. */
const desk = (consumer: string, parts: Parts = {}): Case => ({
  model: `
names: dotted
services: { desk: { owns: [ticket] }, pager: {}, copilot: { owns: [advice] } }
subjects: { ticket: { id: ticket_id }, advice: { id: advice_id } }
policies: ${parts.policies ?? '{ guardrail: { description: A person looks first., recorded_by: desk.guardrail.checked } }'}
streams:
  tickets: { record_kind: FACT, partition_key: subject_id, ordering_scope: subject, retention: 90d, time: { t_event: record }, delivery: at_least_once, idempotency: { strategy: record_id }, requires: [correlation_id, causation_id, idempotency_key] }
events:
  desk.ticket.opened:
    description: Somebody needs help.
    stream: tickets
    replay_intent: projection_and_replay
    owner: core
    subject: ticket
    producer: desk
    version: ${parts.version ?? 1}
    classification: personal
    retention: 90d
    purpose: transition
    payload: ${parts.payload ?? '{ ticket_id: uuid, opened_at: datetime, urgent: boolean, ticket_no: string }'}
  desk.guardrail.checked: { description: A guardrail was asked., stream: tickets, replay_intent: audit_only, owner: core, subject: ticket, producer: desk, version: 1, classification: internal, retention: 90d, purpose: audit, payload: { ticket_id: uuid, allowed: string } }
${parts.events ?? DECISION}
${parts.commands ?? ''}
consumers:
  onCall: { ${consumer}, ordering: none }
`,
});

const PAGER = 'service: pager, kind: service, unknown_version: park';
const heard = (more: string, parts?: Parts) => desk(`${PAGER}, on: { desk.ticket.opened: [1] }, ${more}`, parts);
const ai = (more: string, parts?: Parts) =>
  desk(
    `service: copilot, kind: ai, unknown_version: park, on: [desk.ticket.opened], dedupe_by: idempotency_key, ${more}`,
    parts,
  );
const effect = (name: string, guard = 'id') => heard(`dedupe_by: id, effects: [ { name: ${name}, guard: ${guard} } ]`);
const aiDoes = (name: string, use: string) =>
  ai(`policy: guardrail, use: ${use}, effects: [ { name: ${name}, guard: id } ]`);
const close = (more: string, name = 'ticket.close', emits = 'desk.ticket.opened'): Parts => ({
  commands: `commands:\n  ${name}: { description: Do it., owner: core, subject: ticket, emits: [${emits}], payload: { ticket_id: uuid, closed_at: datetime, request_no: string }${more} }`,
});
const contact = (access: string): Parts => ({
  payload: `{ ticket_id: uuid, caller: { fields: { phone: { type: string, sensitive: personal, reason: to call back, access: [${access}], redact: mask } } } }`,
});

const each = (clauses: readonly string[], pairs: readonly (readonly [Case, Case])[]): readonly Proof[] =>
  clauses.flatMap((clause) => pairs.map(([violates, satisfies]) => ({ clause, violates, satisfies })));

export const PROOFS: readonly Proof[] = [
  ...each(
    ['ES-040', 'ES-041', 'ES-051', 'EM-031', 'EM-082', 'EM-083'],
    [
      [heard('dedupe_by: none, effects: [ { name: sendPage } ]'), heard('dedupe_by: none')],
      [
        heard('effects: [ { name: sendPage, guard: id }, { name: chargeSupport } ]'),
        heard('effects: [ { name: sendPage, guard: ticket_no }, { name: chargeSupport, guard: idempotency_key } ]'),
      ],
      [heard('effects: [ { name: sendPage, guard: pageKey } ]'), heard('effects: [ { name: sendPage, guard: id } ]')],
      [heard('effects: [ { name: sendPage, guard: urgent } ]'), effect('sendPage', 'ticket_id')],
      [
        heard('dedupe_by: none, issues: [ticket.close]', close('')),
        heard('dedupe_by: none, issues: [ticket.close]', close(', idempotency_key: id')),
      ],
      [
        heard('issues: [ticket.close]', close(', idempotency_key: closed_at')),
        heard('issues: [ticket.close]', close(', idempotency_key: request_no')),
      ],
    ],
  ),
  ...each(
    ['ES-042'],
    [
      [heard('effects: [ { name: sendPage, guard: opened_at } ]'), heard('effects: [ { name: sendPage, guard: id } ]')],
      [effect('sendPage', 't_event'), effect('sendPage', 'idempotency_key')],
      [effect('sendPage', 'timestamp'), effect('sendPage', 'ticket_no')],
    ],
  ),
  ...each(
    ['ES-032', 'EM-033'],
    [
      [
        desk(`${PAGER}, on: { desk.ticket.opened: [2, 3] }, dedupe_by: id`, { version: 2 }),
        desk(`${PAGER}, on: { desk.ticket.opened: [1, 2] }, dedupe_by: id`, { version: 2 }),
      ],
      [
        desk(`service: pager, unknown_version: fail, on: { '*': [1] }, dedupe_by: id`, { version: 2 }),
        desk(`service: pager, unknown_version: fail, on: { '*': [1, 2] }, dedupe_by: id`, { version: 2 }),
      ],
      [
        desk(`service: pager, unknown_version: ignore, on: ['*'], dedupe_by: id`, { version: 2 }),
        desk(`service: pager, unknown_version: fail, on: ['*'], dedupe_by: id`, { version: 2 }),
      ],
    ],
  ),
  ...each(
    ['ES-072', 'EM-115'],
    [
      [
        desk(`${PAGER}, on: ['*'], dedupe_by: id`, contact('desk')),
        desk(`${PAGER}, on: ['*'], dedupe_by: id`, contact('pager')),
      ],
      [
        desk(`${PAGER}, on: { desk.guardrail.checked: [1], '*': [1] }, dedupe_by: id`, contact('desk')),
        desk(`${PAGER}, on: [desk.guardrail.checked], dedupe_by: id`, contact('desk')),
      ],
    ],
  ),
  ...each(
    ['EM-030'],
    [
      [effect('purgeTicketOpened'), effect('update_calendar_event')],
      [effect('delete desk.ticket.opened'), effect('deleteDraft')],
      [effect('removeFromTopic'), effect('remove_ticket_from_index')],
      [effect('withhold_from_other_consumers'), effect('blockMessageSender')],
      [effect('event.delete'), effect('publishChangeEvent')],
      [effect('rewriteEventPayload'), effect('update_crm_record')],
      [effect('drop-processed-messages'), effect('write_change_log')],
    ],
  ),
  ...each(
    ['EM-100'],
    [
      [ai('use: reasoning, policy: null'), ai('use: reasoning, policy: guardrail')],
      [ai('use: evaluate, policy: ~'), ai('use: evaluate, policy: guardrail')],
      [ai('use: derive, policy: nobody'), ai('use: derive, policy: guardrail')],
      [
        ai('use: derive, policy: rules', { policies: '{ rules: { description: It is written down. } }' }),
        ai('use: derive, policy: rules', { policies: '{ rules: { recorded_by: desk.guardrail.checked } }' }),
      ],
    ],
  ),
  ...each(
    ['EM-101'],
    [
      [aiDoes('updateTicket', 'reasoning'), aiDoes('writeSummary', 'reasoning')],
      [aiDoes('overwrite_ticket', 'derive'), aiDoes('update_ticket_embedding', 'derive')],
      [aiDoes('saveTicketStatus', 'evaluate'), aiDoes('saveFeedback', 'evaluate')],
      [aiDoes('openTicket', 'reasoning'), aiDoes('askModel', 'reasoning')],
      [aiDoes('emitTicketOpened', 'reasoning'), aiDoes('notifyReviewer', 'reasoning')],
      [
        ai('policy: guardrail, use: evaluate, issues: [ticket.close]', close(', idempotency_key: id')),
        ai('policy: guardrail, use: reasoning, issues: [ticket.close]', close(', idempotency_key: id, mutates: true')),
      ],
      [
        ai('policy: guardrail, use: derive, issues: [ticket.close]', close(', mutates: true')),
        ai(
          'policy: guardrail, use: derive, issues: [decision.record]',
          close(', mutates: true', 'decision.record', 'ai.decision.recorded'),
        ),
      ],
    ],
  ),
  ...each(
    ['EM-102'],
    [
      [
        ai('policy: guardrail, use: reasoning', { events: '' }),
        ai('policy: guardrail, use: reasoning', { events: DECISION.replace('ai.decision', 'ai.ticket_priority') }),
      ],
      [
        ai('policy: check, use: reasoning', {
          policies: '{ check: { recorded_by: ai.policy.evaluated } }',
          events: DECISION.replace('ai.decision.recorded', 'ai.policy.evaluated'),
        }),
        ai('policy: guardrail, use: reasoning', { events: DECISION.replace('producer: copilot, ', '') }),
      ],
    ],
  ),
  ...each(
    ['ES-054', 'EM-001', 'EM-003', 'EM-142'],
    [[heard('dedupe_by: id, awaits_reply: true'), heard('dedupe_by: id, awaits_reply: false')]],
  ),
];
