import { describe, expect, it } from 'vitest';
import { parseModel } from '../model/parse.ts';
import { behaviorFacts } from './behavior/read.ts';
import { checkModel } from './check.ts';
import { applyEdits, editOf } from './edit.ts';
import type { FixSpec, FixStep } from './rule.ts';

const PATH = 'a.model.yaml';
/** The text after a fix; undefined where none is offered. */
function fixed(text: string, ...steps: FixStep[]): string | undefined {
  const fix: FixSpec = { title: 'x', steps };
  const made = editOf(fix, parseModel([{ path: PATH, text }]));
  return made && applyEdits(text, made.edits);
}

const BLOCK = 'events:\n  A:\n    version: 1\n    stream: s\n  B:\n    version: 2\n';
const FLOW = 'events: { A: { version: 1, stream: s }, B: { version: 2 } }\n';

describe('a step whose pointer is not there', () => {
  it.each<[string, FixStep]>([
    ['replace', { replace: { at: '/events/A/owner', value: 'x' } }],
    ['replace below a scalar', { replace: { at: '/events/A/version/deeper', value: 'x' } }],
    ['replace in a section that is not there', { replace: { at: '/streams/s/record_kind', value: 'x' } }],
    ['remove', { remove: { at: '/events/A/owner' } }],
    ['remove of an event', { remove: { at: '/events/C' } }],
    ['remove of an item', { remove: { at: '/events/A/formerly/0' } }],
    ['rename', { rename: { at: '/events/A/owner', to: 'x' } }],
    ['insert', { insert: { into: '/events/C', key: 'version', value: '1' } }],
    ['insert into a key that is not there', { insert: { into: '/events/A/payload', key: 'a', value: 'string' } }],
    ['insert into the root', { insert: { into: '', key: 'a', value: 'x' } }],
  ])('offers no fix: %s', (_, step) => {
    expect(fixed(BLOCK, step)).toBeUndefined();
    expect(fixed(FLOW, step)).toBeUndefined();
  });

  it('takes the other steps with it', () => {
    const good: FixStep = { replace: { at: '/events/A/version', value: '9' } };
    expect(fixed(BLOCK, good)).toContain('version: 9');
    expect(fixed(BLOCK, good, { remove: { at: '/events/A/owner' } })).toBeUndefined();
  });
});

describe('a value', () => {
  const at = '/events/A/version';
  it.each([
    ['that is there', 'events:\n  A:\n    version: one # why\n', 'events:\n  A:\n    version: 3 # why\n'],
    ['that is not written', 'events:\n  A:\n    version:\n', 'events:\n  A:\n    version: 3\n'],
    ['before a comment', 'events:\n  A:\n    version:   # why\n', 'events:\n  A:\n    version: 3   # why\n'],
    ['behind a quoted key', 'events:\n  A:\n    "version" :\n', 'events:\n  A:\n    "version" : 3\n'],
    ['in braces', 'events: { A: { version: } }\n', 'events: { A: { version: 3 } }\n'],
    ['without a colon', 'events: { A: { version } }\n', 'events: { A: { version: 3 } }\n'],
  ])('%s', (_, before, after) => {
    expect(fixed(before, { replace: { at, value: '3' } })).toBe(after);
    expect(parseModel([{ path: PATH, text: after }]).model.events.A).toMatchObject({ version: 3 });
  });

  it('of a list is replaced, or goes with its line', () => {
    const replace: FixStep = { replace: { at: '/events/A/formerly/1', value: 'x' } };
    const remove: FixStep = { remove: { at: '/events/A/formerly/1' } };
    const flow = 'events: { A: { formerly: [a, b, c] } }\n';
    const block = 'events:\n  A:\n    formerly:\n      - a\n      - b # was\n      - c\n';
    expect(fixed(flow, replace)).toBe('events: { A: { formerly: [a, x, c] } }\n');
    expect(fixed(block, replace)).toBe('events:\n  A:\n    formerly:\n      - a\n      - x # was\n      - c\n');
    expect(fixed(flow, remove)).toBe('events: { A: { formerly: [a, c] } }\n');
    expect(fixed(block, remove)).toBe('events:\n  A:\n    formerly:\n      - a\n      - c\n');
  });
});

describe('edits of a text as it is stored', () => {
  const plain = 'events:\n  A:\n    version: 1\n    stream: s # last\n  B: { payload: { a: string, b: string } }\n';
  const steps: readonly FixStep[] = [
    { rename: { at: '/events/A', to: 'Ab' } },
    { insert: { into: '/events/A', key: 'owner', value: 'core' } },
    { replace: { at: '/events/A/version', value: '12' } },
    { remove: { at: '/events/A/stream' } },
    { remove: { at: '/events/B/payload/b' } },
  ];
  const after = 'events:\n  Ab:\n    owner: core\n    version: 12\n  B: { payload: { a: string } }\n';
  it.each([
    ['\\n', '\n'],
    ['\\r\\n', '\r\n'],
    ['\\r', '\r'],
  ])('are exact with lines ended by %s, with and without a byte order mark', (_, end) => {
    const stored = plain.replaceAll('\n', end);
    expect(fixed(stored, ...steps)).toBe(after.replaceAll('\n', end));
    expect(fixed(`\ufeff${stored}`, ...steps)).toBe(`\ufeff${after.replaceAll('\n', end)}`);
  });

  it('are exact on the first line behind a byte order mark', () => {
    expect(fixed('\ufeffevents: { A: { version: 1 } }', { replace: { at: '/events/A/version', value: '2' } })).toBe(
      '\ufeffevents: { A: { version: 2 } }',
    );
  });

  it('keep mixed line ends, and end new lines as the first one does', () => {
    const stored = 'events:\r\n  A:\n    version: 1\r\n    stream: s\n';
    expect(fixed(stored, { insert: { into: '/events/A', key: 'owner', value: 'core' } })).toBe(
      'events:\r\n  A:\r\n    owner: core\n    version: 1\r\n    stream: s\n',
    );
  });

  it('put several insertions at one place in their order, before what is replaced there', () => {
    const place = { file: PATH, line: 1, column: 2, endLine: 1, endColumn: 2 };
    const edits = [
      { ...place, endColumn: 3, text: 'X' },
      { ...place, text: '1' },
      { ...place, text: '2' },
    ];
    expect(applyEdits('abc', edits)).toBe('a12Xc');
  });

  it('mend what `check` finds there, model and behavior', () => {
    const dress = (text: string) => `\ufeff${text.replaceAll('\n', '\r\n')}`;
    const model = dress('events: { shop.order.placed: { purpose: audit } }\n');
    const { findings } = checkModel([{ path: PATH, text: model }], { profiles: ['envelope'] });
    const found = findings.find(({ rule }) => rule === 'event-declares-version');
    expect(applyEdits(model, found?.fixes?.[0]?.edits ?? [])).toBe(
      dress('events: { shop.order.placed: { version: 1, purpose: audit } }\n'),
    );
    const code = dress('export const folds = { order: { on: { X: (s) => s } } };\nexport const deciders = {};\n');
    const facts = behaviorFacts([{ path: 'a.behavior.ts', text: code }]);
    expect(facts?.folds.get('order')?.place).toMatchObject({ line: 1, column: 24 });
    expect(facts?.end).toMatchObject({ line: 3, column: 1 });
  });

  it('count the lines of a comment that silences as they count the others', () => {
    const text = '\ufeff# factline-ignore event-declares-version: soon\r\nevents: { a.b.made: { purpose: audit } }\r\n';
    const { findings } = checkModel([{ path: PATH, text }], { profiles: ['envelope'] });
    expect(findings.map(({ rule }) => rule)).not.toContain('event-declares-version');
    const idle = checkModel([{ path: PATH, text: '\ufeff# factline-ignore x: y\r\n' }], { profiles: ['envelope'] });
    expect(idle.findings[0]?.place).toMatchObject({ line: 1, column: 1, endColumn: 23 });
  });
});
