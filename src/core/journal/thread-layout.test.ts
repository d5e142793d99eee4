import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ThreadNode } from './thread.ts';
import { layoutThread, stepInThread } from './thread-layout.ts';

/** A node a word by its depth: `0 1 2 1` is a cause with two effects, the first of which has one. */
function threadOf(depths: readonly number[]): readonly ThreadNode[] {
  const above: number[] = [];
  return depths.map((depth, i) => {
    above[depth] = i;
    return { depth, parent: depth === 0 ? undefined : above[depth - 1], record: undefined, id: `${i}` };
  });
}

describe('a thread drawn in layers', () => {
  it('puts a cause over the middle of its effects', () => {
    const { columns, layers, width, height } = layoutThread(threadOf([0, 1, 2, 2, 1, 0]));
    expect([...columns]).toEqual([1.25, 0.5, 0, 1, 2, 3]);
    expect([...layers]).toEqual([0, 1, 2, 2, 1, 0]);
    expect([width, height]).toEqual([4, 3]);
  });
  it('puts nothing over another, and causes between their effects', () => {
    const depths = fc.array(fc.nat(5), { maxLength: 40 }).map((list) => {
      let before = -1;
      return list.map((depth) => {
        before = Math.min(depth, before + 1);
        return before;
      });
    });
    fc.assert(
      fc.property(depths, (list) => {
        const nodes = threadOf(list);
        const { columns, layers, width } = layoutThread(nodes);
        for (let i = 0; i < nodes.length; i++) {
          expect(columns[i]).toBeLessThan(width);
          for (let j = 0; j < i; j++)
            if (layers[i] === layers[j])
              expect(Math.abs((columns[i] ?? 0) - (columns[j] ?? 0))).toBeGreaterThanOrEqual(1);
          const below = nodes.flatMap(({ parent }, j) => (parent === i ? [columns[j] ?? 0] : []));
          if (below.length > 0) expect(columns[i]).toBe((Math.min(...below) + Math.max(...below)) / 2);
        }
      }),
    );
  });
  it('is walked by keys', () => {
    const nodes = threadOf([0, 1, 2, 2, 1, 0]);
    const layout = layoutThread(nodes);
    const go = (from: number, step: 'up' | 'down' | 'left' | 'right') => stepInThread(nodes, layout, from, step);
    expect([go(0, 'down'), go(2, 'up'), go(2, 'right'), go(3, 'left'), go(1, 'right')]).toEqual([1, 1, 3, 2, 4]);
    expect([go(0, 'up'), go(4, 'down'), go(4, 'right'), go(0, 'left'), go(0, 'right')]).toEqual([0, 4, 4, 0, 5]);
  });
});
