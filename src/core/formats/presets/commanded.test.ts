import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf } from '../testing/sample-files.ts';

const read = (text: string) => readLines([text], { format: 'commanded' });
const ROW =
  '{"event_number":12,"event_id":"e1","stream_uuid":"account-1","stream_version":1,"correlation_id":"c","causation_id":"k","event_type":"Elixir.Bank.Opened","data":"\\\\x7b226e223a317d","metadata":{"user":"u"},"created_at":"2026-01-01T00:00:00.123456Z"}\n';

describe('the EventStore of Commanded', () => {
  it('reads recorded events', () => {
    expect(formatOf(ROW)).toBe('commanded');
    expect(read(ROW).lines).toEqual([
      '{"id":"e1","type":"Elixir.Bank.Opened","subject_id":"account-1","sequence":1,"position":12,"t_log":"2026-01-01T00:00:00.123456Z","correlation_id":"c","causation_id":"k","payload":{"n":1},"meta":{"metadata":{"user":"u"}}}',
    ]);
  });
  it('a join that holds $all too makes one record, $all being its place in the log', () => {
    const csv = `event_id,event_type,causation_id,correlation_id,data,metadata,created_at,stream_uuid,stream_version
e1,T,,,{},{},2026-01-01 00:00:00,$all,7
e1,T,,,{},{},2026-01-01 00:00:00,account-1,1
e1,T,,,{},{},2026-01-01 00:00:00,linked,4
`;
    expect(formatOf(csv)).toBe('commanded');
    expect(JSON.parse(read(csv).lines[0] ?? '')).toMatchObject({
      id: 'e1',
      subject_id: 'account-1',
      sequence: 1,
      position: 7,
      also: [{ subject_id: 'linked', sequence: 4 }],
      t_log: '2026-01-01T00:00:00Z',
    });
  });
  it('reads the table events alone, which says no stream; the others are refused by name', () => {
    const events =
      'event_id,event_type,causation_id,correlation_id,data,metadata,created_at\ne,T,k,c,{},{},2026-01-01 00:00:00\n';
    expect(formatOf(events)).toBe('commanded');
    expect(JSON.parse(read(events).lines[0] ?? '').subject_id).toBeUndefined();
    expect(
      formatOf('event_id,stream_id,stream_version,original_stream_id,original_stream_version\ne,1,1,1,1\n'),
    ).toMatch(/^refused: .*join/);
  });
  it('its three tables, in whichever order they come or in one dump, make the records of their join', () => {
    const events = [
      ['e1', 'Elixir.Bank.Opened', '{"n":1}'],
      ['e2', 'Elixir.Bank.Paid', '{"n":2}'],
    ];
    // Linked before it was looked up in the stream that it was written to.
    const links = [
      ['e1', '7', '4', '3', '1'],
      ['e1', '3', '1', '3', '1'],
      ['e1', '0', '1', '3', '1'],
      ['e2', '3', '2', '3', '2'],
      ['e2', '0', '2', '3', '2'],
    ];
    const streams = [
      ['0', '$all', '2'],
      ['3', 'account-1', '2'],
      ['7', 'audit', '4'],
    ];
    const tables = [
      [
        'events',
        'event_id,event_type,causation_id,correlation_id,data,metadata,created_at',
        events.map(([id = '', type = '', data = '']) => [id, type, '', '', data, '{}', '2026-01-01 00:00:00']),
      ],
      ['stream_events', 'event_id,stream_id,stream_version,original_stream_id,original_stream_version', links],
      ['streams', 'stream_id,stream_uuid,stream_version', streams],
    ] as const;
    const cell = (text: string) => (text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text);
    const csv = tables.map(([, head, rows]) => `${head}\n${rows.map((row) => row.map(cell).join()).join('\n')}\n`);
    const dump = tables
      .map(([name, head, rows]) => {
        const lines = rows.map((row) => row.map((text) => (text === '' ? '\\N' : text)).join('\t'));
        return `COPY public.${name} (${head.replaceAll(',', ', ')}) FROM stdin;\n${lines.join('\n')}\n\\.\n`;
      })
      .join('\n');
    const [a = '', b = '', c = ''] = csv;
    for (const files of [[a, b, c], [c, b, a], [b, a, c], [dump]]) {
      const { lines, rejected, notes } = readLines(files, { format: 'commanded' });
      expect(rejected).toEqual([]);
      expect(notes).toEqual(['Which streams events are in was read from stream_events and streams: 5 places.']);
      expect(lines.map((line) => JSON.parse(line))).toMatchObject([
        { id: 'e1', subject_id: 'account-1', sequence: 1, position: 1, also: [{ subject_id: 'audit', sequence: 4 }] },
        { id: 'e2', subject_id: 'account-1', sequence: 2, position: 2 },
      ]);
    }
  });
  it('a file that ends in a row keeps the others', () => {
    expect(read(`${ROW}${ROW.slice(0, 60)}`)).toMatchObject({
      lines: [expect.any(String)],
      rejected: [expect.stringMatching(/^2:/)],
    });
  });
});
