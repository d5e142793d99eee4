import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseModel } from './parse.ts';

const example = readFileSync(new URL('../workspace/samples/shop.model.yaml', import.meta.url), 'utf8');
const parse = (text: string) => parseModel([{ path: 'a.model.yaml', text }]);
const told = (text: string) =>
  parse(text).findings.map((f) => `${f.rule} ${f.place.line}:${f.place.column} ${f.message}`);

describe('reading a model', () => {
  it('understands the worked example without a finding', () => {
    const { model, findings, sound } = parse(example);
    expect(findings).toEqual([]);
    expect(sound).toBe(true);
    expect(model.events.OrderPlaced).toMatchObject({
      version: 2,
      stream: 'orders',
      payload: { email: { type: 'email', sensitive: 'personal', access: ['mailroom'] } },
      versions: { 1: { payload: { total: { type: 'number' } } } },
    });
    expect(model.events.OrderShipped?.payload?.carrier).toEqual({ type: 'enum', values: ['dhl', 'ups'], open: true });
    expect(model.commands.PlaceOrder?.rejects).toEqual({ ORDER_EXISTS: 'OrderPlacementRejected' });
    expect(model.consumers.receipt_mailer?.on).toEqual({ OrderPlaced: [1, 2] });
    expect(model.profiles).toEqual(['hless']);
  });

  it.each([
    ['an unknown key', 'events:\n  A:\n    verson: 1', 'unknown-key 3:5', 'Did you mean `version`?'],
    ['an unknown section', 'evnets: {}', 'unknown-key 1:1', 'Did you mean `events`?'],
    ['a broker word', 'streams:\n  s: { kafka_replicas: 3 }', 'unknown-key 2:8', 'not known here'],
    ['a wrong value', 'streams:\n  s: { record_kind: FACTS }', 'wrong-type 2:21', 'one of `INTENT`, `FACT`'],
    ['a text for a number', 'events:\n  A: { version: two }', 'wrong-type 2:17', 'a whole number'],
    [
      'an open question',
      "events:\n  A: { classification: '?' }",
      'undecided 2:24',
      'What is the `classification` of `A`? It is one of `public`',
    ],
    [
      'an open payload field',
      "events:\n  A:\n    payload: { n: '?' }",
      'undecided 3:19',
      'the type of the field `n` of `A`?',
    ],
    ['no type', 'events:\n  A:\n    payload: { n: strin }', 'unknown-type 3:19', 'no type'],
    ['a bare array in braces', 'events:\n  A:\n    payload: { tags: [string] }', 'unquoted 3:22', "'string[]'"],
    ['another version', 'factline: 2', 'wrong-type 1:11', 'version 1 is known'],
    ['broken YAML', 'events: {', 'syntax 1:9', 'no YAML'],
  ])('says what is wrong with %s', (_, text, place, message) => {
    expect(told(text)[0]).toContain(place);
    expect(told(text)[0]).toContain(message);
  });

  it('joins files, and names a name that two declare at both places', () => {
    const { model, findings } = parseModel([
      { path: 'a.model.yaml', text: 'events:\n  A: {}' },
      { path: 'b.model.yaml', text: 'events:\n  B: {}\n  A: {}' },
    ]);
    expect(Object.keys(model.events)).toEqual(['A', 'B']);
    expect(findings.map((f) => [f.rule, f.place.file, f.place.line])).toEqual([
      ['duplicate-name', 'a.model.yaml', 2],
      ['duplicate-name', 'b.model.yaml', 3],
    ]);
  });

  it('finds the place of a pointer, deep inside too', () => {
    const { locate } = parse('events:\n  A:\n    payload:\n      x: string\n      y: number');
    expect(locate('/events/A/payload/y')).toMatchObject({ line: 5, column: 7 });
    expect(locate('/events/A/payload/y', 'value')).toMatchObject({ line: 5, column: 10, endColumn: 16 });
    expect(locate('/events/A/nothing')).toMatchObject({ line: 2, column: 3 });
  });

  it('reads JSON, CRLF and a byte order mark', () => {
    for (const text of ['{"events":{"A":{"version":1}}}', '\uFEFFevents:\r\n  A:\r\n    version: 1\r\n'])
      expect(parse(text)).toMatchObject({ sound: true, findings: [], model: { events: { A: { version: 1 } } } });
  });

  it('takes a name like any other', () => {
    expect(Object.keys(parse('events:\n  __proto__: { version: 1 }\n  constructor: {}').model.events)).toEqual([
      '__proto__',
      'constructor',
    ]);
  });
});
