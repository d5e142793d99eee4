/** The bench: small consumers and projections with one known fault each, and a healthy twin that does the same work without it. */
import type { SimRecord } from '../../writepath/record.ts';
import { accept, reject } from '../../writepath/testing/plain.ts';

type Json = Record<string, unknown>;
interface Event {
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly sequence: number;
  readonly t_event: string;
  readonly payload: { readonly order_id: string; readonly total: number; readonly n?: number };
}
interface Reach {
  readonly effects: Record<string, (data?: unknown) => void>;
  readonly issue: (type: string, payload: unknown, envelope?: Json) => void;
}
export interface Half {
  /** Keys of the consumer in the model besides the usual ones, as YAML. */
  readonly model?: string;
  readonly consumer?: (event: Event, reach: Reach) => void;
  readonly projection?: { readonly model?: string; readonly code: { readonly initial: unknown; readonly on: Json } };
  readonly commands?: string;
  readonly deciders?: Json;
  readonly folds?: Json;
  /** Folds of other subjects. */
  readonly subjects?: Json;
}
export interface BenchCase {
  readonly title: string;
  /** What the fault breaks: `consumer/mailer idempotent`. */
  readonly breaks: string;
  readonly clauses: readonly string[];
  readonly faulty: Half;
  readonly healthy: Half;
}

const MAIL = 'effects: [ { name: send_mail } ]';
const GUARDED = 'effects: [ { name: send_mail, guard: id } ]';
const mail = (event: Event, { effects }: Reach) =>
  effects['send_mail']?.({ to: event.payload.order_id, about: event.type });
const charge = (event: Event, { issue }: Reach) =>
  issue('card.charge', { card_id: event.payload.order_id, amount: event.payload.total });
const CHARGE = (more: string) =>
  `  card.charge: { subject: card, mutates: true, emits: [card.charged], ${more}payload: { card_id: string, amount: number } }\n`;
const always = {
  'card.charge': (_: unknown, c: { payload: unknown }) => accept({ type: 'card.charged', payload: c.payload }),
};
const account = {
  'card.open': (_: unknown, c: { payload: unknown }) => accept({ type: 'card.opened', payload: c.payload }),
  'card.close': (s: Json, c: { payload: unknown }) =>
    s['open'] === true ? accept({ type: 'card.closed', payload: c.payload }) : reject('NOT_OPEN'),
};
const ACCOUNT = `  card.open: { subject: card, mutates: true, emits: [card.opened], idempotency_key: id, payload: { card_id: string } }
  card.close: { subject: card, mutates: true, emits: [card.closed], rejects: [NOT_OPEN], idempotency_key: id, payload: { card_id: string } }
`;
const openClose = (event: Event, { issue }: Reach) =>
  issue(event.type === 'order.placed' ? 'card.open' : 'card.close', { card_id: event.payload.order_id });
const EVERY = ['order.placed', 'order.changed', 'order.closed'];
const every = (handler: unknown) => Object.fromEntries(EVERY.map((type) => [type, handler]));
const mailAndPrint = (event: Event, reach: Reach) => {
  mail(event, reach);
  reach.effects['print']?.({ of: event.id });
};
const openAndCharge = (event: Event, { issue }: Reach) => {
  if (event.type === 'order.placed') issue('card.open', { card_id: event.payload.order_id });
  if (event.type === 'order.changed')
    issue('card.charge', { card_id: event.payload.order_id, amount: event.payload.total });
};

const carefree = (event: Event, reach: Reach) => {
  try {
    mail(event, reach);
  } catch {
    // never mind
  }
};

const outbox = (initial: unknown, handler: unknown): Half => ({
  projection: { model: 'apply: outbox', code: { initial, on: every(handler) } },
});
const inline = (initial: unknown, handler: unknown): Half => ({
  projection: { code: { initial, on: every(handler) } },
});
const folded = (handler: unknown): Half => ({ subjects: { order: { initial: {}, on: every(handler) } } });
const withId = (row: { ids: string[] }, e: Event) => ({
  ids: row.ids.includes(e.id) ? row.ids : [...row.ids, e.id].sort(),
});

export const BENCH: readonly BenchCase[] = [
  {
    title: 'a record that cannot be read, and nobody hears of it',
    breaks: 'consumer/mailer poison',
    clauses: ['ES-062', 'EM-123'],
    faulty: { model: `dedupe_by: id, ${GUARDED}`, consumer: carefree },
    healthy: { model: `dedupe_by: id, ${GUARDED}`, consumer: mail },
  },
  {
    title: 'an outage that nobody hears of',
    breaks: 'consumer/mailer outage',
    clauses: ['EM-083', 'ES-062', 'EM-123'],
    faulty: { model: `dedupe_by: id, ${GUARDED}`, consumer: carefree },
    healthy: { model: `dedupe_by: id, ${GUARDED}`, consumer: mail },
  },
  {
    title: 'a mail from each of two instances',
    breaks: 'consumer/mailer instances',
    clauses: ['ES-041', 'EM-031', 'EM-082'],
    faulty: { model: `dedupe_by: none, ${MAIL}`, consumer: mail },
    healthy: { model: `dedupe_by: none, ${GUARDED}`, consumer: mail },
  },
  {
    title: 'a mail from the slow one too',
    breaks: 'consumer/mailer slow',
    clauses: ['ES-041', 'EM-031', 'EM-034'],
    faulty: { model: `dedupe_by: none, ${MAIL}`, consumer: mail },
    healthy: { model: `dedupe_by: id, ${MAIL}`, consumer: mail },
  },
  {
    title: 'a card charged twice over another transport',
    breaks: 'consumer/mailer transport',
    clauses: ['ES-041', 'EM-031', 'EM-082'],
    faulty: {
      model: 'dedupe_by: none, issues: [card.charge]',
      commands: CHARGE(''),
      deciders: always,
      consumer: charge,
    },
    healthy: {
      model: 'dedupe_by: none, issues: [card.charge]',
      commands: CHARGE('idempotency_key: id, '),
      deciders: always,
      consumer: charge,
    },
  },
  {
    title: 'mail without a guard',
    breaks: 'consumer/mailer effects',
    clauses: ['EM-083', 'EM-031'],
    faulty: { model: `dedupe_by: none, ${MAIL}`, consumer: mail },
    healthy: { model: `dedupe_by: none, ${GUARDED}`, consumer: mail },
  },
  {
    title: 'mail twice on a redelivery',
    breaks: 'consumer/mailer idempotent',
    clauses: ['ES-040', 'ES-041', 'ES-051', 'EM-031', 'EM-082'],
    faulty: { model: `dedupe_by: none, ${MAIL}`, consumer: mail },
    healthy: { model: `dedupe_by: id, ${MAIL}`, consumer: mail },
  },
  {
    title: 'mail twice after a crash',
    breaks: 'consumer/mailer crash',
    clauses: ['ES-041', 'EM-082'],
    faulty: { model: `dedupe_by: none, ${MAIL}`, consumer: mail },
    healthy: { model: `dedupe_by: id, ${MAIL}`, consumer: mail },
  },
  {
    title: 'a card charged twice',
    breaks: 'consumer/mailer idempotent',
    clauses: ['EM-031', 'EM-082'],
    faulty: {
      model: 'dedupe_by: none, issues: [card.charge]',
      commands: CHARGE(''),
      deciders: always,
      consumer: charge,
    },
    healthy: {
      model: 'dedupe_by: none, issues: [card.charge]',
      commands: CHARGE('idempotency_key: id, '),
      deciders: always,
      consumer: charge,
    },
  },
  {
    title: 'a card charged twice after a crash',
    breaks: 'consumer/mailer crash',
    clauses: ['EM-082'],
    faulty: {
      model: 'dedupe_by: none, issues: [card.charge]',
      commands: CHARGE(''),
      deciders: always,
      consumer: charge,
    },
    healthy: {
      model: 'dedupe_by: id, issues: [card.charge]',
      commands: CHARGE(''),
      deciders: always,
      consumer: charge,
    },
  },
  {
    title: 'a guard that takes two events for one',
    breaks: 'consumer/mailer order',
    clauses: ['ES-050', 'EM-032', 'EM-093', 'EM-094'],
    faulty: { model: 'dedupe_by: none, effects: [ { name: send_mail, guard: order_id } ]', consumer: mail },
    healthy: { model: `dedupe_by: none, ${GUARDED}`, consumer: mail },
  },
  {
    title: 'an account that stays open when closing comes first',
    breaks: 'consumer/mailer order',
    clauses: ['ES-050', 'EM-032', 'EM-094'],
    faulty: {
      model: 'dedupe_by: id, issues: [card.open, card.close]',
      commands: ACCOUNT,
      deciders: account,
      consumer: openClose,
    },
    healthy: {
      model: 'dedupe_by: id, ordering: subject, issues: [card.open, card.close]',
      commands: ACCOUNT,
      deciders: account,
      consumer: openClose,
    },
  },
  {
    title: 'a close that was lost finds nothing to close',
    breaks: 'consumer/mailer loss',
    clauses: ['EM-034', 'ES-052'],
    faulty: {
      model: 'dedupe_by: id, issues: [card.open, card.close]',
      commands: ACCOUNT,
      deciders: account,
      consumer: openClose,
    },
    healthy: {
      model: 'dedupe_by: id, issues: [card.open, card.close]',
      commands: ACCOUNT,
      deciders: {
        'card.open': (s: Json, c: { payload: unknown }) =>
          accept({ type: s['closed'] === true ? 'card.closed' : 'card.opened', payload: c.payload }),
        'card.close': (_: Json, c: { payload: unknown }) => accept({ type: 'card.closed', payload: c.payload }),
      },
      folds: {
        'card.closed': () => ({ open: false, closed: true }),
        'card.opened': () => ({ open: true, closed: false }),
      },
      consumer: (event, { issue }) => {
        if (event.type === 'order.closed') issue('card.close', { card_id: event.payload.order_id });
      },
    },
  },
  {
    title: 'a failure that nobody counts',
    breaks: 'consumer/mailer effects',
    clauses: ['ES-062', 'EM-123'],
    faulty: {
      model: `dedupe_by: id, ${GUARDED}`,
      consumer: (event, reach) => {
        try {
          mail(event, reach);
        } catch {
          /* never mind */
        }
      },
    },
    healthy: { model: `dedupe_by: id, ${GUARDED}`, consumer: mail },
  },
  {
    title: 'a consumer that knows each field',
    breaks: 'consumer/mailer version',
    clauses: ['EM-033'],
    faulty: {
      model: `dedupe_by: id, ${GUARDED}`,
      consumer: (event, reach) => {
        if (Object.keys(event.payload).length > 3) throw new Error('what is this?');
        mail(event, reach);
      },
    },
    healthy: { model: `dedupe_by: id, ${GUARDED}`, consumer: mail },
  },
  {
    title: 'a newer version that is dropped',
    breaks: 'consumer/mailer version',
    clauses: ['ES-032', 'EM-033'],
    faulty: { model: `dedupe_by: id, unknown_version: ignore, ${GUARDED}`, consumer: mail },
    healthy: { model: `dedupe_by: id, unknown_version: park, ${GUARDED}`, consumer: mail },
  },
  {
    title: 'a mail done before what may fail',
    breaks: 'consumer/mailer effects',
    clauses: ['EM-083'],
    faulty: {
      model: 'dedupe_by: none, effects: [ { name: send_mail }, { name: print, guard: id } ]',
      consumer: (event, reach) => {
        mail(event, reach);
        reach.effects['print']?.({ of: event.id });
      },
    },
    healthy: {
      model: 'dedupe_by: id, effects: [ { name: send_mail }, { name: print, guard: id } ]',
      consumer: (event, reach) => {
        mail(event, reach);
        reach.effects['print']?.({ of: event.id });
      },
    },
  },
  {
    title: 'a total that a redelivery adds to',
    breaks: 'projection/totals crash',
    clauses: ['GS-072', 'HL-021', 'FA-022', 'GS-004'],
    faulty: {
      projection: {
        model: 'apply: outbox',
        code: {
          initial: { sum: 0 },
          on: every((row: { sum: number }, e: Event) => ({ sum: row.sum + e.payload.total })),
        },
      },
    },
    healthy: {
      projection: {
        model: 'apply: inline',
        code: {
          initial: { sum: 0 },
          on: every((row: { sum: number }, e: Event) => ({ sum: row.sum + e.payload.total })),
        },
      },
    },
  },
  {
    title: 'a count in an outbox',
    breaks: 'projection/totals idempotent',
    clauses: ['GS-072'],
    faulty: {
      projection: {
        model: 'apply: outbox',
        code: { initial: { n: 0 }, on: every((row: { n: number }) => ({ n: row.n + 1 })) },
      },
    },
    healthy: {
      projection: {
        model: 'apply: outbox',
        code: {
          initial: { ids: [] },
          on: every((row: { ids: string[] }, e: Event) => ({
            ids: row.ids.includes(e.id) ? row.ids : [...row.ids, e.id].sort(),
          })),
        },
      },
    },
  },
  {
    title: 'the latest of all orders',
    breaks: 'projection/totals order',
    clauses: ['HL-030', 'GS-003'],
    faulty: {
      projection: {
        model: 'apply: inline',
        code: { initial: { last: '' }, on: every((_: unknown, e: Event) => ({ last: e.id })) },
      },
    },
    healthy: {
      projection: {
        model: 'apply: inline, key: order_id',
        code: { initial: { last: '' }, on: every((_: unknown, e: Event) => ({ last: e.id })) },
      },
    },
  },
  {
    title: 'ranks by arrival',
    breaks: 'projection/totals order',
    clauses: ['HL-030'],
    faulty: {
      projection: {
        model: 'apply: inline',
        code: {
          initial: { seen: [] },
          on: {
            'order.placed': (row: { seen: string[] }, e: Event) => ({ seen: [...row.seen, e.payload.order_id] }),
            'order.changed': (r: unknown) => r,
            'order.closed': (r: unknown) => r,
          },
        },
      },
    },
    healthy: {
      projection: {
        model: 'apply: inline',
        code: {
          initial: { seen: [] },
          on: {
            'order.placed': (row: { seen: string[] }, e: Event) => ({ seen: [...row.seen, e.payload.order_id].sort() }),
            'order.changed': (r: unknown) => r,
            'order.closed': (r: unknown) => r,
          },
        },
      },
    },
  },
  {
    title: 'the second of two effects without a guard',
    breaks: 'consumer/mailer idempotent',
    clauses: ['ES-041', 'EM-031'],
    faulty: {
      model: 'dedupe_by: none, effects: [ { name: send_mail, guard: id }, { name: print } ]',
      consumer: mailAndPrint,
    },
    healthy: {
      model: 'dedupe_by: none, effects: [ { name: send_mail, guard: id }, { name: print, guard: id } ]',
      consumer: mailAndPrint,
    },
  },
  {
    title: 'deduped by a key that no record has',
    breaks: 'consumer/mailer idempotent',
    clauses: ['ES-042', 'EM-082'],
    faulty: { model: `dedupe_by: idempotency_key, ${MAIL}`, consumer: mail },
    healthy: { model: `dedupe_by: id, ${MAIL}`, consumer: mail },
  },
  {
    title: 'a crash between two effects',
    breaks: 'consumer/mailer crash',
    clauses: ['ES-041', 'EM-082'],
    faulty: {
      model: 'dedupe_by: none, effects: [ { name: send_mail }, { name: print, guard: id } ]',
      consumer: mailAndPrint,
    },
    healthy: { model: 'dedupe_by: id, effects: [ { name: send_mail }, { name: print } ]', consumer: mailAndPrint },
  },
  {
    title: 'a mail for each field there is',
    breaks: 'consumer/mailer version',
    clauses: ['EM-033'],
    faulty: {
      model: `dedupe_by: id, ${MAIL}`,
      consumer: ({ payload }, { effects }) => {
        for (const field of Object.keys(payload)) effects['send_mail']?.({ field });
      },
    },
    healthy: {
      model: `dedupe_by: id, ${MAIL}`,
      consumer: (_, { effects }) => {
        for (const field of ['order_id', 'total']) effects['send_mail']?.({ field });
      },
    },
  },
  {
    title: 'a newer version that is dropped, and one that is refused',
    breaks: 'consumer/mailer version',
    clauses: ['ES-032'],
    faulty: { model: `dedupe_by: none, unknown_version: ignore, ${GUARDED}`, consumer: mail },
    healthy: { model: `dedupe_by: none, unknown_version: fail, ${GUARDED}`, consumer: mail },
  },
  {
    title: 'a second effect whose failure is swallowed',
    breaks: 'consumer/mailer effects',
    clauses: ['ES-062', 'EM-123'],
    faulty: {
      model: 'dedupe_by: id, effects: [ { name: send_mail, guard: id }, { name: print, guard: id } ]',
      consumer: (event, reach) => {
        mail(event, reach);
        try {
          reach.effects['print']?.({ of: event.id });
        } catch {
          /* paper is patient */
        }
      },
    },
    healthy: {
      model: 'dedupe_by: id, effects: [ { name: send_mail, guard: id }, { name: print, guard: id } ]',
      consumer: mailAndPrint,
    },
  },
  {
    title: 'an account that is changed before it is open',
    breaks: 'consumer/mailer order',
    clauses: ['ES-050', 'EM-094'],
    faulty: {
      model: 'dedupe_by: id, ordering: none, issues: [card.open, card.close]',
      commands: ACCOUNT,
      deciders: account,
      consumer: openClose,
    },
    healthy: {
      model: 'dedupe_by: id, ordering: partition, issues: [card.open, card.close]',
      commands: ACCOUNT,
      deciders: account,
      consumer: openClose,
    },
  },
  {
    title: 'a charge that is refused because the opening was lost',
    breaks: 'consumer/mailer loss',
    clauses: ['EM-034', 'ES-052'],
    faulty: {
      model: 'dedupe_by: id, issues: [card.open, card.charge]',
      commands: `${ACCOUNT}${CHARGE('rejects: [NOT_OPEN], idempotency_key: id, ')}`,
      deciders: {
        ...account,
        'card.charge': (s: Json, c: { payload: unknown }) =>
          s['open'] === true ? accept({ type: 'card.charged', payload: c.payload }) : reject('NOT_OPEN'),
      },
      consumer: openAndCharge,
    },
    healthy: {
      model: 'dedupe_by: id, issues: [card.open, card.charge]',
      commands: `${ACCOUNT}${CHARGE('idempotency_key: id, ')}`,
      deciders: { ...account, ...always },
      folds: { 'card.opened': (state: Json) => ({ ...state, open: true }) },
      consumer: openAndCharge,
    },
  },
  {
    title: 'a list that grows again',
    breaks: 'projection/totals idempotent',
    clauses: ['GS-072'],
    faulty: {
      projection: {
        model: 'apply: outbox, key: order_id',
        code: {
          initial: { types: [] },
          on: every((row: { types: string[] }, e: Event) => ({ types: [...row.types, e.type].sort() })),
        },
      },
    },
    healthy: {
      projection: {
        model: 'apply: outbox, key: order_id',
        code: {
          initial: { types: [] },
          on: every((row: { types: string[] }, e: Event) => ({ types: [...new Set([...row.types, e.type])].sort() })),
        },
      },
    },
  },
  {
    title: 'a switch that a redelivery turns back',
    breaks: 'projection/totals crash',
    clauses: ['GS-072', 'HL-021'],
    faulty: {
      projection: {
        model: 'apply: outbox',
        code: { initial: { odd: false }, on: every((row: { odd: boolean }) => ({ odd: !row.odd })) },
      },
    },
    healthy: {
      projection: {
        model: 'apply: inline',
        code: { initial: { odd: false }, on: every((row: { odd: boolean }) => ({ odd: !row.odd })) },
      },
    },
  },
  {
    title: 'the last amount, and the largest',
    breaks: 'projection/totals order',
    clauses: ['HL-030', 'GS-003'],
    faulty: {
      projection: {
        code: { initial: { total: 0 }, on: every((_: unknown, e: Event) => ({ total: e.payload.total })) },
      },
    },
    healthy: {
      projection: {
        code: {
          initial: { total: 0 },
          on: every((row: { total: number }, e: Event) => ({ total: Math.max(row.total, e.payload.total) })),
        },
      },
    },
  },
  {
    title: 'first come, first served',
    breaks: 'projection/totals order',
    clauses: ['HL-030'],
    faulty: {
      projection: {
        code: {
          initial: { first: '' },
          on: every((row: { first: string }, e: Event) => ({ first: row.first || e.payload.order_id })),
        },
      },
    },
    healthy: {
      projection: {
        code: {
          initial: { first: '' },
          on: every((row: { first: string }, e: Event) => ({
            first: row.first === '' || e.payload.order_id < row.first ? e.payload.order_id : row.first,
          })),
        },
      },
    },
  },
  {
    title: 'an average that forgets',
    breaks: 'projection/totals order',
    clauses: ['HL-030'],
    faulty: {
      projection: {
        code: {
          initial: { average: 0 },
          on: every((row: { average: number }, e: Event) => ({ average: (row.average + e.payload.total) / 2 })),
        },
      },
    },
    healthy: {
      projection: {
        code: {
          initial: { sum: 0, n: 0 },
          on: every((row: { sum: number; n: number }, e: Event) => ({ sum: row.sum + e.payload.total, n: row.n + 1 })),
        },
      },
    },
  },
  {
    title: 'who was closed last',
    breaks: 'projection/totals order',
    clauses: ['HL-030', 'GS-003'],
    faulty: {
      projection: {
        code: {
          initial: { last: '' },
          on: {
            'order.placed': (row: unknown) => row,
            'order.changed': (row: unknown) => row,
            'order.closed': (_: unknown, e: Event) => ({ last: e.payload.order_id }),
          },
        },
      },
    },
    healthy: {
      projection: {
        model: 'key: order_id',
        code: {
          initial: { closed: false },
          on: {
            'order.placed': (row: unknown) => row,
            'order.changed': (row: unknown) => row,
            'order.closed': () => ({ closed: true }),
          },
        },
      },
    },
  },
  {
    title: 'a count of two instances',
    breaks: 'projection/totals instances',
    clauses: ['GS-072', 'ES-041'],
    faulty: outbox({ n: 0 }, (row: { n: number }) => ({ n: row.n + 1 })),
    healthy: outbox({ ids: [] }, withId),
  },
  {
    title: 'a switch that the slow one turns once more',
    breaks: 'projection/totals slow',
    clauses: ['GS-072', 'ES-041'],
    faulty: outbox({ odd: false }, (row: { odd: boolean }) => ({ odd: !row.odd })),
    healthy: outbox({ any: false }, () => ({ any: true })),
  },
  {
    title: 'a total that an outage adds to',
    breaks: 'projection/totals outage',
    clauses: ['GS-072', 'GS-004', 'HL-021', 'FA-022'],
    faulty: outbox({ sum: 0 }, (row: { sum: number }, e: Event) => ({ sum: row.sum + e.payload.total })),
    healthy: outbox({ most: 0 }, (row: { most: number }, e: Event) => ({ most: Math.max(row.most, e.payload.total) })),
  },
  {
    title: 'a list that another transport fills twice',
    breaks: 'projection/totals transport',
    clauses: ['GS-072', 'ES-041'],
    faulty: outbox({ ids: [] }, (row: { ids: string[] }, e: Event) => ({ ids: [...row.ids, e.id].sort() })),
    healthy: outbox({ ids: [] }, withId),
  },
  {
    title: 'a row that passes over what it cannot read',
    breaks: 'projection/totals poison',
    clauses: ['ES-062', 'EM-123'],
    faulty: inline({ sum: 0 }, (row: { sum: number }, e: Event) => {
      try {
        return { sum: row.sum + e.payload.total };
      } catch {
        return row;
      }
    }),
    healthy: inline({ sum: 0 }, (row: { sum: number }, e: Event) => ({ sum: row.sum + e.payload.total })),
  },
  {
    title: 'a count that needs not read',
    breaks: 'projection/totals poison',
    clauses: ['ES-062'],
    faulty: inline({ n: 0, of: [] }, (row: { n: number; of: string[] }, e: Event) => {
      let order = '';
      try {
        order = e.payload.order_id;
      } catch {
        // never mind
      }
      return { n: row.n + 1, of: [...new Set([...row.of, order])].sort() };
    }),
    healthy: inline({ n: 0 }, (row: { n: number }) => ({ n: row.n + 1 })),
  },
  {
    title: 'a fold that passes over what it cannot read',
    breaks: 'fold/order poison',
    clauses: ['ES-062', 'EM-123'],
    faulty: folded((state: Json, e: Event) => {
      try {
        return { total: e.payload.total };
      } catch {
        return state;
      }
    }),
    healthy: folded((_: unknown, e: Event) => ({ total: e.payload.total })),
  },
];

export const benchModel = ({ model = 'dedupe_by: id', commands = '', consumer, projection }: Half): string => `
factline: 1
model: bench
profiles: [unified]
names: dotted
services: { shop: { owns: [order, card] }, mailroom: {} }
subjects: { order: { id: order_id }, card: { id: card_id } }
events:
  order.placed: { replay_intent: projection_and_replay, subject: order, version: 1, payload: { order_id: string, total: number, n: integer } }
  order.changed: { replay_intent: projection_and_replay, subject: order, version: 1, payload: { order_id: string, total: number, n: integer } }
  order.closed: { replay_intent: projection_and_replay, subject: order, version: 1, payload: { order_id: string, total: number, n: integer } }
  card.opened: { replay_intent: replay_only, subject: card, version: 1, payload: { card_id: string } }
  card.closed: { replay_intent: replay_only, subject: card, version: 1, payload: { card_id: string } }
  card.charged: { replay_intent: replay_only, subject: card, version: 1, payload: { card_id: string, amount: number } }
${commands === '' ? '' : `commands:\n${commands.replace('emits: [card.opened]', 'emits: [card.opened, card.closed]')}`}${projection ? `projections:\n  totals: { on: [${EVERY.join(', ')}], ${projection.model ?? ''} }\n` : ''}${consumer ? `consumers:\n  mailer: { service: mailroom, kind: service, on: { ${EVERY.map((type) => `${type}: [1]`).join(', ')} }, ${model} }\n` : ''}`;

export const benchBehavior = ({
  consumer,
  projection,
  deciders = {},
  folds = {},
  subjects = {},
}: Half): Record<string, unknown> => ({
  folds: {
    card: {
      initial: { open: false },
      on: {
        'card.opened': () => ({ open: true }),
        'card.closed': () => ({ open: false }),
        'card.charged': (s: Json, e: { payload: { amount: number } }) => ({
          ...s,
          sum: Number(s['sum'] ?? 0) + e.payload.amount,
        }),
        ...folds,
      },
    },
    ...subjects,
  },
  deciders,
  ...(consumer && { consumers: { mailer: consumer } }),
  ...(projection && { projections: { totals: projection.code } }),
});

/** Four orders, their records interleaved. */
export const benchJournal = EVERY.flatMap((type, sequence) =>
  [1, 2, 3, 4].map(
    (n): SimRecord => ({
      id: `r-${sequence + 1}-${n}`,
      type,
      version: 1,
      subject_type: 'order',
      subject_id: `o-${n}`,
      sequence: sequence + 1,
      t_event: '2026-01-01T00:00:00Z',
      t_log: '2026-01-01T00:00:00Z',
      correlation_id: `t-${n}`,
      payload: { order_id: `o-${n}`, total: 10 * n + sequence, n },
    }),
  ),
);
