import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import type { CliArgs } from '../command.ts';
import { readInput } from '../io.ts';
import { diff } from './diff.ts';

const folder = mkdtempSync(join(tmpdir(), 'factline-diff-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const workspace = (name: string, files: Readonly<Record<string, string>>) => {
  mkdirSync(join(folder, name));
  for (const [path, text] of Object.entries(files)) file(join(name, path), text);
  return join(folder, name);
};

async function run(positionals: string[], values: CliArgs['values'] = {}, input = '') {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    read: (path: string) => (path === '-' ? Promise.resolve(new TextEncoder().encode(input)) : readInput(path)),
  };
  const status = await diff.run({ positionals, values }, io);
  return { status, out: out.join('\n'), err: err.join('\n') };
}
const json = async (positionals: string[], values: CliArgs['values'] = {}, input = '') => {
  const { status, out } = await run(positionals, { ...values, format: 'json' }, input);
  const printed: Readonly<Record<string, unknown>> = { status, ...JSON.parse(out) };
  return printed;
};

const text = (payload: string, profile = 'envelope') =>
  `factline: 1\nprofiles: [${profile}]\nevents:\n  OrderPlaced: { version: 1, payload: { ${payload} } }\n`;
const before = text('order_id: uuid, total: number');
const after = text('order_id: uuid');
const removed = {
  kind: 'breaking',
  what: 'field removed',
  at: '/events/OrderPlaced/payload/total',
  clauses: ['ES-031'],
};

describe('two models', () => {
  const old = file('old.yaml', before);
  const now = file('new.model.yaml', after);

  it('are what the contract prints, and fail', async () => {
    expect(await json([old, now])).toEqual({
      status: 1,
      changes: [removed],
      problems: [
        {
          rule: 'breaking-change-versioned',
          clauses: ['ES-031'],
          severity: 'error',
          message: expect.stringContaining('`total` of `OrderPlaced`: field removed.'),
          file: old,
          line: 4,
          column: 57,
          endLine: 4,
          endColumn: 62,
          pointer: '/events/OrderPlaced/payload/total',
        },
      ],
    });
  });

  it('are text for people', async () => {
    const { out } = await run([old, now]);
    expect(out).toContain('breaking   field removed  /events/OrderPlaced/payload/total  ES-031\n');
    expect(out).toContain(`${old}:4:57 error breaking-change-versioned, ES-031\n`);
    expect(out).toContain('1 breaking, 0 compatible, 0 drifted, 1 problems');
  });

  it('are judged by the profiles of the new one, or by those asked for', async () => {
    expect(await json([old, now], { profile: 'eventing,hless' })).toMatchObject({
      status: 1,
      changes: [{ clauses: ['EM-051', 'HL-002'] }],
    });
    const game = file('game.yaml', text('order_id: uuid', 'game'));
    expect(await json([old, game])).toMatchObject({
      changes: [{ what: 'profiles changed' }, { clauses: [] }],
      problems: [{ rule: 'breaking-change-refused', clauses: [] }],
    });
  });

  it('fail only by what is at or above --fail-on', async () => {
    const warned = file('warned.yaml', `${after}rules: { breaking-change-versioned: warning }\n`);
    expect((await run([old, warned])).status).toBe(0);
    expect((await run([old, warned], { 'fail-on': 'warning' })).status).toBe(1);
    expect((await run([old, old], { 'fail-on': 'info' })).status).toBe(0);
  });

  const own = JSON.stringify({
    factline: 1,
    profiles: ['envelope'],
    events: { OrderPlaced: { version: 1, payload: { order_id: 'uuid' } } },
  });
  it.each([
    ['a file', () => now, ''],
    ['JSON', () => file('new.json', own), ''],
    ['JSON over several lines', () => file('new2.json', JSON.stringify(JSON.parse(own), undefined, 2)), ''],
    ['standard input', () => '-', after],
    ['JSON on standard input', () => '-', own],
    [
      'a folder of several files',
      () =>
        workspace('shop', {
          'a.model.yaml': 'factline: 1\nprofiles: [envelope]\n',
          'b.model.yaml': 'events:\n  OrderPlaced: { version: 1, payload: { order_id: uuid } }\n',
          'x.behavior.ts': 'nothing',
        }),
      '',
    ],
    [
      'a zip',
      () => file('shop.zip', zipSync({ 'shop.model.yaml': Buffer.from(after), 'a.behavior.ts': Buffer.from('x') })),
      '',
    ],
  ])('%s', async (_, path, input) => {
    expect(await json([old, path()], {}, input)).toMatchObject({ changes: [removed] });
  });

  describe('with behavior', () => {
    const unified = (version: number, more: string) =>
      `factline: 1\nprofiles: [unified]\nevents:\n  OrderPlaced: { version: ${version}, ${more} }\n`;
    const v1 = file('v1.model.yaml', unified(1, 'payload: { total: number }'));
    const plan = 'migrations: { m: { event: OrderPlaced, from: 1, to: 2, plan: both for a month } }\n';
    const v2text = `${unified(2, 'payload: { gross: number }, versions: { 1: { payload: { total: number } } }')}${plan}`;
    const v2 = file('v2.model.yaml', v2text);
    const code = 'export const upcasters = { OrderPlaced: { 1: ({ total }) => ({ gross: total }) } };';
    const none = file('none.behavior.ts', 'export const folds = {};');
    const steps = file('steps.behavior.ts', code);
    const rules = async (now: string, values: CliArgs['values'] = {}, input = '') => {
      const { problems } = await json([v1, now], values, input);
      return [...new Set((problems as readonly { readonly rule: string }[]).map(({ rule }) => rule))];
    };
    it('count its upcasters', async () => {
      expect(await rules(v2)).toEqual([]);
      expect(await rules(v2, { behavior: [none] })).toEqual(['breaking-change-upcast']);
      expect(await rules(v2, { behavior: [none, steps] })).toEqual([]);
      expect(await rules(v2, { behavior: ['-'] }, code)).toEqual([]);
    });
    it('take what lies beside the new model, in a folder or a zip', async () => {
      const of = (behavior: string) => ({ 'a.model.yaml': v2text, 'a.behavior.ts': behavior });
      expect(await rules(workspace('with', of(code)))).toEqual([]);
      expect(await rules(workspace('without', of('export const folds = {};')))).toEqual(['breaking-change-upcast']);
      const zip = zipSync({ 'a.model.yaml': Buffer.from(v2text), 'a.behavior.ts': Buffer.from('') });
      expect(await rules(file('w.zip', zip))).toEqual(['breaking-change-upcast']);
    });
    it('say what cannot be read of it', async () => {
      const made = file('made.behavior.ts', 'export const upcasters = make();');
      const { status, err } = await run([v1, v2], { behavior: [made] });
      expect([status, err]).toEqual([0, expect.stringContaining('is not judged')]);
    });
    it('refuse it twice from standard input, or for a log', async () => {
      await expect(run(['-', v2], { behavior: ['-'] }, before)).rejects.toMatchObject({
        message: expect.stringContaining('can be read once only'),
      });
      const log = file('one.ndjson', '{"id":"a","type":"X","payload":{}}\n');
      await expect(run([log, log], { behavior: [steps] })).rejects.toMatchObject({
        message: expect.stringContaining('--behavior needs two models'),
      });
    });
  });

  it('are silenced by comments of the new one', async () => {
    const silent = file(
      'silent.model.yaml',
      after.replace('events:\n', 'events:\n  # factline-ignore breaking-change-versioned: nobody has it yet\n'),
    );
    expect(await json([old, silent])).toMatchObject({ status: 0, changes: [{ what: 'field removed' }], problems: [] });
  });

  it('say what could not be compared', async () => {
    const odd = file('odd.yaml', `${after}evnts: {}\n`);
    expect((await run([old, odd])).err).toContain('1 problem of its own');
  });

  it('cut what is long, and say how long', async () => {
    const fields = Array.from({ length: 1200 }, (_, i) => `f${i}: string`).join(', ');
    const long = file('long.yaml', text(`order_id: uuid, total: number, ${fields}`));
    const found = await json([old, long]);
    expect(found).toMatchObject({ changes_total: 1200, problems_total: 1200 });
    expect(found['changes']).toHaveLength(1000);
    expect(found['problems']).toHaveLength(1000);
  });
});

const line = (id: string, n: number, more = {}) =>
  `${JSON.stringify({ id, type: 'OrderPlaced', subject_type: 'order', subject_id: 'o-1', sequence: n, payload: { n }, ...more })}\n`;

describe('two exports', () => {
  const old = file('old.ndjson', line('a', 1) + line('b', 2) + line('c', 3));
  it('of one log, grown', async () => {
    const grown = file('grown.ndjson.gz', gzipSync(line('a', 1) + line('b', 2) + line('c', 3) + line('d', 4)));
    expect(await json([old, grown])).toEqual({
      status: 0,
      changes: [{ kind: 'compatible', what: 'records appended', at: 'd', clauses: [] }],
      problems: [],
    });
  });

  it('of which one was rewritten', async () => {
    const other = file('other.ndjson', line('a', 1) + line('b', 2, { payload: { n: 7 } }) + line('c', 3));
    expect(await json([old, other], { profile: 'evidence' })).toEqual({
      status: 1,
      changes: [{ kind: 'breaking', what: 'record changed', at: 'b', clauses: ['FA-020'] }],
      problems: [
        {
          rule: 'record-unchanged',
          clauses: ['FA-020'],
          severity: 'error',
          message: expect.stringContaining('`payload` differs'),
          file: other,
          line: 2,
          record: 'b',
          count: 1,
          examples: ['b'],
        },
      ],
    });
    expect(await json([old, other])).toMatchObject({ changes: [{ clauses: ['HL-010', 'FA-020', 'EM-011'] }] });
    expect((await run([old, other])).out).toContain(`${other}:2 error record-unchanged`);
  });

  it('of which one lacks a record', async () => {
    const less = file('less.ndjson', line('a', 1) + line('c', 3));
    expect(await json([old, less], { profile: 'hless' })).toMatchObject({
      status: 1,
      changes: [{ what: 'record removed', at: 'b', clauses: ['HL-010', 'HL-012'] }],
      problems: [{ file: old, line: 2, record: 'b' }],
    });
  });

  it('with places, chains and processing that differ are the same', async () => {
    const place = (id: string, n: number) => line(id, n, { position: n + 5, t_process: '2026-01-01T00:00:00Z' });
    const placed = file('placed.ndjson', place('a', 1) + place('b', 2) + place('c', 3));
    expect(await json([old, placed])).toMatchObject({ status: 0, changes: [] });
  });

  it('know records by what the header names', async () => {
    const header = `${JSON.stringify({ factline: 1, journal: 'orders', identity: ['producer', 'id'] })}\n`;
    const two = header + line('a', 1, { producer: 'x' }) + line('a', 2, { producer: 'y' });
    const rewritten = header + line('a', 1, { producer: 'x' }) + line('a', 3, { producer: 'y' });
    expect(await json([file('two.ndjson', two), file('rewritten.ndjson', rewritten)])).toMatchObject({
      changes: [{ what: 'record changed', at: 'y/a' }],
    });
  });

  it('without ids know them by scope and sequence', async () => {
    const bare = (n: number, value: number) => line('', n, { id: undefined, payload: { n: value } });
    const found = await json([
      file('bare.ndjson', bare(1, 1) + bare(2, 2)),
      file('bare2.ndjson', bare(2, 7) + bare(1, 1)),
    ]);
    expect(found).toMatchObject({ changes: [{ what: 'record changed', at: 'order/o-1#2' }] });
  });
});

describe('is refused', () => {
  const yaml = file('m.yaml', before);
  const journal = file('j.ndjson', line('a', 1));
  it.each<[string, string[], CliArgs['values'], string, string?]>([
    ['one path', [yaml], {}, 'diff needs two'],
    ['three paths', [yaml, yaml, yaml], {}, 'diff needs two'],
    ['standard input twice', ['-', '-'], {}, 'only one of the two'],
    ['a model and a journal', [yaml, journal], {}, 'is a model and'],
    ['a journal on standard input', [yaml, '-'], {}, '- is a journal', line('a', 1) + line('b', 2)],
    ['a file that is not there', [yaml, join(folder, 'nowhere.yaml')], {}, 'there is no such file'],
    ['what is no YAML', [yaml, file('bad.yaml', 'events: { a: [')], {}, 'This is no YAML'],
    ['another YAML', [yaml, file('other.yaml', 'jobs: { build: 1 }')], {}, 'no section of a model'],
    ['a folder without either', [yaml, workspace('empty', {})], {}, 'only two of a kind'],
    ['an unknown profile', [yaml, yaml], { profile: 'hles' }, 'no profile "hles"'],
    ['an unknown format', [yaml, yaml], { format: 'xml' }, '--format is text or json'],
    ['an unknown severity', [yaml, yaml], { 'fail-on': 'all' }, '--fail-on is'],
    ['a broken zip', [yaml, file('b.zip', new Uint8Array([80, 75, 3, 4, 0, 0]))], {}, 'no sound zip'],
    ['an empty journal', [journal, file('e.ndjson', '')], {}, 'The file is empty'],
  ])('%s', async (_, paths, values, message, input) => {
    await expect(run([...paths], values, input)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining(message),
    });
  });
});
