import { describe, expect, it } from 'vitest';
import { canonicalText } from './canonical.ts';
import { NO_HASH, recordHash, verifyChain } from './chain.ts';
import { parseExact, stringifyExact } from './json.ts';
import type { ExactObject } from './record.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

async function seal(lines: readonly string[]): Promise<string[]> {
  let previous = NO_HASH;
  const sealed: string[] = [];
  for (const line of lines) {
    const record = parseExact(line) as ExactObject;
    const hash = await recordHash(previous, record);
    sealed.push(stringifyExact({ ...record, prev_hash: previous, hash }));
    previous = hash;
  }
  return sealed;
}
const verify = (lines: readonly string[], head?: string) =>
  verifyChain(
    lines.map((text, i) => ({ line: i + 2, bytes: bytes(text) })),
    head,
  );

describe('canonical text', () => {
  it.each([
    ['{"b":1.0,"a":[ 1e2, -0 ]}', '{"a":[100,0],"b":1}'],
    ['{"n":9007199254740993,"m":9007199254740992}', '{"m":9007199254740992,"n":9007199254740993}'],
    [
      '[1e400,0.1000000000000000055,12345678901234567890,1000000000000000000000]',
      '[1e400,0.1000000000000000055,12345678901234567890,1e+21]',
    ],
    ['{"\\u20ac":1,"\\r":2,"1":3,"\\ud83d\\ude00":4,"\\ufb33":5}', '{"\\r":2,"1":3,"€":1,"😀":4,"\ufb33":5}'],
    ['{"__proto__":{"x":1},"A":"\\u000f\\n"}', '{"A":"\\u000f\\n","__proto__":{"x":1}}'],
  ])('%s -> %s', (source, canonical) => {
    expect(canonicalText(parseExact(source))).toBe(canonical);
  });
});

describe('the hash chain', () => {
  const lines = [
    '{"id":"1","type":"A","payload":{"big":9007199254740993}}',
    '{"id":"2","type":"A","position":7,"payload":null}',
    '{"id":"3","type":"B","payload":[1,2]}',
  ];
  it('knows a whole one, and one without hashes', async () => {
    const sealed = await seal(lines);
    expect(await verify(sealed)).toBe('intact');
    expect(await verify(lines)).toBe('none');
    expect(await verify([])).toBe('none');
    const head = String((parseExact(sealed[2] ?? '') as ExactObject).hash);
    expect(await verify(sealed, head)).toBe('intact');
    expect(await verify(sealed.slice(0, 2), head)).toBe('broken at line 3');
  });
  it('does not cover the position, and bears other spellings of one value', async () => {
    const sealed = await seal(lines);
    const respelled = sealed.map((line) => line.replace('"position":7', '"position": 8').replace('"B"', '"\\u0042"'));
    expect(await verify(respelled)).toBe('intact');
  });
  it('names the line at which it breaks', async () => {
    const sealed = await seal(lines);
    const [a = '', b = '', c = ''] = sealed;
    expect(await verify([a.replace('9007199254740993', '9007199254740992'), b, c])).toBe('broken at line 2');
    expect(await verify([a, c])).toBe('broken at line 3');
    expect(await verify([a, lines[1] ?? '', c])).toBe('broken at line 3');
    expect(await verify([lines[0] ?? '', b, c])).toBe('broken at line 2');
  });
});
