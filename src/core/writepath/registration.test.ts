import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { behaviorFacts } from '../rules/behavior/read.ts';
import { register } from './registration.ts';
import { SHOP } from './testing/shop.ts';

const started = (model: string, code: string) =>
  register([{ path: 'a.model.yaml', text: model }], behaviorFacts([{ path: 'a.behavior.ts', text: code }]));
const sample = (name: string) => readFileSync(new URL(`../workspace/samples/${name}`, import.meta.url), 'utf8');

const CODE = `
export const folds = { order: { initial: { status: 'new' }, on: { 'order.placed': (s) => s, 'order.shipped': (s) => s, 'sys.dice.rolled': (s) => s } } };
export const deciders = { 'order.place': (s, c) => accept(), 'order.ship': (s, c) => accept(), 'sys.dice.roll': (s, c) => accept() };
export const projections = { open: { initial: {}, on: { 'order.placed': (r) => r, 'order.shipped': (r) => r } } };
`;

it.each(['shop', 'campaign', 'fleet'])('starts the sample %s', (name) => {
  expect(started(sample(`${name}.model.yaml`), sample(`${name}.behavior.ts.txt`))).toEqual({
    starts: true,
    refusals: [],
  });
});

it('starts what is whole, under every profile', () => {
  for (const profile of ['game', 'unified', 'envelope', 'evidence', 'eventing', 'hless'])
    expect(started(SHOP(profile), CODE).refusals).toEqual([]);
});

it('lists everything that is wrong at once', () => {
  const model = SHOP('game')
    .replace('emits: [order.shipped]', 'emits: []')
    .replace('emits: [sys.dice.rolled]', 'emits: [order.placed]')
    .replace(
      'subject: order, version: 1, payload: { order_id: string, code',
      'subject: ordr, version: 1, payload: { order_id: string, code',
    );
  const code = CODE.replace(
    "'order.placed': (s) => s,",
    "'order.requested': (s) => s, 'order.paid': (s) => s, 'sys.chess.moved': (s) => s,",
  )
    .replace("'order.place': (s, c) => accept(), ", '')
    .replace("'order.placed': (r) => r, ", '');
  const { starts, refusals } = started(model, code);
  expect(starts).toBe(false);
  expect([...new Set(refusals.map(({ rule }) => rule))].sort()).toEqual([
    'command-emits-own-types',
    'command-has-decider',
    'event-has-its-handlers',
    'handlers-name-known-types',
    'handlers-respect-the-intent',
    'mutating-command-emits',
    'projection-agrees-with-code',
    'unknown-reference',
  ]);
  expect(refusals.map(({ message }) => message).join('\n')).toMatch(/sys\.chess\.moved/);
});

it('cannot be made to start by turning its rules off', () => {
  const model = `${SHOP('game').replace('emits: [order.shipped]', 'emits: []')}rules: { mutating-command-emits: off }\n`;
  expect(started(model, CODE).starts).toBe(false);
});
