/** Clauses on what behavior code does, as far as reading it shows. */
import type { Case, Proof } from './proof.ts';

/** A whole little game: one subject, an event of each intent, a command, a view. */
const game = (more = '') => `
factline: 1
model: game
profiles: [game]
names: dotted
services: { table: { owns: [character] } }
subjects: { character: { id: character_id } }
events:
  character.named: { description: A name was chosen., replay_intent: projection_and_replay, owner: core, subject: character, version: 1, classification: internal, payload: { character_id: string, name: string } }
  character.renamed: { description: Another name was chosen., replay_intent: replay_only, owner: core, subject: character, version: 1, classification: internal, payload: { character_id: string, name: string } }
  story.noted: { description: Somebody wrote something down., replay_intent: audit_only, owner: core, subject: character, version: 1, classification: internal, payload: { character_id: string, text: string } }
commands:
  character.name: { description: Choose a name., owner: core, subject: character, mutates: true, emits: [character.named], payload: { character_id: string, name: string } }
projections:
  characters: { description: Who plays., on: [character.named], key: character_id, apply: inline, horizon: forever }
${more}`;
interface Code {
  readonly fold?: string;
  readonly view?: string;
  readonly decider?: string;
  readonly handler?: string;
  readonly top?: string;
}
const NAMED = "'character.named': (state, event) => ({ ...state, name: event.payload.name })";
const RENAMED = "'character.renamed': (state, event) => ({ ...state, name: event.payload.name })";
const VIEW = "'character.named': (row, event) => ({ name: event.payload.name })";
const DECIDER = "'character.name': (state, command) => accept({ type: 'character.named', payload: command.payload })";
const HANDLER = "(request, { execute }) => execute({ type: 'character.name', payload: request.body })";
const code = ({
  fold = `${NAMED}, ${RENAMED}`,
  view = VIEW,
  decider = DECIDER,
  handler = HANDLER,
  top = '',
}: Code = {}) => `${top}
export const folds = { character: { initial: { name: '' }, on: { ${fold} } } };
export const projections = { characters: { initial: { name: '' }, on: { ${view} } } };
export const deciders = { ${decider} };
export const handlers = { 'character.name': ${handler} };
`;
const played: Case = { model: game(), behavior: code() };
const broken = (clauses: readonly string[], wrong: Code): readonly Proof[] =>
  clauses.map((clause) => ({
    clause,
    violates: { model: game(), behavior: code(wrong) },
    satisfies: played,
  }));

const STREAMS = `
  facts: { description: What happened., record_kind: FACT, partition_key: order_id, ordering_scope: partition, retention: 90d, time: { t_event: record }, idempotency: { strategy: record_id }, delivery: at_least_once, requires: [correlation_id, causation_id, idempotency_key] }`;
/** One event with one consumer, for the profiles that speak of delivery. */
const delivery = (profile: string, { versions = '[1]', effects = 'send_mail', kind = 'service' } = {}) => `
factline: 1
model: shop
profiles: [${profile}]
names: ${profile === 'evidence' || profile === 'hless' ? 'pascal' : 'dotted'}
services: { shop: { owns: [order] }, mailroom: {} }
subjects: { order: { id: order_id } }
streams:${STREAMS}
events:
  ${profile === 'evidence' || profile === 'hless' ? 'OrderPlaced' : 'shop.order.placed'}:
    description: The shop accepted an order.
    stream: facts
    replay_intent: audit_only
    owner: core
    subject: order
    producer: shop
    version: ${versions.includes('2') ? 2 : 1}
    classification: internal
    retention: 90d
    purpose: transition
    visibility: published
    payload: { order_id: uuid, total: number }${versions.includes('2') ? '\n    versions: { 1: { payload: { order_id: uuid } } }\nmigrations:\n  placed-2: { event: shop.order.placed, from: 1, to: 2, plan: both are read for 30 days }' : ''}
consumers:
  mailer:
    description: Mails receipts.
    service: mailroom
    kind: ${kind}
    on: { ${profile === 'evidence' || profile === 'hless' ? 'OrderPlaced' : 'shop.order.placed'}: ${versions} }
    unknown_version: park
    dedupe_by: id
    ordering: none
    awaits_reply: false
    effects: [ ${effects
      .split(' ')
      .map((name) => `{ name: ${name}, guard: id }`)
      .join(', ')} ]
`;
const mailer = (body: string, top = '', head = '(event, { effects, issue })') =>
  `${top}\nexport const consumers = { mailer: ${head} => { ${body} } };\n`;
const SEND = 'effects.send_mail({ order: event.payload.order_id });';
const delivered = (clauses: readonly string[], profile: string, behavior: string): readonly Proof[] =>
  clauses.map((clause) => ({
    clause,
    violates: { model: delivery(profile), behavior },
    satisfies: { model: delivery(profile), behavior: mailer(SEND) },
  }));

const BRANCHING =
  'if (event.payload.total > 100) effects.check_credit({}); else effects.book_van({}); effects.send_mail({});';
const THREE = 'check_credit book_van send_mail';
const SWITCH =
  "switch (event.version) { case 1: effects.send_mail({ v: 1 }); break; case 2: effects.send_mail({ v: 2 }); break; default: throw new Error('unknown version'); }";

export const PROOFS: readonly Proof[] = [
  // Handlers that the intents ask for.
  ...broken(['GS-031', 'GS-042', 'GS-034', 'GS-040', 'GS-063'], { view: '' }),
  ...broken(['GS-041', 'GS-032', 'GS-034', 'GS-040', 'GS-063'], { fold: NAMED }),
  ...broken(['GS-031', 'GS-041'], { fold: RENAMED }),
  ...broken(['GS-032', 'GS-034'], { view: `${VIEW}, 'character.renamed': (row) => row` }),
  ...broken(['GS-043', 'GS-033', 'GS-034', 'GS-040'], {
    fold: `${NAMED}, ${RENAMED}, 'story.noted': (state, event) => ({ ...state, notes: event.payload.text })`,
  }),
  ...broken(['GS-033'], { view: `${VIEW}, 'story.noted': (row, event) => ({ ...row, note: event.payload.text })` }),
  ...broken(['GS-044', 'GS-040'], { fold: `${NAMED}, ${RENAMED}, 'sys.other.hope.spent': (state) => state` }),
  ...broken(['GS-044'], { fold: `${NAMED}, ${RENAMED}, 'character.vanished': (state) => state` }),
  // One path from command to event.
  ...broken(['GS-001'], { decider: '' }),
  ...broken(['GS-001'], { decider: `${DECIDER}, 'character.kill': (state, command) => accept()` }),
  ...broken(['GS-001', 'GS-010', 'GS-062'], {
    handler: "(request, { append }) => append({ type: 'character.named', payload: request.body })",
  }),
  ...broken(['GS-001', 'GS-010', 'GS-062'], {
    top: 'const appendAndApply = (tools, event) => { tools.journal.append(event); tools.apply(event); };',
    handler: "(request, tools) => appendAndApply(tools, { type: 'character.named', payload: request.body })",
  }),
  ...broken(['GS-010'], {
    handler: "(request, context) => { context.apply(request.body); context.execute({ type: 'character.name' }); }",
  }),
  ...broken(['GS-011', 'GS-021', 'GS-062'], { handler: '(request, { stores }) => stores.Character.Put(request.body)' }),
  ...broken(['GS-011', 'GS-021'], {
    top: "import { characterStore } from '../stores/character.ts';",
    handler: '(request) => characterStore.save(request.body)',
  }),
  ...broken(['GS-021'], {
    top: 'const view = {};',
    handler: '(request, { execute }) => { view[request.body.id] = request.body; }',
  }),
  {
    clause: 'HL-020',
    violates: {
      model: delivery('hless'),
      behavior:
        'const order_view = {};\nexport const handlers = { ship: (request) => { order_view.status = "shipped"; } };',
    },
    satisfies: { model: delivery('hless'), behavior: mailer(SEND) },
  },
  ...delivered(['HL-020'], 'hless', mailer('db.order_view.update({ status: "paid" });')),
  ...delivered(
    ['FA-051'],
    'evidence',
    'export const handlers = { pay: (request, { db, execute }) => { db.orders.insert(request.body); execute({ type: "Pay", payload: {} }); } };',
  ),
  // The same result at every replay.
  ...broken(['GS-013', 'GS-025'], { view: "'character.named': () => ({ at: Date.now() })" }),
  ...broken(['GS-025'], {
    top: 'function roll() { return Math.ceil(Math.random() * 12); }',
    fold: `'character.named': (state) => ({ ...state, hp: roll() }), ${RENAMED}`,
  }),
  ...broken(['GS-013', 'GS-025'], {
    top: 'let count = 0;',
    view: "'character.named': (row) => { count++; return { n: count }; }",
  }),
  ...broken(['GS-002'], {
    handler:
      "(request, { execute }) => { const done = execute({ type: 'character.name', payload: request.body }); done.events[0].payload.name = 'x'; return done; }",
  }),
  ...broken(['GS-002'], {
    fold: `'character.named': (state, event) => { event.payload.name = 'x'; return { ...state }; }, ${RENAMED}`,
  }),
  ...delivered(
    ['FA-002'],
    'evidence',
    'export const projections = { board: { initial: {}, on: { OrderPlaced: (row) => ({ paid: billing.invoices.count() }) } } };',
  ),
  ...delivered(
    ['FA-002'],
    'evidence',
    'export const projections = { board: { initial: {}, on: { OrderPlaced: (row) => ({ rate: fetch("https://x") }) } } };',
  ),
  // Delivery.
  ...delivered(['EM-030'], 'eventing', mailer(`event.payload.total = 0; ${SEND}`)),
  ...delivered(['EM-030'], 'eventing', mailer(`const { payload } = event; delete payload.total; ${SEND}`)),
  ...delivered(['EM-030'], 'eventing', mailer('effects.delete_event({ id: event.id });')),
  ...delivered(['EM-130', 'EM-131', 'EM-132'], 'eventing', mailer(SEND, "import { Kafka } from 'kafkajs';")),
  ...delivered(['EM-132', 'EM-131'], 'eventing', mailer(`if (event.offset > 10) ${SEND}`)),
  ...delivered(['EM-132'], 'eventing', mailer(SEND, '', '({ partition, payload, ...event }, { effects })')),
  ...delivered(['EM-131'], 'eventing', mailer(`if (event.meta.transport === 'nats') ${SEND}`)),
  ...delivered(
    ['EM-003', 'EM-142'],
    'eventing',
    mailer('const paid = issue("Pay", {}); if (paid.ok) effects.send_mail({});'),
  ),
  ...delivered(
    ['EM-142', 'EM-003'],
    'eventing',
    mailer('await effects.send_mail({});', '', 'async (event, { effects })'),
  ),
  ...delivered(['ES-054'], 'envelope', mailer('await effects.send_mail({});', '', 'async (event, { effects })')),
  ...delivered(['ES-054'], 'envelope', mailer('issue("Pay", {}).then((paid) => effects.send_mail({ paid }));')),
  {
    clause: 'EM-143',
    violates: { model: delivery('eventing', { effects: THREE }), behavior: mailer(BRANCHING) },
    satisfies: { model: delivery('eventing', { effects: THREE, kind: 'workflow' }), behavior: mailer(BRANCHING) },
  },
  {
    clause: 'ES-032',
    violates: { model: delivery('envelope', { versions: '[1, 2]' }), behavior: mailer(SEND) },
    satisfies: { model: delivery('envelope', { versions: '[1, 2]' }), behavior: mailer(SWITCH) },
  },
  ...delivered(
    ['ES-042'],
    'envelope',
    mailer(`if (seen.has(event.t_event)) return; seen.add(event.t_event); ${SEND}`, 'const seen = new Set();'),
  ),
  ...delivered(
    ['ES-042'],
    'envelope',
    mailer('effects.send_mail({ idempotency_key: `${event.type}-${event.t_event}` });'),
  ),
  ...delivered(['ES-052'], 'envelope', mailer(`if (Date.now() - Date.parse(event.t_event) > 60000) return; ${SEND}`)),
  ...delivered(
    ['ES-052'],
    'envelope',
    mailer(`const age = Date.parse(event.t_log) - Date.parse(event.t_event); if (age > 60_000) return; ${SEND}`),
  ),
];
