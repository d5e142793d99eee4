import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../storage/db.ts';
import { dexieJournals, memoryJournals } from '../../storage/journals.ts';
import type { Call } from '../rpc.ts';
import { journalService } from './journal.handler.ts';

const call: Call = { signal: new AbortController().signal, progress: () => undefined };
const header = {
  factline: 1 as const,
  journal: 'own',
  from: 'commands',
  sequence: { per: 'subject' as const, base: 1 },
  identity: ['id'] as const,
  state: 'complete' as const,
};
const group = (first: number, count: number) => ({
  first,
  count,
  lines: new TextEncoder().encode(
    Array.from({ length: count }, (_, i) => {
      const n = first + i;
      return `${JSON.stringify({ id: `r${n}`, type: 'A', subject_id: 'o', sequence: n + 1, t_log: `2026-01-01T00:00:${String(n % 60).padStart(2, '0')}Z`, payload: { n } })}\n`;
    }).join(''),
  ),
});
let n = 0;

describe.each([
  ['Dexie', () => dexieJournals(openDatabase(`settle-${n++}`))],
  ['memory', memoryJournals],
])('a journal that is appended to, over %s', (_, open) => {
  it('begins empty, takes commits, exports them at once, and has them as records when it is settled', async () => {
    const store = open();
    const service = journalService(store);
    const { id, records } = await service.begin({ header }, call);
    expect(records).toBe(0);
    expect((await service.open({ id }, call)).records).toBe(0);
    await service.commit({ id, ...group(0, 1500) }, call);
    await service.commit({ id, ...group(1500, 3) }, call);
    const text = await (await service.export({ id }, call)).text();
    expect(text.trim().split('\n')).toHaveLength(1504);
    const longer = await service.settle({ id }, call);
    expect(longer).toMatchObject({ records: 1503, rejected: 0, name: 'own', state: 'complete' });
    expect(longer.header.from).toBe('commands');
    expect((await service.record({ id: longer.id, row: 1502 }, call)).record.id).toBe('r1502');
    // The old one is closed, and stays whole until it is erased.
    await expect(service.commit({ id, ...group(1503, 1) }, call)).rejects.toMatchObject({ name: 'ConflictError' });
    await service.erase({ id }, call);
    await service.commit({ id: longer.id, ...group(1503, 2) }, call);
    expect((await service.settle({ id: longer.id }, call)).records).toBe(1505);
  });

  it('stays as it was where it has no commits, and where somebody commits while it is laid out', async () => {
    const store = open();
    const service = journalService(store);
    const { id } = await service.begin({ header }, call);
    expect((await service.settle({ id }, call)).id).toBe(id);
    await service.commit({ id, ...group(0, 2) }, call);
    const racing = journalService({
      ...store,
      async close(of, count) {
        await store.commit(of, group(2, 1));
        return store.close(of, count);
      },
    });
    await expect(racing.settle({ id }, call)).rejects.toMatchObject({ name: 'ConflictError' });
    expect((await service.list({}, call)).map((one) => one.id)).toEqual([id]);
    expect((await service.settle({ id }, call)).records).toBe(3);
  });

  it('of which a line cannot be read is not settled', async () => {
    const store = open();
    const service = journalService(store);
    const { id } = await service.begin({ header }, call);
    await service.commit(
      { id, first: 0, count: 2, lines: new TextEncoder().encode('{"id":"a","type":"A","payload":1}\nno json\n') },
      call,
    );
    await expect(service.settle({ id }, call)).rejects.toThrow('stays as it was');
    expect((await service.list({}, call)).map((one) => one.id)).toEqual([id]);
    expect(await store.commits(id)).toHaveLength(1);
  });
});
