/** What clouds write down: AWS EventBridge and CloudTrail, Azure Event Grid, OpenTelemetry logs. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const BRIDGE =
  '{"version":"0","id":"b1","detail-type":"Object Created","source":"aws.s3","account":"123","time":"2023-03-08T17:50:14Z","region":"eu","resources":["arn:x"],"detail":{"n":9007199254740993,"s":"}{"},"replay-name":"r"}';

describe('AWS EventBridge', () => {
  const read = (text: string) => readLines([text], { format: 'eventbridge' });
  const LINE =
    '{"id":"b1","type":"Object Created","subject_id":"aws.s3","t_event":"2023-03-08T17:50:14Z","actor_id":"123","payload":{"n":9007199254740993,"s":"}{"},"meta":{"version":"0","region":"eu","resources":["arn:x"],"replay-name":"r"}}';
  it.each([
    ['lines', `${BRIDGE}\n${BRIDGE}\n`],
    ['an array', `[${BRIDGE},${BRIDGE}]`],
    ['objects with nothing between them', BRIDGE + BRIDGE + BRIDGE],
    ['such with line breaks here and there', `${BRIDGE + BRIDGE}\n${BRIDGE}${BRIDGE}\n`],
    ['such after a line with one', `${BRIDGE}\n${BRIDGE + BRIDGE}\n`],
  ])('reads %s', (_, text) => {
    expect(formatOf(text)).toBe('eventbridge');
    const { lines, rejected } = read(text);
    expect([lines.length, rejected]).toEqual([text.match(/detail-type/g)?.length, []]);
    expect(new Set(lines)).toEqual(new Set([LINE]));
  });
  it('objects that were cut off cost only the last', () => {
    const { lines, rejected } = read((BRIDGE + BRIDGE).slice(0, -20));
    expect([lines, rejected.join()]).toEqual([[LINE], expect.stringMatching(/cut off/)]);
  });
  it('without a source the first resource is the subject', () => {
    expect(JSON.parse(read(`${BRIDGE.replace('"aws.s3"', '""')}\n`).lines[0] ?? '').subject_id).toBe('arn:x');
  });
});

describe('AWS CloudTrail', () => {
  const RECORD =
    '{"eventVersion":"1.08","userIdentity":{"type":"IAMUser","arn":"arn:u","userName":"bert","accountId":"1"},"eventTime":"2023-07-10T12:04:05Z","eventSource":"ec2.amazonaws.com","eventName":"DescribeX","requestParameters":{"n":9007199254740993},"responseElements":null,"requestID":"r1","eventID":"e1","errorCode":"AccessDenied"}';
  const read = (text: string, name = 'x.json') => readLines([text], { format: 'cloudtrail' }, [name]);
  it('reads what lookup-events answers, the records in their own words', () => {
    const answer = {
      Events: [
        { EventId: 'e1', EventName: 'DescribeX', Username: 'bert', Resources: [], CloudTrailEvent: RECORD },
        { EventId: 'other', EventName: 'DescribeX', CloudTrailEvent: RECORD },
      ],
      NextToken: 'x',
    };
    for (const text of [JSON.stringify(answer, undefined, 4), JSON.stringify(answer)]) {
      expect(formatOf(text)).toBe('cloudtrail');
      const { lines, rejected } = read(text);
      expect(rejected).toEqual([]);
      expect(lines[0]).toBe(
        line('')
          .replace(/\}\}$/, ',"lookup":{"Username":"bert","Resources":[]}}}')
          .replaceAll(/\[\s+\]/g, '[]'),
      );
      expect(JSON.parse(lines[1] ?? '').meta.lookup).toEqual({ EventId: 'other' });
    }
  });
  it('a digest file is refused by name', () => {
    const digest =
      '{"awsAccountId":"1","digestStartTime":"2025-01-01T00:00:00Z","digestS3Object":"o","logFiles":[{"s3Object":"a"}]}';
    expect(formatOf(digest)).toMatch(/refused: This is a digest file of CloudTrail/);
  });
  const line = (log: string) =>
    `{"id":"e1","type":"DescribeX","subject_id":"arn:u","t_event":"2023-07-10T12:04:05Z",${log}"producer":"ec2.amazonaws.com","actor_type":"IAMUser","actor_id":"arn:u","correlation_id":"r1","payload":{"requestParameters":{"n":9007199254740993},"responseElements":null},"meta":{"eventVersion":"1.08","userIdentity":{"userName":"bert","accountId":"1"},"errorCode":"AccessDenied"}}`;
  it('reads the files of a trail, one a line, its records as lines and as an array', () => {
    const file = `{"Records":[${RECORD},${RECORD}]}`;
    for (const text of [file, `${file}\n${file}\n`, `{\n"Records": [\n${RECORD}\n]\n}`, `${RECORD}\n`, `[${RECORD}]`]) {
      expect(formatOf(text), text).toBe('cloudtrail');
      const { lines, rejected } = read(text);
      expect([lines.length, rejected], text).toEqual([text.match(/eventID/g)?.length, []]);
      expect(lines[0]).toBe(line(''));
    }
  });
  it('the name of a file says when it was delivered, and nothing else does', () => {
    const name =
      'AWSLogs/1/CloudTrail/us-east-1/2023/07/10/1_CloudTrail_us-east-1_20230710T1205Z_lKy08gyrqqRJyzsn.json.gz';
    expect(read(`{"Records":[${RECORD}]}`, name).lines).toEqual([line('"t_log":"2023-07-10T12:05:00Z",')]);
  });
  it('a file that was cut off keeps its whole records', () => {
    const { lines, rejected } = read(`{"Records":[${RECORD},${RECORD.slice(0, 99)}`);
    expect([lines, rejected.join()]).toEqual([[line('')], expect.stringMatching(/cut off/)]);
  });
});

describe('Azure Event Grid', () => {
  const EVENT =
    '{"topic":"/t","subject":"/blobServices/default/blobs/new.txt","eventType":"Microsoft.Storage.BlobCreated","eventTime":"2017-06-26T18:41:00.9584103Z","id":"g1","data":{"requestId":"q","sequencer":"0000000000000442"},"dataVersion":"","metadataVersion":"1"}';
  it('reads an array and one event', () => {
    for (const text of [`[${EVENT}]`, EVENT, `[\n${EVENT}\n]\n`, EVENT.replace(',"subject', ',\n"subject')]) {
      expect(formatOf(text), text).toBe('event-grid');
      expect(readLines([text], { format: 'event-grid' }).lines).toEqual([
        '{"id":"g1","type":"Microsoft.Storage.BlobCreated","subject_type":"/blobServices/default/blobs","subject_id":"new.txt","t_event":"2017-06-26T18:41:00.9584103Z","producer":"/t","correlation_id":"q","payload":{"requestId":"q","sequencer":"0000000000000442"},"meta":{"dataVersion":"","metadataVersion":"1"}}',
      ]);
    }
  });
  it('an id is unique in its topic', async () => {
    const two = `[${EVENT},${EVENT.replace('"/t"', '"/u"')}]`;
    expect(await integrityOf(new TextEncoder().encode(two), 'event-grid')).toMatchObject({ records: 2, duplicates: 0 });
  });
});

describe('OpenTelemetry logs', () => {
  const read = (text: string) => readLines([text], { format: 'otlp-logs' });
  const record = (rest: string) =>
    `{"timeUnixNano":"1544712660300000001","observedTimeUnixNano":"1544712660400000000"${rest}}`;
  const doc = (...records: string[]) =>
    `{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"host","value":{"stringValue":"h"}}]},"scopeLogs":[{"scope":{"name":"lib"},"logRecords":[${records.join(',')}]}]}]}`;
  const BODY =
    ',"eventName":"placed","traceId":"5b8e","spanId":"eee1","attributes":[{"key":"user.id","value":{"stringValue":"u"}},{"key":"n","value":{"intValue":"9007199254740993"}}],"body":{"kvlistValue":{"values":[{"key":"i","value":{"intValue":"9007199254740993"}},{"key":"l","value":{"arrayValue":{"values":[{"boolValue":true},{"doubleValue":1.50},{}]}}},{"key":"b","value":{"bytesValue":"AQ=="}},{"key":"e","value":{"kvlistValue":{}}}]}}';
  it('takes typed values apart, integers with their own digits', () => {
    const text = doc(record(BODY));
    expect(formatOf(text)).toBe('otlp-logs');
    expect(read(text).lines).toEqual([
      '{"id":"line:1","type":"placed","subject_id":"shop","t_event":"2018-12-13T14:51:00.300000001Z","t_log":"2018-12-13T14:51:00.400000000Z","actor_id":"u","correlation_id":"5b8e","payload":{"i":9007199254740993,"l":[true,1.50,null],"b":{"$bytes":"AQ=="},"e":{}},"meta":{"id_made":true,"spanId":"eee1","attributes":{"n":9007199254740993},"resource":{"attributes":{"host":"h"}},"scope":{"name":"lib"}}}',
    ]);
  });
  it('a time of 0 is none, and is not made of the other one', () => {
    const zero =
      '{"timeUnixNano":"0","observedTimeUnixNano":"1544712660400000000","severityText":"INFO","body":{"stringValue":"x"}}';
    const [found] = read(doc(zero)).lines.map((line) => JSON.parse(line));
    expect(found).toMatchObject({
      type: 'INFO',
      t_log: '2018-12-13T14:51:00.400000000Z',
      payload: 'x',
      meta: { timeUnixNano: '0' },
    });
    expect('t_event' in found).toBe(false);
    expect(JSON.parse(read(doc('{"body":{"intValue":7}}')).lines[0] ?? '')).toMatchObject({ type: 'log', payload: 7 });
  });
  it('the name of an event may be an attribute', () => {
    const named = record(
      ',"severityText":"INFO","attributes":[{"key":"event.name","value":{"stringValue":"paid"}}],"body":{}',
    );
    expect(JSON.parse(read(doc(named)).lines[0] ?? '').type).toBe('paid');
  });
  it('reads lines of documents, traces between them, and what is whole of one that was cut off', () => {
    const text = `${doc(record(''), record(''))}\n{"resourceSpans":[]}\n${doc(record(''))}\n`;
    expect(formatOf(text)).toBe('otlp-logs');
    expect(read(text)).toMatchObject({ rejected: [], notes: [expect.stringMatching(/Traces/)] });
    expect(read(text).lines.length).toBe(3);
    const pretty = JSON.stringify(JSON.parse(doc(record(''), record(''), record(''))), undefined, 1);
    const cut = read(pretty.slice(0, pretty.lastIndexOf('timeUnixNano')));
    expect([cut.lines.length, cut.rejected.join()]).toEqual([2, expect.stringMatching(/cut off/)]);
  });
  it('traces alone are no journal', () => {
    expect(formatOf('{"resourceSpans":[{"scopeSpans":[]}]}')).toMatch(/refused: .*without logs/);
  });
});

describe('OpenTelemetry', () => {
  it('an attribute that comes twice is kept twice', () => {
    const attribute = (value: string) => `{"key":"k","value":{"stringValue":"${value}"}}`;
    const text = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"timeUnixNano":"1","severityText":"INFO","body":{"stringValue":"x"},"attributes":[${attribute('a')},${attribute('b')}]}]}]}]}\n`;
    expect(JSON.parse(readLines([text], { format: 'otlp-logs' }).lines[0] ?? '').meta.attributes).toEqual({
      k: 'a',
      'k#2': 'b',
    });
  });
});

describe.skipIf(!hasSamples)('the samples of clouds', () => {
  const each = (folder: string, format: string, count: (text: string) => number) => async () => {
    for (const name of readdirSync(`../shared/data/${folder}`)) {
      if (folder === 'eventgrid' && name.includes('cloudevents-')) continue;
      const bytes = sample(`${folder}/${name}`);
      expect(formatOf(bytes), name).toBe(format);
      const { lines, rejected } = readLines([bytes], { format }, [name]);
      expect([lines.length, rejected], name).toEqual([count(bytes.toString()), []]);
      expect(lines.filter((line) => line.includes('"raw":')).length, name).toBe(0);
      expect(await integrityOf(bytes, format), name).toMatchObject({
        gaps: 0,
        startsLate: 0,
        duplicates: 0,
        orphans: 0,
      });
    }
  };
  it(
    'CloudTrail',
    each('cloudtrail', 'cloudtrail', (text) => (JSON.parse(text) as { Records: [] }).Records.length),
  );
  it(
    'EventBridge',
    each('eventbridge', 'eventbridge', () => 1),
  );
  it(
    'Event Grid',
    each('eventgrid', 'event-grid', () => 1),
  );
  it(
    'OpenTelemetry',
    each('otel', 'otlp-logs', (text) => text.match(/"timeUnixNano"/g)?.length ?? 0),
  );
});
