import { describe, expect, it } from 'vitest';
import { parseTree } from '../../record/json-tree.ts';
import { jsanOf } from './jsan.ts';

const decoded = (text: string): readonly [string | undefined, number] => {
  let kept = 0;
  const root = parseTree(text);
  const json = jsanOf(root, () => kept++).text(root);
  return [json, kept];
};

// The left sides are what jsan.stringify writes with all its options on.
describe('jsan', () => {
  it.each([
    ['a date', '{"a":{"$jsan":"d1600000000123"}}', '{"a":"2020-09-13T12:26:40.123Z"}'],
    ['a date before 1970', '[{"$jsan":"d-1"}]', '["1969-12-31T23:59:59.999Z"]'],
    ['a date that is none', '[{"$jsan":"dNaN"}]', '[null]'],
    ['undefined', '{"a":{"$jsan":"u"},"b":[{"$jsan":"u"},1]}', '{"b":[null,1]}'],
    [
      'a Map',
      '{"m":{"$jsan":"m[[\\"k\\",{\\"$jsan\\":\\"d0\\"}],[1,9007199254740993]]"}}',
      '{"m":[["k","1970-01-01T00:00:00.000Z"],[1,9007199254740993]]}',
    ],
    ['a Set in a Set', '{"$jsan":"l[{\\"$jsan\\":\\"l[2]\\"}]"}', '[[2]]'],
    [
      'what occurs twice',
      '{"a":{"x":[1]},"b":{"$jsan":"$.a"},"c":{"$jsan":"$.a.x"}}',
      '{"a":{"x":[1]},"b":{"x":[1]},"c":[1]}',
    ],
    [
      'keys that are no words',
      '{"a b":{"c\\"\\\\\\n":[7,8]},"z":{"$jsan":"$[\\"a b\\"][\\"c\\\\\\"\\\\\\\\\\\\n\\"][1]"}}',
      '{"a b":{"c\\"\\\\\\n":[7,8]},"z":8}',
    ],
    [
      'a reference in a Map, which begins at it',
      '[5,{"$jsan":"m[[\\"a\\",{}],[\\"b\\",{\\"$jsan\\":\\"$[0][1]\\"}]]"}]',
      '[5,[["a",{}],["b",{}]]]',
    ],
    [
      'a reference in what is referred to',
      '{"d":{"x":1},"a":{"e":{"$jsan":"$.d"}},"b":{"$jsan":"$.a"}}',
      '{"d":{"x":1},"a":{"e":{"x":1}},"b":{"e":{"x":1}}}',
    ],
  ])('takes back %s', (_, text, json) => {
    expect(decoded(text)).toEqual([json, 0]);
  });
  it.each([
    ['a circle', '{"a":{"b":{"$jsan":"$.a"}}}'],
    ['a circle by way of another', '{"a":{"x":{"$jsan":"$.b"}},"b":{"y":{"$jsan":"$.a"}}}'],
    ['all of it', '{"a":{"$jsan":"$"}}'],
    ['a path to nowhere', '{"a":{"$jsan":"$.x.y"},"b":{"$jsan":"$!"}}'],
    [
      'what JSON cannot hold',
      '[{"$jsan":"n"},{"$jsan":"i"},{"$jsan":"y"},{"$jsan":"fa() {}"},{"$jsan":"sx"},{"$jsan":"gx"},{"$jsan":"eoops"},{"$jsan":"ri,a+"}]',
    ],
    ['what is broken', '[{"$jsan":"dx"},{"$jsan":"m[["},{"$jsan":"l7"},{"$jsan":"?"}]'],
  ])('leaves %s', (_, text) => {
    const [json, kept] = decoded(text);
    expect(kept).toBeGreaterThan(0);
    expect(json).toContain('"$jsan"');
    if (!text.includes('$.b')) expect(json).toBe(text);
  });
  it('leaves keys that only look like it', () => {
    for (const text of ['{"a":{"$jsan":"d0","b":1}}', '{"a":{"$jsan":["d0"]}}', '{"a":{"$jsan":""}}'])
      expect(decoded(text)).toEqual([text, 0]);
  });
  it('a small text that means a huge one ends', () => {
    const levels = Array.from({ length: 40 }, (_, i) =>
      i === 0 ? '"l0":{"x":"0123456789"}' : `"l${i}":[{"$jsan":"$.l${i - 1}"},{"$jsan":"$.l${i - 1}"}]`,
    );
    const [json, kept] = decoded(`{${levels.join(',')}}`);
    expect(kept).toBeGreaterThan(0);
    expect(json?.length).toBeLessThan(1 << 30);
  });
});
