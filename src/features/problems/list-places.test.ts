import { expect, it } from 'vitest';
import { indexAt, listHeight, ROW, topOf } from './list-places.ts';

it.each([
  ['the first grown', { at: 0, height: 130 }],
  ['one in the middle', { at: 7, height: 101 }],
  ['the last', { at: 19, height: 300 }],
  ['none yet', { at: 3, height: 0 }],
])('rows stand below one another without a gap: %s', (_, grown) => {
  const rows = 20;
  for (let i = 0; i < rows; i++) {
    const height = topOf(i + 1, grown) - topOf(i, grown);
    expect(height).toBe(i === grown.at ? Math.max(ROW, grown.height) : ROW);
    expect(indexAt(topOf(i, grown), grown)).toBe(i);
    expect(indexAt(topOf(i + 1, grown) - 1, grown)).toBe(i);
  }
  expect(listHeight(rows, grown)).toBe(topOf(rows, grown));
});
