import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { makePreview } from './make-preview.ts';
import type { Mapping } from './mapping.ts';

const head = (name: string, text: string, complete = true) => {
  const bytes = new TextEncoder().encode(text);
  return { name, bytes, totalBytes: complete ? bytes.length : bytes.length * 10, complete };
};
const lines = (...rows: readonly object[]) => `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`;

describe('a preview', () => {
  const orders = lines(
    { type: 'Placed', order_id: 'o-1', seq: 1, time: '2026-01-01T10:00:00Z' },
    { type: 'Shipped', order_id: 'o-1', seq: 4, time: '2026-01-01T11:00:00Z' },
    { type: 'Placed', order_id: 'o-2', seq: 1, time: '2026-01-01T11:30:00Z' },
    { type: 'Paid', order_id: 'o-2', seq: 2, time: '2026-01-01T12:00:00Z' },
    { type: 'Paid', order_id: 'o-1', seq: 5, time: '2026-01-01T12:00:00Z' },
  );

  it('shows records, counts and findings as the import will', async () => {
    const preview = await makePreview([head('shop/orders.ndjson', orders)]);
    expect(preview.reading).toEqual({
      mapping: {
        mapping: 1,
        name: 'orders',
        shape: 'ndjson',
        roles: { type: 'type', subject_id: 'order_id', sequence: 'seq', t_event: 'time' },
        sequence: { per: 'subject', base: 1 },
      },
    });
    expect(
      preview.records.map(({ line, record }) => `${line} ${record.subject_id} ${record.type}#${record.sequence}`),
    ).toEqual(['1 o-1 Placed#1', '2 o-1 Shipped#4', '3 o-2 Placed#1', '4 o-2 Paid#2', '5 o-1 Paid#5']);
    expect(preview.report?.gaps).toEqual([{ subject: 'o-1', after: 1, before: 4, missing: 2 }]);
    expect(preview.fields.map((f) => `${f.path} ${f.kinds} ${f.present}/${f.distinct}`)).toEqual([
      'type text 5/3',
      'order_id text 5/2',
      'seq number 5/4',
      'time text 5/4',
    ]);
  });

  it('takes a sequence at its name where two rows cannot show what it counts in', async () => {
    const two = lines({ type: 'A', order_id: 'o-1', seq: 1 }, { type: 'B', order_id: 'o-1', seq: 3 });
    const preview = await makePreview([head('two.ndjson', two)]);
    expect(preview.report?.gaps).toEqual([{ subject: 'o-1', after: 1, before: 3, missing: 1 }]);
  });

  it('passes over a file that holds nothing beside others, and says so; alone it is refused', async () => {
    const csv = 'id,type,stream_name,position,global_position,data,metadata,time\n';
    const row = '1,Placed,order-1,0,1,{},{},2026-01-01 10:00:00\n';
    const trail = (...records: readonly object[]) => JSON.stringify({ Records: records });
    const event = {
      eventVersion: '1.08',
      eventName: 'PutObject',
      eventTime: '2026-01-01T10:00:00Z',
      eventSource: 's3.amazonaws.com',
      eventID: 'e1',
    };
    for (const [full, empty] of [
      [head('1.csv', csv + row), head('2.csv', csv)],
      [head('1.json', `[${JSON.stringify({ type: 'Placed', id: '1' })}]`), head('2.json', '[]')],
      [head('1.json', trail(event)), head('2.json', trail())],
    ] as const)
      for (const heads of [
        [full, empty],
        [empty, full],
      ]) {
        const { refused, notes, records } = await makePreview(heads);
        expect(refused).toBeUndefined();
        expect(notes.map(({ text }) => text)).toContain(`${empty.name} holds no record, and is passed over.`);
        expect(records).toHaveLength(1);
        expect((await makePreview([empty])).refused?.advice).toMatch(
          /check that the export finished|Export the events/,
        );
      }
  });

  it('says of arrays one after another what they are, and of what only begins like one that it is none', async () => {
    const said = async (text: string) => (await makePreview([head('a.json', text)])).refused?.recognised;
    expect(await said('[{"a":1}]\n[{"a":2}]\n')).toBe('These are JSON arrays, one after another.');
    expect(await said('[{"type":"A","id":"1"},oops]\n')).toBe('This begins like JSON but is not.');
    expect(await said('[INFO] started\n[WARN] late\n')).toBe('This begins like JSON but is not.');
  });

  it('proposes a time by a plain name', async () => {
    for (const key of ['at', 'wann', 'zeitpunkt']) {
      const rows = lines({ what: 'A', [key]: '2026-01-01T10:00:00Z' }, { what: 'B', [key]: '2026-01-01T10:00:05Z' });
      const { reading } = await makePreview([head('a.ndjson', rows)]);
      expect(reading).toMatchObject({ mapping: { roles: { t_event: key } } });
    }
  });

  it('follows a correction', async () => {
    const mapping: Mapping = {
      mapping: 1,
      name: 'x',
      shape: 'ndjson',
      roles: { type: 'order_id', t_log: 'time', sequence: 'type', actor_id: 'who' },
    };
    const preview = await makePreview([head('orders.ndjson', orders)], { mapping });
    expect(preview.records[0]?.record).toMatchObject({ type: 'o-1', t_log: '2026-01-01T10:00:00Z' });
    expect(preview.report?.types).toEqual({ 'o-1': 3, 'o-2': 2 });
    expect(preview.notes.filter((n) => n.severity === 'warning').map((n) => n.text)).toEqual([
      '5 of 5 values do not fit `sequence`, such as "Placed". The field stays empty there; the value is kept in `meta.raw`.',
      'No row of the sample has a field `who`.',
    ]);
  });

  it('passes over what the head cuts off, and rejects what is bad', async () => {
    const preview = await makePreview([head('orders.ndjson', `${orders}{"type": oops}\n{"type":"Pl`, false)]);
    expect(preview.records).toHaveLength(5);
    expect(preview.rejected.map((r) => r.line)).toEqual([6]);
  });

  it('keeps the reasons when no line is a record', async () => {
    const mapping: Mapping = { mapping: 1, name: 'x', shape: 'ndjson', roles: { type: 'nothing' } };
    const preview = await makePreview([head('orders.ndjson', orders)], { mapping });
    expect(preview.records).toEqual([]);
    expect(preview.rejected).toHaveLength(5);
    expect(preview.rejected[0]?.reason).toMatch(/it has no type/);
  });

  it('says what a mapping cannot do instead of throwing', async () => {
    const mapping: Mapping = { mapping: 1, name: 'x', shape: 'array', rows: 'a', roles: { type: 't' } };
    const preview = await makePreview([head('orders.ndjson', orders)], { mapping });
    expect(preview.notes.map((n) => n.text).join()).toMatch(/no JSON array/);
  });

  it('reads several files as one journal, counting lines on', async () => {
    const [a, b] = [orders, lines({ type: 'Shipped', order_id: 'o-2', seq: 3, time: '2026-01-02T00:00:00Z' })];
    const preview = await makePreview([head('1.ndjson', a), head('2.ndjson', b)]);
    expect(preview.records.map((r) => r.line)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('refuses all the files when one of them is no journal, or is another kind', async () => {
    const refused = async (second: string) =>
      (await makePreview([head('a.ndjson', orders), head('b', second)])).refused?.recognised;
    expect(await refused('<a/>')).toBe('b: This is an XML document.');
    expect(await refused('a,b\n1,2\n')).toBe('b is written in another way than a.ndjson.');
  });

  it('shows a processing time as a row of the consumer `import`', async () => {
    const row = { type: 'A', order_id: 'o', occurred_at: '2026-01-01T00:00:00Z', processed_at: '2026-01-01T00:00:05Z' };
    const preview = await makePreview([head('a.ndjson', lines(row, { ...row, type: 'B' }))]);
    expect(preview.records[0]?.processing).toEqual([
      { processed: 'line:1', consumer: 'import', t_process: '2026-01-01T00:00:05Z' },
    ]);
  });
});

const windows = '../shared/data/windows-events/otrf__purplesharp_ad_playbook_I_2020-10-22042947.ndjson.gz';
describe.skipIf(!existsSync(windows))('a real log', () => {
  it('is seen from its head, without skew once the zones are right', async () => {
    const all = gunzipSync(readFileSync(windows));
    const preview = await makePreview([
      { name: 'w.ndjson', bytes: all.subarray(0, 2 ** 21), totalBytes: all.length, complete: false },
    ]);
    expect(preview.rejected).toEqual([]);
    expect(preview.report?.accepted).toBe(1137);
    expect(preview.report?.clock_skew_total).toBe(0);
    expect(preview.records[0]?.record.t_event).toBe('2020-10-22T04:29:46-04:00');
  });
});
