import fc from 'fast-check';
import { expect, it } from 'vitest';
import { offsetText, parseOffset } from './offset-text.ts';

it.each([
  ['+2s', 2e6],
  ['-350ms', -350_000],
  ['−1.5h', -5.4e9],
  ['1h', 3.6e9],
  ['-PT0.5S', -500_000],
  ['', 0],
  ['0', 0],
  ['soon', undefined],
  ['--1s', undefined],
  ['+-1s', undefined],
])('%s', (text, micros) => {
  expect(parseOffset(text)).toBe(micros);
});
it('is read as it is written', () => {
  fc.assert(fc.property(fc.integer({ min: -1e12, max: 1e12 }), (micros) => parseOffset(offsetText(micros)) === micros));
});
