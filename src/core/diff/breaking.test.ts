import { describe, expect, it } from 'vitest';
import type { ProfileName } from '../model/model.ts';
import type { Change } from './change.ts';
import { diffModels } from './model-diff.ts';
import { brief, event, model, run } from './testing/models.ts';

describe('names and versions', () => {
  const two = 'events:\n  Placed: { version: 2, payload: { a: string } }\n';
  it.each<[string, string, string, ProfileName, readonly string[]]>([
    ['an event added', '', event('a: string'), 'eventing', ['compatible | event added | /events/Placed']],
    ['an event removed', event('a: string'), '', 'eventing', ['breaking | event removed | /events/Placed | EM-051']],
    [
      'an event renamed, and it is said',
      'events: { Old: { payload: { a: string } } }',
      'events: { New: { formerly: [Old], payload: { a: string } } }',
      'unified',
      ['compatible | event renamed | /events/New'],
    ],
    [
      'an event renamed in silence',
      'events: { Old: { payload: { a: string } } }',
      'events: { New: { payload: { a: string } } }',
      'envelope',
      ['compatible | event added | /events/New', 'breaking | event removed | /events/Old | ES-031'],
    ],
    [
      'a renamed event that lost a field',
      'events: { Old: { payload: { a: string, b: string } } }',
      'events: { New: { formerly: [Old], payload: { a: string } } }',
      'eventing',
      ['compatible | event renamed | /events/New', 'breaking | field removed | /events/Old/payload/b | EM-051'],
    ],
    [
      'a version without a change',
      event('a: string', 'version: 1, '),
      event('a: string', 'version: 2, versions: { 1: { payload: { a: string } } }, '),
      'envelope',
      ['compatible | version raised | /events/Placed/version'],
    ],
    [
      'a version lowered',
      two,
      event('a: string', 'version: 1, versions: { 2: { payload: { a: string } } }, '),
      'eventing',
      ['breaking | version lowered | /events/Placed/version | EM-051'],
    ],
    [
      'a kept version that is another',
      event('a: string, b: string', 'version: 1, '),
      event('a: string', 'version: 2, versions: { 1: { payload: { a: string } } }, '),
      'eventing',
      [
        'breaking | field removed | /events/Placed/payload/b',
        'compatible | version raised | /events/Placed/version',
        'breaking | field removed | /events/Placed/payload/b | EM-051',
      ],
    ],
  ])('%s', (_, before, after, profile, expected) => {
    expect(brief(run(before, after, profile))).toEqual(expected);
  });
});

describe('what a breaking change needs', () => {
  const old = event('a: string, b: string', 'version: 1, ');
  const consumer = 'consumers: { mailer: { on: { Placed: [1] } } }\n';
  const plan = 'migrations: { m: { event: Placed, from: 1, to: 2, plan: dual emit } }\n';
  const same = event('a: string', 'version: 1, ');
  const bumped = event('a: string', 'version: 2, versions: { 1: { payload: { a: string, b: string } } }, ');
  const lost = (changes: readonly Change[]) =>
    changes
      .filter(({ what }) => what === 'field removed')
      .map(({ kind, broken }) =>
        [kind, ...broken.map(({ rule, clauses }) => `${rule}:${clauses.join('+')}`)].join(' '),
      );
  it.each<[ProfileName, string, string, string, string]>([
    ['hless', 'the version only', old, bumped, 'breaking stream-meaning-stable:HL-002'],
    ['game', 'everything', old, bumped + plan, 'breaking breaking-change-refused:'],
    ['envelope', 'nothing', old, same, 'breaking breaking-change-versioned:ES-031'],
    [
      'envelope',
      'nothing, for a consumer',
      old + consumer,
      same + consumer,
      'breaking breaking-change-versioned:ES-031 breaking-change-planned:ES-033',
    ],
    ['envelope', 'a version', old, bumped, 'breaking breaking-change-planned:ES-033'],
    ['envelope', 'a version and a plan', old, bumped + plan, 'breaking'],
    ['evidence', 'nothing', old, same, 'breaking breaking-change-versioned:'],
    ['evidence', 'a version', old, bumped, 'breaking'],
    ['eventing', 'nothing', old, same, 'breaking breaking-change-versioned:EM-051'],
    ['eventing', 'a version', old, bumped, 'breaking'],
    ['unified', 'nothing', old, same, 'breaking breaking-change-versioned:ES-031+EM-051'],
    ['unified', 'a version', old, bumped, 'breaking breaking-change-planned:ES-033'],
    ['unified', 'a version and a plan, no behavior given', old, bumped + plan, 'breaking'],
  ])('%s: with %s', (profile, _, before, after, expected) => {
    expect(lost(run(before, after, profile))).toEqual([expected]);
  });

  it('hless: a stream of its own', () => {
    const stream = (name: string) => `streams: { orders: { record_kind: FACT }, ${name}: { record_kind: FACT } }\n`;
    const changes = run(
      stream('others') + event('a: string, b: string', 'stream: orders, '),
      `${stream('orders_v2')}${event('a: string', 'stream: orders_v2, ')}`,
      'hless',
    );
    expect(lost(changes)).toEqual(['breaking']);
    expect(
      lost(
        run(
          stream('others') + event('a: string, b: string', 'stream: orders, '),
          stream('others') + event('a: string', 'stream: others, '),
          'hless',
        ),
      ),
    ).toEqual(['breaking stream-meaning-stable:HL-002']);
  });

  it('unified: an upcaster, where behavior is given', () => {
    expect(lost(run(old, bumped + plan, 'unified', new Set()))).toEqual(['breaking breaking-change-upcast:ES-033']);
    expect(lost(run(old, bumped + plan, 'unified', new Set(['Placed@1'])))).toEqual(['breaking']);
  });

  it('several profiles: what each of them asks for', () => {
    const changes = diffModels(model(old), model(same), { profiles: ['hless', 'envelope', 'eventing'] });
    expect(changes[0]?.clauses).toEqual(['HL-002', 'ES-031', 'EM-051']);
  });

  it('leads through several versions by a plan for each', () => {
    const third = event('a: string', 'version: 3, ');
    const steps =
      'migrations: { m: { event: Placed, from: 1, to: 2, plan: x }, n: { event: Placed, from: 2, to: 3, plan: x } }\n';
    expect(lost(run(old, third + steps, 'envelope'))).toEqual(['breaking']);
    expect(lost(run(old, third + plan, 'envelope'))).toEqual(['breaking breaking-change-planned:ES-033']);
    expect(lost(run(old, third + steps.replaceAll('plan: x', "plan: ' '"), 'envelope'))).toEqual([
      'breaking breaking-change-planned:ES-033',
    ]);
  });
});
