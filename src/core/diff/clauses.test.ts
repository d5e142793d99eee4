import { describe, expect, it } from 'vitest';
import type { ProfileName } from '../model/model.ts';
import { at, event, run, schema } from './testing/models.ts';

/** The examples of the clauses, with the places at which they are told. */
describe('clauses', () => {
  const told = (id: string, before: string, after: string, profile: ProfileName) =>
    run(before, after, profile).flatMap((c) => (c.clauses.includes(id) ? [c.at] : []));
  const stream = (kind: string, more = '') => `streams: { orders: { record_kind: ${kind} }${more} }\n`;
  const heard = (versions: string) => `consumers: { mailer: { on: { Placed: ${versions} } } }\n`;
  const plan = 'migrations: { m: { event: Placed, from: 1, to: 2, plan: both versions are emitted for 30 days } }\n';
  const v1 = event('a: string', 'version: 1, ');
  const v2 = event('a: string, b: string', 'version: 2, ');
  const kept = event('a: string, b: string', 'version: 2, versions: { 1: { payload: { a: string } } }, ');
  it.each<[string, string, string, string, ProfileName, readonly string[]]>([
    ['HL-002', 'the kind of a stream', stream('FACT'), stream('INTENT'), 'hless', ['/streams/orders/record_kind']],
    ['HL-002', 'the same under unified', stream('FACT'), stream('INTENT'), 'unified', ['/streams/orders/record_kind']],
    ['HL-002', 'a profile without streams', stream('FACT'), stream('INTENT'), 'eventing', []],
    [
      'HL-002',
      'a stream beside it',
      stream('FACT'),
      stream('FACT', ', order_requests: { record_kind: INTENT }'),
      'hless',
      [],
    ],
    ['HL-002', 'a kind that was open', 'streams: { orders: {} }', stream('FACT'), 'hless', []],
    [
      'HL-002',
      'an event among records of another kind',
      stream('FACT', ', asked: { record_kind: INTENT }') + event('a: string', 'stream: orders, '),
      stream('FACT', ', asked: { record_kind: INTENT }') + event('a: string', 'stream: asked, '),
      'hless',
      ['/events/Placed/stream'],
    ],
    [
      'HL-002',
      'an event that says another kind',
      event('a: string', 'kind: FACT, '),
      event('a: string', 'kind: OBSERVATION, '),
      'hless',
      ['/events/Placed/kind'],
    ],
    [
      'ES-031',
      'a required field, version 1',
      v1,
      event('a: string, b: string', 'version: 1, '),
      'envelope',
      [`${at}/b`],
    ],
    ['ES-031', 'a required field, version 2', v1, v2, 'envelope', []],
    ['ES-031', 'an optional field, version 1', v1, event('a: string, b: string?', 'version: 1, '), 'envelope', []],
    [
      'ES-033',
      'version 1 gone while a consumer names it',
      v1 + heard('[1]'),
      v2 + heard('[1]'),
      'envelope',
      [`${at}/b`, '/events/Placed/version'],
    ],
    ['ES-033', 'a plan for it', v1 + heard('[1]'), v2 + heard('[1]') + plan, 'envelope', []],
    [
      'ES-033',
      'a kept version dropped',
      kept + heard('[1, 2]'),
      v2 + heard('[1, 2]'),
      'envelope',
      ['/events/Placed/versions/1'],
    ],
    ['ES-033', 'a kept version dropped that nobody names', kept + heard('[2]'), v2 + heard('[2]'), 'envelope', []],
    [
      'EM-002',
      'a consumer added, the event changed',
      v1,
      v2 + heard('[2]'),
      'eventing',
      ['/consumers/mailer/on/Placed'],
    ],
    [
      'EM-002',
      'an optional field for it',
      v1,
      event('a: string, b: string?', 'version: 1, ') + heard('[1]'),
      'eventing',
      ['/consumers/mailer/on/Placed'],
    ],
    [
      'EM-002',
      'a type more',
      `${v1}consumers: { mailer: { on: [] } }\n`,
      v2 + heard('[2]'),
      'eventing',
      ['/consumers/mailer/on/Placed'],
    ],
    [
      'EM-002',
      'everything heard',
      v1,
      `${v2}consumers: { audit: { on: { '*': [] } } }\n`,
      'eventing',
      ['/consumers/audit/on/*'],
    ],
    ['EM-002', 'a consumer alone', v1, v1 + heard('[1]'), 'eventing', []],
    ['EM-002', 'a consumer that was there', v1 + heard('[1]'), v2 + heard('[1, 2]'), 'eventing', []],
    ['EM-002', 'an event that came with it', '', v1 + heard('[1]'), 'eventing', []],
    [
      'EM-002',
      'a reader of a field named, no more',
      v1,
      event('a: { type: string, sensitive: personal, access: [x] }', 'version: 1, ') + heard('[1]'),
      'eventing',
      [],
    ],
    ['EM-050', 'a closed enum', '', event('s: x | y'), 'eventing', [`${at}/s`]],
    ['EM-050', 'an open enum', '', event('s: x | y | ...'), 'eventing', []],
    [
      'EM-050',
      'a closed enum in a new field',
      event('a: string'),
      event('a: string, s: x | y?'),
      'eventing',
      [`${at}/s`],
    ],
    ['EM-050', 'a closed enum that was there', event('s: x | y'), event('s: x | y, a: string?'), 'eventing', []],
    [
      'EM-050',
      'an enum with a default',
      '',
      schema('{ properties: { s: { enum: [x, y], default: x } } }'),
      'eventing',
      [],
    ],
    ['EM-050', 'a constant', '', schema('{ properties: { s: { const: x } } }'), 'eventing', []],
    [
      'EM-051',
      'a field removed, the same version',
      event('a: string, b: string'),
      event('a: string'),
      'eventing',
      [`${at}/b`],
    ],
    [
      'EM-051',
      'a field removed, a version more',
      event('a: string, b: string'),
      event('a: string', 'version: 2, '),
      'eventing',
      [],
    ],
  ])('%s: %s', (id, _, before, after, profile, expected) => {
    expect(told(id, before, after, profile)).toEqual(expected);
  });
});
