import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha256Hex } from './sha256.ts';

const other = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

it('is the SHA-256 of others, at every length around a block', () => {
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 255);
    expect(sha256Hex(bytes), String(length)).toBe(other(bytes));
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => sha256Hex(bytes) === other(bytes)));
  expect(sha256Hex('häkchen ✓')).toBe(other(new TextEncoder().encode('häkchen ✓')));
});
