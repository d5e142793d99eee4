import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROFILES, type ProfileName } from '../../model/model.ts';
import { parseModel } from '../../model/parse.ts';
import { shopJournal } from '../../workspace/samples/shop-journal.ts';
import { checkModel } from '../check.ts';
import { problemsOf } from '../proofs/run.ts';
import { startRecordCheck } from './check-records.ts';
import { RECORD_RULES } from './index.ts';
import type { RecordRule } from './record-rule.ts';
import { seenOf } from './seen.ts';

const here = new URL('.', import.meta.url);
const pages = new Map(
  readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^\w+\/[\w-]+\.md$/.test(path) && !path.endsWith('README.md'))
    .map((path) => [path.replace(/^.*\/|\.md$/g, ''), path]),
);
const fence = (text: string, kind: string) => new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)\`\`\``, 'm').exec(text)?.[1];
const examplesOf = (id: string) =>
  readFileSync(new URL(pages.get(id) ?? '', here), 'utf8')
    .split(/^## (?=[❌✅])/mu)
    .slice(1)
    .map((part) => ({
      bad: part.startsWith('❌'),
      model: fence(part, 'yaml'),
      journal: fence(part, 'ndjson'),
    }));
const caseOf = ({ model, journal }: ReturnType<typeof examplesOf>[number]) => ({
  ...(model !== undefined && { model }),
  ...(journal !== undefined && { journal }),
});

it('each rule has a page, and each page a rule', () => {
  expect([...pages.keys()].sort()).toEqual(RECORD_RULES.map(({ meta }) => meta.id).sort());
});

describe.each(RECORD_RULES.map(({ meta }) => meta))('$id', (meta) => {
  const examples = examplesOf(meta.id);
  it('has an example that breaks it and one that does not, each with its journal', () => {
    expect(new Set(examples.map(({ bad }) => bad)).size).toBe(2);
    expect(examples.every(({ journal }) => journal !== undefined)).toBe(true);
  });
  for (const profile of PROFILES.filter((name) => meta.severity[name] !== undefined))
    it.each(examples)(`is right about its examples under ${profile} ($bad)`, async (example) => {
      const findings = await problemsOf(caseOf(example), profile);
      expect(findings.filter((f) => f.rule === meta.id).length > 0).toBe(example.bad);
      if (!example.bad)
        expect(findings.filter((f) => ['unknown-key', 'syntax', 'unknown-reference'].includes(f.rule))).toEqual([]);
    });
});

const seen = (line: number, record: object) =>
  seenOf(JSON.stringify({ id: `r-${line}`, type: 'A', payload: {}, ...record }), false, line);
const modelOf = (text: string) => parseModel([{ path: 'a', text }]).model;
interface Checking {
  readonly model?: string;
  readonly profiles?: readonly ProfileName[];
  readonly rules?: readonly RecordRule[];
}
const check = (records: readonly object[], { model, ...rest }: Checking = {}) => {
  const started = startRecordCheck({ file: 'j', ...rest, ...(model !== undefined && { model: modelOf(model) }) });
  for (const [i, record] of records.entries()) started.record(seen(i + 1, record));
  return started.finish();
};
const NO_ACTOR = { kind: 'INTENT' };
const intents = (found: ReturnType<typeof check>) => found.filter(({ rule }) => rule === 'intent-has-actor');

describe('problems of records', () => {
  it('are one for a rule, type and field, with their number, the first place and 20 examples', () => {
    const [found, other] = intents(
      check([...Array(30).fill(NO_ACTOR), { type: 'B', ...NO_ACTOR }], { profiles: ['hless'] }),
    );
    expect(found).toMatchObject({ count: 30, clauses: ['HL-052'], severity: 'error' });
    expect(found?.place).toEqual({ file: 'j', line: 1, record: 'r-1' });
    expect(found?.examples).toHaveLength(20);
    expect(other?.place.record).toBe('r-31');
  });
  it('of several profiles are one, with all clauses and the highest severity', () => {
    const found = check([{}], { profiles: ['evidence', 'unified'] }).find(({ message }) =>
      message.includes('`version`'),
    );
    expect(found).toMatchObject({ count: 1, severity: 'error' });
    expect(found?.clauses).toEqual(expect.arrayContaining(['FA-011', 'ES-030', 'EM-014']));
  });
  it.each([
    ['a waiver of a record', 'waivers: [ { rule: intent-has-actor, at: r-1, why: lost } ]', 1],
    ['a waiver of a clause', 'waivers: [ { rule: intent-has-actor, at: HL-052, why: lost } ]', 0],
    ['a waiver without a reason', 'waivers: [ { rule: intent-has-actor, at: HL-052 } ]', 2],
    ['a severity of the model', 'rules: { intent-has-actor: off }', 0],
  ])('%s counts', (_, model, count) => {
    const found = intents(check([NO_ACTOR, NO_ACTOR], { model, profiles: ['hless'] }));
    expect(found[0]?.count ?? 0).toBe(count);
  });
  it('name a rule that fails, once, and ask it no more', () => {
    let asked = 0;
    const broken: RecordRule = {
      meta: { id: 'broken', title: '', clauses: [], severity: { hless: 'error' }, targets: 'records', since: '0' },
      start: () => ({
        record() {
          asked++;
          throw new Error('oops');
        },
      }),
    };
    const found = check([{}, {}], { profiles: ['hless'], rules: [broken] });
    expect(found.map(({ rule, message }) => [rule, message.includes('`broken`')])).toEqual([['rule-failed', true]]);
    expect(asked).toBe(1);
  });
  it('are none of streaming rules without a model and a profile', () => {
    expect(check([{}, NO_ACTOR])).toEqual([]);
  });
  it.each(PROFILES)('come of odd records without a failure under %s', (profile) => {
    const odd = [
      {
        type: '__proto__',
        subject_type: 'constructor',
        subject_id: 'x',
        stream: 'toString',
        producer: '',
        payload: [],
      },
      { type: 'x'.repeat(10_000), kind: 'FACT', meta: { raw: { version: 'v1' } }, payload: { $bytes: 'AA==' } },
      { type: 'sys.', system_id: 'a', payload: 'text', meta: { raw: 5 } },
      { type: '.', t_event: 'x', t_log: 'x', payload: null },
    ];
    const model =
      'streams: { toString: {} }\nevents: { __proto__: {}, constructor: { stream: valueOf } }\nsubjects: { a: { id: b } }';
    expect(check(odd, { model, profiles: [profile] }).filter(({ rule }) => rule === 'rule-failed')).toEqual([]);
  });
});

describe('the sample journal', () => {
  it.each(['hless', 'unified'] as const)('has only its own small faults under %s', async (profile) => {
    const model = readFileSync(new URL('../../workspace/samples/shop.model.yaml', here), 'utf8');
    const found = await problemsOf({ model, journal: shopJournal() }, profile);
    expect(found.filter(({ severity }) => severity === 'error').map((f) => `${f.rule}: ${f.message}`)).toEqual([]);
  });
});

it('a waiver of a rule on records is not called useless by the model alone', () => {
  const text = 'factline: 1\nwaivers: [ { rule: intent-has-actor, at: r-1, why: lost } ]';
  expect(checkModel([{ path: 'a', text }]).findings).toEqual([]);
});
