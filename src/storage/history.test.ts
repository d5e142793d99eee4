import { describe, expect, it } from 'vitest';
import { keepsVersion, surplus } from './history.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const now = 1000 * DAY + 12 * HOUR;
const version = (age: number, text = String(age)) => ({ path: 'a', at: now - age, text });

describe('the history of a file', () => {
  it('keeps the first text, one a burst, and always what is removed', () => {
    expect(keepsVersion(undefined, 'x', now, false)).toBe(true);
    expect(keepsVersion(version(MINUTE), 'x', now, false)).toBe(false);
    expect(keepsVersion(version(MINUTE), 'x', now, true)).toBe(true);
    expect(keepsVersion(version(5 * MINUTE), 'x', now, false)).toBe(true);
    expect(keepsVersion(version(5 * MINUTE, 'x'), 'x', now, false)).toBe(false);
  });
  it('thins what is old', () => {
    const ages = [
      MINUTE,
      3 * MINUTE,
      90 * MINUTE,
      100 * MINUTE,
      4 * HOUR,
      5 * DAY + 2 * HOUR,
      5 * DAY + 3 * HOUR,
      6 * DAY,
    ];
    const gone = surplus(
      ages.map((age) => now - age),
      now,
    ).map((at) => now - at);
    expect(gone).toEqual([100 * MINUTE, 5 * DAY + 3 * HOUR]);
  });
});
