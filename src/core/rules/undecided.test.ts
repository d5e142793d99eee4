import { describe, expect, it } from 'vitest';
import { checkModel } from './check.ts';
import { applyEdits } from './edit.ts';
import { fixAll } from './fix-all.ts';

const PATH = 'a.model.yaml';
const checkText = (text: string) => checkModel([{ path: PATH, text }]);
const asked = (text: string, key: string) => {
  const found = checkText(text).findings.filter(
    ({ rule, place }) => rule === 'undecided' && place.pointer?.endsWith(`/${key}`),
  );
  expect(found).toHaveLength(1);
  const [{ message, fixes = [], clauses }] = found as [(typeof found)[0]];
  const taking = (title: string) => {
    const fix = fixes.find((one) => one.title === title);
    return fix && applyEdits(text, fix.edits);
  };
  return { message, titles: fixes.map(({ title }) => title), taking, clauses };
};
const event = (more: string, rest = '') => `${rest}events:\n  MemberJoined:\n    ${more}\n`;

describe('an open classification', () => {
  it('is named with its event and all its values, none of them called a guess', () => {
    const { message, titles } = asked(event("classification: '?'"), 'classification');
    expect(message).toContain('What is the `classification` of `MemberJoined`?');
    expect(message).not.toContain('guess');
    expect(titles).toHaveLength(5);
    expect(titles[0]).toBe('Decide: confidential (the cautious answer)');
    expect(titles.at(-1)).toBe('Decide: public');
  });

  it.each([
    ['a name of personal data', 'phone: string', 'personal', '`phone`'],
    ['an e-mail address', 'contact: email', 'personal', '`contact`'],
    ['a mark', 'x: { type: string, sensitive: personal }', 'personal', 'marked'],
    ['a diagnosis', 'diagnosis: string, phone: string', 'phi', '`diagnosis`'],
    ['money marked', 'x: { type: number, sensitive: financial }', 'confidential', 'marked'],
  ])('is guessed from %s', (_, fields, guess, because) => {
    const { message, titles, taking } = asked(
      event(`classification: '?'\n    payload: { ${fields} }`),
      'classification',
    );
    expect(message).toContain(because);
    expect(message).toContain(`the guess is \`${guess}\``);
    expect(titles[0]).toBe(`Decide: ${guess}`);
    expect(titles).toHaveLength(5);
    expect(taking('Decide: internal')).toContain('classification: internal\n');
  });
});

describe('an open replay_intent', () => {
  it('has no guess where nothing tells', () => {
    const { message, titles } = asked(event("replay_intent: '?'"), 'replay_intent');
    expect(message).not.toContain('guess');
    expect(titles).toEqual(['projection_and_replay', 'replay_only', 'audit_only'].map((one) => `Decide: ${one}`));
  });

  it.each([
    ['a projection', 'projections: { members: { on: [MemberJoined] } }\n', 'projection_and_replay'],
    ['a rejection', 'commands: { Join: { rejects: { FULL: MemberJoined } } }\n', 'audit_only'],
  ])('is guessed from %s', (_, rest, guess) => {
    const { message, titles } = asked(event("replay_intent: '?'", rest), 'replay_intent');
    expect(message).toContain(`the guess is \`${guess}\``);
    expect(titles[0]).toBe(`Decide: ${guess}`);
  });
});

describe('an open subject', () => {
  const borrowed = (rest: string, fields = 'book_id: uuid, member_id: uuid, correlation_id: uuid') =>
    `${rest}events:\n  BookBorrowed:\n    subject: '?'\n    payload: { ${fields} }\n`;

  it('is a subject whose id stands in the payload, before those that do not', () => {
    const { titles, taking } = asked(borrowed('subjects: { shelf: {}, volume: { id: book_id } }\n'), 'subject');
    expect(titles[0]).toBe('Decide: volume');
    expect(titles).toContain('Decide: shelf');
    expect(taking('Decide: volume')).toContain('subject: volume\n');
  });

  it('or a new one, declared in the same edit, the one the name begins with first', () => {
    const text = borrowed('subjects:\n  shelf: {}\n', 'member_id: uuid, book_id: uuid, correlation_id: uuid');
    const { titles, taking } = asked(text, 'subject');
    expect(titles).toEqual([
      'Decide: book, a new subject named by book_id',
      'Decide: member, a new subject named by member_id',
      'Decide: shelf',
    ]);
    const { parsed, findings } = checkText(taking(titles[0] ?? '') ?? '');
    expect(parsed.model.subjects).toEqual({ book: { id: 'book_id' }, shelf: {} });
    expect(parsed.model.events.BookBorrowed?.subject).toBe('book');
    expect(findings.filter(({ rule }) => rule === 'undecided' || rule === 'unknown-reference')).toEqual([]);
  });

  it.each([
    ['no section', '# a library\nmodel: m\n\n'],
    ['an empty section', 'subjects: {}\n'],
    ['a section without anything', 'subjects:\n'],
  ])('is declared where there is %s', (_, rest) => {
    const { taking } = asked(borrowed(rest), 'subject');
    const { parsed } = checkText(taking('Decide: book, a new subject named by book_id') ?? '');
    expect(parsed.sound).toBe(true);
    expect(parsed.model.subjects).toEqual({ book: { id: 'book_id' } });
  });

  it('of a JSON Schema and of a command, too', () => {
    const text = `commands:\n  BorrowBook:\n    subject: '?'\n    schema: { properties: { bookId: { type: string } } }\n`;
    const { taking } = asked(text, 'subject');
    expect(checkText(taking('Decide: book, a new subject named by bookId') ?? '').parsed.model.subjects).toEqual({
      book: { id: 'bookId' },
    });
  });

  it('never takes a name that is another subject already', () => {
    const { titles } = asked(borrowed('subjects: { book: { id: isbn } }\n', 'book_id: uuid'), 'subject');
    expect(titles).toEqual(['Decide: book']);
  });
});

it.each([
  ['core, where nothing else can be', 'OrderPlaced', '', ['Decide: core']],
  ['the system of the namespace', 'sys.dice.rolled', 'systems: { dice: {}, cards: {} }\n', ['dice', 'core', 'cards']],
])('an open owner is %s', (_, name, rest, titles) => {
  const { titles: offered, message } = asked(`${rest}events:\n  ${name}:\n    owner: '?'\n`, 'owner');
  expect(offered).toEqual(titles.map((one) => (one.startsWith('Decide') ? one : `Decide: ${one}`)));
  expect(message).toContain('the guess is');
});

describe('one open question', () => {
  const KEYS = ['replay_intent', 'classification', 'owner', 'producer', 'version'];
  it.each(KEYS)('%s is one problem, with the clauses of the rule that asks for it', (key) => {
    const profiles = ['hless', 'game', 'envelope', 'evidence', 'eventing', 'unified'];
    for (const profile of profiles) {
      const of = (text: string) => checkModel([{ path: PATH, text }], { profiles: [profile] }).findings;
      const silent = of(event('description: x')).filter(({ message }) => message.includes(key));
      const open = of(event(`description: x\n    ${key}: '?'`));
      const [question] = open.filter(({ rule }) => rule === 'undecided');
      for (const { rule, clauses } of silent) {
        expect(open.map((one) => one.rule)).not.toContain(rule);
        expect(question?.clauses).toEqual(expect.arrayContaining([...clauses]));
      }
    }
  });

  it('of a stream that is not decided is one problem, too', () => {
    const rules = (more: string) =>
      checkModel([{ path: PATH, text: event(more) }], { profiles: ['hless'] }).findings.map(({ rule }) => rule);
    expect(rules('version: 1')).toContain('stream-is-declared');
    expect(rules("stream: '?'")).not.toContain('stream-is-declared');
  });

  it('of a stream is one problem, too', () => {
    const text = "streams:\n  s: { record_kind: '?', partition_key: '?', ordering_scope: '?', retention: '?' }\n";
    const rules = checkText(text).findings.map(({ rule }) => rule);
    expect(rules.filter((rule) => rule === 'undecided')).toHaveLength(4);
    expect(rules.filter((rule) => /declares-(kind|partition|ordering|retention)/.test(rule))).toEqual([]);
  });
});

it('nothing decides by itself', () => {
  const text = event("classification: '?'\n    replay_intent: '?'\n    payload: { email: email }");
  const fixed = fixAll(text, {
    check: checkText,
    edit: (input, edits) => applyEdits(input, edits),
    textOf: (input) => input,
    rule: 'undecided',
  });
  expect(fixed).toMatchObject({ input: text, done: 0 });
});
