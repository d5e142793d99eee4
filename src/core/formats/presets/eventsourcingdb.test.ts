import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chainVerdict } from '../chain-of.ts';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, sample } from '../testing/sample-files.ts';

const read = (text: string) => readLines([text], { format: 'eventsourcingdb' });
const sha = (text: string) => createHash('sha256').update(text).digest('hex');
const ZEROS = '0'.repeat(64);

/** Events with the hashes that the database gives them, from its description and not from our code. */
function chained(datas: readonly string[], backup: boolean): string[] {
  let before = ZEROS;
  return datas.map((data, i) => {
    const values = [
      '1.0',
      String(i),
      before,
      `2024-01-01T12:0${i}:00.000000000Z`,
      'tag:x',
      `/books/${i}`,
      'io.a.b',
      'application/json',
    ];
    const hash = sha(sha(values.join('|')) + sha(data));
    const event = `"specversion":"1.0","id":"${i}","time":"${values[3]}","source":"tag:x","subject":"/books/${i}","type":"io.a.b","datacontenttype":"application/json","predecessorhash":"${before}","data":${data}`;
    before = hash;
    return backup
      ? `{"type":"event","payload":{"event":{${event}},"hash":"${hash}"}}`
      : `{"type":"event","payload":{${event},"hash":"${hash}","signature":null}}`;
  });
}
const DATA = ['{"n":9007199254740993}', '{"a":"\\u003cb\\u003e \\u0026","f":1.0}', '{"ü":"x"}', '{}'];
const verdict = (lines: readonly string[]) => {
  const { header, lines: records, sourceLines } = read(`${lines.join('\n')}\n`);
  const utf8 = new TextEncoder();
  return chainVerdict(header, () =>
    records.map((line, i) => ({ line: sourceLines[i] ?? 0, bytes: utf8.encode(line) })),
  );
};

describe('EventSourcingDB', () => {
  it('reads a backup, an answer and bare events', () => {
    const body = (line: string | undefined) => {
      const { meta, ...rest } = JSON.parse(line ?? '') as { meta: object };
      return rest;
    };
    const [backup = ''] = chained(DATA, true);
    const [answer = ''] = chained(DATA, false);
    const bare = answer.slice('{"type":"event","payload":'.length, -1);
    for (const text of [backup, answer, bare]) expect(formatOf(`${text}\n`), text).toBe('eventsourcingdb');
    const record = read(`${backup}\n`).lines[0] ?? '';
    expect(record).toContain('"payload":{"n":9007199254740993}');
    expect(body(record)).toMatchObject({
      id: '0',
      type: 'io.a.b',
      subject_type: '/books',
      subject_id: '0',
      position: 0,
      t_log: '2024-01-01T12:00:00.000000000Z',
    });
    expect('t_event' in body(record)).toBe(false);
    for (const text of [answer, bare]) expect(body(read(`${text}\n`).lines[0])).toEqual(body(record));
  });
  it('passes over what stands beside events, and says that an export broke off', () => {
    const [first = '', second = ''] = chained(DATA, true);
    const lines = [
      '{"type":"heartbeat","payload":{}}',
      '{"type":"eventType","payload":{"eventType":"a"}}',
      '{"type":"schema","payload":{}}',
    ];
    const text = `${[...lines, first, ...lines, second, '{"type":"error","payload":"disk failed"}'].join('\n')}\n`;
    expect(formatOf(text)).toBe('eventsourcingdb');
    const { lines: records, rejected, notes } = read(text);
    expect(records.length).toBe(2);
    expect(rejected.join()).toMatch(/not complete: disk failed/);
    expect(notes.length).toBe(3);
  });
  it('a file that ends in an event keeps the others', () => {
    const { lines, rejected } = read(chained(DATA, true).join('\n').slice(0, -20));
    expect([lines.length, rejected.length]).toEqual([3, 1]);
  });
});

describe('the hash chain of EventSourcingDB', () => {
  it.each([true, false])('is intact (backup %s), also read in part or backwards', async (backup) => {
    const lines = chained(DATA, backup);
    expect(await verdict(lines)).toBe('intact');
    if (backup) return;
    expect(await verdict([lines[1] ?? '', lines[3] ?? ''])).toBe('intact');
    expect(await verdict(lines.toReversed())).toBe('intact');
  });
  it.each([true, false])('is intact where another program wrote the JSON anew (backup %s)', async (backup) => {
    const spaced = chained(DATA.slice(1), backup).map((line) =>
      line.replace('"f":1.0}', '"f" : 1.0 }').replace('\\u003cb\\u003e \\u0026', '<b> &'),
    );
    expect(await verdict(spaced)).toBe('intact');
  });
  it.each([
    ['a payload', (lines: string[]) => lines.with(2, (lines[2] ?? '').replace('"x"', '"y"')), 'broken at line 3'],
    [
      'a digit that a double loses',
      (lines: string[]) => lines.with(0, (lines[0] ?? '').replace('993', '992')),
      'broken at line 1',
    ],
    [
      'a time',
      (lines: string[]) => lines.with(1, (lines[1] ?? '').replace('000000000Z', '000000001Z')),
      'broken at line 2',
    ],
    ['an event missing from a backup', (lines: string[]) => lines.toSpliced(1, 1), 'broken at line 2'],
    ['the first one missing', (lines: string[]) => lines.slice(1), 'broken at line 1'],
    [
      'a hash missing',
      (lines: string[]) => lines.with(2, (lines[2] ?? '').replace(/,"hash":"[^"]*"/, '')),
      'broken at line 3',
    ],
    [
      'two that changed places',
      (lines: string[]) => [lines[0], lines[2], lines[1], lines[3]] as string[],
      'broken at line 2',
    ],
  ])('is broken by %s', async (_, change, expected) => {
    expect(await verdict(change(chained(DATA, true)))).toBe(expected);
  });
  it('is none where the events have no hashes', async () => {
    expect(await verdict(chained(DATA, false).map((line) => line.replace(/,"hash":"[^"]*"/, '')))).toBe('none');
  });
});

describe.skipIf(!hasSamples)('the sample of EventSourcingDB', () => {
  it('is whole, and not whole any more where a byte is another', async () => {
    const bytes = sample('eventsourcingdb/thenativeweb-merkle__test-backup.ndjson');
    const lines = bytes.toString().trimEnd().split('\n');
    expect(formatOf(bytes)).toBe('eventsourcingdb');
    expect(read(bytes.toString()).lines.length).toBe(lines.length);
    expect(await verdict(lines)).toBe('intact');
    expect(await verdict(lines.with(1, (lines[1] ?? '').replace('Elit', 'elit')))).toBe('broken at line 2');
  });
});
