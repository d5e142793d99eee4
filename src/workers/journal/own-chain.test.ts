import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { memoryJournals } from '../../storage/journals.ts';
import type { Call } from '../rpc.ts';
import { journalService } from './journal.handler.ts';

const quiet: Call = { signal: new AbortController().signal, progress: () => undefined };
const sha = (text: string) => createHash('sha256').update(text).digest('hex');

/** A backup of EventSourcingDB, its hashes made as its description says. */
function backup(datas: readonly string[]): string[] {
  let before = '0'.repeat(64);
  return datas.map((data, i) => {
    const values = ['1.0', String(i), before, `2024-01-01T12:00:0${i}Z`, 'tag:x', '/a', 'b', 'application/json'];
    const hash = sha(sha(values.join('|')) + sha(data));
    const event = `"specversion":"1.0","id":"${i}","time":"${values[3]}","source":"tag:x","subject":"/a","type":"b","datacontenttype":"application/json","predecessorhash":"${before}","data":${data}`;
    before = hash;
    return `{"type":"event","payload":{"event":{${event}},"hash":"${hash}"}}`;
  });
}

describe('a journal whose source chained its events', () => {
  const chainOf = async (lines: readonly string[]) => {
    const service = journalService(memoryJournals());
    const file = new File([lines.join('\n')], 'backup.ndjson');
    const reading = { format: 'eventsourcingdb' };
    const { id } = await service.import({ files: [file], reading, name: 'j' }, quiet);
    const verdict = (await service.report({ id }, quiet)).chain;
    const sealed = await service.seal({ id, name: 'sealed' }, quiet);
    return [verdict, (await service.report({ id: sealed.id }, quiet)).chain];
  };
  it('is reported by that chain, and sealed by its own', async () => {
    const lines = backup(['{"n":1.0}', '{"n":2}', '{"n":3}']);
    expect(await chainOf(lines)).toEqual(['intact', 'intact']);
    const changed = lines.map((line) => line.replace('"n":2', '"n":4'));
    expect(await chainOf(changed)).toEqual(['broken at line 2', 'intact']);
  });
});
