/** What is kept from one keystroke to the next must never show: a check with a memory says what a fresh one says. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ModelFile } from '../model/parse.ts';
import { behaviorFacts } from './behavior/read.ts';
import { type CheckMemory, checkMemory, checkModel } from './check.ts';
import type { Rule } from './rule.ts';
import { bigModel } from './testing/big-model.ts';

const sample = (name: string) => readFileSync(new URL(`../workspace/samples/${name}`, import.meta.url), 'utf8');
const shop = sample('shop.model.yaml');
const behavior = [{ path: 'shop.behavior.ts', text: sample('shop.behavior.ts.txt') }];

const STARTS: readonly (readonly ModelFile[])[] = [
  [{ path: 'a.model.yaml', text: shop }],
  [{ path: 'a.model.yaml', text: bigModel(12, 'kept') }],
  [{ path: 'a.model.yaml', text: bigModel(12, 'broken') }],
  [
    { path: 'a.model.yaml', text: bigModel(6, 'crowded') },
    { path: 'b.model.yaml', text: shop },
  ],
];
const SNIPPETS = [
  ...['x', '\n', '  ', '{', '}', '[', ']', '"', "'", '# c', ': ', '- ', '|', '*a', '\t', 'é', '?', "'?'", 'а'],
  '\n  Thing1Corrected: { subject: thing1, version: 1 }',
  '\n  OrderPlaced: { version: 2 }',
  '\n# factline-ignore event-declares-version: why not\n',
  '\nprofiles: [hless, eventing]\n',
  '\nprofiles: [game]\n',
  '\nnames: dotted\n',
  '\nrules: { event-has-consumer: error }\n',
  '\nservices:\n  other: { owns: [order] }\n',
];

type Edit =
  | { readonly kind: 'type'; readonly file: number; readonly at: number; readonly cut: number; readonly put: string }
  | {
      readonly kind: 'lines';
      readonly file: number;
      readonly at: number;
      readonly take: number;
      readonly to: number;
      readonly copy: boolean;
    }
  | { readonly kind: 'word'; readonly file: number; readonly at: number; readonly from: number };

const part = fc.double({ min: 0, max: 0.999, noNaN: true });
const file = fc.nat(1);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('type' as const), file, at: part, cut: fc.nat(12), put: fc.constantFrom(...SNIPPETS) }),
  fc.record({
    kind: fc.constant('lines' as const),
    file,
    at: part,
    take: fc.integer({ min: 1, max: 9 }),
    to: part,
    copy: fc.boolean(),
  }),
  // A word becomes another word of the same text: names that are there twice, or nowhere, and what they stand for.
  fc.record({ kind: fc.constant('word' as const), file, at: part, from: part }),
);

function edited(text: string, e: Edit): string {
  const at = Math.floor(e.at * text.length);
  if (e.kind === 'type') return text.slice(0, at) + e.put + text.slice(at + e.cut);
  if (e.kind === 'lines') {
    const lines = text.split('\n');
    const from = Math.floor(e.at * lines.length);
    const taken = lines.slice(from, from + e.take);
    const rest = e.copy ? lines : lines.toSpliced(from, e.take);
    return rest.toSpliced(Math.floor(e.to * rest.length), 0, ...taken).join('\n');
  }
  const words = [...text.matchAll(/\w+/g)];
  const [one, other] = [words[Math.floor(e.at * words.length)], words[Math.floor(e.from * words.length)]];
  return one && other ? text.slice(0, one.index) + other[0] + text.slice(one.index + one[0].length) : text;
}

/** The first difference between what a check with this memory says and what a fresh one says. */
function compare(files: readonly ModelFile[], memory: CheckMemory, options: { readonly rules?: readonly Rule[] } = {}) {
  const all = { behavior: behaviorFacts(behavior), ...options };
  const { parsed: mine, findings, profiles } = checkModel(files, { ...all, memory });
  const fresh = checkModel(files, all);
  expect(findings).toEqual(fresh.findings);
  expect(mine.model).toEqual(fresh.parsed.model);
  expect(Object.keys(mine.model.events)).toEqual(Object.keys(fresh.parsed.model.events));
  expect([mine.sound, profiles]).toEqual([fresh.parsed.sound, fresh.profiles]);
}

describe('a check that keeps what has not changed', () => {
  it('says what a fresh one says, whatever is edited', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(fc.constantFrom(...STARTS), fc.array(edit, { minLength: 2, maxLength: 8 }), (start, edits) => {
        const memory = checkMemory();
        let files = start;
        compare(files, memory);
        for (const e of edits) {
          files = files.map((f, i) => (i === e.file % files.length ? { ...f, text: edited(f.text, e) } : f));
          compare(files, memory);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('asks again only what read something that changed', () => {
    const asked: string[] = [];
    const rule: Rule = {
      meta: { id: 'spy', title: '', clauses: [], severity: { unified: 'info' }, targets: 'model', since: '1' },
      event(name, { subject = '' }, { model }) {
        asked.push(`${name} by ${model.subjects[subject]?.id}`);
      },
    };
    const memory = checkMemory();
    const text = 'subjects:\n  a: { id: x }\n  b: { id: y }\nevents:\n  One: { subject: a }\n  Two: { subject: b }\n';
    const checked = (now: string) => {
      asked.length = 0;
      checkModel([{ path: 'm', text: now }], { memory, rules: [rule] });
      return [...asked];
    };
    expect(checked(text)).toEqual(['One by x', 'Two by y']);
    expect(checked(text)).toEqual([]);
    expect(checked(text.replace('One: {', 'One: { version: 1,'))).toEqual(['One by x']);
    expect(checked(`# moved\n${text}`)).toEqual(['One by x']);
    expect(checked(text.replace('id: y', 'id: z'))).toEqual(['Two by z']);
    expect(checked(text.replace('  b: { id: y }\n', ''))).toEqual(['Two by undefined']);
  });

  it('finds a rule out that hides what it read', () => {
    let hidden = 0;
    const rule: Rule = {
      meta: { id: 'hides', title: '', clauses: [], severity: { unified: 'info' }, targets: 'model', since: '1' },
      event: (name, _, { report }) => report({ pointer: `/events/${name}`, message: `${hidden}` }),
    };
    const memory = checkMemory();
    const files = [{ path: 'm', text: 'events:\n  One: {}\n' }];
    compare(files, memory, { rules: [rule] });
    hidden++;
    expect(() => compare(files, memory, { rules: [rule] })).toThrow();
  });
});
