import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safePattern } from './pattern.ts';
import { automaton } from './pattern-automaton.ts';

const verdict = (pattern: string, text: string) => {
  const safe = safePattern(pattern);
  return typeof safe === 'string' ? safe : safe.test(text);
};

describe('a pattern of a model', () => {
  it.each([
    ['^[A-Z]{3}-\\d+$', 'ORD-17', true],
    ['^[A-Z]{3}-\\d+$', 'ord-17', false],
    ['^[a-z0-9]+(-[a-z0-9]+)*$', 'a-b-c', true],
    ['^[a-z0-9]+(-[a-z0-9]+)*$', 'a--c', false],
    ['^(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)$', '1.20.03', false],
    ['^(\\p{L}|\\u{1F600})+$', 'é😀', true],
    ['\\bpaid\\b', 'it is paid now', true],
    ['^(?=.*\\d).{4,}$', 'abc1', true],
  ])('%s on %s', (pattern, text, expected) => {
    expect(verdict(pattern, text)).toBe(expected);
  });

  it.each([
    '^(a+)+$',
    '(a|a)*b',
    '(a?){30}a{30}',
    '(a{1,5}){20}b',
    `${'a?'.repeat(40)}${'a'.repeat(40)}`,
    '\\s*\\s*\\s*\\s*x',
    '(.*a){20}',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '^(?=(a+)+$)b',
    '(a*)\\1*\\1*b',
    '(?:a{0,99}){0,99}b',
  ])('%s ends, whatever the text', (pattern) => {
    const safe = safePattern(pattern);
    if (typeof safe === 'string') {
      expect(safe).toContain('could take for ever');
      return;
    }
    const started = performance.now();
    for (const part of ['a', ' ', 'aA', 'a!']) safe.test(`${part.repeat(safe.longest).slice(0, safe.longest - 1)}!`);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it.each([
    ['(', 'is no regular expression (Unterminated group)'],
    ['a'.repeat(501), 'is longer than 500 characters'],
    ['^(\\w+)\\1$', 'refers back'],
  ])('%s is refused with the reason', (pattern, why) => {
    expect(safePattern(pattern)).toContain(why);
  });

  it('is walked by the automaton as the host would match it', () => {
    const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
      pattern: fc.array(tie('part'), { maxLength: 4 }).map((parts) => parts.join('')),
      part: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.constantFrom('a', 'b', 'é', '.', '[ab]', '[^a]', '\\w', '\\b', '\\B', '^', '$', '\\u{1F600}', '\\.'),
        fc
          .tuple(tie('pattern'), tie('pattern'), fc.constantFrom('', '?', '*', '+', '{2}', '{1,3}', '{2,}', '*?'))
          .map(([one, other, repeat]) => `(${one}|${other})${repeat}`),
        fc.tuple(fc.constantFrom('a', '[ab]', '(?:b)'), fc.constantFrom('?', '*', '+', '{0,2}')).map((p) => p.join('')),
      ),
    }));
    const text = fc.array(fc.constantFrom('a', 'b', 'é', '.', ' ', '😀'), { maxLength: 6 }).map((c) => c.join(''));
    fc.assert(
      fc.property(pattern, text, (source, given) => {
        const walked = automaton(source);
        if (walked)
          expect([source, given, walked.test(given)]).toEqual([source, given, new RegExp(source, 'u').test(given)]);
      }),
      { numRuns: 1500, seed: 7 },
    );
  });
});
