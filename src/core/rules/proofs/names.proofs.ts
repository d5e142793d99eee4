/** Clauses on how types are named, and on whose they are. */
import type { Case, Proof } from './proof.ts';

type Keys = Readonly<Record<string, string>>;
type Events = Readonly<Record<string, Keys>>;

/** A complete little model of one subject, `order`: what each event says besides what all of them say. */
function model(names: 'pascal' | 'dotted', events: Events, rest = ''): Case {
  const all = {
    description: 'Something worth a record.',
    replay_intent: 'audit_only',
    owner: 'core',
    subject: 'order',
    version: '1',
    classification: 'internal',
    purpose: 'audit',
    visibility: 'internal',
    payload: '{ order_id: uuid }',
  };
  const text = Object.entries(events).map(([name, own]) => {
    const keys = Object.entries({ ...all, ...own }).filter(([, value]) => value !== '');
    return `  ${name}:\n${keys.map(([key, value]) => `    ${key}: ${value}\n`).join('')}`;
  });
  return {
    model: `factline: 1
model: example
description: An example.
names: ${names}
services: { shop: { owns: [order], description: Emits what happens. }, mailroom: { description: Writes letters. } }
subjects: { order: { id: order_id, description: What a customer wants. } }
events:
${text.join('')}${rest}`,
  };
}

const stream = (name: string, kind: string, more = '') => `  ${name}:
    description: Records of one kind.
    record_kind: ${kind}
    partition_key: order_id
    ordering_scope: partition
    retention: 90d
    time: { t_event: record${kind === 'DERIVATION' ? ', t_process: record' : ''} }
    idempotency: { strategy: record_id }
    delivery: at_least_once
    requires: [correlation_id, causation_id, idempotency_key, actor_id]
${more}`;
const STREAMS = `streams:
${stream('requests', 'INTENT')}${stream('facts', 'FACT')}${stream('sightings', 'OBSERVATION')}`;

const fact = (...names: readonly string[]) =>
  model('pascal', Object.fromEntries(names.map((name) => [name, { stream: 'facts' }])), STREAMS);
const seen = (...names: readonly string[]) =>
  model('pascal', Object.fromEntries(names.map((name) => [name, { stream: 'sightings' }])), STREAMS);
/** A request with both its ends. */
const intent = (name: string, done = 'OrderPlaced', refused = 'OrderPlacementRejected') =>
  model(
    'pascal',
    {
      [name]: { stream: 'requests', outcomes: `{ success: [${done}], failure: [${refused}], within: 1d }` },
      [done]: { stream: 'facts' },
      [refused]: { stream: 'facts' },
    },
    STREAMS,
  );

const SYSTEMS = `systems:
  daggerheart: { version: 1.0.0, description: The rules of the game. }
  pathfinder: { version: 2.0.0, description: Other rules. }
`;
const game = (events: Events, commands = '') =>
  model('dotted', events, `${SYSTEMS}${commands && `commands:\n${commands}`}`);
const core = (name: string) => game({ [name]: {} });
const system = (name: string, owner = 'daggerheart') => game({ [name]: { owner } });
const command = (name: string, owner: string, emits: string) =>
  `  ${name}:\n    owner: ${owner}\n    subject: order\n    mutates: true\n    emits: [${emits}]\n    idempotency_key: id\n    payload: { order_id: uuid }\n`;

const dotted = (...names: readonly string[]) => model('dotted', Object.fromEntries(names.map((name) => [name, {}])));
const evidence = (...names: readonly string[]) => model('pascal', Object.fromEntries(names.map((name) => [name, {}])));

const LOG = `streams:\n${stream('log', 'FACT')}`;
const eventing = (names: readonly string[], rest = '') =>
  model('dotted', Object.fromEntries(names.map((name) => [name, { stream: 'log', producer: 'shop' }])), LOG + rest);
const heard = (name: string, consumers: string) => eventing([name], `consumers:\n${consumers}`);
const consumer = (id: string, name: string, awaits: boolean) => `  ${id}:
    description: Hears it.
    service: mailroom
    kind: service
    on: { ${name}: [1] }
    unknown_version: park
    dedupe_by: id
    ordering: none
    awaits_reply: ${awaits}
`;
const both = (clause: string, satisfies: Case, ...violating: readonly Case[]): readonly Proof[] =>
  violating.map((violates) => ({ clause, violates, satisfies }));

const REST_TAKEN = { 'sys.daggerheart.rest_taken': { owner: 'daggerheart' }, 'session.ended': {} };

export const PROOFS: readonly Proof[] = [
  ...both(
    'HL-003',
    fact('OrderPlaced'),
    { model: `${fact('OrderPlaced').model}`.replace('record_kind: FACT', 'record_kind: FACT\n    kafka_replicas: 3') },
    { model: `${fact('OrderPlaced').model}`.replace(/facts\b/g, 'kafka_facts') },
  ),
  ...both('HL-011', fact('OrderShipped'), fact('ShipOrderNow'), fact('IssueInvoice'), fact('OrderWillShip')),
  ...both('HL-011', intent('ShipmentRequested'), intent('ShipOrder')),
  ...both('HL-011', seen('ParcelScanned'), seen('SubmitReading'), seen('ParcelWillArrive')),
  ...both('HL-012', intent('SeatHoldRequested', 'SeatHeld', 'SeatHoldExpired'), fact('SeatTentativelyHeld')),
  ...both('HL-012', fact('SeatHoldExpired'), fact('ProvisionallyBookedRoom'), fact('BookingHeldTemporarily')),
  ...both('HL-051', intent('OrderPlacementRequested'), intent('PlaceOrder'), intent('CreateInvoice')),
  ...both('HL-051', intent('UserRequestedPasswordReset'), intent('OrderCancelled'), intent('RefundApproval')),
  ...both('HL-051', intent('PaymentAttempted'), intent('CancelSubscription')),
  ...both('HL-053', fact('OrderPlaced'), fact('OrderPending'), fact('ProvisionalInvoice')),
  ...both('HL-053', fact('InvoiceIssued'), fact('DraftInvoice'), fact('OrderUnconfirmed'), fact('PaymentInProgress')),
  ...both('HL-055', seen('TemperatureRecorded', 'UserActivityLogged'), seen('TemperatureIs25Degrees')),
  ...both('HL-055', seen('HealthCheckCompleted', 'TemperatureReading'), seen('ValueIsAccurate'), seen('DoorIsOpen')),
  ...both('HL-055', seen('HumidityMeasured'), seen('Temperature25Degrees')),

  ...both(
    'GS-022',
    game(REST_TAKEN, command('session.end', 'core', 'session.ended')),
    game(REST_TAKEN, command('session.end', 'core', 'sys.daggerheart.rest_taken')),
    game(REST_TAKEN, command('session.end', 'core', 'session.ended, sys.daggerheart.rest_taken')),
  ),
  ...both(
    'GS-023',
    game(REST_TAKEN, command('sys.daggerheart.rest.take', 'daggerheart', 'sys.daggerheart.rest_taken')),
    game(REST_TAKEN, command('sys.daggerheart.rest.take', 'daggerheart', 'session.ended')),
  ),
  ...both('GS-050', core('campaign.created'), core('sys.core.created'), core('sys.daggerheart.rest_taken')),
  ...both('GS-051', core('participant.updated'), core('campaign.member.role.changed'), core('CampaignCreated')),
  ...both('GS-051', core('scene.gate_opened'), core('created'), core('Campaign.Created')),
  ...both('GS-052', system('sys.daggerheart.damage_applied'), system('daggerheart.damage_applied')),
  ...both('GS-052', system('sys.daggerheart.hope.spent'), core('daggerheart.damage_applied'), system('DamageApplied')),
  ...both('GS-054', system('sys.daggerheart.x_taken'), system('sys.daggerheart.x_taken', 'pathfinder')),
  ...both('GS-060', system('sys.daggerheart.rest_taken'), core('sys.daggerheart.rest_taken')),
  ...both('GS-060', system('sys.pathfinder.rest_taken', 'pathfinder'), system('sys.pathfinder.rest_taken')),
  ...both('GS-061', core('session.ended'), game({ 'session.ended': { owner: '' } })),
  ...both(
    'GS-061',
    game(REST_TAKEN, command('session.end', 'core', 'session.ended')),
    game(REST_TAKEN, command('session.end', '""', 'session.ended').replace('    owner: ""\n', '')),
  ),

  ...both('ES-005', dotted('ingestion.dataset.ingested'), dotted('dataset.ingest'), dotted('search.index.rebuild')),
  ...both('ES-013', dotted('ingestion.dataset_created'), dotted('created'), dotted('DatasetCreated')),
  ...both('ES-020', dotted('search.index.rebuilt'), dotted('DatasetCreated'), dotted('ingest_dataset')),
  ...both('ES-020', dotted('search.index_rebuilt'), dotted('index.rebuilt'), dotted('a.search.index.rebuilt')),
  ...both('ES-021', dotted('search.index.rebuilt'), dotted('search.index.rebuild'), dotted('search.index.rebuilding')),
  ...both(
    'ES-021',
    dotted('ai.enrichment_completed'),
    dotted('ai.text.enrichment'),
    dotted('ai.text.will_be_enriched'),
  ),

  ...both('FA-050', evidence('OfferAccepted'), evidence('UpdateOfferStatus'), evidence('SetOfferPrice')),
  ...both('FA-050', evidence('OfferWithdrawn'), evidence('OfferStatusUpdated'), evidence('OfferRowChanged')),

  ...both('EM-010', eventing(['chat.message.created']), eventing(['chat.message.create']), eventing(['chat.post.add'])),
  ...both('EM-015', eventing(['billing.invoice.sent']), eventing(['billing.invoice.send_requested'])),
  ...both(
    'EM-015',
    eventing(['billing.invoice.paid']),
    eventing(['billing.invoice.pay']),
    eventing(['user.export_requested']),
  ),
  ...both('EM-023', eventing(['order.shipped']), eventing(['order.should_be_shipped'])),
  ...both('EM-023', eventing(['lead.assigned']), eventing(['lead.will_be_assigned']), eventing(['invoice.to_be_sent'])),
  ...both('EM-041', eventing(['chat.message.sent']), eventing(["''"]), eventing(['event1']), eventing(['TODO'])),
  ...both(
    'EM-060',
    eventing(['chat.message.created']),
    eventing(['ChatMessageCreated']),
    eventing(['message_created']),
  ),
  ...both(
    'EM-060',
    eventing(['chat.message_created', 'chat.room_closed', 'chat.room_opened']),
    eventing(['chat.message_created', 'chat.room_closed', 'chat.room-opened']),
  ),
  ...both(
    'EM-061',
    eventing(['chat.message.sent']),
    eventing(['chat.message.send']),
    eventing(['chat.room.closing']),
    eventing(['media.document.upload']),
  ),
  ...both(
    'EM-140',
    heard('billing.invoice.sent', consumer('archive', 'billing.invoice.sent', false)),
    heard('billing.invoice.send', consumer('sender', 'billing.invoice.send', true)),
    heard('billing.invoice.create', consumer('writer', 'billing.invoice.create', true)),
  ),
];
