import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf } from '../testing/sample-files.ts';

const read = (text: string) => {
  const { lines, rejected, notes } = readLines([text], { format: 'wal2json' });
  return { records: lines.map((line) => JSON.parse(line) as unknown), lines, rejected, notes };
};

describe('wal2json', () => {
  const transaction = {
    xid: 555,
    nextlsn: '0/16D2E50',
    timestamp: '2025-01-01 00:00:00.123456+00',
    change: [
      {
        kind: 'update',
        schema: 'public',
        table: 'orders',
        columnnames: ['id', 'n'],
        columntypes: ['bigint', 'text'],
        columnvalues: [7, null],
        oldkeys: { keynames: ['id'], keytypes: ['bigint'], keyvalues: [6] },
      },
      {
        kind: 'delete',
        schema: 'public',
        table: 'lines',
        oldkeys: { keynames: ['order', 'no'], keytypes: ['bigint', 'int'], keyvalues: [7, 1] },
      },
      { kind: 'message', transactional: true, prefix: 'p', content: '{"a":1}' },
    ],
  };
  it.each([
    ['lines', (one: unknown) => `{"change":[]}\n${JSON.stringify(one)}\n`],
    ['pretty-print', (one: unknown) => `{\n\t"change": [\n\t]\n}\n${JSON.stringify(one, undefined, '\t')}\n`],
  ])('reads transactions (version 1), as %s', (_, text) => {
    expect(formatOf(text(transaction))).toBe('wal2json');
    const { records, rejected } = read(text(transaction));
    expect(rejected).toEqual([]);
    expect(records).toMatchObject([
      {
        type: 'update',
        subject_type: 'public.orders',
        subject_id: '7',
        t_event: '2025-01-01T00:00:00.123456Z',
        correlation_id: '555',
        payload: { id: 7, n: null },
        meta: { nextlsn: '0/16D2E50', types: { id: 'bigint', n: 'text' }, oldkeys: { keyvalues: [6] } },
      },
      { type: 'delete', subject_type: 'public.lines', subject_id: '7/1', payload: { order: 7, no: 1 } },
      { type: 'message', payload: { a: 1 }, meta: { prefix: 'p', transactional: true } },
    ]);
  });
  it('reads rows (version 2) with their own digits, and passes over the bounds of transactions', () => {
    const rows = [
      '{"action":"B","xid":5}',
      '{"action":"I","xid":5,"timestamp":"2025-01-01 00:00:00+00","schema":"s","table":"t","columns":[{"name":"id","type":"bigint","value":9007199254740993}],"pk":[{"name":"id","type":"bigint"}]}',
      '{"action":"D","xid":5,"schema":"s","table":"t","identity":[{"name":"k","type":"int","value":1}]}',
      '{"action":"T","xid":5,"schema":"s","table":"t"}',
      '{"action":"C","xid":5}',
    ];
    const text = `${rows.join('\n')}\n`;
    expect(formatOf(text)).toBe('wal2json');
    const { lines, records, notes } = read(text);
    expect(lines[0]).toContain('"payload":{"id":9007199254740993}');
    expect(records).toMatchObject([
      { type: 'I', subject_id: '9007199254740993', correlation_id: '5' },
      { type: 'D', subject_type: 's.t', subject_id: '1', payload: { k: 1 } },
      { type: 'T', subject_id: 's.t', payload: null },
    ]);
    expect(notes.join()).toContain('begins and ends');
  });
  it('reads the table of pg_logical_slot_get_changes', () => {
    const data = JSON.stringify(JSON.stringify({ change: transaction.change.slice(0, 1) })).slice(1, -1);
    const csv = `lsn,xid,data\n0/15,9,"${data.replaceAll('\\"', '""')}"\n`;
    expect(formatOf(csv)).toBe('wal2json');
    expect(read(csv).records).toMatchObject([{ type: 'update', subject_id: '7', meta: { lsn: '0/15' } }]);
  });
});
