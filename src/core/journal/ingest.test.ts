import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Mapping } from '../formats/mapping.ts';
import { parseExact } from '../record/json.ts';
import { readText } from './memory.ts';

const windows = '../shared/data/windows-events/otrf__purplesharp_ad_playbook_I_2020-10-22042947.ndjson.gz';
const WINLOG: Mapping = {
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
  sequence: { per: 'subject', base: 1 },
  identity: ['id'],
};

describe.skipIf(!existsSync(windows))('a real log of 25,993 Windows events', () => {
  it('becomes records of 17 subjects and 59 types, each with its own digits', () => {
    const source = gunzipSync(readFileSync(windows));
    const journal = readText(source, { mapping: WINLOG });
    const { columns } = journal;
    expect([columns.count, columns.subjects.length - 1, columns.types.length - 1, journal.rejected.length]).toEqual([
      25_993, 17, 59, 0,
    ]);
    const lines = source.toString('utf8').trimEnd().split('\n');
    let altered = 0;
    const late = { least: Infinity, most: -Infinity };
    for (const [row, line] of lines.entries()) {
      const stored = Buffer.from(journal.line(row)).toString('utf8');
      if (!stored.includes(`"payload":${line}`)) altered++;
      const delay = (columns.tLogMicros[row] ?? 0) - (columns.tEventMicros[row] ?? 0);
      late.least = Math.min(late.least, delay);
      late.most = Math.max(late.most, delay);
    }
    expect(altered).toBe(0);
    expect(late).toEqual({ least: 0, most: 42e6 });
    expect(columns.processing.count).toBe(25_993);
    const first = parseExact(journal.line(0)) as { payload: { Keywords: unknown }; t_event: string };
    expect(first.payload.Keywords).toEqual({ $digits: '-9214364837600034816' });
    expect(first.t_event).toBe('2020-10-22T04:29:46-04:00');
  });
});
