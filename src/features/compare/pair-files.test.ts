import { expect, it } from 'vitest';
import { pairFiles } from './pair-files.ts';

const files = (names: string) => names.split(' ').flatMap((path) => (path === '' ? [] : [{ path, text: '' }]));

it.each([
  ['one name', 'a', 'a', ['a: a|a']],
  ['another name', 'a', 'b', ['a → b: a|b']],
  ['one renamed among others', 'a b', 'a c', ['a: a|a', 'b → c: b|c']],
  ['one added', 'a', 'a b', ['a: a|a', 'b: |b']],
  ['one gone', 'a b', 'b', ['b: b|b', 'a: a|']],
  ['several of other names', 'a b', 'c', ['c: |c', 'a: a|', 'b: b|']],
  ['nothing before', '', 'a', ['a: |a']],
])('%s', (_, old, now, expected) => {
  const pairs = pairFiles(files(old), files(now));
  expect(pairs.map((pair) => `${pair.title}: ${pair.old?.path ?? ''}|${pair.now?.path ?? ''}`)).toEqual(expected);
});
