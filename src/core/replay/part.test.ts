import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../record/record.ts';
import { isSmall, partOf, shownChanges } from './part.ts';

const at = (value: JsonValue | undefined, pointer: string): JsonValue | undefined => {
  let here = value;
  for (const key of pointer === '' ? [] : pointer.slice(1).split('/'))
    here = (here as Record<string, JsonValue> | undefined)?.[key.replaceAll('~1', '/').replaceAll('~0', '~')];
  return here;
};
const large = (n = 20_000) => ({
  head: 1,
  groups: Object.fromEntries(
    Array.from({ length: 150 }, (_, g) => [
      `g/${g}`,
      Array.from({ length: n / 150 }, (_, i) => ({ id: `item ${g}-${i}`, deep: { n: i } })),
    ]),
  ),
});

describe('the part of a state', () => {
  it('is nothing of a small one, which is whole', () => {
    expect(partOf({ a: [1, 2, { b: 'c' }] })).toBeUndefined();
    expect(isSmall('x'.repeat(99_999))).toBe(true);
    expect(isSmall('x'.repeat(100_001))).toBe(false);
  });
  it('holds what is unfolded, and says how much is folded', () => {
    const value = large();
    const part = partOf(value);
    expect(JSON.stringify(part).length).toBeLessThan(20_000);
    expect(at(part?.value, '/head')).toBe(1);
    expect(new Map(part?.longer).get('/groups')).toBe(150);
    expect(new Map(part?.folded).get('/groups/g~17')).toBe(133);
    const wanted = {
      open: ['/groups/g~17', '/groups/g~17/3', '/groups/g~17/3/deep'],
      shown: [['/groups', 140]] as const,
    };
    const more = partOf(value, wanted);
    expect(at(more?.value, '/groups/g~17/3/deep')).toEqual({ n: 3 });
    expect(at(more?.value, '/groups/g~1139')).toEqual([]);
    expect(at(more?.value, '/groups/g~1140')).toBeUndefined();
  });
  it('holds nothing that the state does not, and each size is the real one', () => {
    const pointer = fc.tuple(fc.nat(149), fc.nat(140)).map(([g, i]) => [`/groups/g~1${g}`, `/groups/g~1${g}/${i}`]);
    const value = large(3000) as unknown as JsonValue;
    fc.assert(
      fc.property(fc.array(pointer, { maxLength: 5 }), (open) => {
        const part = partOf(value, { open: open.flat() });
        if (!part) throw new Error('it is large');
        const sizes = new Map([...part.folded, ...part.longer]);
        const walk = (shown: JsonValue, real: JsonValue | undefined, where: string): void => {
          if (typeof shown !== 'object' || shown === null) {
            expect([where, shown]).toEqual([where, real]);
            return;
          }
          expect([where, sizes.get(where) ?? Object.keys(shown).length]).toEqual([
            where,
            Object.keys(real ?? {}).length,
          ]);
          for (const [key, child] of Object.entries(shown)) {
            const next = `${where}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
            walk(child, at(value, next), next);
          }
        };
        walk(part.value, value, '');
        const unfolded = new Set(open.flat());
        for (const [one] of part.folded) expect(unfolded.has(one)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });
  it('a search finds in all of it, and sends only what leads there', () => {
    const part = partOf(large(), { find: 'ITEM 77-5' });
    expect(part?.found).toMatchObject({ matches: 11, cut: false });
    expect(at(part?.value, '/groups/g~177/5/id')).toBe('item 77-5');
    expect(at(part?.value, '/groups/g~177/50/id')).toBe('item 77-50');
    expect(at(part?.value, '/groups/g~178')).toBeUndefined();
    expect(part?.found?.pointers).toContain('/groups/g~177/5/id');
    expect(partOf(large(), { find: 'nowhere' })?.found).toMatchObject({ matches: 0, pointers: [] });
  });
});

it('a change shows the beginning of large values, as their JSON begins', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
      const [shown] = shownChanges([{ path: ['a'], kind: 'changed', before: value as JsonValue, after: 1 }]);
      const [whole, text] = [JSON.stringify(value), JSON.stringify(shown?.before)];
      if (whole.length <= 81) expect(text).toBe(whole);
      else expect(text.slice(0, 80)).toBe(whole.slice(0, 80));
      expect(shown?.after).toBe(1);
    }),
  );
  const [long] = shownChanges([{ path: [], kind: 'added', after: Array.from({ length: 100_000 }, () => 'x') }]);
  expect(JSON.stringify(long?.after).length).toBeLessThan(1000);
});
