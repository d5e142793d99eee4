import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { behaviorFacts } from '../rules/behavior/read.ts';
import { checkModel } from '../rules/check.ts';
import { applyEdits } from '../rules/edit.ts';
import { placeAt, placesOf, sameName } from './places.ts';
import { rename } from './rename.ts';

const sample = (name: string) => readFileSync(new URL(`../workspace/samples/${name}`, import.meta.url), 'utf8');
const shop = {
  files: [{ path: 'shop.model.yaml', text: sample('shop.model.yaml') }],
  behavior: [{ path: 'shop.behavior.ts', text: sample('shop.behavior.ts.txt') }],
};

/** Input whose texts have one `¦`: the cursor. */
function at(model: string, code = '') {
  const texts = [
    { path: 'a.model.yaml', text: model },
    { path: 'a.behavior.ts', text: code },
  ];
  const marked = texts.find(({ text }) => text.includes('¦'));
  const before = (marked?.text ?? '').split('¦')[0]?.split('\n') ?? [];
  const cursor = { file: marked?.path ?? '', line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  const [file, behavior] = texts.map(({ path, text }) => ({ path, text: text.replace('¦', '') }));
  return { input: { files: file ? [file] : [], behavior: behavior && code ? [behavior] : [] }, cursor };
}
function renamed(to: string, model: string, code = '', recorded: readonly string[] = []) {
  const { input, cursor } = at(model, code);
  const result = rename(input, cursor, to, recorded);
  if ('refused' in result) return result.refused;
  return [...input.files, ...input.behavior]
    .map(({ path, text }) =>
      applyEdits(
        text,
        result.edits.filter(({ file }) => file === path),
      ),
    )
    .join('---\n');
}
const cursorAt = (text: string, file: string, word: string) => {
  const before = text.slice(0, text.indexOf(word)).split('\n');
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 2 };
};

describe('references', () => {
  it('are found in model, scenarios and behavior, whichever of them one begins at', () => {
    const places = placesOf(shop);
    const from = [
      cursorAt(shop.files[0]?.text ?? '', 'shop.model.yaml', 'OrderShipped:'),
      cursorAt(shop.behavior[0]?.text ?? '', 'shop.behavior.ts', 'OrderShipped:'),
    ].map((cursor) => placeAt(places, cursor));
    for (const place of from) {
      expect(place).toMatchObject({ section: 'events', name: 'OrderShipped' });
      const all = place ? sameName(places, place) : [];
      const count = (text: string) => text.match(/\bOrderShipped\b/g)?.length;
      expect(all.filter(({ file }) => file === 'shop.model.yaml')).toHaveLength(count(shop.files[0]?.text ?? '') ?? 0);
      expect(all.filter(({ file }) => file === 'shop.behavior.ts')).toHaveLength(
        count(shop.behavior[0]?.text ?? '') ?? 0,
      );
      expect(all.filter(({ role }) => role === 'definition')).toHaveLength(1);
    }
  });
});

describe('renaming', () => {
  it.each([
    ['subjects', 'order', 'purchase'],
    ['events', 'OrderPlaced', 'shop.order.placed'],
    ['commands', 'ShipOrder', 'DispatchOrder'],
    ['projections', 'open_orders', 'waiting'],
    ['consumers', 'receipt_mailer', 'mail-room'],
    ['services', 'mailroom', 'post'],
    ['streams', 'orders', 'order_facts'],
    ['scenarios', 'place-twice', 'placing it twice'],
    ['migrations', 'order-placed-2', 'placed-2'],
  ])('leaves the sample without a problem: %s', (section, from, to) => {
    const place = placesOf(shop).all.find((p) => p.section === section && p.name === from && p.role === 'definition');
    const result = rename(
      shop,
      { file: 'shop.model.yaml', line: place?.range.line ?? 0, column: place?.range.column ?? 0 },
      to,
    );
    expect(result).toHaveProperty('edits');
    const edits = 'edits' in result ? result.edits : [];
    const edited = ({ path, text }: { path: string; text: string }) => ({
      path,
      text: applyEdits(
        text,
        edits.filter(({ file }) => file === path),
      ),
    });
    const [files, behavior] = [shop.files.map(edited), shop.behavior.map(edited)];
    const rules = checkModel(files, { behavior: behaviorFacts(behavior) }).findings.map(({ rule }) => rule);
    // Only the style of the name may be another one.
    expect(rules.filter((rule) => !/^event-name|names-no/.test(rule))).toEqual([]);
    expect(placesOf({ files, behavior }).all.filter((p) => p.section === section && p.name === from)).toEqual([]);
  });

  it('reaches every kind of place, and nothing that only looks alike', () => {
    const model = `events:
  "Order¦Made": { version: 2 }
  OrderUndone: { corrects: OrderMade, description: undoes OrderMade }
commands: { OrderMade: { emits: [OrderMade, 'OrderUndone'], rejects: { OrderMade: OrderMade } } }
consumers: { c: { on: { OrderMade: [1, 2] } }, d: { on: [OrderMade] } }
waivers: [ { rule: x, at: /events/OrderMade/payload, why: OrderMade } ]
scenarios: { OrderMade: { given: [ { OrderMade@1: { a: OrderMade } } ], when: { OrderMade: {} }, then: { rejected: OrderMade, events: [ { OrderMade: {} } ] } } }
`;
    const code = `const made = (state, event) => ({ ...state, label: 'OrderMade' });
const OrderMade = made;
const KNOWN = ['OrderMade'];
export const folds = { order: { initial: {}, on: { OrderMade } } };
export const upcasters = { ['OrderMade']: { 1: (p) => p } };
export const deciders = { OrderMade: (state, command) => accept({ type: 'OrderMade', payload: { label: "OrderMade" } }) };
export const projections = { p: { initial: {}, on: { '*': (row, event) => (event.type === \`OrderMade\` ? 1 : 2) } } };
export const policies = { p: (event, command) => (command.type === 'OrderMade' ? accept() : reject('OrderMade')) };
type E = Events['OrderMade'];
`;
    expect(renamed('order.made', model, code)).toBe(`events:
  "order.made": { version: 2 }
  OrderUndone: { corrects: order.made, description: undoes OrderMade }
commands: { OrderMade: { emits: [order.made, 'OrderUndone'], rejects: { OrderMade: order.made } } }
consumers: { c: { on: { order.made: [1, 2] } }, d: { on: [order.made] } }
waivers: [ { rule: x, at: /events/order.made/payload, why: OrderMade } ]
scenarios: { OrderMade: { given: [ { order.made@1: { a: OrderMade } } ], when: { OrderMade: {} }, then: { rejected: OrderMade, events: [ { order.made: {} } ] } } }
---
const made = (state, event) => ({ ...state, label: 'OrderMade' });
const OrderMade = made;
const KNOWN = ['order.made'];
export const folds = { order: { initial: {}, on: { 'order.made': OrderMade } } };
export const upcasters = { ['order.made']: { 1: (p) => p } };
export const deciders = { OrderMade: (state, command) => accept({ type: 'order.made', payload: { label: "OrderMade" } }) };
export const projections = { p: { initial: {}, on: { '*': (row, event) => (event.type === \`order.made\` ? 1 : 2) } } };
export const policies = { p: (event, command) => (command.type === 'OrderMade' ? accept() : reject('OrderMade')) };
type E = Events['order.made'];
`);
  });

  it('follows handlers that are kept elsewhere and taken in', () => {
    const code = `const shared = { Made: (s) => s };
export const folds = { order: { initial: {}, on: { ...shared, Sent: (s, e) => shared.Made(s) } } };
`;
    expect(renamed('order.made', 'events: { Ma¦de: {}, Sent: {} }', code)).toContain(
      "const shared = { 'order.made': (s) => s };\nexport const folds = { order: { initial: {}, on: { ...shared, Sent: (s, e) => shared['order.made'](s) } } };",
    );
  });

  it('renames the types of a system with it', () => {
    expect(
      renamed(
        'fate',
        'systems: { dag¦ger: { version: 1.0.0 } }\nevents: { sys.dagger.hope.spent: { owner: dagger } }\n',
      ),
    ).toBe('systems: { fate: { version: 1.0.0 } }\nevents: { sys.fate.hope.spent: { owner: fate } }\n');
  });

  it('keeps the old name of a type that stands in records, and lets it come back', () => {
    expect(renamed('Bought', 'events:\n  So¦ld:\n    version: 1\n', '', ['Sold'])).toBe(
      'events:\n  Bought:\n    formerly: [Sold]\n    version: 1\n',
    );
    expect(renamed('Bought', 'events:\n  So¦ld:\n    version: 1\n', '', ['Other'])).not.toContain('formerly');
    expect(renamed('Sold', 'events:\n  Bou¦ght:\n    formerly: [Sold]\n    version: 1\n', '', ['Sold'])).toBe(
      'events:\n  Sold:\n    version: 1\n',
    );
  });

  it.each([
    ['a taken name', 'B', 'events: { A¦: {}, B: {} }', '', 'There is an event `B` already.'],
    ['an old name of another', 'C', 'events: { A¦: {}, B: { formerly: C } }', '', 'old name of `B`'],
    ['no name', 'a b', 'events: { A¦: {} }', '', 'is no name'],
    ['nothing', '', 'events: { A¦: {} }', '', 'It needs a name.'],
    ['a word of the language', 'core', 'systems: { a¦: {} }', '', 'word of the language'],
    ['what is named though not defined', 'B', 'events: { A¦: {}, C: { corrects: B } }', '', 'nothing defines it'],
    ['a name that nothing defines', 'B', 'events: { C: { corrects: A¦ } }', '', 'There is no event `A`'],
    ['a key of the language', 'B', 'events: { C: { ver¦sion: 1 } }', '', 'Here stands no name'],
    ['while a behavior file is broken', 'B', 'events: { A¦: {} }', '\nconst = 1', 'a.behavior.ts is broken at line 2'],
    ['while a model file is broken', 'B', 'events: { A¦: {}\n', '', 'a.model.yaml is broken at line'],
  ])('is refused in words for %s', (_, to, model, code, words) => {
    expect(renamed(to, model, code)).toContain(words);
  });

  it('leaves a payload field, a state key and an enum value of that name alone', () => {
    const model = 'events: { pai¦d: { payload: { paid: boolean, status: open | paid } } }\n';
    const code = `export const folds = { o: { initial: { paid: false }, on: { paid: (s, e) => ({ paid: e.payload.paid, status: 'paid' }) } } };\n`;
    expect(renamed('settled', model, code)).toBe(
      `events: { settled: { payload: { paid: boolean, status: open | paid } } }\n---\n${code.replace('on: { paid:', 'on: { settled:')}`,
    );
  });
});
