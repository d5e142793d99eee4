import { describe, expect, it } from 'vitest';
import { shapeAt } from '../model/context.ts';
import type { ProfileName } from '../model/model.ts';
import { parseModel } from '../model/parse.ts';
import { FIELD_KEYS } from '../model/schema.ts';
import { checkModel } from './check.ts';
import { demandedKeys } from './demanded.ts';

function demanded(text: string, path: readonly string[], profiles: readonly ProfileName[], siblings: string[] = []) {
  const { model } = parseModel([{ path: 'a', text }]);
  const shape = shapeAt(path)?.shape;
  const keys = shape?.kind === 'map' ? shape.keys : FIELD_KEYS;
  return demandedKeys({ model, profiles, path, siblings, keys }).map(({ key }) => key);
}

describe('keys that the rules demand', () => {
  it('depend on the profile', () => {
    const event = 'events:\n  order.placed: {}\n';
    expect(demanded(event, ['events', 'order.placed'], ['game'])).toContain('replay_intent');
    expect(demanded(event, ['events', 'order.placed'], ['game'])).not.toContain('classification');
    expect(demanded(event, ['events', 'order.placed'], ['eventing'])).toEqual(
      expect.arrayContaining(['version', 'classification', 'retention', 'requires']),
    );
    expect(demanded('streams: { s: {} }', ['streams', 's'], ['hless'])).toEqual(
      expect.arrayContaining(['record_kind', 'partition_key', 'ordering_scope', 'retention', 'time', 'idempotency']),
    );
  });

  it('are those of what stands there: a DERIVATION names its sources, a FACT does not', () => {
    const stream = (kind: string) => `streams: { s: { record_kind: ${kind} } }`;
    const of = (kind: string) => demanded(stream(kind), ['streams', 's'], ['hless'], ['record_kind']);
    expect(of('DERIVATION')).toContain('derives_from');
    expect(of('FACT')).not.toContain('derives_from');
  });

  it('are found inside of a payload field', () => {
    const text = 'events: { A: { payload: { email: { type: email, sensitive: personal } } } }';
    expect(demanded(text, ['events', 'A', 'payload', 'email'], ['unified'], ['type', 'sensitive'])).toEqual(
      expect.arrayContaining(['reason', 'access']),
    );
  });

  it('each quiets a problem of the check when it is written', () => {
    const head = 'subjects: { order: { id: order_id } }\nservices: { shop: { owns: [order] } }\n';
    const text = (more: string) => `${head}events:\n  OrderPlaced:\n    subject: order\n${more}`;
    const values: Record<string, string> = {
      version: '1',
      classification: 'internal',
      replay_intent: 'replay_only',
      owner: 'core',
    };
    const count = (more: string) =>
      checkModel([{ path: 'a', text: text(more) }], { profiles: ['unified'] }).findings.length;
    const keys = demanded(text(''), ['events', 'OrderPlaced'], ['unified'], ['subject']).filter((key) => key in values);
    expect(keys.length).toBeGreaterThan(2);
    for (const key of keys) expect(count(`    ${key}: ${values[key]}\n`), key).toBeLessThan(count(''));
  });

  it('are none where nothing is missing', () => {
    expect(demanded('subjects: { order: { id: order_id } }', ['subjects', 'order'], ['unified'], ['id'])).toEqual([]);
  });
});
