import fc from 'fast-check';
import { expect, it } from 'vitest';
import { offsetText, UTC, wallText, zoneNamed } from '../../core/record/zone.ts';
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

const zoned = (name: string, from: string, to: string, count: number) => {
  const zone = zoneNamed(name);
  if (!zone) throw new Error(`no ${name}`);
  return ticksOf({ fromMicros: at(from), toMicros: at(to) }, count, zone);
};
const iso = (micros: number) => new Date(micros / 1000).toISOString().slice(5, 16);

it('stands at round times of the clocks, and says where they are changed', () => {
  const text = (ticks: ReturnType<typeof zoned>) => ticks.map(({ micros, label }) => `${iso(micros)} ${label}`);
  expect(text(zoned('Europe/Berlin', '2026-03-28T20:00:00Z', '2026-03-29T06:30:00Z', 12))).toEqual([
    '03-28T20:00 21:00',
    '03-28T21:00 22:00',
    '03-28T22:00 23:00',
    '03-28T23:00 03-29',
    '03-29T00:00 01:00',
    '03-29T01:00 03:00 +02:00',
    '03-29T02:00 04:00',
    '03-29T03:00 05:00',
    '03-29T04:00 06:00',
    '03-29T05:00 07:00',
    '03-29T06:00 08:00',
  ]);
  // One hour comes twice.
  expect(text(zoned('Europe/Berlin', '2026-10-24T23:30:00Z', '2026-10-25T02:30:00Z', 6))).toEqual([
    '10-24T23:30 01:30',
    '10-25T00:00 02:00',
    '10-25T00:30 02:30',
    '10-25T01:00 02:00 +01:00',
    '10-25T01:30 02:30',
    '10-25T02:00 03:00',
    '10-25T02:30 03:30',
  ]);
  // Here midnight itself was left out.
  expect(text(zoned('America/Sao_Paulo', '2018-11-02T12:00:00Z', '2018-11-06T12:00:00Z', 5))).toEqual([
    '11-03T03:00 11-03',
    '11-04T03:00 11-04',
    '11-05T02:00 11-05',
    '11-06T02:00 11-06',
  ]);
  expect(text(zoned('Asia/Kathmandu', '2026-03-01T00:00:00Z', '2026-03-01T12:00:00Z', 4))).toEqual([
    '03-01T00:15 06:00',
    '03-01T03:15 09:00',
    '03-01T06:15 12:00',
    '03-01T09:15 15:00',
  ]);
});

it('in every zone and at every zoom, ticks ascend inside the window and are round on the clocks', () => {
  const names = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia'];
  const start = at('2011-01-01T00:00:00Z');
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.integer({ min: 0, max: 365 * 24 * 4 }),
      fc.double({ min: 3, max: 14, noNaN: true }),
      fc.integer({ min: 2, max: 16 }),
      (name, quarters, size, count) => {
        const zone = zoneNamed(name) ?? UTC;
        const fromMicros = start + quarters * 900e6 + 123;
        const toMicros = fromMicros + Math.round(10 ** size);
        const ticks = ticksOf({ fromMicros, toMicros }, count, zone);
        expect(ticks.length).toBeLessThanOrEqual(3 * count + 3);
        ticks.forEach((tick, i) => {
          expect(tick.micros).toBeGreaterThanOrEqual(fromMicros);
          expect(tick.micros).toBeLessThanOrEqual(toMicros);
          const before = ticks[i - 1];
          if (before) expect(tick.micros).toBeGreaterThan(before.micros);
          // The label is what the clocks show then; only a date may begin later than at midnight.
          const wall = wallText(zone, tick.micros) ?? '';
          const [label = '', ahead] = tick.label.split(' ');
          if (label.includes(':')) expect(wall.slice(11)).toContain(label.replace(/\.?0*$/, '').slice(0, 8));
          if (ahead !== undefined) expect(offsetText(zone, tick.micros - 900e6)).not.toBe(ahead);
        });
      },
    ),
  );
});
