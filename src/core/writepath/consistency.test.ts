import { describe, expect, it } from 'vitest';
import { runCommands } from './commands.ts';
import { type ConsistencyRequest, runConsistency } from './consistency.ts';
import { contextFor } from './testing/plain.ts';
import { BEHAVIOR, SHOP } from './testing/shop.ts';
import { WRITE_ORDER_NAMES, type WriteOrderName } from './write-orders.ts';

const PROFILES = ['hless', 'game', 'envelope', 'evidence', 'eventing', 'unified'];
const command = { type: 'order.place', payload: { order_id: 'o-1', total: 5 } };
const points = (order: WriteOrderName | undefined, profile = 'unified', more: Partial<ConsistencyRequest> = {}) =>
  runConsistency(contextFor(SHOP(profile), BEHAVIOR), {
    what: 'consistency',
    journal: [],
    command,
    ...(order && { order }),
    ...more,
  }).points;
const told = (order: WriteOrderName | undefined, profile?: string, more?: Partial<ConsistencyRequest>) =>
  [...new Set(points(order, profile, more).flatMap(({ violations }) => violations.map(({ name }) => name)))].sort();
const clauses = (order: WriteOrderName | undefined, profile: string, more?: Partial<ConsistencyRequest>) =>
  points(order, profile, more).flatMap(({ violations }) => violations.flatMap((violation) => violation.clauses));

describe('a crash at any point', () => {
  it.each(PROFILES)('breaks nothing in the order that %s asks for', (profile) => {
    expect(told(undefined, profile)).toEqual([]);
    expect(told(undefined, profile, { broker: 'down' })).toEqual([]);
    expect(clauses(undefined, profile, { failingApply: true })).toEqual([]);
  });

  it.each<[WriteOrderName, readonly string[]]>([
    ['append, apply', []],
    ['one transaction', []],
    ['commit, emit', []],
    ['apply, append', ['rebuild differs', 'view ahead of journal']],
    ['answer, append', ['accepted without a record']],
    ['emit, commit', ['emitted without a record']],
    ['emit within', ['emitted without a record']],
    ['emit without outbox', ['never emitted']],
  ])('in the order “%s” breaks %j', (order, expected) => {
    expect(told(order)).toEqual(expected);
  });

  it('falls between any two actions, and between the records of one command', () => {
    expect(points('append, apply', 'unified').map(({ at }) => at)).toEqual([
      'append → apply order.requested → apply order.placed → answer → emit',
      '⚡ → append',
      'append → ⚡ → apply order.requested',
      'append → apply order.requested → ⚡ → apply order.placed',
      'append → apply order.requested → apply order.placed → ⚡ → answer',
      'append → apply order.requested → apply order.placed → answer → ⚡ → emit',
    ]);
  });
});

it('goes on after a journal that the simulator wrote: its ids are not given out again', async () => {
  const context = contextFor(SHOP(), BEHAVIOR);
  const { appended: journal } = await runCommands(context, {
    what: 'commands',
    journal: [],
    commands: [{ type: 'order.place', payload: { order_id: 'o-0', total: 1 } }],
  });
  expect(journal.length).toBeGreaterThan(0);
  expect(told('append, apply', 'unified', { journal })).toEqual([]);
  expect(told('emit, commit', 'unified', { journal })).toEqual(['emitted without a record']);
});

it.each<[string, string, WriteOrderName, WriteOrderName, Partial<ConsistencyRequest>]>([
  ['GS-014', 'game', 'apply, append', 'append, apply', {}],
  ['GS-071', 'game', 'apply, append', 'append, apply', {}],
  ['GS-010', 'game', 'apply, append', 'append, apply', {}],
  ['GS-004', 'game', 'apply, append', 'append, apply', {}],
  ['GS-020', 'game', 'answer, append', 'append, apply', {}],
  ['GS-073', 'game', 'one transaction', 'append, apply', { failingApply: true }],
  ['FA-001', 'evidence', 'apply, append', 'one transaction', {}],
  ['FA-051', 'evidence', 'apply, append', 'one transaction', {}],
  ['FA-052', 'evidence', 'apply, append', 'one transaction', {}],
  ['HL-020', 'hless', 'apply, append', 'append, apply', {}],
  ['EM-022', 'eventing', 'emit, commit', 'commit, emit', {}],
  ['EM-141', 'eventing', 'emit, commit', 'commit, emit', {}],
  ['EM-070', 'eventing', 'emit without outbox', 'commit, emit', {}],
  ['EM-071', 'eventing', 'emit without outbox', 'commit, emit', { broker: 'down' }],
  ['EM-003', 'eventing', 'emit within', 'commit, emit', { broker: 'down' }],
  ['EM-142', 'eventing', 'emit without outbox', 'commit, emit', { broker: 'down' }],
  ['ES-054', 'envelope', 'emit without outbox', 'append, apply', { broker: 'down' }],
])('%s is found where it is broken, and not where it is kept', (clause, profile, faulty, sound, more) => {
  expect(clauses(faulty, profile, more)).toContain(clause);
  expect(clauses(sound, profile, more)).not.toContain(clause);
});

it('knows each order', () => {
  for (const order of WRITE_ORDER_NAMES) expect(points(order).length).toBeGreaterThan(3);
});
