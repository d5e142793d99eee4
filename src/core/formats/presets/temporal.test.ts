import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, integrityOf, sample } from '../testing/sample-files.ts';

const RUN = '019e93d9-da0e-70d6-9f43-888c2c8d3988';
const read = (text: string, name?: string) =>
  readLines([text], { format: 'temporal' }, name === undefined ? [] : [name]);
const started = (rest = '') =>
  `{"eventId":"1","eventTime":"2026-01-01T00:00:00.123456789Z","eventType":"WorkflowExecutionStarted","version":"-24","taskId":"10","workflowExecutionStartedEventAttributes":{"workflowType":{"name":"W"},"originalExecutionRunId":"${RUN}","firstExecutionRunId":"first","identity":"me"${rest}}}`;
const task =
  '{"eventId":"2","eventTime":"2026-01-01T00:00:00Z","eventType":"EVENT_TYPE_ACTIVITY_TASK_COMPLETED","taskId":"11","activityTaskCompletedEventAttributes":{"scheduledEventId":"1","startedEventId":"0"}}';
const unknown =
  '{"eventId":"3","eventTime":"2026-01-01T00:00:00Z","eventType":"UnknownEvent","taskId":"12","newEventAttributes":{"a":1},"extra":5}';
const FIRST = (id: string) =>
  `{"id":"${id}#1","type":"WorkflowExecutionStarted","subject_id":"${id}","sequence":1,"position":10,"t_event":"2026-01-01T00:00:00.123456789Z","t_log":"2026-01-01T00:00:00.123456789Z","actor_id":"me","correlation_id":"first","payload":{"workflowType":{"name":"W"},"originalExecutionRunId":"${RUN}","firstExecutionRunId":"first","identity":"me"},"meta":{"id_made":true,"version":"-24"}}`;

describe('Temporal and Cadence', () => {
  it.each([
    ['a document', `{"events":[${started()},${task},${unknown}]}`],
    ['the answer of the server', `{"history":{"events":[${started()},${task},${unknown}]},"nextPageToken":""}`],
    ['an array', `[${started()},${task},${unknown}]`],
    ['lines', `${started()}\n${task}\n${unknown}\n`],
    ['a document over many lines', `{\n "events": [\n  ${started()},\n  ${task},\n  ${unknown}\n ]\n}\n`],
  ])('reads %s', (_, text) => {
    expect(formatOf(text)).toBe('temporal');
    const { lines, rejected } = read(text);
    expect(rejected).toEqual([]);
    expect(lines[0]).toBe(FIRST(RUN));
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({
      causation_id: `${RUN}#1`,
      type: 'EVENT_TYPE_ACTIVITY_TASK_COMPLETED',
    });
    expect(JSON.parse(lines[2] ?? '')).toMatchObject({
      type: 'UnknownEvent',
      payload: { a: 1 },
      meta: { attributesKey: 'newEventAttributes', extra: 5 },
    });
  });
  it('takes workflow and run from where they are: the attributes, then the name of the file', () => {
    const of = (text: string, name?: string) => JSON.parse(read(text, name).lines[0] ?? '').subject_id as string;
    const other = RUN.replace('019e', '77aa');
    expect(of(`[${started(',"workflowId":"order-1"')}]`)).toBe(`order-1/${RUN}`);
    expect(of(`[${started()}]`, `dir/order 42_${other}.json`)).toBe(`order 42/${other}`);
    expect(of(`[${started()}]`, `${other}_events.json`)).toBe(other);
    expect(of(`[${started()}]`, 'workflow1.json')).toBe(RUN);
    expect(of(`[${task}]`, `order-1_${other}.json`)).toBe(`order-1/${other}`);
  });
  it('several histories are told apart', () => {
    const two = [started(), started().replaceAll(RUN, RUN.replace('019e', '77aa'))].map(
      (one) => `{"events":[${one},${task}]}`,
    );
    const { lines } = readLines(two, { format: 'temporal' });
    expect(new Set(lines.map((line) => JSON.parse(line).id)).size).toBe(4);
  });
  it('newest first, every event knows its run', () => {
    const { lines } = read(`{"events":[${task},${started()}]}`);
    expect(lines.map((line) => JSON.parse(line)).map((r) => r.id)).toEqual([`${RUN}#2`, `${RUN}#1`]);
  });
  it('without a beginning an event has no run', () => {
    const [record] = read(`{"events":[${task},${unknown}]}`).lines.map((line) => JSON.parse(line));
    expect([record.sequence, record.subject_id]).toEqual([2, undefined]);
  });
  it('a child knows its parent', () => {
    const child = started(',"parentWorkflowExecution":{"workflowId":"p","runId":"r"},"parentInitiatedEventId":"5"');
    expect(JSON.parse(read(`[${child}]`).lines[0] ?? '').causation_id).toBe('p/r#5');
    expect('causation_id' in JSON.parse(read(`[${started(',"parentInitiatedEventId":"0"')}]`).lines[0] ?? '')).toBe(
      false,
    );
  });
  it('the latest event that is named is the cause', () => {
    const event =
      '{"eventId":"9","eventType":"ActivityTaskCanceled","eventTime":"2026-01-01T00:00:00Z","activityTaskCanceledEventAttributes":{"latestCancelRequestedEventId":"7","scheduledEventId":"5","startedEventId":"6"}}';
    expect(JSON.parse(read(`[${started()},${event}]`).lines[1] ?? '').causation_id).toBe(`${RUN}#7`);
  });
  it('nanoseconds of Cadence keep every digit', () => {
    const cadence =
      '[{"eventId":1,"timestamp":1569606123623079000,"eventType":"WorkflowExecutionStarted","version":-24,"taskId":1048597,"workflowExecutionStartedEventAttributes":{"workflowType":{"name":"w"},"originalExecutionRunId":"r1"}},{"eventId":2,"timestamp":1569606123623079001,"eventType":"DecisionTaskScheduled","version":-24,"taskId":1048598,"decisionTaskScheduledEventAttributes":{"attempt":9007199254740993}}]';
    expect(formatOf(cadence)).toBe('temporal');
    expect(read(cadence).lines[1]).toBe(
      '{"id":"r1#2","type":"DecisionTaskScheduled","subject_id":"r1","sequence":2,"position":1048598,"t_event":"2019-09-27T17:42:03.623079001Z","t_log":"2019-09-27T17:42:03.623079001Z","correlation_id":"r1","payload":{"attempt":9007199254740993},"meta":{"id_made":true,"version":-24}}',
    );
  });
  it('payloads of JSON are decoded wherever they stand, every digit of them; others stay, and are named', () => {
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    const payload = (encoding: string, data: string, more = '') =>
      `{"metadata":{"encoding":"${base64(encoding)}"${more}},"data":"${data}"}`;
    const big = '{ "n": 9007199254740993, "__proto__": "é\\ud800" }';
    const rest = [
      `,"input":{"payloads":[${payload('json/plain', base64(big))},${payload('json/protobuf', base64('"x"'), `,"messageType":"${base64('a.B')}"`)}]}`,
      `,"searchAttributes":{"indexedFields":{"K":${payload('json/plain', base64('[1,\n2.50]'), `,"type":"${base64('Keyword')}"`)}}}`,
      `,"header":{"fields":{"e":${payload('binary/encrypted', 'AAEC')},"n":{"metadata":{"encoding":"${base64('binary/null')}"}},"b":${payload('json/plain', base64('{"cut":'))}}}`,
      `,"memo":{"data":"eyJhIjoxfQ==","metadata":{"other":"x"}},"plain":{"data":"eyJhIjoxfQ==","metadata":{"encoding":"json/plain"}}`,
    ].join('');
    for (const text of [
      `{"events":[${started(rest)}]}`,
      JSON.stringify(JSON.parse(`{"events":[${started(rest)}]}`), undefined, 2),
    ]) {
      const { lines, rejected, notes } = read(text);
      expect(rejected).toEqual([]);
      expect(lines[0]).not.toContain('\n');
      const { payload: attributes } = JSON.parse(lines[0] ?? '');
      expect(lines[0]).toMatch(/"n": ?9007199254740993,/);
      expect(attributes.input.payloads.map((one: { data: unknown }) => Object.keys(one.data ?? {}))).toEqual([
        ['n', '__proto__'],
        ['0'],
      ]);
      expect(attributes.input.payloads[1]).toEqual({
        metadata: { encoding: 'json/protobuf', messageType: 'a.B' },
        data: 'x',
      });
      expect(attributes.searchAttributes.indexedFields.K).toEqual({
        metadata: { encoding: 'json/plain', type: 'Keyword' },
        data: [1, 2.5],
      });
      expect(attributes.header.fields).toEqual(JSON.parse(`{${rest}}`.replace('{,', '{')).header.fields);
      expect(attributes.memo).toEqual({ data: 'eyJhIjoxfQ==', metadata: { other: 'x' } });
      expect(attributes.plain).toEqual({ data: 'eyJhIjoxfQ==', metadata: { encoding: 'json/plain' } });
      expect(notes.filter((note) => /stay as they are/.test(note))).toEqual([
        expect.stringContaining('`binary/encrypted`'),
        expect.stringContaining('`json/plain`'),
      ]);
    }
  });
  it('a history that is cut off keeps its whole events', () => {
    const { lines, rejected } = read(`{"events":[${started()},${task},${unknown.slice(0, 50)}`);
    expect([lines.length, rejected.join()]).toEqual([2, expect.stringMatching(/cut off/)]);
  });
  it('event logs of other houses are not taken', () => {
    expect(formatOf('{"eventId":"1","eventType":"Placed","eventTime":"2026-01-01T00:00:00Z","data":{}}\n')).toBe('');
  });
});

describe.skipIf(!hasSamples)('the samples of Temporal', () => {
  it('are whole histories, every cause in them, times that run backwards or not', async () => {
    for (const name of readdirSync('../shared/data/temporal')) {
      const bytes = sample(`temporal/${name}`);
      const { events } = JSON.parse(bytes.toString()) as { events: Record<string, unknown>[] };
      expect(formatOf(bytes), name).toBe('temporal');
      const { lines, rejected } = read(bytes.toString(), name);
      const records = lines.map((line) => JSON.parse(line));
      expect(rejected, name).toEqual([]);
      expect(
        records.map((r) => [String(r.sequence), r.type]),
        name,
      ).toEqual(events.map((e) => [e['eventId'], e['eventType']]));
      expect(
        records.every((r) => r.subject_id !== undefined && r.meta.raw === undefined),
        name,
      ).toBe(true);
      expect(await integrityOf(bytes, 'temporal'), name).toEqual({
        records: events.length,
        gaps: 0,
        startsLate: 0,
        duplicates: 0,
        orphans: 0,
      });
    }
  });
  it('reads times and types as the libraries of protobuf write them', () => {
    const event = {
      eventId: '1',
      eventTime: { seconds: '1701000000', nanos: 5 },
      eventType: 1,
      taskId: '1',
      workflowExecutionStartedEventAttributes: { workflowId: 'w' },
    };
    const text = JSON.stringify({ events: [event] });
    expect(formatOf(text)).toBe('temporal');
    expect(JSON.parse(readLines([text], { format: 'temporal' }).lines[0] ?? '')).toMatchObject({
      type: 'WorkflowExecutionStarted',
      t_event: '2023-11-26T12:00:00.000000005Z',
      meta: { eventTypeNumber: 1 },
    });
  });
});
