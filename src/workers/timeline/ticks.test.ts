import { expect, it } from 'vitest';
import { ticksOf } from './ticks.ts';

const at = (text: string) => Date.parse(text) * 1000;
const labels = (from: string, to: string, count = 5) =>
  ticksOf({ fromMicros: at(from), toMicros: at(to) }, count).map(({ label, strong }) => (strong ? `*${label}` : label));

it('labels say what differs, in UTC', () => {
  expect(labels('2020-06-01T00:00:00Z', '2025-06-01T00:00:00Z')).toEqual(['2021', '2022', '2023', '2024', '2025']);
  expect(labels('2026-03-01T21:00:00Z', '2026-03-02T06:00:00Z', 3)).toEqual(['21:00', '*03-02', '03:00', '06:00']);
  expect(labels('2026-03-02T08:29:45Z', '2026-03-02T08:30:15Z', 3)).toEqual(['08:29:45', '08:30:00', '08:30:15']);
});

it('goes on below a millisecond', () => {
  const fromMicros = at('2026-03-02T08:29:45Z') + 120;
  const ticks = ticksOf({ fromMicros, toMicros: fromMicros + 1000 }, 4);
  expect(ticks.map((t) => t.label)).toContain('08:29:45.000400');
  expect(ticks.every((t) => t.micros >= fromMicros && t.micros <= fromMicros + 1000)).toBe(true);
});
