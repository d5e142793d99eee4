import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const read = (text: string) => readLines([text], { format: 'nats' });
const b64 = (text: string) => Buffer.from(text).toString('base64');
const HEADERS =
  'NATS/1.0\r\nNats-Msg-Id: m1\r\nCe-Type: order.placed\r\nce-time: 2020-01-01T00:00:00Z\r\nX-Tag: a\r\nX-Tag: b\r\n\r\n';
const message = (data: string, hdrs = HEADERS) =>
  `{"subject":"orders.42","seq":3,${hdrs === '' ? '' : `"hdrs":"${b64(hdrs)}",`}"data":"${data}","time":"2026-11-21T02:25:36.811844423Z"}`;
const LINE =
  '{"id":"m1","type":"order.placed","subject_id":"orders.42","sequence":3,"position":3,"t_event":"2020-01-01T00:00:00Z","t_log":"2026-11-21T02:25:36.811844423Z","payload":{"n":9007199254740993},"meta":{"headers":{"X-Tag":["a","b"]}}}';
const DATA = '{"n":9007199254740993}';

describe('NATS JetStream', () => {
  it('opens headers and data', () => {
    const answer = `{"type":"io.nats.jetstream.api.v1.stream_msg_get_response","message":${message(b64(DATA))}}`;
    for (const text of [
      `${message(b64(DATA))}\n`,
      `[${message(b64(DATA))}]`,
      message(b64(DATA)).replaceAll(',"', ',\n"'),
      answer,
    ]) {
      expect(formatOf(text), text).toBe('nats');
      expect(read(text).lines, text).toEqual([LINE]);
    }
  });
  it('without headers the subject is the type, and the id is made', () => {
    expect(read(`${message(b64('plain'), '')}\n`).lines).toEqual([
      '{"id":"orders.42#3","type":"orders.42","subject_id":"orders.42","sequence":3,"position":3,"t_log":"2026-11-21T02:25:36.811844423Z","payload":"plain","meta":{"id_made":true}}',
    ]);
  });
  it('keeps data that is no text as bytes, and a message without data', () => {
    const payload = (text: string) => JSON.parse(read(`${text}\n`).lines[0] ?? '').payload as unknown;
    expect(payload(message(Buffer.from([0, 255]).toString('base64')))).toEqual({ $bytes: 'AP8=' });
    expect(payload('{"subject":"s","seq":1,"time":"2020-01-01T00:00:00Z"}')).toBe(null);
  });
  const view = (seq: number, headers: string, body: string) =>
    `[${seq}] Subject: orders.42 Received: 2026-11-21T02:25:36.811844423Z\n\n${headers}${body}\n\n`;
  const shown =
    '  Nats-Msg-Id: m1\n  ce-type: order.placed\n  ce-time: 2020-01-01T00:00:00Z\n  X-Tag: a\n  X-Tag: b\n\n';
  it('reads what `nats stream view` prints', () => {
    const text = view(3, shown, DATA) + view(4, '', 'two\n\n[5] lines') + view(9, shown, 'nil body');
    expect(formatOf(text)).toBe('nats');
    const { lines, rejected } = read(text);
    expect([lines[0], rejected]).toEqual([LINE, []]);
    expect(
      lines
        .slice(1)
        .map((line) => JSON.parse(line))
        .map((r) => [r.sequence, r.payload]),
    ).toEqual([
      [4, 'two\n\n[5] lines'],
      [9, null],
    ]);
    const pieces = [...new TextEncoder().encode(text)].map((byte) => Uint8Array.of(byte));
    expect(readLines([pieces], { format: 'nats' }).lines).toEqual(lines);
  });
  it('reads the times of `nats stream view` as it prints them now, and says what they lack', () => {
    const text = '[1] Subject: orders.42 Received: 2026-11-21 02:25:36\n{"n":1}\n\n\n';
    expect(formatOf(text)).toBe('nats');
    const { lines, notes } = read(text);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ t_log: '2026-11-21T02:25:36Z', payload: { n: 1 } });
    expect(notes.join()).toContain('read as UTC');
  });
  it('reads what `nats sub --dump` writes, with the place that the subject for an answer says', () => {
    const dump = (reply: string) =>
      `{"Subject":"orders.42","Reply":"${reply}","Header":{"Nats-Msg-Id":["m1"],"Ce-Type":["order.placed"],"ce-time":["2020-01-01T00:00:00Z"],"X-Tag":["a","b"]},"Data":"${b64(DATA)}","Sub":null}`;
    const ack = '3.7.1795227936811844423.0';
    const text = `${dump(`$JS.ACK.ORDERS.c.1.${ack}`)}\n`;
    expect(formatOf(text)).toBe('nats');
    const place = { sequence: 3, t_log: '2026-11-21T02:25:36.811844423Z' };
    const { meta: _, ...whole } = JSON.parse(LINE);
    expect(JSON.parse(read(text).lines[0] ?? '')).toMatchObject({ ...whole, ...place });
    expect(JSON.parse(read(`${dump(`$JS.ACK._.h.ORDERS.c.1.${ack}.x`)}\n`).lines[0] ?? '')).toMatchObject(place);
    const core = JSON.parse(read(`${dump('_INBOX.x')}\n`).lines[0] ?? '');
    expect([core.sequence, core.t_log, core.meta.Reply]).toEqual([undefined, undefined, '_INBOX.x']);
  });
  it.each([
    ['nats sub', '22:11:10 Subscribing on rides.>\n[#1] Received on "rides.1"\n{"a":1}\n\n', '--dump'],
    [
      'nats sub of JetStream',
      '[#1] Received JetStream message: stream: R seq: 5 / pending: 0 / subject: r\n{}\n',
      '--json',
    ],
    [
      'nats stream get',
      'Item: ORDERS#5 received 2025-01-01 00:00:00 +0000 UTC (1m) on Subject ORDERS.new\n\n{}\n',
      '--json',
    ],
    ['kcat -f', 'Topic rides [3] at offset 5: key r-1: {"a":1}\n', '-J'],
    [
      'kcat -f with sizes',
      '\nKey (3 bytes): r-1\t\nValue (7 bytes): {"a":1}\nTimestamp: 1\tPartition: 0\tOffset: 5\n--\n',
      '-J',
    ],
  ])('what %s prints is refused by name', (_, text, advice) => {
    expect(formatOf(text)).toMatch(/^refused: This is what `?(?:nats|kcat)/);
    expect(formatOf(text)).toContain(advice);
  });
  it('missing numbers are no gap', async () => {
    const text = new TextEncoder().encode(view(3, '', '1') + view(900, '', '2'));
    expect(await integrityOf(text, 'nats')).toMatchObject({ gaps: 0, startsLate: 0, records: 2 });
  });
  it('a file that ends in a message keeps the others', () => {
    const { lines, rejected } = read(`${message(b64(DATA))}\n${message('').slice(0, 40)}`);
    expect([lines, rejected.length]).toEqual([[LINE], 1]);
  });
  it('a backup is refused by name', () => {
    expect(
      formatOf('{"type":"io.nats.jetstream.api.v1.stream_snapshot_response","config":{"subjects":["a"]},"state":{}}'),
    ).toMatch(/refused: .*NATS backup.*stream get/);
  });
});

describe.skipIf(!hasSamples)('the samples of NATS', () => {
  it('messages as JSON and as text are the same', () => {
    const json = sample('engine-generated/nats-server-2.9.10__STREAM.MSG.GET-messages.ndjson');
    const text = sample('ddl-shaped/nats__stream-view.imitated.txt');
    expect([formatOf(json), formatOf(text)]).toEqual(['nats', 'nats']);
    const fromJson = readLines([json], { format: 'nats' });
    expect(fromJson.lines.length).toBe(json.toString().trimEnd().split('\n').length);
    expect(fromJson.rejected).toEqual([]);
    const values = (lines: readonly string[]) => lines.map((line) => JSON.parse(line) as unknown);
    expect(values(readLines([text], { format: 'nats' }).lines)).toEqual(values(fromJson.lines));
  });
  it('both files of a backup are refused', () => {
    for (const name of ['backup.json', 'stream.tar.s2'])
      expect(formatOf(sample(`engine-generated/nats-backup/${name}`)), name).toMatch(/refused: .*NATS backup/);
  });
});
