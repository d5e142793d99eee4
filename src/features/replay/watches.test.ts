import { expect, it } from 'vitest';
import { keysOf } from '../../core/json-pointer.ts';
import { parseWatches } from './watches.ts';

it('what was kept is read once each, and what is none is left out', () => {
  const watch = { target: 'fold/order', key: 'order/a', pointer: '/total' };
  expect(parseWatches(undefined)).toEqual([]);
  expect(parseWatches('{')).toEqual([]);
  expect(parseWatches('{"target":1}')).toEqual([]);
  expect(parseWatches(JSON.stringify([watch, { ...watch, more: 1 }, null, 7, { target: 'x' }]))).toEqual([watch]);
  expect(
    parseWatches(JSON.stringify(Array.from({ length: 50 }, (_, i) => ({ ...watch, pointer: `/${i}` })))),
  ).toHaveLength(30);
});

it('a pointer as a path', () => {
  expect(keysOf('')).toEqual([]);
  expect(keysOf('/a~1b/0/~0')).toEqual(['a/b', '0', '~']);
});
