import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../storage/db.ts';
import { dexieJournals, memoryJournals } from '../../storage/journals.ts';
import type { Call } from '../rpc.ts';
import { journalService } from './journal.handler.ts';

const quiet: Call = { signal: new AbortController().signal, progress: () => undefined };
const COUNT = 3000;
const line = (n: number, id = `r${n}`) =>
  `{"id":"${id}","type":"Placed","subject_type":"order","subject_id":"o-${n % 7}","sequence":${Math.floor(n / 7)},"position":${n},"payload":{"n":9007199254740993}}\n`;
const source = [
  ...Array.from({ length: COUNT }, (_, n) => line(n)),
  line(COUNT, 'r5'),
  '{"processed":"r3","consumer":"import","t_process":"2026-01-01T00:00:01Z"}\n',
];
const table = (...rows: readonly string[]) =>
  new File([`name,last_seq_id,last_updated\n${rows.join('\n')}\n`], 'progression.csv');

describe.each([
  ['Dexie', () => dexieJournals(openDatabase('positions'))],
  ['memory', memoryJournals],
])('consumer positions of a journal in %s', (_, open) => {
  it('are shown for what they make, and make a new journal with processing rows', async () => {
    const service = journalService(open());
    const { id } = await service.import(
      { files: [new File(source, 'j.ndjson')], reading: { format: 'factline' }, name: 'j' },
      quiet,
    );
    const file = table(
      'mailer,1999,2026-01-02T00:00:00Z',
      'search,9,2026-01-03T00:00:00Z',
      'odd,x,2026-01-03T00:00:00Z',
    );
    const preview = await service.positions({ id, file }, quiet);
    expect(preview).toMatchObject({ title: 'Marten mt_event_progression', total: COUNT + 1, rejectedTotal: 1 });
    expect(preview.consumers.map(({ consumer, records }) => [consumer, records])).toEqual([
      ['mailer', 2000],
      ['search', 10],
    ]);
    const made = await service.addPositions({ id, name: 'with', file }, quiet);
    expect(made.records).toBe(COUNT + 1);
    const info = await service.open({ id: made.id }, quiet);
    expect(info).toMatchObject({ consumers: ['import', 'mailer', 'search'], processingRows: 2011 });
    const exported = await (await service.export({ id: made.id }, quiet)).text();
    const lines = exported.split('\n');
    expect(lines.slice(1, COUNT + 2).join('\n')).toBe(
      source
        .slice(0, COUNT + 1)
        .join('')
        .trimEnd(),
    );
    expect(lines.filter((l) => l.includes('"processed":"r9"'))).toEqual([
      '{"processed":"r9","consumer":"mailer","t_process":"2026-01-02T00:00:00Z"}',
      '{"processed":"r9","consumer":"search","t_process":"2026-01-03T00:00:00Z"}',
    ]);
    expect((await service.record({ id: made.id, row: 1999 }, quiet)).processing).toHaveLength(1);
    expect((await service.record({ id: made.id, row: 2000 }, quiet)).processing).toHaveLength(0);
    // The original is as it was.
    expect((await service.open({ id }, quiet)).processingRows).toBe(1);
  });

  it('that cover nothing make nothing', async () => {
    const store = open();
    const service = journalService(store);
    const { id } = await service.import(
      { files: [new File([line(5), line(6)], 'j.ndjson')], reading: { format: 'factline' }, name: 'j' },
      quiet,
    );
    const before = (await store.list()).length;
    await expect(
      service.addPositions({ id, name: 'x', file: table('m,4,2026-01-02T00:00:00Z') }, quiet),
    ).rejects.toThrow('cover no record');
    expect(await store.list()).toHaveLength(before);
  });
});
