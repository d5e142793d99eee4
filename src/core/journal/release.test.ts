import { expect, it } from 'vitest';
import { release } from './release.ts';

it('empties arrays, also one of a buffer that is empty already', () => {
  const numbers = Float64Array.of(1, 2);
  const view = new Uint32Array(new ArrayBuffer(16), 4, 2);
  release(numbers, view, numbers, new Uint8Array(0));
  expect([numbers.length, view.length, view.buffer.byteLength]).toEqual([0, 0, 0]);
});
