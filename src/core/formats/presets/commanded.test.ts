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
  it('a file that ends in a row keeps the others', () => {
    expect(read(`${ROW}${ROW.slice(0, 60)}`)).toMatchObject({
      lines: [expect.any(String)],
      rejected: [expect.stringMatching(/^2:/)],
    });
  });
});
