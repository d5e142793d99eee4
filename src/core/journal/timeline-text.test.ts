import { expect, it } from 'vitest';
import { deltaText, lengthText, spanText, timeText } from './timeline-text.ts';

it.each([
  [0, '0 s'],
  [7, '7 µs'],
  [340_500, '340.5 ms'],
  [15_000_000, '15 s'],
  [1_250_001, '1.250001 s'],
  [90_000_000, '1 min 30 s'],
  [7_500_000_000, '2 h 5 min'],
  [172_800_000_000, '2 d'],
])('%d µs reads %s', (micros, text) => expect(lengthText(micros)).toBe(text));

it('a span is rounded to a thousandth', () => {
  expect(spanText(35_883_625)).toBe('35.9 s');
  expect(spanText(7_500_123_456)).toBe('2 h 5 min');
  expect(spanText(0)).toBe('0 s');
});

it('a difference shows which way it goes', () => {
  expect(deltaText(1_000_000, 16_000_000)).toBe('+15 s');
  expect(deltaText(3_000_000, 1_000_000)).toBe('−2 s');
  expect(deltaText(undefined, 1)).toBeUndefined();
  expect(timeText(1_700_000_000_120_000)).toBe('2023-11-14 22:13:20.120');
  expect(timeText(undefined)).toBe('');
});
