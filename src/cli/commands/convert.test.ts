import { afterAll, describe, expect, it } from 'vitest';
import { folder, run } from '../testing/run.ts';
import { convert } from './convert.ts';

const here = folder('convert');
afterAll(() => here.remove());

const record = (n: number, more = '') =>
  `{"id":"r${n}","type":"OrderPlaced","subject_type":"order","subject_id":"o","sequence":${n},"t_event":"2026-01-01T00:00:00.123456789Z"${more},"payload":{"total":9007199254740993}}`;
const journal = here.file(
  'j.ndjson',
  `${record(1)}\n${record(2, ',"tenant_id":""')}\n{"processed":"r1","consumer":"m","t_process":"2026-01-01T00:00:01Z"}\n`,
);

describe('convert', () => {
  it('writes to a file and says what is not carried, with count and first line', async () => {
    const out = `${here.path}/j.csv`;
    const { status, out: printed, err } = await run(convert, [journal], { to: 'csv', out });
    expect([status, printed]).toEqual([0, '']);
    const rows = here.text('j.csv').trimEnd().split('\r\n');
    expect(rows).toHaveLength(3);
    expect(rows[1]).toContain('2026-01-01T00:00:00.123456789Z');
    expect(rows[1]).toContain('"{""total"":9007199254740993}"');
    expect(err).toMatch(/^not carried by csv, or not as it was:\n/);
    expect(err).toMatch(/ {2}tenant_id: an empty text .* \(1, first in line 2\)/);
    expect(err).toMatch(/ {2}processing: .*left out/);
  });

  it('prints where no file is named; the same records come back from its own format', async () => {
    const { status, out, err } = await run(convert, [journal], { to: 'factline' });
    expect([status, err]).toEqual([0, 'all of it is carried by factline']);
    const [header, ...lines] = out.trimEnd().split('\n');
    expect(JSON.parse(header ?? '')).toMatchObject({ factline: 1 });
    expect(lines).toEqual([
      record(1),
      record(2, ',"tenant_id":""'),
      '{"processed":"r1","consumer":"m","t_process":"2026-01-01T00:00:01Z"}',
    ]);
  });

  it('goes to CloudEvents and back by files alone', async () => {
    const there = `${here.path}/there.json`;
    await run(convert, [journal], { to: 'cloudevents-batch', out: there });
    const { out } = await run(convert, [there], { to: 'evidence' });
    const ids = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; occurredAt: string });
    expect(ids.map(({ id, occurredAt }) => [id, occurredAt])).toEqual([
      ['r1', '2026-01-01T00:00:00.123456789Z'],
      ['r2', '2026-01-01T00:00:00.123456789Z'],
    ]);
    expect(out).toContain('9007199254740993');
  });

  it('exits with 1 where lines were no records', async () => {
    const { status, err } = await run(
      convert,
      ['-'],
      { to: 'game', from: 'factline' },
      `${record(1)}\n{"no":"type"}\n`,
    );
    expect(status).toBe(1);
    expect(err).toContain('1 lines were no records and are left out, the first in line 2: it has no type');
  });

  it.each([
    ['no format', [journal], {}, /to which format\? --to factline, cloudevents/],
    [
      'an unknown one',
      [journal],
      { to: 'xls' },
      /no format xls to write. Known are factline, .*ocel2, game, envelope, evidence/,
    ],
    ['--format', [journal], { to: 'csv', format: 'json' }, /the format to write is --to/],
    ['the journal itself as output', [journal], { to: 'csv', out: journal }, /is the journal itself/],
    [
      'an output that cannot be',
      [journal],
      { to: 'csv', out: `${journal}/x` },
      /cannot write .*: there is no such file/,
    ],
    ['no journal', [], { to: 'csv' }, /which journal/],
  ])('refuses %s', async (_, paths, values, message) => {
    await expect(run(convert, paths, values)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(message),
    });
  });
});
