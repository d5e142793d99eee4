import { describe, expect, it } from 'vitest';
import { parseModel } from '../../model/parse.ts';
import { checkModel } from '../check.ts';
import { applyEdits } from '../edit.ts';
import { renameEvent } from './rename-event.ts';

const check = (text: string, profiles: readonly string[]) =>
  checkModel([{ path: 'a.model.yaml', text }], { profiles: [...profiles] }).findings;

/** The text after the first fix of a rule's first finding. */
function mended(text: string, rule: string, profile: string): string {
  const edits = check(text, [profile]).find((f) => f.rule === rule)?.fixes?.[0]?.edits;
  expect(edits).toBeDefined();
  return applyEdits(text, edits ?? []);
}

const REFERENCES = `names: pascal
policies: { ai-action: { recorded_by: PlaceOrder } }
events:
  PlaceOrder:
    replay_intent: replay_only # kept
    formerly:
      - CreateOrder
  OrderCorrected: { corrects: PlaceOrder, outcomes: { success: PlaceOrder, failure: [OrderCorrected, PlaceOrder] } }
commands:
  PlaceOrder: { emits: [OrderCorrected, PlaceOrder], rejects: { A: PlaceOrder, B: }, records: "PlaceOrder" }
projections: { open: { on: PlaceOrder }, all: { on: [OrderCorrected, PlaceOrder] } }
consumers:
  listed: { on: [OrderCorrected, PlaceOrder] }
  mapped: { on: { PlaceOrder: [1, 2], OrderCorrected: 1 } }
precedence: { first: { every: OrderCorrected, needs: PlaceOrder } }
migrations: { two: { event: PlaceOrder, from: 1, to: 2 } }
scenarios:
  once:
    given: [ { PlaceOrder@1: { n: 5 } }, { OrderCorrected: {} } ]
    when: { PlaceOrder: {} }
    then: [ { PlaceOrder: {} } ]
  not:
    when: { PlaceOrder: {} }
    then: { rejected: A, events: [ { PlaceOrder: {} } ] }
`;

describe('renaming an event', () => {
  it('reaches every place that names it, and no command of that name', () => {
    const after = mended(REFERENCES, 'event-name-tells-what-happened', 'unified');
    const rest = after
      .replace(/^ {2}PlaceOrder: \{ emits/m, '  $')
      .replaceAll('when: { PlaceOrder: {} }', '')
      .replace(/\[CreateOrder, PlaceOrder\]/, '');
    expect(rest).not.toContain('PlaceOrder');
    expect(after.match(/PlaceOrder/g)).toHaveLength(4);
    expect(after.match(/OrderPlaced/g)).toHaveLength(17);
    expect(check(after, ['unified']).filter((f) => /unknown|wrong|syntax/.test(f.rule))).toEqual([]);
  });

  it.each([
    ['game', 'events: { OrderPlaced: { subject: order } }', 'order.placed'],
    ['game', 'events: { campaign.member.role.changed: {} }', 'campaign.member_role_changed'],
    ['envelope', 'events: { OrderPlaced: { subject: order, producer: shop } }', 'shop.order.placed'],
    ['envelope', 'events: { OrderPlacementRejected: { subject: order } }', 'order.placement_rejected'],
    ['evidence', 'events: { chat.message.created: {} }', 'ChatMessageCreated'],
    ['eventing', 'events: { TripStarted: { subject: vehicle } }', 'vehicle.trip_started'],
    ['unified', 'names: pascal\nevents: { order_placed: }', undefined],
    ['unified', 'names: dotted\nevents:\n  OrderPlaced:\n    subject: order', 'order.placed'],
  ])('gives under %s the form of the profile: %s', (profile, text, name) => {
    const finding = check(text, [profile]).find((f) => f.rule === 'event-name-keeps-its-style');
    const edits = finding?.fixes?.[0]?.edits;
    expect(finding).toBeDefined();
    expect(edits?.[0]?.text).toBe(name);
    const after = applyEdits(text, edits ?? []);
    expect(check(after, [profile]).some((f) => f.rule === 'event-name-keeps-its-style')).toBe(edits === undefined);
  });

  it('is not offered where the name is taken', () => {
    const text = 'events: { PlaceOrder: {}, OrderPlaced: {} }';
    const found = check(text, ['unified']).find((f) => f.rule === 'event-name-tells-what-happened');
    expect(found).toBeDefined();
    expect(found?.fixes).toBeUndefined();
  });

  it('is a clash where two profiles want other forms', () => {
    const text = (name: string) => `events: { ${name}: { owner: core } }`;
    for (const name of ['OrderPlaced', 'shop.order.placed'])
      expect(check(text(name), ['evidence', 'eventing']).map((f) => f.rule)).toContain('profiles-clash');
    expect(check(text('shop.order.placed'), ['envelope', 'eventing']).map((f) => f.rule)).not.toContain(
      'profiles-clash',
    );
  });

  it('bears any name and any half of a model', () => {
    const names = [
      '__proto__',
      'constructor',
      'toString',
      'x'.repeat(10_000),
      'Create'.repeat(2_000),
      '"a b: c"',
      '注文',
    ];
    const text = `events:\n${names.map((name) => `  ${name}: { stream: constructor, owner: __proto__, subject: toString }`).join('\n')}
commands: { __proto__: { emits: [constructor, 3], rejects: [A] }, sys.x.: { records: __proto__ } }
consumers: { a: { on: { __proto__: } }, b: { on: [constructor] }, c: }
scenarios: { a: { given: [3, null, { A@1: }], then: { events: 4 } }, b: , c: [] }
projections: { a: { on: } }`;
    for (const profile of ['hless', 'game', 'envelope', 'evidence', 'eventing', 'unified'])
      expect(check(text, [profile]).filter((f) => f.rule === 'rule-failed')).toEqual([]);
  });

  it('looks at each place once, however many events there are', () => {
    const names = Array.from({ length: 20_000 }, (_, i) => `SendLetter${i}`);
    const { model } = parseModel([
      {
        path: 'a',
        text: `events:\n${names.map((name) => `  ${name}: {}`).join('\n')}\nconsumers: { c: { on: [${names.join(', ')}] } }`,
      },
    ]);
    for (const name of names) expect(renameEvent(model, name, `${name}Sent`)).toHaveProperty('steps.length', 3);
  });
});
