import { describe, expect, it } from 'vitest';
import { textMatcher } from './query.ts';

const found = (text: string, line: string) => {
  const bytes = new TextEncoder().encode(`before ${line} after`);
  return textMatcher(text)(bytes, 7, bytes.length - 6);
};

describe('text search', () => {
  it.each([
    ['order', '{"type":"ORDER placed"}', true],
    ['OrDeR', '{"type":"order"}', true],
    ['geprüft', '{"note":"Geprüft"}', true],
    ['aab', 'aaab', true],
    ['before', '{}', false],
    ['after', '{}', false],
    ['}', '{}', true],
    ['', '', true],
    ['longer than the line', '{}', false],
  ])('%s in %s: %s', (text, line, expected) => {
    expect(found(text, line)).toBe(expected);
  });
});
