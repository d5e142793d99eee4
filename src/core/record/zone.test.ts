import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantOf, offsetText, wallText, zoneNamed } from './zone.ts';

const at = (text: string) => Date.parse(text) * 1000;
const zone = (name: string) => {
  const found = zoneNamed(name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

it('shows what the clocks show', () => {
  const berlin = zone('Europe/Berlin');
  expect(wallText(berlin, at('2026-03-29T00:59:59.120Z'))).toBe('2026-03-29T01:59:59.120');
  expect(wallText(berlin, at('2026-03-29T01:00:00Z'))).toBe('2026-03-29T03:00:00');
  expect(offsetText(berlin, at('2026-03-29T01:00:00Z'))).toBe('+02:00');
  expect(offsetText(zone('UTC'), 0)).toBe('Z');
  expect(offsetText(zone('America/St_Johns'), at('2026-01-01T00:00:00Z'))).toBe('-03:30');
  expect(zoneNamed('Nowhere/None')).toBeUndefined();
});

it('finds the instant of what the clocks show: of two the first, of none the jump', () => {
  const berlin = zone('Europe/Berlin');
  expect(instantOf(berlin, at('2026-10-25T02:30:00Z'))).toBe(at('2026-10-25T00:30:00Z'));
  expect(instantOf(berlin, at('2026-03-29T02:30:00Z'))).toBe(at('2026-03-29T01:00:00Z'));
  // A whole day was left out.
  expect(instantOf(zone('Pacific/Apia'), at('2011-12-30T12:00:00Z'))).toBe(at('2011-12-30T10:00:00Z'));
});

it('an instant is shown and found again, but for the second of an hour that comes twice', () => {
  const names = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Casablanca'];
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.integer({ min: 0, max: 3e9 }), (name, second) => {
      const z = zone(name);
      const micros = second * 1e6;
      const wall = micros + z.offsetMicros(micros);
      const found = instantOf(z, wall);
      expect(found).toBeLessThanOrEqual(micros);
      expect(found + z.offsetMicros(found)).toBe(wall);
    }),
  );
});
