import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationText, formatDuration, parseDuration } from './duration.ts';
import { formatMicros, parseEpoch, parseTime, utcText } from './time.ts';

const at = (iso: string) => Date.parse(iso) * 1000;

describe('times', () => {
  it.each([
    ['2020-10-22T04:29:46Z', undefined, at('2020-10-22T04:29:46Z'), '2020-10-22T04:29:46Z'],
    ['2020-10-22 04:29:46', '-04:00', at('2020-10-22T08:29:46Z'), '2020-10-22T04:29:46-04:00'],
    [
      '2020-10-22T04:29:46.123456789+05:30',
      undefined,
      at('2020-10-21T22:59:46.123Z') + 456,
      '2020-10-22T04:29:46.123456789+05:30',
    ],
    ['2020-10-22 04:29', 'Z', at('2020-10-22T04:29:00Z'), '2020-10-22T04:29:00Z'],
    ['2020/10/22 04:29:46,5', '+01', at('2020-10-22T03:29:46.500Z'), '2020-10-22T04:29:46.5+01:00'],
    ['2010-12-30 14:32:00+01:00', undefined, at('2010-12-30T13:32:00Z'), '2010-12-30 14:32:00+01:00'],
    ['2010-12-30 14:32:00 +0100', undefined, at('2010-12-30T13:32:00Z'), '2010-12-30T14:32:00+01:00'],
    ['2010-12-30 14:32:00 UTC', undefined, at('2010-12-30T14:32:00Z'), '2010-12-30T14:32:00Z'],
    ['2010-12-30', 'Z', at('2010-12-30T00:00:00Z'), '2010-12-30T00:00:00Z'],
    ['2016-12-31T23:59:60Z', undefined, at('2017-01-01T00:00:00Z'), '2016-12-31T23:59:60Z'],
    ['2017-01-01T05:29:60+05:30', undefined, at('2017-01-01T00:00:00Z'), '2017-01-01T05:29:60+05:30'],
    ['1969-12-31T23:59:59.999999Z', undefined, -1, '1969-12-31T23:59:59.999999Z'],
  ])('%s in %s', (text, zone, micros, written) => {
    expect(parseTime(text, zone)).toEqual({ micros, text: written });
  });
  it.each([
    '2020-02-30T00:00:00Z',
    '2021-02-29',
    '2020-10-22T24:00:00Z',
    '2020-10-22T04:29:60Z',
    '2020-10-22T04:29:46',
    '2020-10-22T04:29:46+24:00',
    'yesterday',
    '',
    '2020-13-01T00:00:00Z',
    '2020-10-22T04:29:46.Z',
  ])('%s is none', (text) => {
    expect(parseTime(text)).toBeUndefined();
  });
  it.each([
    ['1603340986', 's', '2020-10-22T04:29:46Z'],
    ['1603340986.5', 's', '2020-10-22T04:29:46.5Z'],
    ['1603340986123', 'ms', '2020-10-22T04:29:46.123Z'],
    ['1603340986123456', 'us', '2020-10-22T04:29:46.123456Z'],
    ['1603340986123456789', 'ns', '2020-10-22T04:29:46.123456789Z'],
    ['-1', 'ns', '1969-12-31T23:59:59.999999999Z'],
    ['0', 'ms', '1970-01-01T00:00:00.000Z'],
  ] as const)('%s %s', (digits, unit, text) => {
    const time = parseEpoch(digits, unit);
    expect(time?.text).toBe(text);
    expect(parseTime(text)?.micros).toBe(time?.micros);
  });
  it('agrees with Date on every millisecond, and comes back from its text', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          expect(parseTime(date.toISOString())?.micros).toBe(date.getTime() * 1000);
        },
      ),
    );
    fc.assert(
      fc.property(fc.integer({ min: -62e15, max: 253e15 / 2 }), (micros) => {
        expect(parseTime(formatMicros(micros) ?? '')?.micros).toBe(micros);
      }),
    );
  });
  it('moves text to UTC with its own digits', () => {
    expect(utcText('2020-10-22T04:29:46.1234567-04:00')).toBe('2020-10-22T08:29:46.1234567Z');
    expect(formatMicros(1.5e6)).toBe('1970-01-01T00:00:01.500Z');
  });
});

describe('durations', () => {
  it.each([
    ['90d', 90 * 86_400e6, 'P90D'],
    ['12h', 12 * 3600e6, 'PT12H'],
    ['P3M', 90 * 86_400e6, 'P90D'],
    ['PT3H', 3 * 3600e6, 'PT3H'],
    ['P1DT2H3M4.5S', 86_400e6 + 7200e6 + 180e6 + 4.5e6, 'P1DT2H3M4.5S'],
    ['PT0S', 0, 'PT0S'],
  ])('%s', (text, micros, iso) => {
    expect(parseDuration(text)).toBe(micros);
    expect(formatDuration(micros)).toBe(iso);
  });
  it.each(['', 'P', 'PT', '5', 'forever', 'P1H'])('%s is none', (text) => expect(parseDuration(text)).toBeUndefined());
});

it.each([
  [0, '0 s'],
  [3_600_000_000, '1 h'],
  [7_200_400_000, '2 h 0.4 s'],
  [-90_061_000_000, '-1 d 1 h 1 min 1 s'],
  [250_000, '250 ms'],
  [1, '0.001 ms'],
  [60_000_000, '1 min'],
])('%i µs for people: %s', (micros, text) => expect(durationText(micros)).toBe(text));
