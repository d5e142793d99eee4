import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { completeAt, hoverAt, outlineOf } from './assist.ts';
import { parseModel } from './parse.ts';
import { SECTIONS } from './schema.ts';

const shop = readFileSync(new URL('../workspace/samples/shop.model.yaml', import.meta.url), 'utf8');
const { model } = parseModel([{ path: 'a', text: shop }]);
/** Completions at the `¦` of a text. */
const at = (text: string) => {
  const before = text.slice(0, text.indexOf('¦')).split('\n');
  return completeAt(text.replace('¦', ''), before.length, (before.at(-1)?.length ?? 0) + 1, model).map((c) => c.label);
};

describe('completion', () => {
  it.each([
    ['sections at the top', '¦', ['events', 'streams', 'profiles']],
    ['keys of an event', 'events:\n  A:\n    ¦', ['version', 'classification', 'payload']],
    [
      'values of an enum',
      'events:\n  A:\n    replay_intent: ¦',
      ['projection_and_replay', 'replay_only', 'audit_only'],
    ],
    ['names of streams', 'events:\n  A:\n    stream: ¦', ['orders', 'order_requests']],
    ['keys in braces', 'streams:\n  s: { ¦', ['record_kind', 'retention']],
    ['values in braces', 'streams:\n  s: { record_kind: ¦', ['FACT', 'INTENT']],
    ['names in a list', 'commands:\n  C: { emits: [¦', ['OrderPlaced', 'OrderShipped']],
    ['types of a payload', 'events:\n  A:\n    payload:\n      x: ¦', ['uuid', 'string']],
    ['profiles', 'profiles: [¦', ['hless', 'unified']],
    ['events that a consumer hears', 'consumers:\n  c:\n    on: { ¦', ['OrderPlaced']],
    ['braces over several lines', 'streams:\n  s: {\n    record_kind: FACT,\n    ¦', ['retention']],
    ['a snippet for a new event', 'events:\n  ¦', ['new event']],
  ])('offers %s', (_, text, expected) => {
    expect(at(text)).toEqual(expect.arrayContaining(expected));
  });

  it('does not offer what stands there already', () => {
    expect(at('events:\n  A:\n    version: 1\n    ¦\n    classification: public')).not.toEqual(
      expect.arrayContaining(['version']),
    );
    expect(at('streams:\n  s: { record_kind: FACT, ¦')).not.toContain('record_kind');
  });
});

it('puts what is missing first, with a body that fits inside of braces', () => {
  const found = completeAt('streams:\n  s: { ', 2, 8, model, (path, siblings, keys) => {
    expect({ path, siblings }).toEqual({ path: ['streams', 's'], siblings: [] });
    return ['time', 'record_kind', 'derives_from'].filter((key) => key in keys).map((key) => ({ key, why: 'because' }));
  });
  expect(found.slice(0, 3).map(({ insert }) => insert)).toEqual([
    'time: { t_event: ${1:record} }',
    'record_kind: ${1|INTENT,FACT,OBSERVATION,DERIVATION|}',
    'derives_from: [${1|order_requests,orders,order_counts|}]',
  ]);
  expect(found[0]).toMatchObject({ snippet: true, documentation: expect.stringContaining('because') });
  expect(found.map(({ label }) => label).filter((label) => label === 'time')).toHaveLength(1);
});

it('has a snippet for each kind of definition, and each is understood', () => {
  for (const section of SECTIONS) {
    const [snippet] = completeAt(`${section}:\n  `, 2, 3, model);
    const plain = (snippet?.insert ?? '')
      .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
      .replace(/\$\{\d+:?([^}]*)\}/g, '$1');
    const text = `${section}:\n${plain.replace(/^/gm, '  ')}\n`;
    const { findings, model: read } = parseModel([{ path: 'a', text }]);
    expect(findings, text).toEqual([]);
    expect(Object.keys(read[section]), section).toHaveLength(1);
  }
});

it('says what a key means, and what a name stands for', () => {
  const lines = shop.split('\n');
  const hover = (line: RegExp, word: string) => {
    const n = lines.findIndex((l) => line.test(l));
    return hoverAt(shop, n + 1, (lines[n]?.indexOf(word) ?? 0) + 2, model);
  };
  expect(hover(/record_kind: FACT/, 'record_kind')).toContain('What each record of the stream is');
  expect(hover(/outcomes: \{ success: \[OrderPlaced\]/, 'OrderPlaced')).toContain('The shop accepted an order.');
});

it('outlines sections with what they define', () => {
  const outline = outlineOf(parseModel([{ path: 'a', text: shop }]));
  const events = outline.find((o) => o.name === 'events');
  expect(events?.children.map((c) => c.name)).toContain('OrderShipped');
  expect(shop.split('\n')[(events?.children[0]?.line ?? 0) - 1]).toContain('OrderPlacementRequested:');
});
