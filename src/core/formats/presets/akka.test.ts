import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const hex = (bytes: string | Buffer) => `\\x${Buffer.from(bytes as string).toString('hex')}`;
const HEAD =
  'ordering,persistence_id,sequence_number,deleted,writer,write_timestamp,adapter_manifest,event_ser_id,event_ser_manifest,event_payload,meta_ser_id,meta_ser_manifest,meta_payload\n';
const row = (manifests: string, payload: string) => `5,Cart|a|b,1,t,w,1286004040122,${manifests},${payload},,,\n`;
const read = (text: string, format = 'akka-journal') => readLines([text], { format });

describe('Akka and Pekko', () => {
  it('reads a row: the id is made, the stream is cut at the first |, a time is the write', () => {
    expect(read(HEAD + row('"",31,Added', hex('{"n":1}'))).lines).toEqual(
      [
        '{"id":"Cart/a|b#1","type":"Added","subject_type":"Cart","subject_id":"a|b","sequence":1,"position":5,"t_log":"2010-10-02T07:20:40.122Z","payload":{"n":1},"meta":{"id_made":true,"deleted":"t","writer":"w","adapter_manifest":"","event_ser_id":"31","meta_ser_id":null,"meta_ser_manifest":null,"meta_payload":null}}',
      ].map((line) =>
        expect.toSatisfy((found: string) => JSON.stringify(JSON.parse(found)) === JSON.stringify(JSON.parse(line))),
      ),
    );
  });
  it('keeps a row whose payload cannot be understood, and one without manifest', () => {
    const bytes = Buffer.from([0xac, 0xed, 0, 5]);
    const [a = '', b = ''] = read(HEAD + row('"",1,""', hex(bytes)) + row('Adapted,1,', hex(bytes))).lines;
    expect(JSON.parse(a)).toMatchObject({ type: '(no manifest)', payload: { $bytes: bytes.toString('base64') } });
    expect(JSON.parse(b)).toMatchObject({ type: 'Adapted' });
  });
  it('reads the journal of R2DBC', () => {
    const text = `slice,entity_type,persistence_id,seq_nr,db_timestamp,event_ser_id,event_ser_manifest,event_payload,deleted,writer,adapter_manifest,tags\n12,Cart,Cart|1,1,2025-01-01 00:00:00.123456+00,33,Added,${hex('{"n":1}')},f,w,,"{a,b}"\n`;
    expect(formatOf(text)).toBe('akka-journal');
    expect(JSON.parse(read(text).lines[0] ?? '')).toMatchObject({
      type: 'Added',
      subject_type: 'Cart',
      subject_id: '1',
      sequence: 1,
      t_log: '2025-01-01T00:00:00.123456Z',
      payload: { n: 1 },
    });
  });
  it('event_tag is refused by name, as CSV, as JSON and in a dump', () => {
    for (const text of [
      'event_id,persistence_id,sequence_number,tag\n1,a,1,t\n',
      '{"persistence_id":"a","sequence_number":1,"tag":"t"}\n',
      'COPY public.event_tag (event_id, persistence_id, sequence_number, tag) FROM stdin;\n1\ta\t1\tt\n\\.\n',
    ])
      expect(formatOf(text)).toMatch(/^refused: .*event_tag/);
  });
  it('a file that ends in a row keeps the others', () => {
    expect(read(`${HEAD}${row('"",31,Added', hex('{}'))}6,Cart|a,2`)).toMatchObject({
      lines: [expect.any(String)],
      rejected: [expect.stringMatching(/cells/)],
    });
  });
});

describe('the legacy journal', () => {
  const field = (number: number, bytes: Buffer) => Buffer.concat([Buffer.from([number * 8 + 2, bytes.length]), bytes]);
  const payload = Buffer.concat([
    Buffer.from([8, 31]),
    field(2, Buffer.from('{"n":1}')),
    field(3, Buffer.from('org.a.Added')),
  ]);
  const message = Buffer.concat([
    field(1, payload),
    Buffer.from([16, 3]),
    field(3, Buffer.from('Cart|a')),
    field(13, Buffer.from('w')),
  ]);
  const csv = (bytes: Buffer) =>
    `ordering,persistence_id,sequence_number,deleted,tags,message\n9,Cart|a,3,f,,${hex(bytes)}\n`;
  it('opens the protobuf around an event', () => {
    expect(formatOf(csv(message))).toBe('akka-legacy');
    expect(read(csv(message), 'akka-legacy').lines).toEqual([
      '{"id":"Cart/a#3","type":"org.a.Added","subject_type":"Cart","subject_id":"a","sequence":3,"position":9,"payload":{"n":1},"meta":{"id_made":true,"deleted":"f","tags":null,"serializer":31,"writer":"w"}}',
    ]);
  });
  it('keeps what is none as bytes', () => {
    const bytes = Buffer.from([1, 2, 3]);
    expect(JSON.parse(read(csv(bytes), 'akka-legacy').lines[0] ?? '')).toMatchObject({
      type: '(no manifest)',
      payload: { $bytes: bytes.toString('base64') },
    });
  });
});

describe.skipIf(!hasSamples)('the sample of Pekko', () => {
  it('is read whole', async () => {
    const bytes = sample('ddl-shaped/pekko__event_journal.csv');
    const rows = bytes
      .toString()
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','));
    expect(formatOf(bytes)).toBe('akka-journal');
    const records = readLines([bytes], { format: 'akka-journal' }).lines.map((line) => JSON.parse(line));
    expect(
      records.map((r) => [String(r.position), `${r.subject_type}|${r.subject_id}`, String(r.sequence), r.meta.deleted]),
    ).toEqual(rows.map(([ordering, id, sequence, deleted]) => [ordering, id, sequence, deleted]));
    expect(records.every((r) => typeof r.payload.activity === 'string')).toBe(true);
    const none = { gaps: 0, startsLate: 0, duplicates: 0, orphans: 0 };
    expect(await integrityOf(bytes, 'akka-journal')).toEqual({ records: rows.length, ...none });
    expect(formatOf(sample('ddl-shaped/pekko__event_tag.csv'))).toMatch(/^refused: .*event_tag/);
  });
});
