import 'fake-indexeddb/auto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../core/formats/preview.ts';
import type { ReplayOrder, ReplaySourceAnswer } from '../../core/replay/source.ts';
import { fleetJournal } from '../../core/workspace/samples/fleet-journal.ts';
import { openDatabase } from '../../storage/db.ts';
import { dexieJournals, type JournalStore, memoryJournals } from '../../storage/journals.ts';
import type { Call } from '../rpc.ts';
import { journalService } from './journal.handler.ts';
import type { ConvertProgress, ImportProgress } from './journal.protocol.ts';

const OURS: Reading = { format: 'factline' };
const call = (signal?: AbortSignal, progress: (value: unknown) => void = () => undefined): Call => ({
  signal: signal ?? new AbortController().signal,
  progress,
});
const quiet = call();
let databases = 0;
const dexie = () => dexieJournals(openDatabase(`handler-${databases++}`));
const file = (name: string, content: string | Uint8Array) => new File([content as BlobPart], name);

/** `count` records of 7 orders, each caused by the one before it; every tenth says so in its payload. */
function records(count: number): string {
  const line = (_: unknown, i: number) =>
    `${JSON.stringify({
      id: `r${i}`,
      type: i % 10 === 0 ? 'Tenth' : 'Other',
      subject_type: 'order',
      subject_id: `o-${i % 7}`,
      sequence: Math.floor(i / 7) + 1,
      t_event: new Date(1.7e12 + i * 1000).toISOString(),
      t_log: new Date(1.7e12 + i * 1000 + 500).toISOString(),
      correlation_id: `c-${i % 7}`,
      ...(i > 0 && { causation_id: `r${i - 1}` }),
      payload: { n: i, ...(i % 10 === 0 && { note: 'Every TENTH' }) },
    })}\n`;
  return Array.from({ length: count }, line).join('');
}

async function imported(store: JournalStore, files: File[], reading: Reading = OURS) {
  const service = journalService(store);
  const { id } = await service.import({ files, reading, name: 'j' }, quiet);
  return { service, id };
}

describe.each([
  ['Dexie', dexie],
  ['memory', memoryJournals],
])('the journal worker over %s', (_, open) => {
  it('makes a fork: a changed copy that says so, the original as it was', async () => {
    const { service, id } = await imported(open(), [file('a', records(3000))]);
    const before = await (await service.export({ id }, quiet)).text();
    const at = (n: number) => before.split('\n').findIndex((line) => line.includes(`"id":"r${n}"`)) - 1;
    const row = at(1500);
    const order = { name: 'what if', edits: [{ kind: 'drop' as const, row }], said: ['without r1500'] };
    const fork = await service.fork({ id, ...order }, quiet);
    expect(fork.records).toBe(2999);
    expect(fork.header.fork).toEqual({ of: 'j', edits: ['without r1500'] });
    const report = await service.report({ id: fork.id }, quiet);
    expect([report.gaps_total, report.orphans_total]).toEqual([1, 1]);
    expect(await service.agreement({ id, other: fork.id }, quiet)).toBe(1500);
    expect(await service.agreement({ id: fork.id, other: fork.id }, quiet)).toBe(2999);
    const after = await (await service.export({ id: fork.id }, quiet)).text();
    expect(after.split('\n').slice(1)).toEqual(
      before
        .split('\n')
        .filter((line) => !line.includes('"id":"r1500"'))
        .slice(1),
    );
    expect(await (await service.export({ id }, quiet)).text()).toBe(before);
    await expect(service.fork({ id, ...order, edits: [{ kind: 'drop', row: 3000 }] }, quiet)).rejects.toThrow(
      'there is no record in row 3000',
    );
    expect((await service.list(undefined, quiet)).map(({ name }) => name).sort()).toEqual(['j', 'what if']);
  });
  it('keeps what was deleted for 30 days, then erases it', async () => {
    const store = open();
    const clock = { millis: 1e12 };
    const service = journalService(store, () => clock.millis);
    const { id } = await service.import({ files: [file('a', records(10))], reading: OURS, name: 'j' }, quiet);
    await service.remove({ id }, quiet);
    expect((await service.list(undefined, quiet))[0]?.deletedAt).toBe(1e12);
    await service.restore({ id }, quiet);
    expect((await service.list(undefined, quiet))[0]?.deletedAt).toBeUndefined();
    expect((await service.open({ id }, quiet)).records).toBe(10);
    await service.remove({ id }, quiet);
    clock.millis += 31 * 86_400_000;
    expect(await service.list(undefined, quiet)).toEqual([]);
    await expect(service.open({ id }, quiet)).rejects.toThrow(/erased/);
  });

  it('seals a copy whose chain is intact; a changed line breaks it there', async () => {
    const { service, id } = await imported(open(), [file('a.ndjson', records(1500))]);
    const sealed = await service.seal({ id, name: 'sealed' }, quiet);
    expect(sealed.records).toBe(1500);
    expect(await service.verify({ id: sealed.id }, quiet)).toBe('intact');
    expect(await service.verify({ id }, quiet)).toBe('none');
    await expect(service.seal({ id: sealed.id, name: 'again' }, quiet)).rejects.toThrow(/has a hash already/);
    const text = await (await service.export({ id: sealed.id }, quiet)).text();
    const lines = text.split('\n');
    expect(lines[1]).toContain('"prev_hash":"0000');
    const changed = lines.map((line, i) => (i === 700 ? line.replace('"n":699', '"n":698') : line)).join('\n');
    expect(changed).not.toBe(text);
    const other = await service.import({ files: [file('b', changed)], reading: OURS, name: 'b' }, quiet);
    expect(await service.verify({ id: other.id }, quiet)).toBe('broken at line 701');
    expect((await service.report({ id: other.id }, quiet)).chain).toBe('broken at line 701');
  });

  it('finds by columns at once and by payload little by little, the same in the end', async () => {
    const { service, id } = await imported(open(), [file('a.ndjson', records(20_000))]);
    const ask = async (find: string) => {
      const query = { sort: 'slot', find } as const;
      let page = await service.rows({ id, query, from: 0, count: 5 }, quiet);
      while (page.searched < 1) page = await service.rows({ id, query, from: 0, count: 5 }, quiet);
      return page;
    };
    expect((await ask('type:Tenth')).total).toBe(2000);
    expect((await ask('payload.n>=19990')).total).toBe(10);
    expect((await ask('payload.n:100..199 type:Tenth')).total).toBe(10);
    expect((await ask('payload.note:*')).total).toBe(2000);
    expect((await ask('every Tenth needs Other within subject')).answer).toEqual({ evidence: 1999, exceptions: 1 });
    await expect(ask('type:')).rejects.toThrow(/cannot be read/);
  });

  it('counts facets of what a query shows; what stands in the lines alone is read once and then found by column', async () => {
    const { service, id } = await imported(open(), [file('a.ndjson', records(20_000))]);
    const ask = async (find: string, asks: Parameters<typeof service.facets>[0]['asks']) => {
      const query = { sort: 'slot', ...(find !== '' && { find }) } as const;
      let answer = await service.facets({ id, query, asks }, quiet);
      while (answer.read < 1 || answer.searched < 1) answer = await service.facets({ id, query, asks }, quiet);
      return answer;
    };
    const [types, threads] = (
      await ask('', [
        { field: 'type', top: 5 },
        { field: 'correlation_id', top: 2, keep: ['c-6'] },
      ])
    ).facets;
    expect(types?.values).toEqual([
      { value: 'Other', count: 18_000 },
      { value: 'Tenth', count: 2000 },
    ]);
    expect(threads?.values).toEqual([
      { value: 'c-0', count: 2858 },
      { value: 'c-1', count: 2857 },
    ]);
    expect(threads).toMatchObject({ distinct: 7, absent: 0, kept: [{ value: 'c-6', count: 2857 }] });
    const query = { sort: 'slot', find: 'correlation_id:"c-6"' } as const;
    // By the column that was read: at once.
    expect(await service.rows({ id, query, from: 0, count: 1 }, quiet)).toMatchObject({ total: 2857, searched: 1 });
    const [producer] = (await ask('payload.n<50', [{ field: 'producer', top: 5 }])).facets;
    expect(producer).toEqual({ field: 'producer', values: [], kept: [], distinct: 0, absent: 50 });
    const hours = await ask('type:Tenth', [{ field: 'hour', top: 24 }]);
    expect(hours.total).toBe(2000);
    expect(hours.facets[0]?.values.reduce((sum, { count }) => sum + count, 0)).toBe(2000);
  });

  it('compares two journals and lists what differs with both values', async () => {
    const text = records(3000);
    const lines = text.trimEnd().split('\n');
    const [second = '', third = ''] = [lines[8], lines[1]];
    // Of subject o-1 the first two change places; one says something else, one is gone, one is new.
    const other = lines.map((line, i) => (i === 1 ? second : i === 8 ? third : line));
    other[20] = other[20]?.replace('"n":20', '"n":21') ?? '';
    other.splice(2999, 1, '{"id":"new","type":"Other","payload":1}');
    const { service, id } = await imported(open(), [file('a', text)]);
    const { id: b } = await service.import({ files: [file('b', other.join('\n'))], reading: OURS, name: 'b' }, quiet);
    expect(await service.compare({ id, other: b }, quiet)).toEqual({
      same: 2998,
      onlyLeft: 1,
      onlyRight: 1,
      changed: 1,
      moved: 1,
    });
    const page = { id, other: b, from: 0, count: 10 } as const;
    const [changed] = await service.differences({ ...page, kind: 'changed' }, quiet);
    expect(changed).toMatchObject({
      left: { row: 20, id: 'r20' },
      fields: [{ path: 'payload.n', left: '20', right: '21' }],
    });
    expect((await service.differences({ ...page, kind: 'moved' }, quiet))[0]).toMatchObject({
      left: { row: 1 },
      right: { row: 8 },
    });
    expect((await service.differences({ ...page, kind: 'onlyRight' }, quiet))[0]?.right?.id).toBe('new');
    const gone = new AbortController();
    gone.abort();
    await expect(service.compare({ id: b, other: id }, call(gone.signal))).rejects.toThrow(/cancelled/);
  });

  it('puts two journals on one axis as a new one that lists them; they stay as they are', async () => {
    const line = (id: string, at: number, more = {}) =>
      JSON.stringify({ id, type: 'T', t_log: new Date(1.7e12 + at).toISOString(), ...more, payload: { id } });
    const a = Array.from({ length: 3000 }, (_, i) => line(`a${i}`, i * 1000, { t_process: '2026-01-01T00:00:00Z' }));
    const b = Array.from({ length: 3000 }, (_, i) => line(`b${i}`, i * 1000 - 5500, { causation_id: `a${i}` }));
    const { service, id } = await imported(open(), [file('a', a.join('\n'))]);
    const { id: other } = await service.import({ files: [file('b', b.join('\n'))], reading: OURS, name: 'b' }, quiet);
    const [none, proposal] = await service.proposeOffsets({ ids: [id, other] }, quiet);
    expect(none).toBeUndefined();
    expect(proposal).toMatchObject({ micros: 5.5e6, evidence: { kind: 'causes', links: 3000, backwards: 3000 } });
    const before = await (await service.export({ id: other }, quiet)).text();
    const times = ['t_event', 't_log', 't_process'] as const;
    const sources = [
      { id, micros: 0, times },
      { id: other, micros: 6e6, times },
    ];
    const plain = await service.mergeOutlook({ sources: sources.map((s) => ({ ...s, micros: 0 })) }, quiet);
    expect(plain.changes.find(({ kind }) => kind === 'backwards')).toMatchObject({ together: 3000, appear: 3000 });
    const outlook = await service.mergeOutlook({ sources }, quiet);
    expect(outlook.changes.find(({ kind }) => kind === 'backwards')).toMatchObject({ together: 0 });
    expect(outlook.changes.find(({ kind }) => kind === 'orphan')).toMatchObject({ apart: 3000, vanish: 3000 });
    expect(outlook.records).toBe(6000);
    expect(outlook.moved).toBeGreaterThan(0);
    const merged = await service.merge({ sources, name: 'both' }, quiet);
    expect(merged).toMatchObject({ records: 6000, state: 'complete', name: 'both' });
    expect(merged.header.sources).toMatchObject([{ name: 'j' }, { name: 'b', offset: 'PT6S', times }]);
    expect((await service.open({ id: merged.id }, quiet)).processingRows).toBe(3000);
    const page = await service.rows({ id: merged.id, query: { sort: 'slot' }, from: 0, count: 4 }, quiet);
    expect(page.rows.map((row) => row.id)).toEqual(['a0', 'b0', 'a1', 'b1']);
    const record = (await service.record({ id: merged.id, row: 1 }, quiet)).record;
    expect(record.meta).toEqual({ merged: { journal: 'b', line: 1 } });
    expect(record.t_log).toBe(new Date(1.7e12 + 500).toISOString());
    expect(await (await service.export({ id: other }, quiet)).text()).toBe(before);
    await expect(service.merge({ sources: sources.slice(1), name: 'one' }, quiet)).rejects.toThrow(/two or more/);
    const gone = new AbortController();
    const cancelled = service.merge(
      { sources, name: 'never' },
      call(gone.signal, () => gone.abort()),
    );
    await expect(cancelled).rejects.toThrow(/cancelled/);
    expect((await service.list(undefined, quiet)).map(({ name }) => name)).not.toContain('never');
  });

  it('imports gzip and plain files as one journal and gives it back line by line', async () => {
    const text = records(20_000);
    const half = text.indexOf('\n', text.length / 2) + 1;
    const files = [file('a.ndjson.gz', gzipSync(text.slice(0, half))), file('b.ndjson', text.slice(half))];
    const { service, id } = await imported(open(), files);
    const out = await (await service.export({ id }, quiet)).text();
    expect(out.slice(out.indexOf('\n') + 1)).toBe(text);
    expect(JSON.parse(out.slice(0, out.indexOf('\n')))).toMatchObject({ factline: 1, journal: 'j', state: 'complete' });
    expect(await service.open({ id }, quiet)).toMatchObject({ records: 20_000, rejected: 0, subjects: 7 });
  });

  it('writes other formats: all, what a query finds, or one record, with the list of what is not carried', async () => {
    const processing = '{"processed":"r10","consumer":"m","t_process":"2026-01-01T00:00:00Z"}\n';
    const other = processing.replace('r10', 'r11');
    const { service, id } = await imported(open(), [file('a', records(3000) + processing + other)]);
    const query = { sort: 'late', find: '"every tenth" subject:*O-3*' } as const;
    const expected = Array.from({ length: 3000 }, (_, i) => i).filter((i) => i % 10 === 0 && i % 7 === 3);
    const events = await service.convert({ id, format: 'cloudevents', query }, quiet);
    const lines = (await events.blob.text()).trimEnd().split('\n');
    expect(lines.map((one) => (JSON.parse(one) as { id: string }).id)).toEqual(expected.map((i) => `r${i}`));
    expect([events.records, events.notCarried]).toEqual([
      expected.length,
      [
        expect.objectContaining({ field: 'header.sources' }),
        expect.objectContaining({ field: 'processing', count: 1 }),
      ],
    ]);
    const one = await service.convert({ id, format: 'factline', row: 10 }, quiet);
    const [, ...rest] = (await one.blob.text()).split('\n');
    expect(rest).toEqual([records(11).trimEnd().split('\n').at(-1), processing.trim(), '']);
    const all = await service.convert({ id, format: 'factline' }, quiet);
    expect(await all.blob.text()).toBe(await (await service.export({ id }, quiet)).text());
    await expect(service.convert({ id, format: 'xls' }, quiet)).rejects.toThrow(/no format xls/);
  });

  it('tells how far a conversion is, and stops when it is cancelled', async () => {
    const { service, id } = await imported(open(), [file('a', records(20_000))]);
    const abort = new AbortController();
    const seen: ConvertProgress[] = [];
    const asked = call(abort.signal, (value) => {
      seen.push(value as ConvertProgress);
      abort.abort();
    });
    await expect(service.convert({ id, format: 'csv' }, asked)).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toHaveLength(1);
    expect(seen[0]?.total).toBe(20_000);
    expect(seen[0]?.records).toBeLessThan(20_000);
  });

  it('pages, filters and searches rows, and finds a row in a query again', async () => {
    const { service, id } = await imported(open(), [file('a', records(3000))]);
    const page = await service.rows({ id, query: { sort: 'slot', descending: true }, from: 0, count: 2 }, quiet);
    expect([page.total, page.rows.map((row) => row.id)]).toEqual([3000, ['r2999', 'r2998']]);
    const query = { sort: 'file', descending: false, find: '"every tenth" subject:*O-3*' } as const;
    let found = await service.rows({ id, query, from: 1, count: 1 }, quiet);
    while (found.searched < 1) found = await service.rows({ id, query, from: 1, count: 1 }, quiet);
    const expected = Array.from({ length: 3000 }, (__, i) => i).filter((i) => i % 10 === 0 && i % 7 === 3);
    expect([found.total, found.rows[0]?.row]).toEqual([expected.length, expected[1]]);
    expect(await service.locate({ id, query, row: expected[5] ?? 0 }, quiet)).toBe(5);
    expect(await service.locate({ id, query, row: 1 }, quiet)).toBeUndefined();
    const types = { sort: 'log', descending: false, types: ['Tenth'] } as const;
    expect((await service.rows({ id, query: types, from: 0, count: 0 }, quiet)).total).toBe(300);
  });

  it('shows a record with its cause, effects, thread and neighbours', async () => {
    const { service, id } = await imported(open(), [file('a', records(2000))]);
    const detail = await service.record({ id, row: 100 }, quiet);
    expect(detail).toMatchObject({
      slot: 101,
      line: 101,
      cause: { id: 'r99' },
      effects: [{ id: 'r101' }],
      previousOfSubject: { row: 93 },
      nextOfSubject: { row: 107 },
      threadTotal: Math.ceil((2000 - 2) / 7),
    });
    expect(detail.thread.map(({ row }) => row)).toContain(100);
    await expect(service.record({ id, row: 2000 }, quiet)).rejects.toThrow('There is no record 2000');
  });

  it.each([
    ['line:5', 4],
    ['id:r42', 42],
    ['r42', 42],
    ['slot:7', 6],
    ['2023-11-14T22:13:30Z', 9],
    ['id:nobody', undefined],
  ])('resolves %s', async (at, row) => {
    const { service, id } = await imported(open(), [file('a', records(100))]);
    expect(await service.resolve({ id, at }, quiet)).toBe(row);
  });

  it('leaves nothing behind when it is cancelled, or the source breaks off', async () => {
    const store = open();
    const service = journalService(store);
    const abort = new AbortController();
    const cancelled = service.import(
      { files: [file('a', records(60_000))], reading: OURS, name: 'j' },
      call(abort.signal, () => abort.abort()),
    );
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    const cut = gzipSync(records(40_000)).subarray(0, 100_000);
    const broken = service.import({ files: [file('cut.gz', cut)], reading: OURS, name: 'j' }, quiet);
    await expect(broken).rejects.toThrow('cut.gz is gzip, but it cannot be unpacked to its end');
    expect(await service.list(undefined, quiet)).toEqual([]);
  });

  it('goes on with an import that was killed, from the same file only, to the same journal', async () => {
    const store = open();
    const text = `${records(50_000)}not json\n`;
    let appends = 0;
    const dying: JournalStore = {
      ...store,
      append: (...args) => (++appends > 1 ? Promise.reject(new Error('killed')) : store.append(...args)),
      erase: async () => undefined,
    };
    const source = [file('a.ndjson', text)];
    await expect(journalService(dying).import({ files: source, reading: OURS, name: 'j' }, quiet)).rejects.toThrow(
      'killed',
    );
    const service = journalService(store);
    const [left] = await service.list(undefined, quiet);
    const id = left?.id ?? '';
    expect(left).toMatchObject({ state: 'importing' });
    expect(left?.records).toBeGreaterThan(0);
    expect(left?.records).toBeLessThan(50_000);
    await expect(service.open({ id }, quiet)).rejects.toThrow('is incomplete');
    const other = service.continueImport({ id, files: [file('a.ndjson', text.replace('r1"', 'x1"'))] }, quiet);
    await expect(other).rejects.toThrow('is not the file that the import began with');
    await service.continueImport({ id, files: source }, quiet);
    const whole = await imported(open(), source);
    expect(await service.report({ id }, quiet)).toEqual(await whole.service.report({ id: whole.id }, quiet));
    const lines = async (of: typeof whole) =>
      (await (await of.service.export({ id: of.id }, quiet)).text()).split('\n');
    expect((await lines({ service, id })).slice(1)).toEqual((await lines(whole)).slice(1));
  });

  it('serves replay over a port', async () => {
    const { service, id } = await imported(open(), [file('a', records(3000))]);
    const { port1, port2 } = new MessageChannel();
    await service.serveReplay({ id, port: port2 }, quiet);
    let parts: Partial<ReplayOrder> = {};
    const ask = (message: object) =>
      new Promise<ReplaySourceAnswer>((resolve) => {
        parts = {};
        port1.onmessage = ({ data }: MessageEvent<ReplaySourceAnswer>) => {
          if ('part' in data) parts = { ...parts, ...data.part };
          else resolve(data);
        };
        port1.postMessage(message);
      });
    expect(await ask({ id: 1, ask: 'order' })).toMatchObject({
      id: 1,
      order: { count: 3000, types: ['', 'Tenth', 'Other'], gapBefore: new Map() },
    });
    expect(Object.keys(parts).sort()).toEqual(['applied', 'slotRow', 'subject', 'subjectTypeOf', 'type', 'version']);
    expect(parts.subject).toHaveLength(3000);
    port1.postMessage({ ask: 'nonsense' });
    expect(await ask({ id: 2, ask: 'block', index: 2 })).toMatchObject({ id: 2, block: { offsets: { length: 953 } } });
    expect(await ask({ id: 3, ask: 'block', index: 99 })).toMatchObject({
      id: 3,
      error: expect.stringContaining('the lines of records 101377 to 102400'),
    });
    // A cut: only what it leaves is visited; what is no cut leaves all.
    const cut = await ask({ id: 4, ask: 'order', cut: { last: 10, erased: 'nobody', tLog: Number.NaN } });
    expect(cut).toMatchObject({ id: 4, order: { count: 10, holes: [], starts: expect.any(Array) } });
    expect([...(parts.slotRow ?? [])]).toEqual(Array.from({ length: 10 }, (_, i) => 2990 + i));
    expect(await ask({ id: 5, ask: 'order', cut: { fromSlot: 2501 } })).toMatchObject({ order: { count: 500 } });
    port1.close();
    // What was handed over was a copy.
    expect(await service.record({ id, row: 2999 }, quiet)).toMatchObject({ slot: 3000, record: { id: 'r2999' } });
    const { lanes } = await service.lanes({ id }, quiet);
    expect(lanes[0]?.timesMicros).toHaveLength(3000);
  });

  it('describes payloads, and draws lanes of what a filter shows', async () => {
    const { service, id } = await imported(open(), [file('a', records(3000))]);
    const shapes = await service.shapes({ id }, quiet);
    const tenth = shapes.find(({ type }) => type === 'Tenth');
    expect(tenth?.count).toBe(300);
    expect(tenth?.fields.map(({ path, kinds }) => [path, kinds])).toEqual([
      ['n', ['integer']],
      ['note', ['string']],
    ]);
    const query = { sort: 'slot', descending: false, types: ['Tenth'] } as const;
    const { lanes } = await service.lanes({ id, query }, quiet);
    expect(lanes.map(({ name, timesMicros }) => [name, timesMicros.length])).toEqual([
      ['t_event', 300],
      ['t_log', 300],
      ['t_process', 0],
    ]);
  });

  it('says what to do when there is no room left, and keeps what was there', async () => {
    const store = open();
    const { service, id } = await imported(store, [file('a', records(10))]);
    const full: JournalStore = {
      ...store,
      append: () => Promise.reject(Object.assign(new Error('full'), { name: 'QuotaExceededError' })),
    };
    const refused = journalService(full).import({ files: [file('b', records(10))], reading: OURS, name: 'b' }, quiet);
    await expect(refused).rejects.toThrow('no room left for this journal');
    expect((await service.list(undefined, quiet)).map((journal) => journal.id)).toEqual([id]);
  });
});

it('reports progress with a rate while it reads', async () => {
  const seen: ImportProgress[] = [];
  const size = records(60_000);
  await journalService(memoryJournals()).import(
    { files: [file('a', size)], reading: OURS, name: 'j' },
    call(undefined, (value) => seen.push(value as ImportProgress)),
  );
  expect(seen.at(-1)).toMatchObject({
    stage: 'finishing',
    records: 60_000,
    bytes: size.length,
    totalBytes: size.length,
  });
  expect(seen.at(-1)?.recordsPerSecond).toBeGreaterThan(0);
});

it('keeps its report: a fresh worker gives the planted findings of the fleet journal without reading them again', async () => {
  const store = dexie();
  const { text, expected } = fleetJournal();
  const { id } = await imported(store, [file('fleet.ndjson', text.join(''))]);
  const service = journalService(store);
  const report = await service.report({ id }, quiet);
  expect(report).toMatchObject({ format: 'factline', accepted: expected.records, subjects: expected.subjects });
  for (const key of ['gaps', 'starts', 'duplicates', 'out_of_order', 'clock_skew', 'late', 'orphans'] as const)
    expect(report[`${key}_total`], key).toBe(expected[key].length);
  const marks = { sort: 'slot', descending: false, marks: ['late'] } as const;
  const late = await service.rows({ id, query: marks, from: 0, count: 1 }, quiet);
  expect(late.total).toBe(expected.late.length);
  const { marks: texts } = await service.record({ id, row: late.rows[0]?.row ?? 0 }, quiet);
  expect(texts.find(({ kind }) => kind === 'late')?.text).toContain('after it happened');
});

const events = '../shared/data/windows-events';
describe.skipIf(!existsSync(events))('the windows events', () => {
  it('are previewed and imported by the reading that is proposed', async () => {
    const name = readdirSync(events)[0] ?? '';
    const files = [file(name, readFileSync(`${events}/${name}`))];
    const service = journalService(dexie());
    const { reading, complete } = await service.preview({ files }, quiet);
    expect(complete).toBe(false);
    if (!reading) throw new Error('no reading is proposed');
    const { id } = await service.import({ files, reading, name }, quiet);
    const report = await service.report({ id }, quiet);
    expect(report).toMatchObject({ format: 'mapping', accepted: 25_993, gaps_total: 29, out_of_order_total: 35 });
    expect(report).toMatchObject({ subjects: 17, duplicates_total: 0 });
    expect(Object.keys(report.types)).toHaveLength(59);
  });
});
