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

  it('names the source after the file, folder or zip, where the journal does not name itself', async () => {
    const sources = async (...paths: readonly string[]) =>
      new Set(
        [...(await run(convert, paths, { to: 'cloudevents-batch' })).out.matchAll(/"source":"([^"]*)"/g)].map(
          ([, s]) => s,
        ),
      );
    expect(await sources(journal)).toEqual(new Set(['urn:factline:journal:j']));
    const other = here.file('till/k.ndjson', `${record(3)}\n`);
    expect(await sources(`${here.path}/till/`)).toEqual(new Set(['urn:factline:journal:till']));
    expect(await sources(journal, other)).toEqual(new Set(['urn:factline:journal:j%20and%201%20more']));
    const named = here.file('l.ndjson', `{"factline":1,"journal":"own"}\n${record(1)}\n`);
    expect(await sources(named)).toEqual(new Set(['urn:factline:journal:own']));
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

  describe('--merge', () => {
    const at = (id: string, sequence: number, second: string, cause = '') =>
      `{"id":"${id}","type":"T","subject_id":"o","sequence":${sequence},"t_event":"2026-01-01T00:00:${second}Z"${cause},"payload":{"n":9007199254740993}}\n`;
    const left = here.file('left.ndjson', at('a1', 1, '01') + at('a3', 3, '03'));
    const right = here.file(
      'right.ndjson',
      `${at('b2', 2, '00.5', ',"causation_id":"a1"')}{"processed":"b2","consumer":"m","t_process":"2026-01-01T00:00:01Z"}\n`,
    );
    const both = (more: object) => run(convert, [left, right], { merge: true, ...more });

    it('says what it would change, and writes nothing', async () => {
      const out = `${here.path}/none.ndjson`;
      const plain = await both({ 'dry-run': true, to: 'factline', out });
      expect(plain.out).toMatch(/^3 records on one axis; it goes over from one journal to another 1 times\n/);
      expect(plain.out).toMatch(
        /\nbackwards: 0 apart, 1 together; 1 appear, 0 vanish\n {2}appears: right line 1, b2 T o$/m,
      );
      const shifted = await both({ 'dry-run': true, offset: [`${right}=+2s`] });
      expect(shifted.out).toMatch(/\nthe offsets put 1 records elsewhere/);
      expect(shifted.out).toMatch(/\ngap: 1 apart, 0 together; 0 appear, 1 vanish\n/);
      expect(shifted.out).not.toMatch(/backwards/);
      expect(() => here.text('none.ndjson')).toThrow();
    });
    it('writes the journal that they make, with the offset in its times and in its header', async () => {
      const { status, out } = await both({ to: 'factline', offset: [`${right}=2s`] });
      const [header, ...lines] = out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(status).toBe(0);
      expect(header.sources).toMatchObject([
        { name: 'left', bytes: Buffer.byteLength(here.text('left.ndjson')) },
        { name: 'right', offset: 'PT2S' },
      ]);
      expect(lines.map(({ id, processed }) => id ?? processed)).toEqual(['a1', 'b2', 'a3', 'b2']);
      expect([lines[1].t_event, lines[3].t_process]).toEqual(['2026-01-01T00:00:02.500Z', '2026-01-01T00:00:03Z']);
      expect(out.match(/9007199254740993/g)?.length).toBe(3);
      const { out: log } = await both({ to: 'factline', offset: [`${right}=2s`], clock: 'log' });
      expect(log).toContain('"t_event":"2026-01-01T00:00:00.5');
    });
    it.each([
      ['one journal', [left], { merge: true }, /two journals or more/],
      ['an offset of no journal', [left, right], { merge: true, offset: ['x=2s'] }, /--offset is FILE=DURATION/],
      ['an offset that is none', [left, right], { merge: true, offset: [`${left}=soon`] }, /--offset is FILE=DURATION/],
      ['a clock that is none', [left, right], { merge: true, clock: 'mine' }, /--clock is all, log, event/],
      ['an offset alone', [left, right], { offset: [`${left}=2s`], to: 'factline' }, /--offset belongs to --merge/],
    ])('refuses %s', async (_, paths, values, why) => {
      await expect(run(convert, paths, values)).rejects.toThrow(why);
    });
  });
});
