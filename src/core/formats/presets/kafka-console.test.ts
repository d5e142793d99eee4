import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf } from '../testing/sample-files.ts';

const read = (text: string) => readLines([text], { format: 'kafka-console' });
const parsed = (text: string) => read(text).lines.map((line) => JSON.parse(line));

const FULL =
  'CreateTime:1596001099434\tPartition:0\tOffset:12\tEpoch:3\tevent_type:OrderPlaced,correlation_id:c-1\to-1\t{"n":12345678901234567890}\n' +
  'LogAppendTime:1596001099435\tPartition:0\tOffset:13\tEpoch:3\tNO_HEADERS\tnull\tnull\n' +
  'NO_TIMESTAMP\tPartition:1\tOffset:0\tEpoch:0\ta:b,c:d, e\to-2\tplain\twith a tab\n and a second line\n\n' +
  'Processed a total of 3 messages\n';

describe('kafka-console-consumer', () => {
  it('reads all columns', () => {
    expect(formatOf(FULL)).toBe('kafka-console');
    const { lines, rejected, notes } = read(FULL);
    expect(lines).toEqual([
      '{"id":"0/12","type":"OrderPlaced","subject_id":"o-1","sequence":12,"partition":"0","t_event":"2020-07-29T05:38:19.434Z","correlation_id":"c-1","payload":{"n":12345678901234567890},"meta":{"id_made":true,"epoch":"3","headers":"event_type:OrderPlaced,correlation_id:c-1"}}',
      '{"id":"0/13","type":"message","subject_id":"0","sequence":13,"partition":"0","t_log":"2020-07-29T05:38:19.435Z","payload":null,"meta":{"id_made":true,"epoch":"3"}}',
      '{"id":"1/0","type":"message","subject_id":"o-2","sequence":0,"partition":"1","payload":"plain\\twith a tab\\n and a second line\\n","meta":{"id_made":true,"epoch":"0","headers":"a:b,c:d, e"}}',
    ]);
    expect([rejected, notes]).toEqual([[], []]);
  });
  it('reads a key that is text and its value, and what was typed to end it', () => {
    const text = 'o-1\t{"type":"A"}\no-2\t{"n":1,\n "m":2}\no-3\tnull\n';
    expect(formatOf('o-1\t{"type":"A"}\no-2\tnull\n')).toBe('kafka-console');
    expect(formatOf('o-1\t{"type":"A"}\nProcessed a total of 1 messages\n')).toBe('kafka-console');
    expect(formatOf('kind\tdata\nA\t{"n":1}\n')).not.toBe('kafka-console');
    expect(parsed(text).map((r) => [r.subject_id, r.payload])).toEqual([
      ['o-1', { type: 'A' }],
      ['o-2', { n: 1, m: 2 }],
      ['o-3', null],
    ]);
    const { lines, notes } = read('CreateTime:1\tk\tv\n^CProcessed a total of 1 messages\n');
    expect([lines.length, JSON.parse(lines[0] ?? '').payload, notes]).toEqual([1, 'v', []]);
  });
  it('reads the columns that were asked for', () => {
    expect(parsed('CreateTime:1\t{"type":"A"}\nCreateTime:2\t{"type":"B"}\n')).toMatchObject([
      { type: 'A', t_event: '1970-01-01T00:00:00.001Z', payload: { type: 'A' } },
      { type: 'B' },
    ]);
    expect(parsed('CreateTime:1\tk\tv\nCreateTime:2\tk2\tv\tv\n').map((r) => [r.subject_id, r.payload])).toEqual([
      ['k', 'v'],
      ['k2', 'v\tv'],
    ]);
    expect(parsed('Partition:2\tOffset:5\tv\n')[0]).toMatchObject({
      id: '2/5',
      partition: '2',
      sequence: 5,
      payload: 'v',
    });
    expect(
      parsed('CreateTime:1\tNO_HEADERS\tv\nCreateTime:2\th:1\tv\n').map((r) => [r.payload, r.meta.headers]),
    ).toEqual([
      ['v', undefined],
      ['v', 'h:1'],
    ]);
    const bare = parsed('Offset:5\tv\n')[0];
    expect([bare.sequence, bare.meta.offset]).toEqual([undefined, 5]);
    expect(parsed('CreateTime:1\tPartition:0\tOffset:1\tDelivery:2\tEpoch:0\tv\n')[0].meta).toMatchObject({
      delivery: '2',
      epoch: '0',
    });
  });
  it('a key with a colon is no header', () => {
    const text = 'CreateTime:1\torder:1\t{"a":1}\nCreateTime:2\torder:2\t{"a":1}\n';
    expect(parsed(text).map((r) => r.subject_id)).toEqual(['order:1', 'order:2']);
  });
  it.each([' | ', ',', '|', ' ', ';'])('reads another separator: %j', (separator) => {
    const text = `CreateTime:1${separator}Partition:0${separator}Offset:4${separator}k${separator}v\n`;
    expect(formatOf(text)).toBe('kafka-console');
    expect(parsed(text)[0]).toMatchObject({ id: '0/4', subject_id: 'k', payload: 'v' });
  });
  it.each([
    ['CreateTime:1\tPartition:0\tOffset:0\t1 | {"a":1}\nCreateTime:1\tPartition:0\tOffset:1\t2 | null\n', ['1', '2']],
    ['Partition:1\tOffset:0\tnull | {"a":"x | y"}\nPartition:2\tOffset:1\tC001 | {"a":1}\n', ['1', 'C001']],
    ['Partition:0\tOffset:0\tk-1:{"a":1}\nPartition:0\tOffset:1\tk-2:{"a":1}\n', ['k-1', 'k-2']],
    ['Partition:0\tOffset:0\teventType:A,x:y\tk : {"a":1}\n', ['k']],
    ['Partition:0\tOffset:0\tNO_HEADERS\tk=[1]\nPartition:0\tOffset:1\teventType:A\tl=[1]\n', ['k', 'l']],
    ['Partition:0\tOffset:0\tone, two\n', ['0']],
    ['Partition:0\tOffset:0\t{"a": {"b":1}}\n', ['0']],
  ])('a separator of the key alone: %j', (text, subjects) => {
    expect(parsed(text).map((r) => r.subject_id)).toEqual(subjects);
  });
  it('reads key and value of JSON alone, as in Debezium’s tutorial', () => {
    const value = (op: string) =>
      `{"schema":{},"payload":{"op":"${op}","before":{"id":7},"after":null,"source":{"db":"d","table":"t","ts_ms":1},"ts_ms":2}}`;
    const text = `{"schema":{},"payload":{"id":7}}\t${value('d')}\n{"schema":{},"payload":{"id":7}}\tnull\n`;
    expect(formatOf(text)).toBe('kafka-console');
    expect(parsed(text)).toMatchObject([
      { type: 't/d', subject_type: 'd.t', subject_id: '7', payload: { id: 7 }, meta: { key: { payload: { id: 7 } } } },
      { type: 't/tombstone', subject_type: 'd.t', subject_id: '7', payload: null },
    ]);
  });
  it('the consumer’s own log is passed over; a number of messages that does not fit is told', () => {
    const { lines, notes, rejected } = read(
      '[2026-01-01 00:00:00,000] WARN something (org.apache.kafka)\nCreateTime:1\tv\n[2026-01-01 00:00:01,000] ERROR Error processing message (kafka)\nProcessed a total of 2 messages\n',
    );
    expect([lines.length, rejected]).toEqual([1, []]);
    expect(notes.join(' ')).toMatch(/own log.*processed 2 messages; 1 stand/);
  });
  it('several outputs in one file are one after another', () => {
    const text = 'CreateTime:1\tv\nProcessed a total of 1 messages\nCreateTime:2\tw\nProcessed a total of 1 messages\n';
    expect(parsed(text).map((r) => r.payload)).toEqual(['v', 'w']);
    expect(read(text).notes).toEqual([]);
  });
  it.each([
    ['CreateTime:1\tPartition:0\tOffset:1\tk\tv\nCreateTime:2\tParti', 1],
    ['CreateTime:1\tPartition:0\tOffset:1\tk\tv\nCrea', 1],
    ['CreateTime:1\tPartition:0\tOffset:1\tk\tv\nCreateTime:2\tPartition:0\tOffset:2\tk', 1],
    ['CreateTime:1\tPartition:0\tOffset:1\tk\t{"a":1}\nCreateTime:2\tPartition:0\tOffset:2\tk\t{"a"', 1],
  ])('a file that was cut off keeps the rest: %j', (text, kept) => {
    const { lines, rejected } = read(text);
    expect([lines.length, rejected]).toEqual([kept, ['2: the file ends inside this message: it was cut off']]);
  });
  it('a last line without its end is whole where nothing says otherwise', () => {
    expect(parsed('CreateTime:1\tk\tv\nCreateTime:2\tk\tw').map((r) => r.payload)).toEqual(['v', 'w']);
    expect(read(`${FULL.trimEnd()}`).lines.length).toBe(3);
  });
  it('reads it in pieces of any size', () => {
    const bytes = new TextEncoder().encode(FULL.repeat(8));
    const whole = readLines([bytes], { format: 'kafka-console' }).lines;
    for (const size of [1, 7, 64])
      expect(
        readLines(
          [Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size))],
          {
            format: 'kafka-console',
          },
        ).lines,
      ).toEqual(whole);
    expect(whole.length).toBe(24);
  });
  it('other texts are not taken for it', () => {
    for (const text of [
      'time\tkey\n1\t2\n',
      'CreateTime,Partition\n1,2\n',
      'Offset\tvalue\n1\ta\n',
      '{"a":1}\n{"a":2}\n',
    ])
      expect(formatOf(text), text).not.toBe('kafka-console');
  });
});
