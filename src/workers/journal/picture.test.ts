/** How a journal's timeline looks at first, kept for the next time it is opened. */
import { expect, it } from 'vitest';
import { binsOf } from '../../core/journal/timeline-bins.ts';
import { memoryJournals } from '../../storage/journals.ts';
import { journalService } from './journal.handler.ts';

const quiet = { signal: new AbortController().signal, progress: () => undefined };
const lines = (count: number) =>
  Array.from(
    { length: count },
    (_, i) =>
      `{"id":"r${i}","type":"T${i % 3}","subject_id":"s","sequence":${i < 50 ? i + 1 : i + 3},"t_log":"2026-01-01T00:0${i % 10}:00Z","payload":{}}\n`,
  ).join('');

it('is kept by the import; is that of all lanes, whatever was filtered meanwhile, and goes with the journal', async () => {
  const store = memoryJournals();
  const service = journalService(store);
  const files = [new File([lines(100)], 'a.ndjson')];
  const { id } = await service.import({ files, reading: { format: 'factline' }, name: 'j' }, quiet);
  const first = await service.picture({ id }, quiet);
  const whole = await service.lanes({ id, query: { sort: 'log' } }, quiet);
  const again = journalService(store);
  const kept = await again.picture({ id }, quiet);
  expect(kept).toEqual(binsOf(whole));
  expect(first).toEqual(kept);
  expect(kept?.markCounts[0]).toBe(1);
  await again.lanes({ id, query: { sort: 'log', types: ['T1'] } }, quiet);
  expect(await again.picture({ id }, quiet)).toEqual(kept);
  await service.erase({ id }, quiet);
  expect(await again.picture({ id }, quiet)).toBeUndefined();
});
