import { expect, it } from 'vitest';
import { parseExact, stringifyExact } from '../../core/record/json.ts';
import { CHILDREN, isMore, leafText, searchTree, treeLines } from './nodes.ts';

const all = { isOpen: () => true, shownOf: () => CHILDREN };
const picture = (json: string, unfolded: Parameters<typeof treeLines>[1] = all) =>
  treeLines(parseExact(json), unfolded).map((line) =>
    isMore(line)
      ? `${'  '.repeat(line.depth)}… ${line.hidden} more`
      : `${'  '.repeat(line.depth)}${line.key}: ${line.size === undefined ? leafText(line.value) : `(${line.size})`}`,
  );

it('shows a value as a tree, no digit altered', () => {
  expect(picture('{"id":9007199254740993,"lines":[{"sku":"a"}],"none":{}}')).toEqual([
    'id: 9007199254740993',
    'lines: (1)',
    '  0: (1)',
    '    sku: "a"',
    'none: (0)',
  ]);
});

it('walks only what is unfolded, and a hundred children at a time', () => {
  const many = JSON.stringify({ list: Array.from({ length: 250 }, (_, i) => i) });
  expect(picture(many, { ...all, isOpen: () => false })).toEqual(['list: (250)']);
  expect(picture(many)).toHaveLength(102);
  expect(picture(many).at(-1)).toBe('  … 150 more');
});

it('search keeps what matches in keys and values, and the way there', () => {
  const json = '{"a":{"b/c":{"Name":"x"}},"d":"name it","e":1}';
  const value = parseExact(json);
  const { pointers, matches } = searchTree(value, 'name');
  expect(matches).toBe(2);
  expect(picture(json, { ...all, only: pointers })).toEqual(['a: (1)', '  b/c: (1)', '    Name: "x"', 'd: "name it"']);
  expect(stringifyExact(value)).toBe(json);
});

it('a leaf alone is a tree of one line', () => {
  expect(picture('null')).toEqual([': null']);
  expect(picture('[]')).toEqual([]);
});
