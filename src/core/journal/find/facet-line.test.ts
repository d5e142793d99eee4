import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choiceOf, chosenIn, takesFacets, toggleFacet } from './facet-line.ts';
import { FACETS } from './facets.ts';
import { parseFind } from './parse-find.ts';

describe('a facet in the query line', () => {
  it.each([
    ['', 'A', false, 'type:"A"'],
    ['type:"A"', 'A', false, ''],
    ['type:"A"', 'B', false, 'type:"A","B"'],
    ['type:"A","B"', 'A', false, 'type:"B"'],
    ['late:>1h type:A gap:yes', 'A', false, 'late:>1h gap:yes'],
    ['type:a', 'A', false, ''],
    ['type:a,b', 'C', false, 'type:a,b,"C"'],
    ['type:Order*', 'OrderPlaced', false, 'type:Order* type:"OrderPlaced"'],
    ['', 'A', true, '-type:"A"'],
    ['-type:"A"', 'B', true, '-type:"A","B"'],
    ['not type:A "x"', 'A', true, '"x"'],
    ['type:"A" "a  b"', 'A', true, '"a  b" -type:"A"'],
    ['a or b', 'A', false, '(a or b) type:"A"'],
    ['(a or b) type:"A"', 'A', false, '(a or b)'],
    ['type:"A" and x', 'A', false, 'x'],
    ['x and type:"A"', 'A', false, 'x'],
    ['x and type:"A" and y', 'A', false, 'x and y'],
    ['and type:"A" and', 'A', false, ''],
    ['', undefined, false, '-type:*'],
    ['-type:*', undefined, false, ''],
    ['-type:*', undefined, true, 'type:*'],
    ['', 'say "hi" \\ *', false, 'type:"say \\"hi\\" \\\\ *"'],
  ])('%s, %s, left out: %s', (line, value, negated, expected) => {
    expect(toggleFacet(line, 'type', value, negated)).toBe(expected);
  });
  it('is in no question and no mistake', () => {
    expect(takesFacets('every A needs B')).toBe(false);
    expect(takesFacets('type:')).toBe(false);
    expect(takesFacets('  ')).toBe(true);
  });
  it('comes and goes without a trace, and the line can be read all the while', () => {
    const value = fc.oneof(
      fc.string({ minLength: 1, unit: 'grapheme' }),
      fc.constantFrom('*', 'a..b', '2026', 'or', '-x'),
    );
    const rest = fc.constantFrom('', 'late:>1h', '(a or b) -"x y"', 'a or b', 'type:Order* and subject:x');
    fc.assert(
      fc.property(rest, fc.constantFrom(...FACETS.slice(0, 5)), value, fc.boolean(), (line, field, text, negated) => {
        const line1 = toggleFacet(line, field, text, negated);
        expect(parseFind(line1).kind).toBe('find');
        expect(choiceOf(chosenIn(line1, field), text)).toBe(negated ? 'not' : 'only');
        const line2 = toggleFacet(line1, field, text, negated);
        expect(line2).toBe(line === 'a or b' ? '(a or b)' : line);
        expect(choiceOf(chosenIn(toggleFacet(line1, field, text, !negated), field), text)).toBe(
          negated ? 'only' : 'not',
        );
      }),
    );
  });
});
