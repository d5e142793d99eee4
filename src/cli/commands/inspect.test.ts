import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import type { IntegrityReport } from '../../core/journal/report.ts';
import type { CliArgs } from '../command.ts';
import { readInput } from '../io.ts';
import { inspect } from './inspect.ts';

const folder = mkdtempSync(join(tmpdir(), 'factline-inspect-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
};

async function run(positionals: string[], values: CliArgs['values'] = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    read: readInput,
  };
  const status = await inspect.run({ positionals, values }, io);
  return { status, out: out.join('\n'), err: err.join('\n') };
}
const report = async (paths: string[], values: CliArgs['values'] = {}) =>
  JSON.parse((await run(paths, { ...values, format: 'json' })).out) as IntegrityReport;

const line = (id: string, sequence: number) =>
  `${JSON.stringify({ id, type: 'OrderPlaced', subject_type: 'order', subject_id: 'o-1', sequence, payload: { n: sequence } })}\n`;
const first = line('a', 1) + line('b', 2);
const second = line('c', 5);

it('names the report after the file', async () => {
  const path = file('named/till.ndjson.gz', gzipSync(first));
  expect((await run([path], { format: 'markdown' })).out).toContain('# Integrity of till\n');
});

describe('the same journal, however it is handed over', () => {
  it.each([
    ['a file', () => [file('whole.ndjson', first + second)]],
    ['gzip', () => [file('whole.ndjson.gz', gzipSync(first + second))]],
    ['two files', () => [file('1.ndjson', first), file('2.ndjson', second)]],
    [
      'a zip with a model beside it',
      () => [
        file(
          'z.zip',
          zipSync({
            'orders.ndjson': Buffer.from(first + second),
            'shop.model.yaml': Buffer.from('factline: 1'),
            'x.mapping.json': Buffer.from('{}'),
          }),
        ),
      ],
    ],
  ])('%s', async (_, paths) => {
    expect(await report(paths())).toMatchObject({
      format: 'factline',
      records: 3,
      accepted: 3,
      subjects: 1,
      types: { OrderPlaced: 3 },
      gaps: [{ subject: 'order/o-1', after: 2, before: 5, missing: 2 }],
      gaps_total: 1,
      duplicates_total: 0,
      chain: 'none',
    });
  });
});

describe('a folder and a zip of what readers read', () => {
  const inserts = (from: number, to: number) =>
    Array.from(
      { length: to - from },
      (_, i) =>
        `INSERT INTO public.messages (id, stream_name, type, "position", global_position, data, metadata, "time") VALUES ('00000000-0000-0000-0000-00000000000${from + i}', 'order-1', 'Placed', ${from + i}, ${from + i + 1}, '{}', NULL, '2026-01-01 00:00:0${from + i}');\n`,
    ).join('');
  const parts = {
    'dump/part-1.sql': inserts(0, 2),
    'dump/more/part-2.sql': inserts(2, 5),
    'dump/README.md': 'not this',
  };
  for (const [name, text] of Object.entries(parts)) file(name, text);
  const zip = file('dump.zip', zipSync(Object.fromEntries(Object.entries(parts).map(([n, t]) => [n, Buffer.from(t)]))));

  it.each([
    ['folder', join(folder, 'dump')],
    ['zip', zip],
  ])('%s', async (_, path) => {
    const { status, out, err } = await run([path], { format: 'json' });
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ format: 'message-db', accepted: 5, gaps_total: 0 });
    expect(err).toMatch(/^passed over in .*: (dump\/)?README\.md$/m);
  });

  it('of XML', async () => {
    const xes = (name: string) =>
      `<?xml version="1.0"?><log xes.version="1.0"><trace><string key="concept:name" value="${name}"/><event><string key="concept:name" value="open"/><date key="time:timestamp" value="2026-01-01T00:00:00Z"/></event></trace></log>`;
    file('logs/a.xml', xes('a'));
    file('logs/b.xml', xes('b'));
    expect(await report([join(folder, 'logs')])).toMatchObject({ format: 'xes', accepted: 2, subjects: 2 });
  });

  it('is refused by name where nothing in it can be read', async () => {
    file('lake/a.parquet', 'PAR1\u0015rest');
    await expect(run([join(folder, 'lake')])).rejects.toThrow('Parquet file');
  });
});

describe('exit status', () => {
  it('is 0 for warnings unless they are to fail, 1 for lines that are no record', async () => {
    const gap = file('gap.ndjson', first + second);
    expect((await run([gap])).status).toBe(0);
    expect((await run([gap], { 'fail-on': 'warning' })).status).toBe(1);
    const bad = file('bad.ndjson', `${first}{"id": \n${second}`);
    const { status, out } = await run([bad], { from: 'factline' });
    expect(status).toBe(1);
    expect(out).toContain('1 line that is no record (error)\n  line 3, reason this is no JSON');
  });

  it.each([
    ['no journal', [], {}, 'which journal?'],
    ['a file that is not there', ['nowhere.ndjson'], {}, 'there is no such file'],
    ['a cut gzip', [file('cut.gz', gzipSync(first.repeat(100)).subarray(0, 60))], {}, 'cut off or damaged'],
    ['an empty file', [file('empty.ndjson', '')], {}, 'The file is empty.'],
    ['an unknown format', [file('a.ndjson', first)], { from: 'nonsense' }, 'There is no format `nonsense`'],
    ['a mapping that is none', [file('a.ndjson', first)], { mapping: file('m.json', '{}') }, '`mapping` is not 1'],
    ['a broken zip', [file('b.zip', new Uint8Array([80, 75, 3, 4, 0, 0]))], {}, 'it is no sound zip'],
  ] as const)('is a usage error for %s', async (_, paths, values, message) => {
    await expect(run([...paths], values)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining(message),
    });
  });
});

it('proposes a reading for rows nobody described, and says so', async () => {
  const rows = [1, 2, 4].map((n) => `2026-01-0${n}T00:00:00Z,Opened,door-1,${n}`).join('\n');
  const { out, err } = await run([file('doors.csv', `time,event,door,seq\n${rows}\n`)]);
  expect(out).toContain('read as mapping; records 3, accepted 3');
  expect(err).toContain('"type":"event"');
});

it('says what it cannot judge: rows with one clock and no sequence', async () => {
  const rows = [1, 2, 4].map((n) => `2026-01-0${n}T00:00:00Z,Opened,door-1`).join('\n');
  const csv = file('plain-doors.csv', `time,event,door\n${rows}\n`);
  const { out } = await run([csv]);
  for (const kind of ['gaps', 'scopes that start late', 'records out of order'])
    expect(out).toContain(`${kind} cannot be judged: no record has a sequence`);
  expect(out).toMatch(/late records cannot be judged: the records have no t_(log|event)/);
  expect(out).toContain('duplicates cannot be judged: no record has an id of its own');
  expect(out).toContain('hash chain: none: no record has a hash');
  expect(out).not.toMatch(/^0 (gaps|records out|late|duplicates)/m);
  expect((await report([csv])).not_judged?.gaps).toEqual({ judged: 0, why: 'no record has a sequence' });
  const html = (await run([csv], { format: 'html' })).out;
  expect(html).toContain('<h2>gaps cannot be judged: no record has a sequence</h2>');
});

const events = '../shared/data/windows-events';
describe.skipIf(!existsSync(events))('the windows events', () => {
  it('give the numbers that were counted independently', async () => {
    const mapping = file(
      'winlog.mapping.json',
      JSON.stringify({
        mapping: 1,
        name: 'winlog',
        shape: 'ndjson',
        roles: {
          type: ['Channel', 'EventID'],
          subject_id: ['Hostname', 'Channel'],
          sequence: 'RecordNumber',
          t_event: 'EventTime',
          t_log: 'EventReceivedTime',
          t_process: '@timestamp',
        },
        times: { t_event: { zone: '-04:00' }, t_log: { zone: '-04:00' } },
      }),
    );
    const found = await report([join(events, readdirSync(events)[0] ?? '')], { mapping });
    expect(found).toMatchObject({ accepted: 25_993, rejected_total: 0, subjects: 17, duplicates_total: 0 });
    expect([found.gaps_total, found.out_of_order_total, Object.keys(found.types).length]).toEqual([29, 35, 59]);
    expect(found.gaps.every(({ missing }) => missing === 1)).toBe(true);
    expect([found.clock_skew_total, found.late_total]).toEqual([0, 0]);
  });
});

describe('consumer positions', () => {
  it('fill the time of processing, and a bad line is told and left out', async () => {
    const positions = file(
      'positions.ndjson',
      '{"consumer":"m","scope":"order/o-1","position":2,"t_process":"2026-01-01T00:00:00Z"}\nnope\n',
    );
    const { out, err } = await run([file('j.ndjson', first)], { processing: positions, format: 'json' });
    expect((JSON.parse(out) as IntegrityReport).time.t_process).toEqual([
      '2026-01-01T00:00:00Z',
      '2026-01-01T00:00:00Z',
    ]);
    expect(err).toContain('positions.ndjson:2: left out: this is no JSON object');
    await expect(run([file('j.ndjson', first)], { processing: file('none', '') })).rejects.toThrow(
      /no consumer position/,
    );
  });
});
