import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROFILES } from '../model/model.ts';
import { behaviorFacts } from './behavior/read.ts';
import { checkMemory, checkModel } from './check.ts';
import { applyEdits } from './edit.ts';
import { RULES } from './index.ts';

const here = new URL('.', import.meta.url);
const clauses = new Set<string>(RULES.flatMap(({ meta }) => meta.clauses));
/** By id, where a rule's page is. */
const pages = new Map(
  readdirSync(here, { recursive: true, encoding: 'utf8' })
    .filter((path) => /^\w+\/[\w-]+\.md$/.test(path) && !path.endsWith('README.md'))
    .map((path) => [path.replace(/^.*\/|\.md$/g, ''), path]),
);
const examplesOf = (id: string) => {
  const page = readFileSync(new URL(pages.get(id) ?? '', here), 'utf8');
  // A ```ts block behind the model is its behavior.
  const examples = page.matchAll(/^## (❌|✅)\n\n```yaml\n([\s\S]*?)```(?:\n\n```ts\n([\s\S]*?)```)?/gm);
  return [...examples].map(([, mark, text, code]) => ({ bad: mark === '❌', text: text ?? '', code }));
};
const checked = (text: string, code: string | undefined, profile: string) =>
  checkModel([{ path: 'a.model.yaml', text }], {
    profiles: [profile],
    behavior: code === undefined ? undefined : behaviorFacts([{ path: 'a.behavior.ts', text: code }]),
  });

describe('the rules', () => {
  it('are ten or more, two or more a profile, each with a page', () => {
    const folders = new Set(['records']);
    const mine = [...pages].filter(([, path]) => !folders.has(path.split('/')[0] ?? '')).map(([id]) => id);
    expect(mine.sort()).toEqual(RULES.map(({ meta }) => meta.id).sort());
    expect(RULES.length).toBeGreaterThanOrEqual(10);
    for (const profile of PROFILES)
      expect(RULES.filter(({ meta }) => meta.severity[profile] !== undefined).length, profile).toBeGreaterThanOrEqual(
        2,
      );
    expect([...clauses].every((id) => /^(HL|GS|ES|FA|EM)-\d{3}$/.test(id))).toBe(true);
  });

  describe.each(RULES.map(({ meta }) => meta))('$id', (meta) => {
    const examples = examplesOf(meta.id);
    it('has an example that breaks it and one that does not', () => {
      expect(examples.some(({ bad }) => bad)).toBe(true);
      expect(examples.some(({ bad }) => !bad)).toBe(true);
    });
    for (const profile of PROFILES.filter((name) => meta.severity[name] !== undefined)) {
      it.each(examples)(`is right about its examples under ${profile} ($bad)`, ({ bad, text, code }) => {
        const { findings } = checked(text, code, profile);
        expect(findings.filter((f) => f.rule === meta.id).length > 0).toBe(bad);
        if (!bad)
          expect(
            findings.filter((f) => f.rule === 'unknown-key' || f.rule === 'syntax' || f.rule === 'unknown-reference'),
          ).toEqual([]);
      });
    }
    it('mends what its fix promises, and nothing else', () => {
      for (const { text, code } of examples.filter(({ bad }) => bad)) {
        const { findings, parsed } = checked(text, code, 'unified');
        for (const finding of findings.filter((f) => f.rule === meta.id && f.fixes)) {
          const edits = finding.fixes?.[0]?.edits ?? [];
          const ofFile = (file: string) => edits.filter((edit) => edit.file === file);
          const mended = code && applyEdits(code, ofFile('a.behavior.ts'));
          const after = checked(applyEdits(text, ofFile('a.model.yaml')), mended, 'unified');
          expect(after.parsed.sound).toBe(parsed.sound);
          expect(after.findings.some((f) => f.rule === finding.rule && f.message === finding.message)).toBe(false);
          expect(after.findings.length).toBe(findings.length - 1);
        }
      }
    });
  });
});

describe('checking', () => {
  const sample = (name: string) => readFileSync(new URL(`../workspace/samples/${name}.model.yaml`, here), 'utf8');
  it.each(['shop', 'fleet', 'campaign'])('the %s sample has no problem', (name) => {
    expect(checkModel([{ path: 'a.model.yaml', text: sample(name) }]).findings).toEqual([]);
  });

  const streamless = 'streams:\n  orders: {}\n';
  const two = RULES.filter(({ meta }) => ['stream-declares-kind', 'mutating-command-emits'].includes(meta.id));
  const rules = (text: string, profiles = ['hless']) =>
    checkModel([{ path: 'a.model.yaml', text }], { profiles, rules: two }).findings.map(
      (f) => `${f.rule}:${f.severity}@${f.place.line}`,
    );

  it.each([
    ['a comment with a reason silences', 'streams:\n  # factline-ignore stream-declares-kind: later\n  orders: {}', []],
    [
      'one without a reason does not',
      'streams:\n  # factline-ignore stream-declares-kind\n  orders: {}',
      ['silence-needs-reason:warning@2', 'stream-declares-kind:error@3'],
    ],
    [
      'one for nothing is a problem',
      'streams:\n  # factline-ignore stream-declares-kind: old\n  orders: { record_kind: FACT }',
      ['silence-without-effect:warning@2'],
    ],
    [
      'a waiver silences',
      `${streamless}waivers: [ { rule: stream-declares-kind, at: /streams/orders, why: later } ]`,
      [],
    ],
    [
      'a severity of the model comes first',
      `${streamless}rules: { stream-declares-kind: info }`,
      ['stream-declares-kind:info@2'],
    ],
    ['a rule can be turned off', `${streamless}rules: { stream-declares-kind: off }`, []],
  ])('%s', (_, text, expected) => {
    expect(rules(text)).toEqual(expected);
  });

  it('does not let go of a rule that its specification fixes', () => {
    const text =
      'commands:\n  # factline-ignore mutating-command-emits: no\n  A: { mutates: true }\nrules: { mutating-command-emits: off }';
    expect(rules(text, ['evidence'])).toEqual(['silence-needs-reason:warning@2', 'mutating-command-emits:error@3']);
  });

  it('names only the clauses of the chosen profiles', () => {
    const text = 'events:\n  A: { replay_intent: replay_only, classification: internal }';
    expect(checkModel([{ path: 'a', text }], { profiles: ['envelope'] }).findings[0]?.clauses).toEqual([
      'ES-002',
      'ES-030',
    ]);
    expect(checkModel([{ path: 'a', text }], { profiles: ['envelope', 'eventing'] }).findings[0]?.clauses).toEqual([
      'ES-002',
      'ES-030',
      'EM-014',
      'EM-040',
      'EM-042',
    ]);
  });

  it('names a rule that fails instead of failing', () => {
    const broken = {
      meta: {
        id: 'broken',
        title: '',
        clauses: [],
        severity: { unified: 'error' as const },
        targets: 'model' as const,
        since: '0',
      },
      event: () => {
        throw new Error('oops');
      },
    };
    expect(checkModel([{ path: 'a', text: 'events: { A: {} }' }], { rules: [broken] }).findings[0]).toMatchObject({
      rule: 'rule-failed',
      message: expect.stringContaining('`broken`'),
    });
  });

  it('finds a name that no definition has, and the nearest one', () => {
    const text = 'subjects: { order: {} }\nevents:\n  A: { subject: ordr }\nconsumers:\n  c: { on: [B] }';
    const { findings } = checkModel([{ path: 'a', text }], { profiles: ['hless'], rules: [] });
    expect(findings.map((f) => [f.rule, f.place.line, f.fixes?.[0]?.edits[0]?.text])).toEqual([
      ['unknown-reference', 3, 'order'],
      ['unknown-reference', 5, undefined],
    ]);
  });

  it('checks a thousand events in a fraction of a second, again after a keystroke in much less', () => {
    const text = `events:\n${Array.from({ length: 1000 }, (_, i) => `  Event${i}Happened:\n    version: 1\n    payload: { a: string, b: integer, c: open | closed }`).join('\n')}`;
    const memory = checkMemory();
    expect(checkModel([{ path: 'a', text }], { memory }).findings.length).toBeGreaterThan(1000);
    const again = checkModel([{ path: 'a', text: text.replace('Event500Happened:', 'Event500Happend:') }], { memory });
    expect(again.findings.length).toBeGreaterThan(1000);
  });
});
