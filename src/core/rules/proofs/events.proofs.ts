/** Clauses on what events are and what their payloads hold, on commands and screens. */
import type { Case, Proof } from './proof.ts';

const lines = (text: string, indent: string) => text.replace(/^/gm, indent);

interface Given {
  readonly name?: string;
  readonly payload?: string;
  readonly more?: string;
  readonly services?: string;
  readonly sections?: string;
  readonly id?: string;
  readonly classification?: string;
  readonly version?: string;
  readonly producer?: string;
}

/** Complete under `eventing`: one event of leads. */
const eventing = (given: Given = {}): Case => ({
  model: `
profiles: [eventing]
names: dotted
services: ${given.services ?? '{ sales: { owns: [lead] }, mail: {} }'}
subjects: { lead: { id: ${given.id ?? 'lead_id'} } }
streams:
  leads: { record_kind: FACT, partition_key: subject_id, ordering_scope: subject, retention: 90d, time: { t_event: record }, delivery: at_least_once, idempotency: { strategy: record_id }, requires: [correlation_id, causation_id, idempotency_key] }
events:
  ${given.name ?? 'sales.lead.assigned'}:
    description: A lead has an owner from now on.
    stream: leads
    replay_intent: projection_and_replay
    owner: core
    subject: lead
${given.producer ?? '    producer: sales\n'}${given.version ?? '    version: 1\n'}${given.classification ?? '    classification: internal\n'}    retention: 90d
${given.payload ?? '    payload: { lead_id: uuid, owner: string }\n'}${given.more ?? ''}
${given.sections ?? ''}`,
});

/** Complete under `envelope`: one event of data sets, that a service hears. */
const envelope = (given: Given = {}): Case => ({
  model: `
profiles: [envelope]
names: dotted
services: { ingestion: { owns: [dataset] }, search: {} }
subjects: { dataset: { id: dataset_id } }
events:
  ${given.name ?? 'ingestion.dataset.created'}:
    description: A data set can be read from now on.
    replay_intent: projection_and_replay
    owner: core
    subject: dataset
    producer: ingestion
${given.version ?? '    version: 1\n'}    classification: internal
    retention: 90d
${given.payload ?? '    payload: { dataset_id: uuid, records: integer }\n'}${given.more ?? ''}
${given.sections ?? `consumers:\n  indexer: { service: search, kind: service, on: { ${given.name ?? 'ingestion.dataset.created'}: [1] }, unknown_version: park, dedupe_by: id, ordering: none }\n`}`,
});

const EVIDENCE = `
profiles: [evidence]
names: pascal
services: { lending: { owns: [offer] } }
subjects: { offer: { id: offer_id } }
`;
const evidenceEvent = (name: string, more = '') => `  ${name}:
    description: Something is so from now on.
    replay_intent: projection_and_replay
    owner: core
    subject: offer
    version: 1
    classification: internal
    payload: { offer_id: uuid }
${more === '' ? '' : lines(more, '    ')}
`;
const evidence = (events: string, sections = ''): Case => ({ model: `${EVIDENCE}events:\n${events}${sections}` });
const accept = (more: string) =>
  `commands:\n  AcceptOffer: { owner: core, subject: offer, payload: { offer_id: uuid }, ${more} }\n`;

const game = (intent: string): Case => ({
  model: `
profiles: [game]
names: dotted
subjects: { campaign: { id: campaign_id } }
events:
  campaign.created:
    description: A campaign was opened.
${intent}    owner: core
    subject: campaign
    version: 1
    payload: { campaign_id: string }
`,
});

const sensitive = (options: string) => `    payload: { dataset_id: uuid, contact: { type: email, ${options} } }\n`;
const diagnosis = (options: string) => `    payload: { lead_id: uuid, diagnosis: { type: string, ${options} } }\n`;
const HEALTH = 'sensitive: health, reason: the study needs it, access: [sales]';

export const PROOFS: readonly Proof[] = [
  { clause: 'ES-002', violates: envelope({ version: '' }), satisfies: envelope() },
  { clause: 'ES-030', violates: envelope({ version: '' }), satisfies: envelope() },
  {
    clause: 'ES-004',
    violates: envelope({ payload: '    payload: { dataset_id: uuid, table_row: string }\n' }),
    satisfies: envelope(),
  },
  {
    clause: 'ES-004',
    violates: envelope({ payload: '    payload: { dataset_id: uuid, record: object }\n' }),
    satisfies: envelope({ payload: '    payload: { dataset_id: uuid, source: { fields: { format: string } } }\n' }),
  },
  {
    clause: 'ES-070',
    violates: envelope({ payload: '    payload: { dataset_id: uuid, api_token: string }\n' }),
    satisfies: envelope({ payload: '    payload: { dataset_id: uuid, vault_ref: string }\n' }),
  },
  {
    clause: 'ES-070',
    violates: envelope({
      payload: '    payload: { dataset_id: uuid, access: { fields: { user_password: string } } }\n',
    }),
    satisfies: envelope(),
  },
  {
    clause: 'ES-071',
    violates: envelope({ payload: '    payload: { dataset_id: uuid, birth_date: date }\n' }),
    satisfies: envelope({
      payload: sensitive('sensitive: personal, reason: who to ask, access: [search], redact: mask'),
    }),
  },
  {
    clause: 'ES-072',
    violates: envelope({ payload: sensitive('sensitive: personal, reason: who to ask') }),
    satisfies: envelope({
      payload: sensitive('sensitive: personal, reason: who to ask, access: [search], redact: mask'),
    }),
  },
  {
    clause: 'ES-080',
    violates: envelope({ sections: '' }),
    satisfies: envelope({ more: '    purpose: audit\n', sections: '' }),
  },
  { clause: 'ES-080', violates: envelope({ more: '    purpose: workflow\n', sections: '' }), satisfies: envelope() },
  {
    clause: 'ES-081',
    violates: envelope({ name: 'ingestion.cache.entry_evicted', more: '    visibility: published\n' }),
    satisfies: envelope(),
  },
  {
    clause: 'ES-081',
    violates: envelope({ more: '    visibility: internal\n' }),
    satisfies: envelope({ more: '    visibility: published\n' }),
  },
  {
    clause: 'FA-021',
    violates: evidence(evidenceEvent('CreditGranted') + evidenceEvent('CreditReversed')),
    satisfies: evidence(evidenceEvent('CreditGranted') + evidenceEvent('CreditReversed', 'corrects: CreditGranted')),
  },
  {
    clause: 'FA-021',
    violates: evidence(evidenceEvent('OfferAccepted') + evidenceEvent('OfferAmended')),
    satisfies: evidence(evidenceEvent('OfferAccepted') + evidenceEvent('OfferAmended', 'corrects: OfferAccepted')),
  },
  ...['FA-040', 'FA-041'].map((clause) => ({
    clause,
    violates: evidence(evidenceEvent('OfferAccepted'), accept('mutates: true, emits: []')),
    satisfies: evidence(evidenceEvent('OfferAccepted'), accept('mutates: true, emits: [OfferAccepted]')),
  })),
  {
    clause: 'FA-053',
    violates: evidence(evidenceEvent('OfferAccepted'), 'screens: { desk: { writes: [offers.note] } }\n'),
    satisfies: evidence(
      evidenceEvent('OfferAccepted'),
      'projections: { offers: { on: [OfferAccepted], key: offer_id } }\nscreens: { desk: { reads: [offers] } }\n',
    ),
  },
  { clause: 'GS-026', violates: game(''), satisfies: game('    replay_intent: replay_only\n') },
  {
    clause: 'GS-030',
    violates: game('    replay_intent: projection_only\n'),
    satisfies: game('    replay_intent: audit_only\n'),
  },
  {
    clause: 'EM-013',
    violates: eventing({ services: '{ sales: { owns: [lead] }, mail: { owns: [lead] } }' }),
    satisfies: eventing(),
  },
  {
    clause: 'EM-014',
    violates: eventing({ version: '' }),
    satisfies: eventing(),
  },
  {
    clause: 'EM-020',
    violates: eventing({ producer: '    producer: mail\n' }),
    satisfies: eventing(),
  },
  { clause: 'EM-040', violates: eventing({ payload: '' }), satisfies: eventing() },
  { clause: 'EM-042', violates: eventing({ version: '' }), satisfies: eventing() },
  {
    clause: 'EM-043',
    violates: eventing({ services: '{ sales: {}, mail: {} }', producer: '' }),
    satisfies: eventing({ producer: '' }),
  },
  {
    clause: 'EM-046',
    violates: eventing({ payload: '    payload: { lead_id: uuid, details: any }\n' }),
    satisfies: eventing(),
  },
  { clause: 'EM-047', violates: eventing({ classification: '' }), satisfies: eventing() },
  {
    clause: 'EM-048',
    violates: eventing({
      payload: '    payload: { lead_id: uuid, data: { fields: { misc: { fields: { a: string } } } } }\n',
    }),
    satisfies: eventing({ payload: '    payload: { lead_id: uuid, score: integer }\n' }),
  },
  {
    clause: 'EM-049',
    violates: eventing({ id: 'row_index', payload: '    payload: { row_index: integer, owner: string }\n' }),
    satisfies: eventing(),
  },
  {
    clause: 'EM-049',
    violates: eventing({ id: 'lead_name', payload: '    payload: { lead_name: string, owner: string }\n' }),
    satisfies: eventing({ id: 'lead_key', payload: '    payload: { lead_key: uuid, owner: string }\n' }),
  },
  {
    clause: 'EM-110',
    violates: eventing({ payload: '    payload: { lead_id: uuid, customer_email: email }\n' }),
    satisfies: eventing({ payload: '    payload: { lead_id: uuid, message_id: uuid }\n' }),
  },
  {
    clause: 'EM-111',
    violates: eventing({ classification: '    classification: phi\n', payload: diagnosis(HEALTH) }),
    satisfies: eventing({ classification: '    classification: phi\n', payload: diagnosis(`${HEALTH}, redact: mask`) }),
  },
  {
    clause: 'EM-114',
    violates: eventing({
      classification: '    classification: public\n',
      payload: diagnosis(`${HEALTH}, redact: mask`),
    }),
    satisfies: eventing({ classification: '    classification: phi\n', payload: diagnosis(`${HEALTH}, redact: mask`) }),
  },
  {
    clause: 'EM-115',
    violates: eventing({
      classification: '    classification: phi\n',
      payload: diagnosis('sensitive: health, reason: the study needs it, redact: mask'),
    }),
    satisfies: eventing({ classification: '    classification: phi\n', payload: diagnosis(`${HEALTH}, redact: mask`) }),
  },
];
