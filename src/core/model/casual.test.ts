import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fieldsText, readFields } from './casual/fields.ts';
import type { Proposal } from './casual/proposal.ts';
import { proposedSubjects } from './casual/subject.ts';
import { addDefinitions } from './casual/write.ts';
import { readCasual } from './casual.ts';
import { parseModel } from './parse.ts';

const shop = readFileSync(new URL('../workspace/samples/shop.model.yaml', import.meta.url), 'utf8');
const short = ({ kind, name, fields }: Proposal) => `${kind} ${name}(${fieldsText(fields)})`;
const read = (text: string, style?: 'pascal' | 'dotted') => readCasual(text, style).proposals.map(short);
const left = (text: string) => readCasual(text).left.map(({ line, text: words }) => `${line}: ${words}`);
const STRUCTURE = new Set(['syntax', 'unknown-key', 'wrong-type', 'unquoted', 'unknown-type', 'duplicate-name']);

const withSubjects = (text: string, proposals: readonly Proposal[]) => {
  const subjects = proposedSubjects(proposals, parseModel([{ path: 'a', text }]).model.subjects);
  return proposals.map((one, i) => ({ ...one, ...(subjects[i] && { subject: subjects[i] }) }));
};

/** The model with all proposals put in; every structural problem but open questions. */
function added(model: string, proposals: readonly Proposal[]) {
  const text = addDefinitions(model, withSubjects(model, proposals)) ?? '';
  const parsed = parseModel([{ path: 'a', text }]);
  const broken = parsed.findings.filter(({ rule }) => STRUCTURE.has(rule)).map(({ message }) => message);
  return { text, model: parsed.model, broken };
}

describe('two lines that tell of one thing', () => {
  const rich = 'BookBorrowed: book_id, member_id, due_on date';
  it.each([
    ['first the sentence', `A member borrows a book.\n${rich}`, 1],
    ['last the sentence', `${rich}\nA member borrows a book.`, 1],
    ['the name alone before', `BookBorrowed\n${rich}`, 1],
    ['the same twice', `${rich}\n${rich}`, 1],
    ['other fields', `${rich}\nBookBorrowed: other`, 2],
    ['two kinds that are said', `fact BookBorrowed: book_id\nderivation BookBorrowed: book_id`, 2],
  ])('%s', (_, text, count) => {
    const { proposals } = readCasual(text);
    expect(proposals).toHaveLength(count);
    expect(proposals[0]).toMatchObject({ name: 'BookBorrowed', line: 1 });
    if (count === 1) expect(fieldsText(proposals[0]?.fields ?? [])).toBe('book_id, member_id, due_on: date');
    const told = text.includes('borrows') ? 'A member borrows a book.' : undefined;
    expect(proposals[0]?.description).toBe(told);
  });

  it('says which line it was put together with', () =>
    expect(readCasual(`A member borrows a book.\n${rich}`).proposals[0]?.why).toContain('together with line 2'));

  it('keeps what an arrow says and the fields of another line', () =>
    expect(readCasual('PlaceOrder(order_id)\nPlaceOrder -> OrderPlaced').proposals).toMatchObject([
      { kind: 'command', name: 'PlaceOrder', keys: { emits: ['OrderPlaced'] }, fields: [{ name: 'order_id' }] },
      { name: 'OrderPlaced' },
    ]));
});

describe('plain lines', () => {
  it.each([
    ['OrderPlaced(order_id, total)', 'FACT OrderPlaced(order_id, total)'],
    [
      '- OrderPlaced(order_id: uuid, total: decimal, note?: string)',
      'FACT OrderPlaced(order_id: uuid, total: number, note: string?)',
    ],
    [
      'OrderPlaced: order_id, address { city, zip: string }',
      'FACT OrderPlaced(order_id, address { city, zip: string })',
    ],
    [
      '1. order.shipped {order_id, lines[] { sku, count: int }}',
      'FACT order.shipped(order_id, lines[] { sku, count: integer })',
    ],
    ['PlaceOrder(order_id)', 'command PlaceOrder(order_id)'],
    ['OrderPlacementRequested', 'INTENT OrderPlacementRequested()'],
    ['TemperatureMeasured(celsius: float)', 'OBSERVATION TemperatureMeasured(celsius: number)'],
    ['DailyTotalCalculated', 'DERIVATION DailyTotalCalculated()'],
    ['customer asks for a refund', 'INTENT RefundRequested()'],
    ['The customer requests a new password', 'INTENT PasswordRequested()'],
    ['customer wants to cancel the order', 'INTENT OrderCancellationRequested()'],
    ['customer places an order', 'FACT OrderPlaced()'],
    ['the order was shipped by the carrier', 'FACT OrderShipped()'],
    ['payment failed', 'FACT PaymentFailed()'],
    ['the warehouse ships the parcel to the customer', 'FACT ParcelShipped()'],
    ['a sensor measures the temperature', 'OBSERVATION TemperatureMeasured()'],
    ['we have seen a leak', 'OBSERVATION LeakSeen()'],
    ['The courier picks up the parcel', 'FACT ParcelPickedUp()'],
    ['the order was paid in cash', 'FACT OrderPaid()'],
    ['monthly revenue is calculated', 'DERIVATION MonthlyRevenueCalculated()'],
    ['user logs in', 'FACT UserLoggedIn()'],
    ['CostingRequestV1', 'INTENT CostingRequestV1()'],
    ['an order can be cancelled', 'policy order-cancelled()'],
    ['place an order', 'command PlaceOrder()'],
    ['send the invoice to the customer', 'command SendInvoice()'],
    ['list of open orders', 'projection open_orders()'],
    ['show unpaid invoices', 'projection unpaid_invoices()'],
    ['refunds over 100 must be approved by a person', 'policy refunds-100-approved-person()'],
    ['command Refund(order_id)', 'command Refund(order_id)'],
    ['event Refund(order_id)', 'FACT Refund(order_id)'],
    ['policy: ai-action', 'policy ai-action()'],
    ['stream orders', 'stream orders()'],
  ])('%s', (line, expected) => {
    expect(read(line)).toEqual([expected]);
  });

  it('take a style of names', () => {
    expect(read('customer asks for a refund\ncustomer places an order', 'dotted')).toEqual([
      'INTENT refund.requested()',
      'FACT order.placed()',
    ]);
  });

  it('follow an arrow from a command to its events', () => {
    const { proposals } = readCasual('PlaceOrder(order_id) -> OrderPlaced, OrderRejected(reason)');
    expect(proposals.map(short)).toEqual([
      'command PlaceOrder(order_id)',
      'FACT OrderPlaced()',
      'FACT OrderRejected(reason)',
    ]);
    expect(proposals[0]?.keys).toEqual({ emits: ['OrderPlaced', 'OrderRejected'] });
  });

  it('list what is not understood, each with its line and why', () => {
    const text =
      '# Refunds\n\norders\nhello there friend\nthe customer did not pay\nOrderPlaced(order_id, 12, total: frob)\nOrderShipped  # done';
    expect(left(text)).toEqual([
      '1: # Refunds',
      '3: orders',
      '4: hello there friend',
      '5: the customer did not pay',
      '6: 12',
      '6: total: frob',
      '7: # done',
    ]);
    expect(read(text)).toEqual(['FACT OrderPlaced(order_id)', 'FACT OrderShipped()']);
    for (const { why } of readCasual(text).left) expect(why).not.toBe('');
  });

  it('say why, and leave the kind to the person', () => {
    const [told] = readCasual('customer asks for a refund').proposals;
    expect(told).toMatchObject({
      why: '“asks” tells of a request',
      description: 'customer asks for a refund',
      line: 1,
    });
    expect(told?.choices).toContain('command');
  });
});

it('fields survive being written and read again', () => {
  const text = 'a, b: string?, c: open | paid, d { e: uuid, f[] { g } }, h: string[]';
  expect(fieldsText(readFields(text).fields)).toBe(text);
  expect(readFields(text).problems).toEqual([]);
});

const DAZZLE = `module shop.core
hless strict
stream order_placement_requests:
  kind: INTENT
  description: "What customers ask for"
  schema OrderPlacementRequested:
    description: "A customer asked"
    request_id: uuid required
    customer_id: uuid required
    channel: enum[web, shop]
    note: str(200) optional
  partition_key: order_id
  ordering_scope: per_order
  t_event: requested_at
  t_log: _t_log
  retention: 7d
  idempotency:
    strategy: dedupe_window
    field: request_id
    window: "5 minutes"
    derivation: "hash(stream, order_id)"
  causality_fields: [trace_id, causation_id, correlation_id]
  cross_partition: true
  invariant: "Within each order: one request at a time"
  side_effects:
    allowed: false
    effects: [send_email]
  outcomes:
    success:
      emits OrderPlaced from order_facts
    failed:
      emits OrderPlacementRejected from order_facts
stream daily:
  record_kind: DERIVATION
  derives_from:
    sources: [order_facts]
    rebuild: full_replay
    window: "1 day tumbling"
  schema DailyTotalCalculated:
    extends: Base
    total: decimal(10,2) required
event_model:
  topic orders:
    retention: 30
    partition_key: order_id
  event OrderStatusChanged:
    topic: orders
    version: "2.0"
    fields:
      order_id: uuid required
project OrderBoard from orders:
  on OrderStatusChanged:
    upsert with order_id, status=pending
  on OrderCancelled:
    delete
subscribe orders as mailer:
  on OrderStatusChanged:
    call service mail.send
`;

describe('a Dazzle text', () => {
  const { proposals, left: leftOver } = readCasual(DAZZLE);

  it('becomes streams with what its own parser drops', () => {
    expect(proposals.map(short)).toEqual([
      'stream order_placement_requests()',
      'INTENT OrderPlacementRequested(request_id: uuid, customer_id: uuid, channel: web | shop?, note: string?)',
      'stream daily()',
      'DERIVATION DailyTotalCalculated(total: number)',
      'stream orders()',
      'FACT OrderStatusChanged(order_id: uuid)',
      'projection OrderBoard()',
    ]);
    const keys = Object.fromEntries(proposals.map((p) => [p.name, p.keys]));
    expect(keys.order_placement_requests).toEqual({
      record_kind: 'INTENT',
      partition_key: 'order_id',
      ordering_scope: 'partition',
      time: { t_event: 'requested_at' },
      retention: '7d',
      idempotency: { strategy: 'window', fields: ['request_id'], window: 'PT5M' },
      requires: ['causation_id', 'correlation_id'],
      invariants: [{ says: 'Within each order: one request at a time' }],
    });
    expect(keys.OrderPlacementRequested).toMatchObject({
      stream: 'order_placement_requests',
      outcomes: { success: ['OrderPlaced'], failure: ['OrderPlacementRejected'] },
    });
    expect(keys.daily).toEqual({ record_kind: 'DERIVATION', derives_from: ['order_facts'], rebuild: 'full_replay' });
    expect(keys.orders).toEqual({ record_kind: '?', retention: '30d', partition_key: 'order_id' });
    expect(keys.OrderStatusChanged).toEqual({ stream: 'orders', version: 2 });
    expect(keys.OrderBoard).toEqual({ on: ['OrderStatusChanged', 'OrderCancelled'] });
  });

  it('loses no line: each is in a proposal or listed', () => {
    const said = JSON.stringify(proposals) + leftOver.map(({ line }) => `@${line}@`).join('');
    const lost = DAZZLE.split('\n').flatMap((line, i) => {
      const words = line.match(/[A-Za-z_]{4,}/g) ?? [];
      const value =
        words[0] === 'schema' || words.length === 1
          ? words.at(-1)
          : words.find((word) => !/^(?:schema|stream|topic|event|project|kind|description)$/.test(word));
      return line.trim() === '' || said.includes(`@${i + 1}@`) || said.includes(value ?? '') ? [] : [line.trim()];
    });
    // These are understood under another word.
    expect(lost).toEqual(['t_log: _t_log', 'failed:', 'sources: [order_facts]', 'event_model:']);
    for (const line of [
      'trace_id',
      'cross_partition: true',
      'allowed: false',
      'effects: [send_email]',
      'window: "1 day tumbling"',
      'extends: Base',
      'delete',
      'total: (10,2)',
      'call service mail.send',
    ])
      expect(
        leftOver.map(({ text }) => text),
        line,
      ).toContain(line);
  });

  it('is understood when it is put into a model', () => {
    expect(
      added(
        shop,
        proposals.filter(
          ({ name }) => !(name in parseModel([{ path: 'a', text: shop }]).model.events) && name !== 'orders',
        ),
      ).broken,
    ).toEqual([]);
  });
});

describe('AsyncAPI', () => {
  const ADEO = `asyncapi: 3.0.0
info: { title: x }
channels:
  lights: { address: a, messages: { dim: { $ref: '#/components/messages/dimLight' } } }
components:
  messages:
    dimLight: { name: dimLight, summary: Dim it, headers: { type: object }, payload: { $ref: '#/components/schemas/dim' } }
    lightMeasured:
      payload:
        type: object
        required: [lumens, at]
        properties:
          lumens: { type: integer, minimum: 0, description: Light intensity. }
          at: { type: string, format: date-time }
          state: { type: string, enum: [on, off] }
          where: { type: object, properties: { lat: { type: number } } }
          tags: { type: array, items: { type: string } }
    elsewhere: { payload: { $ref: 'https://example.org/a.json' } }
  schemas: { dim: { type: object, properties: { again: { $ref: '#/components/schemas/dim' }, percentage: { type: [integer, 'null'] } } }, unused: {} }
`;

  it('gives its messages, with what the short form cannot say listed', () => {
    expect(read(ADEO)).toEqual([
      'command dimLight(again: object?, percentage: integer?)',
      'OBSERVATION lightMeasured(lumens: integer, at: datetime, state: on | off?, where? { lat: number? }, tags: string[]?)',
      'FACT elsewhere()',
    ]);
    expect(left(ADEO)).toEqual([
      '2: info: title',
      '4: channels.lights: address',
      '7: dimLight: headers: type',
      '13: lightMeasured.lumens: minimum',
      '18: elsewhere: payload',
      '19: components.schemas: unused',
    ]);
  });

  it('is read in version 2, as JSON, and as a single message', () => {
    expect(
      read(
        `asyncapi: 2.6.0\nchannels:\n  a:\n    publish: { message: { oneOf: [ { name: OrderPlaced, payload: { type: object, properties: { id: { type: string } } } } ] } }\n`,
      ),
    ).toEqual(['FACT OrderPlaced(id: string?)']);
    expect(
      read('{"asyncapi":"3.0.0","components":{"messages":{"OrderPlaced":{"payload":{"type":"object"}}}}}'),
    ).toEqual(['FACT OrderPlaced()']);
    expect(
      read(
        'name: OrderPlaced\npayload:\n  type: object\n  properties: { id: { type: string, format: uuid } }\n  required: [id]\n',
      ),
    ).toEqual(['FACT OrderPlaced(id: uuid)']);
  });

  it('is understood when it is put into a model', () => {
    const result = added('factline: 1\n', readCasual(ADEO).proposals);
    expect(result.broken).toEqual([]);
    expect(result.model.events.lightMeasured?.payload?.lumens).toEqual({
      type: 'integer',
      description: 'Light intensity.',
    });
    expect(result.model.events.lightMeasured?.payload?.where).toMatchObject({
      optional: true,
      fields: { lat: { type: 'number', optional: true } },
    });
  });
});

describe('putting definitions into a model', () => {
  const { proposals } = readCasual(
    'OrderReturned(order_id: uuid, why: damaged | late, tags: string[], x)\nReturnOrder -> OrderReturned\nlist of returned orders',
  );

  it.each([
    ['the sample', shop],
    ['an empty text', ''],
    ['a text with a comment alone', '# nothing yet\n'],
    ['an empty section', 'factline: 1\nevents:\ncommands: {} # none\n'],
    ['a section in braces', 'events: { A: {}, B: { version: 1 } }\ncommands: { C: {} }\n'],
    ['braces over several lines', 'events: {\n  A: {},\n  B: {},\n}\n'],
    ['a wider indentation', 'events:\n    A:\n        version: 1\n\n\n# streams\nstreams: {}\n'],
    ['other ends of lines', 'events:\r\n  A: {}\r\nstreams: {}\r\n'],
  ])('is understood in %s, and all else stays', (_, text) => {
    const before = parseModel([{ path: 'a', text }]).model;
    const result = added(text, proposals);
    expect(result.broken).toEqual([]);
    expect(Object.keys(result.model.events)).toEqual([...Object.keys(before.events), 'OrderReturned']);
    expect(Object.keys(result.model.commands)).toEqual([...Object.keys(before.commands), 'ReturnOrder']);
    expect(result.model.projections).toHaveProperty('returned_orders');
    expect(result.model.events).toMatchObject(before.events);
    expect(result.model.events.OrderReturned?.payload).toMatchObject({
      order_id: { type: 'uuid' },
      why: { type: 'enum', values: ['damaged', 'late'] },
      tags: { type: 'array' },
    });
    for (const line of text.split('\n').filter((l) => l.startsWith('#'))) expect(result.text).toContain(line);
  });

  it('asks what nobody said, and takes the subject that the name begins with', () => {
    const { text } = added('subjects: { order: {} }\nevents:\n', proposals.slice(0, 1));
    expect(text).toBe(`subjects: { order: {} }
events:
  OrderReturned:
    kind: FACT
    replay_intent: '?'
    owner: '?'
    subject: order
    version: 1
    classification: '?'
    payload:
      order_id: uuid
      why: damaged | late
      tags: string[]
      x: '?'
`);
  });

  it('declares the subject that the one id of a payload names, in the same text', () => {
    const lines =
      'MemberJoined: member_id, name\nMemberLeft\nBookBorrowed: book_id, member_id\nRoomSwapped: a_id, b_id';
    const { text, model, broken } = added('events:\n', readCasual(lines).proposals);
    expect(broken).toEqual([]);
    expect(model.subjects).toEqual({ member: { id: 'member_id' }, book: { id: 'book_id' } });
    expect(model.events.MemberJoined?.subject).toBe('member');
    expect(model.events.MemberLeft?.subject).toBe('member');
    expect(model.events.BookBorrowed?.subject).toBe('book');
    expect(text).toMatch(/RoomSwapped:\n.*\n.*\n.*\n {4}subject: '\?'/);
  });

  it('invents no owner', () => {
    const { text } = added('events:\n', readCasual('OrderPlaced: x\nPlaceOrder: x').proposals);
    expect(text.match(/owner: .*/g)).toEqual(["owner: '?'", "owner: '?'"]);
  });

  it('is refused where the text is broken', () => {
    expect(addDefinitions('events: {', proposals)).toBeUndefined();
  });

  it('bears any text', () => {
    const nasty = [
      '}{',
      'a: &b *b',
      'stream x:',
      'stream : :\n  kind',
      '(((',
      'A(b{c[d)',
      '"',
      'asyncapi: [',
      'payload: 3',
      'event_model:\n  topic',
      '💥 explodes',
      'x'.repeat(5000),
      'customer is',
      '- ',
      'A -> ',
      '-> B',
      'policy:',
      '__proto__(constructor, __proto__)',
    ];
    for (const text of [...nasty, nasty.join('\n')]) {
      const { proposals: found } = readCasual(text);
      const names = new Set<string>();
      const fit = found.filter(({ name }) => name !== '' && !names.has(name) && names.add(name));
      expect(added('', fit).broken, text).toEqual([]);
    }
  });
});
