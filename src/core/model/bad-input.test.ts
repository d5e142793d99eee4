/** Hostile models: each is told where and why, and none ends or delays the reader. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffModels } from '../diff/model-diff.ts';
import { checkModel } from '../rules/check.ts';
import { applyEdits } from '../rules/edit.ts';
import { outlineOf } from './assist.ts';
import { behaviorTypes } from './behavior-types.ts';
import { catalogOf } from './catalog.ts';
import { formatModel } from './format.ts';
import { parseModel } from './parse.ts';
import { worse } from './testing/mutate.ts';

const shop = readFileSync(new URL('../workspace/samples/shop.model.yaml', import.meta.url), 'utf8');
const parse = (text: string) => parseModel([{ path: 'a.model.yaml', text }]);
const told = (text: string) =>
  parse(text).findings.map(
    ({ rule, place: p, message }) => `${p.line}:${p.column}-${p.endLine}:${p.endColumn} ${rule} ${message}`,
  );
const schema = (text: string) => `events:\n  A:\n    schema: ${text}\n`;

describe('text that is no model', () => {
  it.each([
    ['an alias within its own anchor', 'events:\n  A: &x { payload: { f: *x } }', '2:25-2:27 syntax', 'no end'],
    ['an alias of nothing', 'events:\n  A: *nope', '2:6-2:11 syntax', 'names no anchor before it'],
    ['a bare star', 'consumers:\n  c:\n    on: [*]', '3:10-3:11 syntax', "Quote it: `'*'`"],
    ['a bare star as a key', 'consumers:\n  c:\n    on: { *: [1] }', '3:11-3:12 syntax', "Quote it: `'*'`"],
    ['a bare array in braces', 'events:\n  A: { payload: { t: string[] } }', '2:22-2:30 syntax', "`'string[]'`"],
    ['a merge key', 'events:\n  A: &x { version: 1 }\n  B: { <<: *x }', '3:8-3:10 unknown-key', 'no merge keys'],
    ['a second document', 'factline: 1\n---\nmodel: b', '2:1-2:2 syntax', 'one document'],
    ['YAML 1.1', '%YAML 1.1\n---\nfactline: 1', '1:1-1:10 syntax', 'YAML 1.2, not 1.1'],
    ['a tag', 'events:\n  A: { description: !!js/function "x" }', '2:21-2:34 syntax', '`!!js/function` is a tag'],
    ['a tag without a value', 'events:\n  A: { description: !x }', '2:21-2:23 syntax', '`!x` is a tag'],
    ['a tab', 'events:\n\tA: {}', '2:1-2:2 syntax', 'a tab indents here'],
    ['an open brace', 'events:\n  A: { version: 1\n  B: {}', '2:6-2:7 syntax', 'this `{` is never closed'],
    ['an open quote', 'events:\n  A: { description: "x }\n  B: {}', '2:21-2:22 syntax', 'this quote is never closed'],
    ['another indent', 'events:\n  A: {}\n   B: {}', '3:1-3:2 syntax', 'same column'],
    ['a colon in a text', 'events:\n  A:\n    description: a: b', '3:18-3:19 syntax', 'a second colon'],
    ['a dash without a space', 'events:\n  A:\n    formerly:\n    -x', '4:5-4:7 syntax', 'this is no key'],
    ['a bracketed key', 'events:\n  ? [a, b]\n  : {}', '2:5-2:6 syntax', 'a key must be a word'],
    ['a key twice, in JSON', '{"events":{"A":{},"A":{}}}', '1:19-1:22 syntax', '`A` is declared twice here'],
    ['JSON with a comment', '{ // x\n "events": {} }', '1:3-2:10 unknown-key', 'begins with `#`'],
    ['two JSON values', '{"events":{}}\n{"events":{}}', '2:1-2:2 syntax', '`{` does not belong here'],
    ['a list', '- events', '1:1-1:9 syntax', 'a map of sections'],
    ['words', 'hello', '1:1-1:6 syntax', 'no key yet'],
    ['deep nesting', `events: ${'['.repeat(100_000)}`, '1:', 'deeper than 64 levels'],
    ['deep dashes', '- '.repeat(100_000), '1:', 'deeper than 64 levels'],
    ['a long name', `events:\n  ${'A'.repeat(10_000)}: {}`, '2:3-2:10003 syntax', 'longer than 1,024 characters'],
    ['a long name, in JSON', `{"events":{"${'A'.repeat(10_000)}":{}}}`, '1:12-1:10014 syntax', '10000 characters'],
    ['NUL', 'events:\n  A: { description: "a\0b" }', '2:23-2:24 syntax', 'U+0000 stands here'],
    ['UTF-16 read as bytes', [...'events: {}'].join('\0'), '1:2-1:3 syntax', 'this is UTF-16. Save it as UTF-8'],
    ['half a character', 'events:\n  A: { description: "\udc00" }', '2:22-2:23 syntax', 'half of a character'],
    ['a text that turns round', 'model: a\n# \u202e nothing to see', '2:3-2:4 syntax', 'reads otherwise than it is'],
  ])('%s', (_, text, place, message) => {
    const [first = ''] = told(text);
    expect(first).toContain(message);
    expect(first.startsWith(place)).toBe(true);
  });

  it.each([
    ['tabs behind a colon, and JSON with tabs', '{\n\t"events": {\n\t\t"A":\t{"version": 1}\n\t}\n}'],
    ['a trailing comma, which YAML allows', '{"events":{"A":{"version":1,},}}'],
    [
      'names that YAML 1.1 took for something else',
      'services:\n  no: { owns: [on] }\nsubjects:\n  on: { id: off }\n  1.0: {}\n  0x1: {}\n  ~: {}',
    ],
    ['a document in its marks', '---\nfactline: 1\n...\n'],
    ['an anchor used as a copy', 'events:\n  A: &x { version: 1 }\n  B: *x'],
    [
      'text in another script',
      'events:\n  طلب: { description: "قال \u2067x\u2069 ثم" }\n  Заказ_создан: {}\n  α_score: {}\n  می\u200cخواهم: {}\n  👩\u200d💻Joined: {}',
    ],
    ['a schema that refers to itself below', schema('{ type: object, properties: { next: { $ref: "#" } } }')],
  ])('is not: %s', (_, text) => {
    expect(told(text)).toEqual([]);
  });

  it('an alias bomb is told at the alias, at once', () => {
    const bomb = [...'bcdefghij'].map((k, i) => `  ${k}: &${k} [${Array(10).fill(`*${'abcdefghij'[i]}`).join(',')}]`);
    const [first] = told(`scenarios:\n  a: &a [${Array(10).fill('x').join(',')}]\n${bomb.join('\n')}`);
    expect(first).toMatch(/^[3-9]:\d+-\d+:\d+ syntax The aliases stand for too much/);
  });
});

describe('values that are not what they look like', () => {
  it.each([
    ['an octal', 'events:\n  A: { version: 010 }', '2:17-2:20', 'YAML 1.2 reads the number 10', '10'],
    ['yes', 'commands:\n  A: { mutates: yes }', '2:17-2:20', '`true` or `false` belongs here', undefined],
    ['sixty to the base', 'events:\n  A: { version: 1:30 }', '2:17-2:21', 'a whole number belongs here', undefined],
    [
      'too many digits',
      'scenarios:\n  s: { when: { C: { n: 9007199254740993 } } }',
      '2:24-2:40',
      'more digits',
      "'9007199254740993'",
    ],
    ['no number', 'scenarios:\n  s: { when: { C: { n: .inf } } }', '2:24-2:28', 'no number that JSON knows', "'.inf'"],
    ['a section as a text', 'events: nothing', '1:9-1:16', '`events` is a map by name', undefined],
    ['a version by a word', 'events:\n  A: { versions: { one: {} } }', '2:20-2:23', 'no version', undefined],
    [
      'an empty value of an enum',
      "events:\n  A: { payload: { s: 'a | | b' } }",
      '2:22-2:31',
      'an empty value',
      undefined,
    ],
    [
      'arrays without end',
      `events:\n  A: { payload: { s: 'string${'[]'.repeat(50_000)}' } }`,
      '2:22-',
      'more than 8 deep',
      undefined,
    ],
  ])('%s', (_, text, place, message, fix) => {
    const [first] = parse(text).findings;
    expect(told(text)[0]).toContain(message);
    expect(told(text)[0]?.startsWith(place)).toBe(true);
    expect(first?.fixes?.[0]?.edits[0]?.text).toBe(fix);
  });

  it.each([
    ['a remote reference', schema('{ $ref: "https://example.com/a.json" }'), '3:21-3:49', 'nothing is ever fetched'],
    ['a circle of references', schema('{ $defs: { a: { $ref: "#/$defs/a" } } }'), '3:35-3:46', 'in a circle'],
    ['a reference to nothing', schema('{ $ref: "#/$defs/nope" }'), '3:21-3:35', 'leads nowhere'],
    ['a pattern that is none', schema('{ pattern: "(" }'), '3:24-3:27', 'no regular expression'],
    ['an unknown type', schema('{ type: strng }'), '3:21-3:26', 'no type of JSON Schema'],
    ['a slip in a keyword', schema('{ type: object, requird: [a] }'), '3:29-3:36', 'Did you mean `required`?'],
    ['a wrong value', schema('{ properties: [1] }'), '3:27-3:30', 'takes a map of JSON Schemas'],
    ['a text', schema('hello'), '3:13-3:18', 'a JSON Schema'],
  ])('of a JSON Schema: %s', (_, text, place, message) => {
    expect(told(text)[0]).toContain(message);
    expect(told(text)[0]?.startsWith(place)).toBe(true);
  });

  it('a severity of a rule that there is not', () => {
    const { findings } = checkModel([{ path: 'a', text: 'rules: { event-has-consumr: off, syntax: off }' }]);
    expect(findings.map(({ place, message }) => `${place.line}:${place.column} ${message}`)).toEqual([
      expect.stringMatching(/^1:10 There is no rule .*Did you mean `event-has-consumer`\?$/),
      expect.stringMatching(/^1:34 `syntax` is checked in every model/),
    ]);
  });
});

describe('names', () => {
  it.each([
    ['a Cyrillic letter', 'Pаyment', 'lookalike-name', '`а` is U+0430, Cyrillic'],
    ['a zero-width space', 'Order\u200bPlaced', 'hidden-character', 'U+200B'],
    ['a right-to-left mark', 'Order\u200fPlaced', 'hidden-character', 'U+200F'],
    ['a space that is none', 'Order\u00a0Placed', 'hidden-character', 'U+00A0'],
  ])('%s within is told, in every key', (_, name, rule, says) => {
    for (const [text, place] of [
      [`events:\n  ${name}: {}`, '2:3'],
      [`events:\n  A:\n    payload: { ${name}: string }`, '3:16'],
      [`scenarios:\n  s: { given: [ { ${name}: {} } ] }`, '2:19'],
    ] as const) {
      expect(told(text)[0]).toContain(`${rule} `);
      expect(told(text)[0]).toContain(says);
      expect(told(text)[0]?.startsWith(place)).toBe(true);
    }
  });

  it.each([
    ['Payment', 'Pаyment'],
    ['OrderPlaced', 'Order\u200bPlaced'],
    ['A', 'Ａ'],
    ['Café', 'Cafe\u0301'],
    ['A', 'Α'],
  ])('%s and its double are told at both places, over files too', (one, other) => {
    const { findings } = parseModel([
      { path: 'a', text: `events:\n  ${one}: {}` },
      { path: 'b', text: `\nevents:\n  "${other}": {}` },
    ]);
    const alike = findings.filter(({ message }) => message.includes('looks like'));
    expect(
      alike.map(({ place }) => `${place.file} ${place.line}:${place.column}`).filter((at) => /2:3|3:3/.test(at)),
    ).toEqual(expect.arrayContaining(['a 2:3', 'b 3:3']));
  });

  it('of what every object has are names like any other', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const map = (value: string) => names.map((name) => `${name}: ${value}`).join(', ');
    const text = `events: { ${map(`{ payload: { ${map('string')} } }`)} }\nstreams: { ${map('{}')} }\ncommands: { C: { emits: [${names}], rejects: [${names}] } }\n`;
    const { model, findings } = parse(text);
    expect(findings).toEqual([]);
    for (const section of [
      model.events,
      model.streams,
      Object.values(model.events)[0]?.payload ?? {},
      model.commands.C?.rejects ?? {},
    ])
      expect(Object.keys(section)).toEqual(names);
    expect(
      checkModel([{ path: 'a', text }]).findings.filter(({ rule }) => /unknown-reference|rule-failed/.test(rule)),
    ).toEqual([]);
    expect(catalogOf(model)).toHaveLength(names.length + 2);
  });

  it('that are long get a page each', () => {
    const name = 'Long'.repeat(50);
    const paths = catalogOf(parse(`events:\n  ${name}A: {}\n  ${name}B: {}`).model).map(({ path }) => path);
    expect(new Set(paths).size).toBe(3);
    expect(Math.max(...paths.map((path) => path.length))).toBeLessThan(250);
  });
});

describe('size', () => {
  /** Milliseconds of work: far above what is needed, far below what a quadratic way would take. */
  const QUICK = 8_000;
  const many = (n: number, line: (i: number) => string) => Array.from({ length: n }, (_, i) => line(i)).join('');
  it.each([
    ['many events', `events:\n${many(5_000, (i) => `  A${i}: {}\n`)}`],
    [
      'many names that there are not',
      `events:\n${many(2_500, (i) => `  A${i}: { stream: strem${i} }\n`)}streams:\n${many(2_500, (i) => `  stream${i}: {}\n`)}`,
    ],
    [
      'long names that there are not',
      `{"events":{"A":{"stream":"${'y'.repeat(20_000)}"}},"streams":{"${'x'.repeat(20_000)}":{}}}`,
    ],
    ['many aliases', `events:\n  A: &a { version: 1 }\n${many(4_000, (i) => `  B${i}: *a\n`)}`],
    ['many lines that are nothing', 'x\n'.repeat(200_000)],
    ['a long text', `description: "${'x'.repeat(2_000_000)}"`],
  ])(
    '%s',
    (_, text) => {
      const started = process.cpuUsage();
      const { findings, parsed } = checkModel([{ path: 'a', text }]);
      outlineOf(parsed);
      catalogOf(parsed.model);
      formatModel(text);
      expect(process.cpuUsage(started).user / 1000).toBeLessThan(QUICK);
      for (const { message } of findings) expect(message.length).toBeLessThan(2_100);
    },
    60_000,
  );
});

it('whatever is done to a model, every problem has its place, and nothing throws', () => {
  const whole = parse(shop).model;
  fc.assert(
    fc.property(worse(shop), (text) => {
      const { findings, parsed } = checkModel([{ path: 'a', text }], { profiles: ['unified', 'hless'] });
      const lines = text.replace(/^\ufeff/, '').split(/\r\n?|\n/);
      for (const { rule, message, place, fixes } of findings) {
        const { line = 0, column = 0, endLine = 0, endColumn = 0 } = place;
        const within = (l: number, c: number) => l >= 1 && c >= 1 && c <= (lines[l - 1]?.length ?? -1) + 1;
        expect([rule, message, within(line, column), within(endLine, endColumn)]).toEqual([rule, message, true, true]);
        expect(endLine > line || endColumn >= column).toBe(true);
        expect(rule).not.toBe('rule-failed');
        for (const fix of fixes ?? []) applyEdits(text, fix.edits);
      }
      outlineOf(parsed);
      behaviorTypes({ model: parsed.model });
      formatModel(text);
      const pages = catalogOf(parsed.model);
      expect(new Set(pages.map(({ path }) => path)).size).toBe(pages.length);
      diffModels(whole, parsed.model);
      expect(diffModels(parsed.model, parsed.model)).toEqual([]);
    }),
    { numRuns: 50, seed: 2 },
  );
}, 60_000);
