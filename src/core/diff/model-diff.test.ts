import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProfileName } from '../model/model.ts';
import { parseModel } from '../model/parse.ts';
import { diffModels, problemsOf } from './model-diff.ts';
import { at, brief, event, model, parse, run } from './testing/models.ts';

describe('the other parts', () => {
  it.each([
    [
      'retention',
      'streams: { s: { retention: 1d } }',
      'streams: { s: { retention: 2d } }',
      ['drift | retention changed | /streams/s/retention'],
    ],
    [
      'what is written no more',
      'streams: { s: { partition_key: a } }',
      'streams: { s: {} }',
      ['drift | partition_key changed | /streams/s/partition_key'],
    ],
    [
      'owner',
      'events: { E: { owner: core } }',
      'events: { E: { owner: x } }',
      ['drift | owner changed | /events/E/owner'],
    ],
    ['a stream that is gone', 'streams: { s: {} }', 'streams: {}', ['breaking | stream removed | /streams/s']],
    [
      'commands',
      'commands: { C: { emits: [A], rejects: [NO], payload: { a: string, b: string } }, D: {} }',
      'commands: { C: { emits: [B], rejects: [], payload: { a: string?, c: string } } }',
      [
        'compatible | field made optional | /commands/C/payload/a',
        'breaking | required field added | /commands/C/payload/c',
        'compatible | field removed | /commands/C/payload/b',
        'compatible | emits added | /commands/C/emits',
        'drift | emits removed | /commands/C/emits',
        'drift | rejection removed | /commands/C/rejects',
        'breaking | command removed | /commands/D',
      ],
    ],
    [
      'consumers',
      'consumers: { c: { on: { A: [1], B: [1] }, dedupe_by: id } }',
      'consumers: { c: { on: { A: [1, 2], D: [1] }, dedupe_by: none }, e: {} }',
      [
        'drift | versions handled changed | /consumers/c/on/A',
        'compatible | consumer hears more | /consumers/c/on/D',
        'drift | consumer hears less | /consumers/c/on/B',
        'drift | dedupe_by changed | /consumers/c/dedupe_by',
        'compatible | consumer added | /consumers/e',
      ],
    ],
    ['settings', 'names: pascal', 'names: dotted', ['drift | names changed | /names']],
    [
      'scenarios',
      'scenarios: { s: { given: [] } }',
      'scenarios: { s: { given: [ { A: {} } ] } }',
      ['drift | given changed | /scenarios/s/given'],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(brief(run(before, after))).toEqual(expected);
  });
});

describe('problems', () => {
  const problems = (before: string, after: string, profiles: readonly ProfileName[] = ['eventing']) => {
    const [old, now] = [parse(before), parse(after)];
    const changes = diffModels(old.model, now.model, { profiles });
    return problemsOf(changes, {
      locate: ({ at: place, side }) => (side === 'new' ? now : old).locate(place),
      profiles,
      model: now.model,
    });
  };
  const old = event('a: string, b: string');
  it('have a rule, a place and a way out', () => {
    expect(problems(event('a: string'), event('a: integer'))).toMatchObject([
      {
        rule: 'breaking-change-versioned',
        clauses: ['EM-051'],
        severity: 'error',
        place: { file: 'a.model.yaml', line: 2, column: 24, pointer: `${at}/a` },
        message: expect.stringContaining('Raise `version`'),
      },
    ]);
  });
  it('are one for a rule and place', () => {
    const found = problems(event('a: integer?'), event('a: string'), ['envelope', 'eventing']);
    expect(found).toHaveLength(1);
    expect(found[0]?.clauses).toEqual(['ES-031', 'EM-051']);
  });
  it('stand without a clause where the profile has none', () => {
    expect(problems(old, event('a: string'), ['game'])).toMatchObject([
      { rule: 'breaking-change-refused', clauses: [] },
    ]);
  });
  it.each([
    ['rules: { breaking-change-versioned: off }', []],
    ['rules: { breaking-change-versioned: warning }', ['warning']],
    ['waivers: [ { rule: breaking-change-versioned, at: /events/Placed, why: nobody has it yet } ]', []],
    ['waivers: [ { rule: breaking-change-versioned, at: EM-051, why: nobody has it yet } ]', []],
    ['waivers: [ { rule: breaking-change-versioned, at: /events/Placed } ]', ['error']],
    ['waivers: [ { rule: breaking-change-versioned, at: /events/Place, why: another } ]', ['error']],
  ])('%s', (line, severities) => {
    expect(problems(old, `${line}\n${event('a: string')}`).map(({ severity }) => severity)).toEqual(severities);
  });
});

describe('any model', () => {
  const type = fc.constantFrom(
    'string',
    'integer',
    'number?',
    'uuid',
    'x | y',
    'x | y | ...',
    "'string[]'",
    '{ fields: { q: integer } }',
  );
  const text = fc
    .tuple(
      fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__', 'd/e'), type, { maxKeys: 4 }),
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom('FACT', 'INTENT'),
      fc.boolean(),
    )
    .map(
      ([fields, version, kind, consumer]) =>
        `streams: { s: { record_kind: ${kind} } }\n${event(
          Object.entries(fields)
            .map(([k, v]) => `${k}: ${v}`)
            .join(', '),
          `stream: s, version: ${version}, `,
        )}${consumer ? 'consumers: { m: { on: { Placed: [1] } } }\n' : ''}`,
    );
  it('does not differ from itself, and two always differ alike', () => {
    fc.assert(
      fc.property(text, text, (a, b) => {
        const [x, y] = [parseModel([{ path: 'a', text: a }]).model, parseModel([{ path: 'b', text: b }]).model];
        expect(diffModels(x, x)).toEqual([]);
        expect(diffModels(x, parseModel([{ path: 'c', text: a }]).model)).toEqual([]);
        expect(diffModels(x, y)).toEqual(diffModels(x, y));
        for (const { kind, broken } of diffModels(x, y, { profiles: ['envelope'] }))
          if (kind !== 'breaking') expect(broken).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
  it('the worked example, too', () => {
    const source = readFileSync(new URL('../workspace/samples/shop.model.yaml', import.meta.url), 'utf8');
    expect(diffModels(model(source), model(source))).toEqual([]);
  });
});
