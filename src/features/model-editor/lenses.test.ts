import { describe, expect, it } from 'vitest';
import { stillThere } from './lenses.ts';

const text = `services:
  shop: { owns: [One] }
events:
  Zero: {}
  One: { version
  # Two: {}
  Two: {}
consumers:
  Two: {}`.split('\n');
const lines = { count: text.length, line: (n: number) => text[n - 1] ?? '' };
const at = (
  name: string,
  line: number,
  children: readonly { readonly name: string; readonly line: number }[] = [],
) => ({
  name,
  line,
  children,
});
const sections = [
  at('services', 1, [at('shop', 2)]),
  at('events', 3, [at('One', 4), at('Two', 5), at('Gone', 6)]),
  at('consumers', 7, [at('Two', 8)]),
];

describe('events of the last sound text in a broken one', () => {
  it('stand where their names are now', () => {
    expect(stillThere(sections, lines)).toEqual([
      { name: 'One', line: 5 },
      { name: 'Two', line: 7 },
    ]);
  });

  it('are looked for in some lines only, and elsewhere is no event', () => {
    expect(stillThere(sections, lines, [6, 9])).toEqual([{ name: 'Two', line: 7 }]);
    expect(stillThere(sections, lines, [8, 9])).toEqual([]);
    expect(stillThere(sections, lines, [1, 3])).toEqual([]);
  });
});
