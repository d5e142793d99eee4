/** The clauses on behavior code once more, in other words: helpers, constants, wrappers, other idioms, and sensible code that looks bad. */
import type { Case, Proof } from './proof.ts';

const GAME = `
factline: 1
model: game
profiles: [game]
names: dotted
services: { table: { owns: [hero] } }
subjects: { hero: { id: hero_id } }
events:
  hero.created: { description: A hero came., replay_intent: projection_and_replay, owner: core, subject: hero, version: 1, classification: internal, payload: { hero_id: string, hp: integer } }
  hero.healed: { description: A hero rested., replay_intent: replay_only, owner: core, subject: hero, version: 1, classification: internal, payload: { hero_id: string, hp_after: integer } }
  diary.written: { description: Somebody wrote., replay_intent: audit_only, owner: core, subject: hero, version: 1, classification: internal, payload: { hero_id: string, text: string } }
commands:
  hero.create: { description: Make a hero., owner: core, subject: hero, mutates: true, emits: [hero.created], payload: { hero_id: string, hp: integer } }
projections:
  roster: { description: Who plays., on: [hero.created], key: hero_id, apply: inline, horizon: forever }
`;
interface Code {
  readonly top?: string;
  readonly fold?: string;
  readonly view?: string;
  readonly decide?: string;
  readonly handle?: string;
}
const HEALED = "'hero.healed': (state, event) => ({ ...state, hp: event.payload.hp_after })";
const CREATED = "'hero.created': (state, event) => ({ ...state, hp: event.payload.hp })";
const game = ({ top = '', fold = `${CREATED}, ${HEALED}`, view, decide, handle }: Code = {}): Case => ({
  model: GAME,
  behavior: `${top}
export const folds = { hero: { initial: { hp: 0 }, on: { ${fold} } } };
export const projections = { roster: { initial: { hp: 0 }, on: { ${view ?? "'hero.created': (row, { payload }) => ({ hp: payload.hp })"} } } };
export const deciders = { ${decide ?? "'hero.create': (state, command) => accept({ type: 'hero.created', payload: command.payload })"} };
export const handlers = { 'hero.create': ${handle ?? "(request, { execute }) => execute({ type: 'hero.create', payload: request.body })"} };
`,
});
const folding = (body: string, top = '') => game({ top, fold: `'hero.created': ${body}, ${HEALED}` });
const viewing = (body: string, top = '') => game({ top, view: `'hero.created': ${body}` });
const handling = (body: string, top = '') => game({ top, handle: body });

interface Shop {
  readonly top?: string;
  readonly head?: string;
  readonly effects?: string;
  readonly kind?: string;
  readonly dedupe?: string;
  readonly versions?: string;
  readonly end?: string;
}
/** A shop whose orders are mailed; the consumer's body is given. */
const shop = (body: string, given: Shop = {}): Case => ({
  model: `
factline: 1
model: shop
names: dotted
services: { shop: { owns: [order] }, mailroom: {} }
subjects: { order: { id: order_id } }
streams:
  facts: { description: What happened., record_kind: FACT, partition_key: order_id, ordering_scope: partition, retention: 90d, time: { t_event: record }, idempotency: { strategy: record_id }, delivery: at_least_once, requires: [correlation_id, causation_id, idempotency_key] }
events:
  shop.order.placed: { description: Accepted., stream: facts, replay_intent: audit_only, owner: core, subject: order, producer: shop, version: ${given.versions === undefined ? 1 : 2}, classification: internal, retention: 90d, purpose: transition, visibility: published, payload: { order_id: uuid, total: number, deadline: datetime, partition: string, vendor: string } }
consumers:
  mailer: { description: Mails., service: mailroom, kind: ${given.kind ?? 'service'}, on: { shop.order.placed: ${given.versions ?? '[1]'} }, unknown_version: park, dedupe_by: ${given.dedupe ?? 'id'}, ordering: none, awaits_reply: false, effects: [ ${(
    given.effects ?? 'sendMail'
  )
    .split(' ')
    .map((name) => `{ name: ${name}, guard: id }`)
    .join(', ')} ] }
`,
  behavior: `${given.top ?? ''}
export const consumers = { mailer: ${given.head ?? '(event, { effects, issue })'} => { ${body} } };
${given.end ?? ''}`,
});
const SEND = 'effects.sendMail({ order: event.payload.order_id });';
const CALLS = { effects: 'bookVan bookBike sendMail' };
const TWO = { versions: '[1, 2]' };

const each = (clauses: readonly string[], pairs: readonly (readonly [Case, Case])[]): readonly Proof[] =>
  clauses.flatMap((clause) => pairs.map(([violates, satisfies]) => ({ clause, violates, satisfies })));

export const PROOFS: readonly Proof[] = [
  ...each(
    ['GS-025'],
    [
      [
        folding('() => ({ hp: random() })', 'const { random } = Math;'),
        folding('(s, e) => ({ hp: Math.max(0, e.payload.hp), y: Date.parse(e.t_event) })'),
      ],
      [
        folding('() => ({ hp: dice.roll() })', 'const dice = { roll: () => Math.random() };'),
        folding('(s, e) => ({ hp: mix(e.sequence) })', 'const mix = (n) => (n ^ (n << 13)) >>> 0;'),
      ],
      [
        folding('function (s) { this.n = (this.n ?? 0) + 1; return { n: this.n }; }'),
        folding('() => { let n = 0; for (const x of [1, 2]) n += x; return { hp: n }; }'),
      ],
      [
        game({
          decide:
            "'hero.create': (s, c) => accept({ type: 'hero.created', payload: { at: new Date().toISOString() } })",
        }),
        game({
          decide: "'hero.create': (s, c) => accept({ type: 'hero.created', payload: { ...c.payload, at: c.t } })",
        }),
      ],
    ],
  ),
  ...each(
    ['GS-013'],
    [
      [
        viewing('() => ({ seen: stamp() })', 'const stamp = () => Date.now();'),
        viewing('(row, e) => ({ seen: e.t_event })'),
      ],
      [
        viewing('(row, e) => { rows.push(e.id); return { n: rows.length }; }', 'const rows = [];'),
        viewing('(row, e) => { const rows = [...(row.ids ?? [])]; rows.push(e.id); return { ids: rows }; }'),
      ],
    ],
  ),
  ...each(
    ['GS-002'],
    [
      [
        handling(
          "(request, { execute }) => { const done = execute({ type: 'hero.create', payload: request.body }); for (const e of done.events) e.payload.hp = 9; return done; }",
        ),
        handling(
          "(request, { execute }) => { const done = execute({ type: 'hero.create', payload: request.body }); return done.rejected ? { status: 409 } : { status: 201 }; }",
        ),
      ],
      [
        handling(
          "(request, { execute }) => { const { events } = execute({ type: 'hero.create' }); events.forEach((e) => { delete e.payload.hp; }); }",
        ),
        folding('(s, e) => Object.assign({}, s, e.payload)'),
      ],
      [
        folding('(s, e) => { fix(e); return s; }', 'const fix = (one) => { one.payload.hp = 0; };'),
        folding('(s, e) => { const copy = structuredClone(e.payload); copy.hp = 1; return copy; }'),
      ],
    ],
  ),
  ...each(
    ['GS-001', 'GS-010', 'GS-062'],
    [
      [
        handling(
          '(request, ctx) => store(ctx, request.body)',
          'const store = ({ append, apply }, e) => { append(e); apply(e); };',
        ),
        handling(
          "(request, { execute }) => run(execute, 'hero.create', request.body)",
          'const run = (execute, type, payload) => execute({ type, payload });',
        ),
      ],
      [handling("(request, { emit }) => emit({ type: 'hero.created' })"), game()],
    ],
  ),
  ...each(
    ['GS-001'],
    [
      [
        handling('(request, { execute }) => execute({ type: TYPE, payload: {} })', "const TYPE = 'hero.make';"),
        handling('(request, { execute }) => execute({ type: TYPE, payload: {} })', "const TYPE = 'hero.create';"),
      ],
    ],
  ),
  ...each(
    ['GS-011', 'GS-021'],
    [
      [
        handling('(request, { projections }) => { projections.roster.set(request.body.id, { hp: 1 }); }'),
        handling(
          "(request, { execute }) => { const body = new Map(); body.set('hp', 1); return execute({ type: 'hero.create', payload: Object.fromEntries(body) }); }",
        ),
      ],
      [handling('(request, { execute }) => { rosterStore.upsert(request.body); }'), game()],
    ],
  ),
  ...each(
    ['GS-041', 'GS-031'],
    [
      [
        game({ top: "const HEALED = 'hero.healed';", fold: '[HEALED]: (s) => s' }),
        game({ top: "const T = { healed: 'hero.healed' };", fold: `${CREATED}, [T.healed]: (s) => s` }),
      ],
    ],
  ),
  ...each(
    ['GS-043', 'GS-033'],
    [
      [
        game({
          top: "const T = { written: 'diary.written' } as const;",
          fold: `${CREATED}, ${HEALED}, [T.written]: (s) => s`,
        }),
        game({ fold: "'*': (s, e) => ({ ...s, last: e.type })" }),
      ],
    ],
  ),
  ...each(['GS-044'], [[game({ fold: `${CREATED}, ${HEALED}, 'sys.dnd.luck_spent': (s) => s` }), game()]]),
  ...each(
    ['EM-030'],
    [
      [
        shop('effects.purgeEvents({ id: event.id });', { effects: 'purgeEvents' }),
        shop('effects.updateCalendarEvent({});', { effects: 'updateCalendarEvent' }),
      ],
      [
        shop('payload.total = 1; effects.sendMail({});', { head: '({ payload }, { effects })' }),
        shop('const order = { ...event.payload }; order.total = 2; effects.sendMail(order);'),
      ],
    ],
  ),
  ...each(
    ['EM-130', 'EM-131', 'EM-132'],
    [
      [shop(`kafka.producer().send({ topic: 'x' }); ${SEND}`), shop(SEND)],
      [shop(SEND, { top: "import amqp from 'amqplib';" }), shop(SEND, { top: "import type { A } from './types.ts';" })],
    ],
  ),
  ...each(
    ['EM-131', 'EM-132'],
    [
      [
        shop(`const { offset } = event.meta; if (offset > 5) ${SEND}`),
        shop('const { partition } = event.payload; effects.sendMail({ partition });'),
      ],
      [
        shop(`if (event.headers['x-redelivered']) return; ${SEND}`),
        shop(`const { payload } = event; if (payload.vendor === 'acme') ${SEND}`),
      ],
      [
        shop('if (msg.partitionKey) effects.sendMail({});', { head: '(msg, { effects })' }),
        shop('effects.sendMail({ partition });', { head: '({ payload: { partition } }, { effects })' }),
      ],
      [shop(`if (process.env.BROKER === 'nats') ${SEND}`), shop(SEND)],
    ],
  ),
  ...each(
    ['ES-054', 'EM-003', 'EM-142'],
    [
      [
        shop('effects.sendMail({ score: effects.askScore({}) });', { effects: 'sendMail askScore' }),
        shop(`effects.askScore({}); return ${SEND}`, { effects: 'sendMail askScore' }),
      ],
      [
        shop(`while (!effects.isPaid({})) {} ${SEND}`, { effects: 'sendMail isPaid' }),
        shop('[1, 2].forEach((n) => effects.sendMail({ n }));'),
      ],
      [shop(`waitForReply('paid', event.id); ${SEND}`), shop(SEND, { head: 'async (event, { effects })' })],
      [shop('setTimeout(() => effects.sendMail({}), 1000);'), shop(SEND)],
    ],
  ),
  ...each(
    ['EM-142'],
    [
      [
        shop('issue("Pay", {}, (reply) => effects.sendMail({ reply }));'),
        shop('effects.sendMail({ promised: event.payload.total > 3 });'),
      ],
    ],
  ),
  ...each(
    ['EM-143'],
    [
      [
        shop('event.payload.total > 9 && effects.bookVan({}); effects.bookBike({}); effects.sendMail({});', CALLS),
        shop('effects.bookVan({}); effects.bookBike({}); effects.sendMail({});', CALLS),
      ],
      [
        shop('choose(event, effects);', {
          ...CALLS,
          top: 'const choose = (e, to) => { if (e.payload.total > 9) to.bookVan({}); else to.bookBike({}); to.sendMail({}); };',
        }),
        shop('if (event.payload.total > 9) effects.bookVan({}); else effects.bookBike({}); effects.sendMail({});', {
          ...CALLS,
          kind: 'workflow',
        }),
      ],
    ],
  ),
  ...each(
    ['ES-032'],
    [
      [
        shop('effects.sendMail(event.payload);', TWO),
        shop("const run = BY[event.version]; if (!run) throw new Error('unknown'); run(effects);", {
          ...TWO,
          top: 'const BY = { 1: (to) => to.sendMail({ v: 1 }), 2: (to) => to.sendMail({ v: 2 }) };',
        }),
      ],
      [
        shop(SEND, TWO),
        shop(SEND, { ...TWO, end: "export const upcasters = { 'shop.order.placed': { 1: (p) => ({ ...p }) } };" }),
      ],
    ],
  ),
  ...each(
    ['ES-042'],
    [
      [
        shop(`const key = event.t_event; if (seen.has(key)) return; seen.add(key); ${SEND}`, {
          top: 'const seen = new Set();',
        }),
        shop('effects.sendMail({ idempotencyKey: event.id, at: event.t_event });'),
      ],
      [
        shop(`if (event.t_event <= last) return; last = event.t_event; ${SEND}`, { top: 'let last = "";' }),
        shop('if (event.payload.deadline === event.t_event) effects.sendMail({ late: true });'),
      ],
      [
        shop('effects.sendMail({ dedupeKey: `${event.subject_id}:${event.t_event}` });'),
        shop('effects.sendMail({ key: `${event.id}-${event.t_event}` });'),
      ],
    ],
  ),
  ...each(
    ['ES-040', 'ES-041', 'EM-031', 'EM-082'],
    [
      [
        shop('count += 1; effects.sendMail({ count });', { top: 'let count = 0;', dedupe: 'none' }),
        shop('effects.sendMail({ id: event.id });', { dedupe: 'none' }),
      ],
      [
        shop('totals.orders++; effects.sendMail({});', { top: 'const totals = { orders: 0 };', dedupe: 'none' }),
        shop('let lines = 0; for (const n of [1, 2]) lines += n; effects.sendMail({ lines });', { dedupe: 'none' }),
      ],
    ],
  ),
  ...each(
    ['ES-052'],
    [
      [
        shop(`const cutoff = Date.now() - 60000; if (Date.parse(event.t_event) < cutoff) return; ${SEND}`),
        shop(`if (event.payload.deadline < event.t_event) return; ${SEND}`),
      ],
      [
        shop(`if (isStale(event)) return; ${SEND}`, {
          top: 'const isStale = (e) => Date.parse(e.t_log) - Date.parse(e.t_event) > 60000;',
        }),
        shop(`if (isStale(event)) { effects.setAside({ id: event.id }); return; } ${SEND}`, {
          top: 'const isStale = (e) => Date.parse(e.t_log) - Date.parse(e.t_event) > 60000;',
          effects: 'sendMail setAside',
        }),
      ],
      [
        shop(`if (Date.parse(event.t_log) > Date.parse(event.t_event) + MINUTE) return; ${SEND}`, {
          top: 'const MINUTE = 60_000;',
        }),
        shop('effects.sendMail({ day: DAYS[new Date(event.t_event).getUTCDay()] });', { top: 'const DAYS = ["su"];' }),
      ],
      [
        shop('Date.parse(event.t_log) - Date.parse(event.t_event) < 60000 && effects.sendMail({});'),
        shop(`if (Date.parse(event.t_log) - Date.parse(event.t_event) > 60000) throw new Error('old'); ${SEND}`),
      ],
    ],
  ),
];
