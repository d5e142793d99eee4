/** Journals that are long in a direction that journals seldom are. */
import { describe, expect, it } from 'vitest';
import { memoryJournals } from '../../storage/journals.ts';
import { journalService } from './journal.handler.ts';

const quiet = { signal: new AbortController().signal, progress: () => undefined };
/** `npm run bench extremes`: a million; in the ordinary suite fewer. */
const MANY = process.env.FACTLINE_BENCH ? 1_000_000 : 100_000;
/** Milliseconds of the processor. */
const cost = async (work: () => Promise<unknown>): Promise<number> => {
  const begun = process.cpuUsage();
  await work();
  return process.cpuUsage(begun).user / 1000;
};

function fileOf(line: (i: number) => string): File {
  const parts: string[] = [];
  for (let from = 0; from < MANY; from += 10_000)
    parts.push(Array.from({ length: 10_000 }, (_, i) => `${line(from + i)}\n`).join(''));
  return new File(parts, 'a.ndjson');
}

describe(`${MANY}`, () => {
  it.each([
    [
      'types',
      (i: number) => `{"id":"${i}","type":"Type${i}","subject_id":"s","sequence":${i + 1},"payload":null}`,
      { types: MANY, subjects: 1 },
    ],
    [
      'subjects',
      (i: number) => `{"id":"${i}","type":"A","subject_id":"s${i}","sequence":1,"payload":null}`,
      { types: 1, subjects: MANY },
    ],
    [
      'records of one subject',
      (i: number) => `{"id":"${i}","type":"A","subject_id":"s","sequence":${i + 1},"payload":null}`,
      { types: 1, subjects: 1 },
    ],
    [
      'records of one correlation, each the cause of the next',
      (i: number) =>
        `{"id":"${i}","type":"A","subject_id":"s","sequence":${i + 1},"correlation_id":"c",${i > 0 ? `"causation_id":"${i - 1}",` : ''}"payload":null}`,
      { types: 1, subjects: 1 },
    ],
  ] as const)('%s', { timeout: 600_000 }, async (_, line, expected) => {
    const store = memoryJournals();
    const service = journalService(store);
    const { id, records } = await service.import(
      { files: [fileOf(line)], reading: { format: 'factline' }, name: 'a' },
      quiet,
    );
    expect(records).toBe(MANY);
    const fresh = journalService(store);
    const info = await fresh.open({ id }, quiet);
    expect({ types: info.types.length, subjects: info.subjects }).toEqual(expected);
    expect((await fresh.report({ id }, quiet)).gaps_total).toBe(0);
    const row = MANY - 1;
    const slow: string[] = [];
    const timed = async (name: string, work: () => Promise<unknown>) => {
      const millis = await cost(work);
      if (millis > 2000) slow.push(`${name} ${millis.toFixed(0)} ms`);
    };
    await timed('rows', () => fresh.rows({ id, query: { sort: 'slot' }, from: row - 50, count: 50 }, quiet));
    await timed('record', () => fresh.record({ id, row }, quiet));
    await timed('thread', () => fresh.thread({ id, row }, quiet));
    await timed('shapes', () => fresh.shapes({ id }, quiet));
    await timed('lanes', () => fresh.lanes({ id }, quiet));
    await timed('integrity', () => fresh.integrity({ id }, quiet));
    expect(slow).toEqual([]);
  });
});
