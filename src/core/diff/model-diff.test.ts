import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProfileName } from '../model/model.ts';
import { parseModel } from '../model/parse.ts';
import { behaviorFacts } from '../rules/behavior/read.ts';
import { checkModel } from '../rules/check.ts';
import { compareModels } from './compare-models.ts';
import { diffModels } from './model-diff.ts';
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
    return compareModels(parse(before), parse(after), [{ path: 'a.model.yaml', text: after }], { profiles }).problems;
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
    ['waivers: [ { rule: breaking-change-versioned, at: /events/Place, why: another } ]', ['error', 'warning']],
  ])('%s', (line, severities) => {
    expect(problems(old, `${line}\n${event('a: string')}`).map(({ severity }) => severity)).toEqual(severities);
  });
});

describe('a comment in the new model', () => {
  const IGNORE = '# factline-ignore breaking-change-versioned: nobody has it yet';
  const rules = (before: string, after: string, oldText = before) =>
    compareModels(
      parseModel([{ path: 'old.model.yaml', text: oldText }]),
      parseModel([{ path: 'a.model.yaml', text: after }]),
      [{ path: 'a.model.yaml', text: after }],
      { profiles: ['eventing'] },
    ).problems.map(({ rule, severity, place }) => `${rule}:${severity}@${place.file}:${place.line}`);
  const old = 'events:\n  Placed:\n    version: 1\n    payload:\n      a: string\n      b: string\n';
  const changed = (comment: string) => old.replace('      b: string', `${comment}      b: integer`);
  const gone = (above: string, before: string) =>
    old.replace('      b: string\n', '').replace(above, `${before}\n${above}`);
  const WRONG = 'breaking-change-versioned:error';
  const IDLE = 'silence-without-effect:warning';
  it.each<[string, string, readonly string[]]>([
    ['none', changed(''), [`${WRONG}@a.model.yaml:6`]],
    ['above what changed', changed(`      ${IGNORE}\n`), []],
    ['without a reason', changed('      # factline-ignore breaking-change-versioned\n'), [`${WRONG}@a.model.yaml:7`]],
    [
      'of another rule',
      changed('      # factline-ignore enum-open-to-change: x\n'),
      [`${WRONG}@a.model.yaml:7`, `enum-open-to-change`],
    ],
    [
      'above another line',
      changed('').replace('    version', `    ${IGNORE}\n    version`),
      [`${WRONG}@a.model.yaml:7`, `${IDLE}@a.model.yaml:3`],
    ],
    ['above the payload that lost it', gone('    payload:', `    ${IGNORE}`), []],
    ['above the event that lost it', gone('  Placed:', `  ${IGNORE}`), []],
    [
      'above a field beside it',
      gone('      a: string', `      ${IGNORE}`),
      [`${WRONG}@old.model.yaml:6`, `${IDLE}@a.model.yaml:5`],
    ],
    ['above the events, where one is gone', `${IGNORE}\nevents: {}\n`, []],
    [
      'above the new name of the event',
      `events:\n  ${IGNORE}\n  Ordered:\n    formerly: [Placed]\n    version: 1\n    payload:\n      a: string\n`,
      [],
    ],
    [
      'a waiver at the new name',
      `waivers: [ { rule: breaking-change-versioned, at: /events/Ordered, why: soon } ]\nevents: { Ordered: { formerly: [Placed], version: 1, payload: { a: string } } }\n`,
      [],
    ],
  ])('%s', (_, after, expected) => {
    const found = rules(old, after);
    expect(found).toHaveLength(expected.length);
    for (const [i, line] of expected.entries())
      expect(found[i]).toContain(line === 'enum-open-to-change' ? 'silence-without-effect' : line);
  });

  it('of the old model silences nothing', () => {
    expect(rules(old, changed(''), changed(`      ${IGNORE}\n`).replace('integer', 'string'))).toEqual([
      `${WRONG}@a.model.yaml:6`,
    ]);
  });

  it('is not for nothing where only the model is checked', () => {
    const said = (text: string) =>
      checkModel([{ path: 'a', text }], { rules: [] }).findings.map(({ rule, place }) => `${rule}@${place.line}`);
    expect(said(changed(`      ${IGNORE}\n`))).toEqual([]);
    expect(said('waivers: [ { rule: enum-open-to-change, at: /events/A, why: soon } ]')).toEqual([]);
    expect(said('# factline-ignore enum-open-to-change\nevents: {}')).toEqual(['silence-needs-reason@1']);
    expect(said('# factline-ignore record-unchanged: old\nevents: {}')).toEqual(['silence-without-effect@1']);
  });
});

describe('the behavior of the new model', () => {
  const before = event('a: string', 'version: 1, ');
  const after = `${event('b: string', 'version: 3, versions: { 1: { payload: { a: string } }, 2: { payload: { a: string } } }, ')}migrations: { m: { event: Placed, from: 1, to: 3, plan: x } }\n`;
  const rules = (code: string | undefined) =>
    compareModels(parse(before), parse(after), [{ path: 'a.model.yaml', text: after }], {
      profiles: ['unified'],
      behavior: code === undefined ? undefined : behaviorFacts([{ path: 'a.behavior.ts', text: code }]),
    }).problems.map(({ rule }) => rule);
  it.each<[string, string | undefined, readonly string[]]>([
    ['none', undefined, []],
    ['no upcaster', 'export const folds = {};', ['breaking-change-upcast']],
    ['half of the way', 'export const upcasters = { Placed: { 1: (p) => p } };', ['breaking-change-upcast']],
    ['each step', 'export const upcasters = { Placed: { 1: (p) => p, 2: (p) => p } };', []],
    [
      'of another event',
      'export const upcasters = { Paid: { 1: (p) => p, 2: (p) => p } };',
      ['breaking-change-upcast'],
    ],
    ['what cannot be read', 'export const upcasters = make();', []],
  ])('%s', (_, code, expected) => {
    expect([...new Set(rules(code))]).toEqual(expected);
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
