import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../model/model.ts';
import { checkModel } from '../check.ts';
import { applyEdits } from '../edit.ts';
import { orderWord, saysScope } from './order-words.ts';
import { durationMeant, lasting } from './retention.ts';

const check = (text: string, profile: string) => checkModel([{ path: 'a.model.yaml', text }], { profiles: [profile] });
const rulesOf = (text: string, profile = 'hless') => check(text, profile).findings.map(({ rule }) => rule);

describe('words of order', () => {
  it.each([
    'shipped follows placed',
    'an order is paid first',
    'the last event wins',
    'the receipt precedes the parcel',
    'no two alike; shipped comes after placed',
    'if it is paid it is shipped only after that',
    'not audited, but shipped after it was placed',
  ])('"%s" needs order', (says) => {
    expect(orderWord(says)).toBeDefined();
  });
  it.each([
    'shipment does not follow payment in every case',
    'records may come in any order, whatever was written before',
    'if the total is zero then no invoice is written',
    'total before tax is not negative',
    'the first name is not empty',
    'follows the schema of the partner',
    'the total is positive',
    'the following fields are set',
    'a total may be corrected later',
  ])('"%s" does not', (says) => {
    expect(orderWord(says)).toBeUndefined();
  });
  it.each([
    'within each order: b follows a',
    'per account, b follows a',
    'in every order b follows a',
    'b follows a within an order',
  ])('"%s" says where', (says) => {
    expect(saysScope(says)).toBe(true);
  });
  it.each(['b follows a', 'b follows a within 5 minutes', 'b follows a within an hour'])('"%s" does not', (says) => {
    expect(saysScope(says)).toBe(false);
  });
});

describe('exactly once', () => {
  const says = (text: string) =>
    rulesOf(`subjects: { parcel: {} }\nstreams:\n  a: { invariants: [{ says: '${text}' }] }`, 'eventing').includes(
      'delivery-not-exactly-once',
    );
  it.each([
    'delivered once',
    'each message is delivered only once',
    'every event is processed exactly-once by the consumer',
    'there are no duplicates',
    'events never arrive twice',
    'no message is delivered twice',
    'duplicates never occur',
    'consumers see each event exactly one time',
    'exactly-once',
  ])('"%s" counts on it', (text) => {
    expect(says(text)).toBe(true);
  });
  it.each([
    'a parcel is delivered once',
    'an invoice is paid exactly once',
    'events are not delivered exactly once',
    'an event is published only once the transaction is committed',
    'messages are deduplicated, so each is handled once',
  ])('"%s" does not', (text) => {
    expect(says(text)).toBe(false);
  });
});

describe('a global order', () => {
  const claimed = (says: string) =>
    rulesOf(`streams:\n  a: { invariants: [{ says: '${says}' }] }`, 'eventing').includes('no-global-order');
  it.each([
    'all events arrive in one total order',
    'events across all entities share one order',
    'every event in the system is ordered',
  ])('is claimed by "%s"', (says) => {
    expect(claimed(says)).toBe(true);
  });
  it.each([
    'there is no global order',
    'we do not assume that events are globally ordered',
    'records of one order are ordered',
    'the total order value is positive',
    'one order for every customer',
    'an order is moved between accounts',
  ])('is not by "%s"', (says) => {
    expect(claimed(says)).toBe(false);
  });
});

describe('durations', () => {
  it('compare with a month as 30 days and a year as 365', () => {
    expect(lasting('P1M')).toBe(lasting('30d'));
    expect(lasting('P1Y')).toBe(lasting('365d'));
    expect(lasting('forever')).toBe(Infinity);
    expect([lasting('0d'), lasting('long'), lasting('')]).toEqual([undefined, undefined, undefined]);
  });
  it('are understood in words', () => {
    expect(['90 days', '1 Year', 'unlimited', 'p3m', 'soon'].map(durationMeant)).toEqual([
      '90d',
      '1y',
      'forever',
      'P3M',
      undefined,
    ]);
  });
});

describe('fixes', () => {
  const base = 'partition_key: id, ordering_scope: partition, retention: 90d, time: { t_event: record }';
  it('split a mixed stream, so that each kind has its own', () => {
    const text = `streams:\n  jobs: { record_kind: FACT, ${base} }\nevents:\n  JobRequested: { stream: jobs, payload: { id: uuid } }\n  JobFinished: { stream: jobs, payload: { id: uuid } }\n`;
    const found = check(text, 'hless').findings.find(({ rule }) => rule === 'stream-holds-one-kind');
    expect(found?.clauses).toEqual(['HL-050', 'HL-063']);
    const after = applyEdits(text, found?.fixes?.[0]?.edits ?? []);
    expect(after).toContain('stream: jobs_requests');
    expect(rulesOf(after)).not.toContain('stream-holds-one-kind');
  });
  it.each([
    ['rejection-is-a-fact', 'rejects: [NO]'],
    ['command-records-its-request', 'rejects: { NO: JobRequestRejected }'],
  ])('%s', (rule, rejects) => {
    const records = rule === 'rejection-is-a-fact' ? 'records: JobStartRequested, ' : '';
    const text = `streams:\n  asked: { record_kind: INTENT, ${base} }\n  jobs: { record_kind: FACT, ${base} }\nevents:\n  JobStartRequested: { stream: asked, outcomes: { success: [JobStarted], failure: [JobRequestRejected] }, payload: { id: uuid } }\n  JobStarted: { stream: jobs, payload: { id: uuid } }\n  JobRequestRejected: { stream: jobs, payload: { id: uuid } }\ncommands:\n  StartJob: { mutates: true, ${records}emits: [JobStarted], ${rejects} }\n`;
    const found = check(text, 'hless').findings.find((f) => f.rule === rule);
    expect(found?.fixes, JSON.stringify(found)).toHaveLength(1);
    expect(rulesOf(applyEdits(text, found?.fixes?.[0]?.edits ?? []))).not.toContain(rule);
  });
  it.each([
    ['requires: [correlation_id]', 'records-carry-their-ids'],
    ['ordering_scope: stream', 'no-global-order'],
    ['retention: 90d', 'stream-declares-time'],
    ['delivery: at_most_once', 'delivery-not-exactly-once'],
  ])('of eventing: %s', (keys, rule) => {
    const text = `streams:\n  jobs: { ${keys} }\nevents:\n  job.started: { stream: jobs, payload: { id: uuid } }\n`;
    const found = check(text, 'eventing').findings.find((f) => f.rule === rule);
    expect(rulesOf(applyEdits(text, found?.fixes?.[0]?.edits ?? []), 'eventing')).not.toContain(rule);
  });
});

describe('several things at once', () => {
  const shop = (keys: string, rest = '') =>
    `streams:\n  asked: { record_kind: INTENT, partition_key: user_id }\n  done: { record_kind: FACT, partition_key: id }\nevents:\n  JobRequested: { stream: asked, ${keys}, payload: { id: uuid, user_id: uuid } }\n  JobFinished: { stream: done, payload: { id: uuid } }\n  JobRejected: { stream: done, payload: { id: uuid } }\n${rest}`;
  it('tells that order across two keys is not given, and no more', () => {
    const { findings } = check(shop('outcomes: { success: [JobFinished], failure: [JobRejected] }'), 'hless');
    const said = findings.filter(({ rule }) => rule === 'intent-names-its-outcomes');
    expect(said.map(({ severity, clauses }) => [severity, clauses])).toEqual([
      ['info', []],
      ['info', []],
    ]);
  });
  it('asks unified for a recorded request only where requests have a stream', () => {
    const command = 'commands:\n  StartJob: { mutates: true, emits: [JobFinished] }\n';
    expect(rulesOf(shop('version: 1', command), 'unified')).toContain('command-records-its-request');
    expect(rulesOf(`events:\n  JobFinished: { }\n${command}`, 'unified')).not.toContain('command-records-its-request');
    expect(rulesOf(`events:\n  JobFinished: { }\n${command}`, 'hless')).toContain('command-records-its-request');
  });
  it('lets hless and game clash over a recorded request', () => {
    const text = 'events:\n  JobFinished: { }\ncommands:\n  StartJob: { mutates: true, emits: [JobFinished] }\n';
    const { findings } = checkModel([{ path: 'a', text }], { profiles: ['hless', 'game'] });
    expect(findings.map(({ rule }) => rule)).toContain('profiles-clash');
  });
});

describe('any model', () => {
  const long = 'x'.repeat(10_000);
  it.each([
    'streams:\n  __proto__: { record_kind: DERIVATION, derives_from: [__proto__, constructor] }\nevents:\n  constructor: { stream: __proto__, kind: INTENT, outcomes: { success: [toString], failure: constructor } }',
    `streams:\n  ${long}: { invariants: [{ says: ${long} }, null, { ordered: true, scope: correlation }], time: 5 }\nevents:\n  ${long}: { stream: ${long}, schema: [1], retention: ${long} }`,
    "streams: { a: , b: [], c: '?' }\nevents: { A: { stream: a, payload: 5, outcomes: [] } }\ncommands: { A: { rejects: 5, emits: A } }\nconsumers: { c: { on: { toString: }, ordering: subject, ordering_from: valueOf } }",
    'streams:\n  a: { record_kind: DERIVATION, derives_from: [b] }\n  b: { record_kind: DERIVATION, derives_from: [c] }\n  c: { record_kind: DERIVATION, derives_from: [b] }',
    'projections: { p: { on: [constructor], horizon: 1d } }\nprecedence: { p: { every: __proto__, needs: constructor } }',
  ])('never makes a rule fail (%#)', (text) => {
    for (const profile of PROFILES) expect(rulesOf(text, profile)).not.toContain('rule-failed');
  });
  it('of ten thousand events is checked to its end', () => {
    const events = Array.from(
      { length: 10_000 },
      (_, i) => `  Thing${i}Happened: { stream: s, payload: { id: uuid } }`,
    );
    const text = `streams:\n  s: { record_kind: FACT, partition_key: id, time: { t_event: id } }\nevents:\n${events.join('\n')}`;
    expect(check(text, 'hless').findings.length).toBeGreaterThan(0);
  });
});
