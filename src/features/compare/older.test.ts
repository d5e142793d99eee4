import { describe, expect, it } from 'vitest';
import { asOf } from './older.ts';

describe('a workspace as it was', () => {
  const now = [
    { path: 'a', text: 'a3' },
    { path: 'b', text: 'b1' },
  ];
  const history = [
    { path: 'a', at: 20, text: 'a2' },
    { path: 'a', at: 10, text: 'a1' },
    { path: 'gone', at: 15, text: 'g' },
  ];
  const texts = (at: number) =>
    asOf(at, now, history)
      .map(({ text }) => text)
      .join(' ');
  it('has of each file the text that was replaced next', () => {
    expect(texts(5)).toBe('a1 b1 g');
    expect(texts(10)).toBe('a1 b1 g');
    expect(texts(12)).toBe('a2 b1 g');
    expect(texts(20)).toBe('a2 b1');
    expect(texts(21)).toBe('a3 b1');
  });
});
