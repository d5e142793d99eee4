import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import * as write from '../testing/render-table.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const read = (text: string) => readLines([text], { format: 'marten' });
const columns = [
  'seq_id',
  'id',
  'stream_id',
  'version',
  'data',
  'type',
  'timestamp',
  'tenant_id',
  'mt_dotnet_type',
  'is_archived',
];
const table: write.PlainTable = {
  name: 'mt_events',
  columns,
  rows: [
    [
      12,
      'e1',
      's-1',
      1,
      '{"a": "x\\ny", "n": 1.50}',
      'order_placed',
      '2026-01-01 10:00:00.5+02',
      '*DEFAULT*',
      null,
      false,
    ],
    [11, 'e2', 's-1', 2, '{"a": "it\'s; \\"b\\""}', 'order_paid', '2026-01-01 10:00:01+02', 'acme', 'A.B, C', true],
  ],
};
const streams: write.PlainTable = {
  name: 'mt_streams',
  columns: ['id', 'type', 'version', 'timestamp', 'snapshot', 'created', 'tenant_id', 'is_archived'],
  rows: [['s-1', null, 2, '2026-01-01 10:00:01+02', null, '2026-01-01 10:00:01+02', '*DEFAULT*', false]],
};
const bare = (lines: readonly string[]) => lines.map((line) => ({ ...JSON.parse(line), meta: undefined }) as unknown);

describe('Marten', () => {
  it('reads a row: no time of the event, the default tenant is none, NULL columns are none', () => {
    expect(read(write.asCopy(table)).lines).toEqual([
      '{"id":"e1","type":"order_placed","subject_id":"s-1","sequence":1,"position":12,"t_log":"2026-01-01T10:00:00.5+02:00","payload":{"a": "x\\ny", "n": 1.50},"meta":{"tenant_id":"*DEFAULT*","mt_dotnet_type":null,"is_archived":"f"}}',
      '{"id":"e2","type":"order_paid","subject_id":"s-1","sequence":2,"position":11,"t_log":"2026-01-01T10:00:01+02:00","tenant_id":"acme","payload":{"a": "it\'s; \\"b\\""},"meta":{"mt_dotnet_type":"A.B, C","is_archived":"t"}}',
    ]);
  });
  it('is the same in every rendering, and recognised in each', () => {
    const expected = bare(read(write.asCopy(table)).lines);
    const inserts = (how: { columns: boolean; perStatement?: number }) => write.asInserts(table, how);
    for (const text of [
      write.asCsv(table),
      write.asCsv(table).replaceAll(/(^|\n)seq_id.*/g, (head) => head),
      write.asDump(write.asCopy(streams), write.asCopy(table)),
      write.asDump(inserts({ columns: true, perStatement: 2 })),
      write.asDump(write.asCreate(table), inserts({ columns: false })),
      write.asExpanded(table),
      write.asPrintedAgg(table),
      write.asPrintedRows(table),
      `[${write.asJsonRows(table).join(',\n ')}]\n`,
    ]) {
      expect(formatOf(text), text).toBe('marten');
      expect(bare(read(text).lines), text).toEqual(expected);
    }
  });
  it('a dump says which tables were passed over', () => {
    expect(read(write.asDump(write.asCopy(streams), write.asCopy(table))).notes).toEqual([
      'Tables left aside, for their columns are others: `public.mt_streams` (one row).',
    ]);
    expect(formatOf(write.asDump(write.asCopy(streams)))).toMatch(/^refused: .*mt_streams/);
    expect(formatOf(write.asCsv(streams))).toMatch(/^refused: .*mt_streams/);
  });
  it('bdata is the payload where it is set, and data the placeholder', () => {
    const row = (bdata: string) =>
      `{"seq_id":1,"id":"e","stream_id":"s","version":1,"data":{},"bdata":${bdata},"type":"t","timestamp":"2026-01-01T00:00:00+00:00"}\n`;
    expect(JSON.parse(read(row('"\\\\xff00"')).lines[0] ?? '')).toMatchObject({
      payload: { $bytes: '/wA=' },
      meta: { data: {} },
    });
    expect(JSON.parse(read(row('null')).lines[0] ?? '')).toMatchObject({ payload: {} });
  });
  it('optional columns are a user, a correlation and a cause', () => {
    const row =
      '{"seq_id":1,"id":"e","stream_id":"s","version":1,"data":{},"type":"t","timestamp":"2026-01-01T00:00:00+00:00","correlation_id":"c","causation_id":"k","user_name":"u","headers":{"h":1}}\n';
    expect(JSON.parse(read(row).lines[0] ?? '')).toMatchObject({
      correlation_id: 'c',
      causation_id: 'k',
      actor_id: 'u',
      meta: { headers: { h: 1 } },
    });
  });
  it('a file that ends in a row keeps the others', () => {
    const cut = write.asDump(write.asCopy(table)).split('acme')[0] ?? '';
    const { lines, rejected } = read(cut);
    expect([lines.length, rejected.join()]).toEqual([1, expect.stringMatching(/cut off/)]);
  });
});

describe.skipIf(!hasSamples)('the samples of Marten', () => {
  it.each(['csv', 'json_agg.json', 'pg_dump.sql', 'row_to_json.ndjson'])('%s', async (ending) => {
    const bytes = sample(`ddl-shaped/marten__mt_events.${ending}`);
    expect(formatOf(bytes)).toBe('marten');
    const { lines, rejected } = readLines([bytes], { format: 'marten' });
    const source = sample('ddl-shaped/marten__mt_events.row_to_json.ndjson').toString().trimEnd().split('\n');
    const byId = new Map(source.map((line) => [JSON.parse(line).id as string, JSON.parse(line)]));
    expect([lines.length, rejected]).toEqual([byId.size, []]);
    for (const line of lines) {
      const { id, sequence, position, payload } = JSON.parse(line);
      const { version, seq_id, data } = byId.get(id);
      expect([sequence, position, payload]).toEqual([version, seq_id, data]);
    }
    expect(await integrityOf(bytes, 'marten')).toMatchObject({ gaps: 0, startsLate: 0, duplicates: 0, orphans: 0 });
  });
});
