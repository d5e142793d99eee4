import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalRecord } from '../record/record.ts';
import { alikeAmong } from './alike.ts';

const recordOf = (id: string, payload: string, producer: string): JournalRecord =>
  ({
    id,
    type: 'A',
    version: 1,
    subject_type: 'a',
    subject_id: '1',
    payload: { text: payload },
    producer,
  }) as JournalRecord;
const lineOf = (record: JournalRecord) => new TextEncoder().encode(JSON.stringify(record));

async function told(
  groups: readonly (readonly number[])[],
  records: readonly JournalRecord[],
  options: { readonly lines: boolean },
) {
  const asked: number[] = [];
  const at = (row: number) => records[row] as JournalRecord;
  const read = (row: number) => {
    asked.push(row);
    return at(row);
  };
  // One buffer for all: what is kept of a line must be a copy.
  const room = new Uint8Array(1000);
  const line = (row: number) => {
    const bytes = lineOf(at(row));
    room.set(bytes);
    return room.subarray(0, bytes.length);
  };
  const found: string[] = [];
  for await (const parts of alikeAmong(groups, { read, identity: ['id'], line: options.lines ? line : undefined }))
    found.push(parts.map(({ rows, exact }) => `${exact ? '=' : '≠'}${rows.join()}`).join(' '));
  return { found, asked };
}

describe('rows that look alike', () => {
  it('are the same whether their lines are compared first or not, and are as their identity and content say', async () => {
    const one = fc.tuple(fc.constantFrom('x', 'y'), fc.constantFrom('p', 'q'), fc.constantFrom('m', 'n'));
    const journal = fc.array(one, { minLength: 2, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(journal, fc.integer({ min: 1, max: 12 }), async (cells, by) => {
        const records = cells.map(([id, payload, producer]) => recordOf(id, payload, producer));
        const groups = Array.from({ length: by }, (_, g) => cells.map((_, row) => row).filter((row) => row % by === g));
        const wanted = groups.filter((rows) => rows.length > 0);
        const expected = wanted.map((rows) =>
          [...new Set(rows.map((row) => cells[row]?.[0]))]
            .map((id) => rows.filter((row) => cells[row]?.[0] === id))
            .map((same) => `${new Set(same.map((row) => cells[row]?.[1])).size === 1 ? '=' : '≠'}${same.join()}`)
            .join(' '),
        );
        const parsed = await told(wanted, records, { lines: false });
        const compared = await told(wanted, records, { lines: true });
        expect(parsed.found).toEqual(expected);
        expect(compared.found).toEqual(expected);
      }),
    );
  });

  it('are read in the order of the journal, over all groups, and not at all where what matters of their lines is the same', async () => {
    const records = ['a', 'b', 'a', 'b', 'c', 'c'].map((id, row) =>
      recordOf(id, id === 'c' ? `${row}` : 'p', `${row}`),
    );
    const groups = [
      [4, 5],
      [1, 3],
      [0, 2],
    ];
    expect((await told(groups, records, { lines: false })).asked).toEqual([0, 1, 2, 3, 4, 5]);
    const { asked, found } = await told(groups, records, { lines: true });
    expect(asked).toEqual([4, 5]);
    expect(found).toEqual(['=0,2', '=1,3', '≠4,5']);
  });

  it('are parsed where a key is written with escapes, which may be one that matters', async () => {
    const texts = ['1', '2'].map((value) => `{"id":"a","type":"A","version":1,"p\\u0061yload":${value}}`);
    const line = (row: number) => new TextEncoder().encode(texts[row]);
    const read = (row: number) => JSON.parse(texts[row] ?? '') as JournalRecord;
    for await (const parts of alikeAmong([[0, 1]], { read, line, identity: ['id'] }))
      expect(parts).toMatchObject([{ rows: [0, 1], exact: false }]);
    expect.assertions(1);
  });

  it('tell how much is done, and what a listener throws ends the work', async () => {
    const records = Array.from({ length: 3000 }, (_, row) => recordOf(`${row >> 1}`, 'p', 'm'));
    const groups = Array.from({ length: 1500 }, (_, g) => [2 * g, 2 * g + 1]);
    const heard: number[] = [];
    const run = async (tick: (done: number) => void) => {
      for await (const _ of alikeAmong(groups, {
        read: (row) => records[row] as JournalRecord,
        identity: ['id'],
        tick,
      }));
    };
    await run((done) => heard.push(done));
    expect(heard.length).toBeGreaterThan(4);
    expect(heard).toEqual(heard.toSorted((a, b) => a - b));
    expect(heard.at(-1)).toBeLessThanOrEqual(1);
    const stop = new Error('enough');
    await expect(
      run(() => {
        throw stop;
      }),
    ).rejects.toBe(stop);
  });
});
