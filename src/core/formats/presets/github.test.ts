/** GH Archive, webhooks of GitHub, and the changes of Wikimedia's wikis. */
import { readdirSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf, hasSamples, sample } from '../testing/sample-files.ts';

describe('GH Archive', () => {
  const read = (text: string) => readLines([text], { format: 'gh-archive' });
  const EVENT =
    '{"id":"2489368070","type":"PushEvent","actor":{"id":9,"login":"dav"},"repo":{"id":28,"name":"dav/bot"},"payload":{"push_id":9007199254740993},"public":true,"created_at":"2015-01-01T00:00:00Z","org":{"login":"o"}}';
  it('reads events since 2015', () => {
    expect(formatOf(`${EVENT}\n`)).toBe('gh-archive');
    expect(read(`${EVENT}\n`).lines).toEqual([
      '{"id":"2489368070","type":"PushEvent","subject_id":"dav/bot","position":2489368070,"t_event":"2015-01-01T00:00:00Z","actor_id":"dav","payload":{"push_id":9007199254740993},"meta":{"actor":{"id":9},"repo":{"id":28},"public":true,"org":{"login":"o"}}}',
    ]);
  });
  it('reads the older shape, without ids', () => {
    const old =
      '{"created_at":"2012-03-11T00:00:00-08:00","actor":"joe","actor_attributes":{"login":"joe"},"repository":{"id":5,"name":"r","owner":"o"},"url":"u","type":"PushEvent","public":true,"payload":{"size":1}}';
    expect(formatOf(`${old}\n`)).toBe('gh-archive');
    expect(read(`${old}\n`).lines).toEqual([
      '{"id":"line:1","type":"PushEvent","subject_id":"o/r","t_event":"2012-03-11T00:00:00-08:00","actor_id":"joe","payload":{"size":1},"meta":{"id_made":true,"actor_attributes":{"login":"joe"},"repository":{"id":5},"url":"u","public":true}}',
    ]);
    const slashes = old.replace('2012-03-11T00:00:00-08:00', '2012/03/11 00:00:00 -0800');
    expect(JSON.parse(read(`${slashes}\n`).lines[0] ?? '').t_event).toBe('2012-03-11T00:00:00-08:00');
  });
});

describe('webhooks of GitHub', () => {
  const read = (text: string, name?: string) =>
    readLines([text], { format: 'github-webhook' }, name === undefined ? [] : [name]);
  const body = (rest: string) =>
    `{${rest},"repository":{"id":9007199254740993,"full_name":"o/r"},"sender":{"login":"cat","id":2,"type":"User"}}`;
  const typeOf = (rest: string, name?: string) => JSON.parse(read(body(rest), name).lines[0] ?? '').type as string;
  it('reads a body word for word', () => {
    const text = body('"action":"assigned","issue":{"updated_at":"2019-05-15T15:20:18Z"}');
    expect(formatOf(text)).toBe('github-webhook');
    expect(read(text).lines).toEqual([
      `{"id":"line:1","type":"issues.assigned","subject_id":"o/r","t_event":"2019-05-15T15:20:18Z","actor_type":"User","actor_id":"cat","payload":${text},"meta":{"id_made":true}}`,
    ]);
  });
  it.each([
    ['"action":"created","issue":{},"comment":{}', 'issue_comment.created'],
    ['"action":"created","pull_request":{},"comment":{}', 'pull_request_review_comment.created'],
    ['"action":"submitted","pull_request":{},"review":{}', 'pull_request_review.submitted'],
    ['"action":"labeled","pull_request":{},"label":{}', 'pull_request.labeled'],
    ['"action":"created","deployment_status":{},"deployment":{},"workflow_run":{}', 'deployment_status.created'],
    ['"ref":"a","before":"b","commits":[],"pusher":{}', 'push'],
    ['"ref":"a","ref_type":"tag","master_branch":"m"', 'create'],
    ['"ref":"a","ref_type":"tag"', 'delete'],
    ['"action":"started"', 'watch.started'],
    ['"action":"deleted","starred_at":null', 'star.deleted'],
    ['"action":"renamed","changes":{}', 'repository.renamed'],
    ['"action":"created","alert":{"rule":{}},"commit_oid":"x"', 'code_scanning_alert.created'],
  ])('%s is %s', (rest, type) => {
    expect(typeOf(rest)).toBe(type);
  });
  it('the name of the file or its folder says what the body leaves open, if the body fits', () => {
    expect(typeOf('"action":"created"', 'octokit__repository.created.payload.json')).toBe('repository.created');
    expect(typeOf('"action":"created","alert":{}', 'x/secret_scanning_alert/1.json')).toBe(
      'secret_scanning_alert.created',
    );
    expect(typeOf('"action":"deleted"', 'star/deleted.json')).toBe('star.deleted');
    expect(typeOf('"action":"assigned","issue":{}', 'push/1.json')).toBe('issues.assigned');
  });
  it('a body of an event that is not known is rejected with what to do', () => {
    const two = `${body('"action":"x","strange":{}')}\n${body('"action":"x","issue":{}')}\n`;
    expect(read(two)).toMatchObject({ lines: [expect.anything()], rejected: [expect.stringMatching(/name the file/)] });
  });
  it('reads the records of deliveries', () => {
    const delivery = `{"id":12345678,"guid":"g-1","delivered_at":"2019-06-03T00:57:16Z","redelivery":true,"duration":0.27,"status":"OK","status_code":200,"event":"issues","action":"assigned","request":{"headers":{"X-GitHub-Delivery":"g-1"},"payload":${body('"action":"assigned","issue":{"updated_at":"2019-05-15T15:20:18Z"}')}},"response":{"payload":"ok"}}`;
    expect(formatOf(delivery)).toBe('github-webhook');
    expect(JSON.parse(read(delivery).lines[0] ?? '')).toMatchObject({
      id: 'g-1',
      type: 'issues.assigned',
      subject_id: 'o/r',
      t_event: '2019-05-15T15:20:18Z',
      t_log: '2019-06-03T00:57:16Z',
      actor_id: 'cat',
      meta: { redelivery: true, status_code: 200, request: { headers: { 'X-GitHub-Delivery': 'g-1' } } },
    });
    const listed =
      '[{"id":1,"guid":"g-1","delivered_at":"2019-06-03T00:57:16Z","redelivery":false,"event":"push","action":null}]';
    expect(formatOf(listed)).toBe('github-webhook');
    expect(JSON.parse(read(listed).lines[0] ?? '')).toMatchObject({ id: 'g-1', type: 'push', payload: null });
  });
});

describe('changes of Wikimedia', () => {
  const change = (id: string, old: number | null, now: number, rest = '') =>
    `{"meta":{"id":"${id}","dt":"2020-01-01T00:00:01.5Z","request_id":"q","topic":"eqiad.mediawiki.recentchange","partition":0,"offset":${now},"stream":"mediawiki.recentchange"},"id":9007199254740993,"type":"edit","title":"A b","timestamp":1577836800,"user":"U","wiki":"enwiki","revision":{"old":${old},"new":${now}}${rest}}`;
  const read = (text: string) => readLines([text], { format: 'wikimedia' });
  const first = change('m1', null, 7);
  const second = change('m2', 7, 8);
  it('reads lines, an array and the stream as it is sent', () => {
    const sse = (one: string, i: number) => `event: message\nid: [{"topic":"t","offset":${i}}]\ndata: ${one}\n\n`;
    for (const text of [`${first}\n${second}\n`, `[${first},${second}]`, `:ok\n\n${sse(first, 1)}${sse(second, 2)}`]) {
      expect(formatOf(text), text).toBe('wikimedia');
      const { lines, rejected } = read(text);
      expect([lines.length, rejected]).toEqual([2, []]);
      expect(lines[0]).toBe(
        `{"id":"m1","type":"edit","subject_type":"enwiki","subject_id":"A b","sequence":7,"partition":"eqiad.mediawiki.recentchange/0","position":7,"t_event":"2020-01-01T00:00:00Z","t_log":"2020-01-01T00:00:01.5Z","actor_id":"U","correlation_id":"q","payload":${first}}`,
      );
      expect(JSON.parse(lines[1] ?? '').causation_id).toBe('m1');
    }
  });
  it('a log entry is of its own kind; a revision that is not here is no cause', () => {
    const log = change('m3', 99, 100, ',"log_type":"delete"').replace('"edit"', '"log"');
    const record = JSON.parse(read(`${log}\n`).lines[0] ?? '');
    expect([record.type, 'causation_id' in record]).toEqual(['log/delete', false]);
  });
});

describe.skipIf(!hasSamples)('the samples of GitHub', () => {
  it('hours of GH Archive', () => {
    for (const name of ['apache-pinot__gharchive-2021-07-21-few-hours.ndjson', 'gharchive__2015-01-01-0.json.gz']) {
      const raw = sample(`github/${name}`);
      const bytes = name.endsWith('gz') ? gunzipSync(raw) : raw;
      expect(formatOf(bytes.subarray(0, 2 ** 21))).toBe('gh-archive');
      const rows = bytes
        .toString()
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      const { lines, rejected } = readLines([bytes], { format: 'gh-archive' });
      const found = lines
        .map((line) => JSON.parse(line))
        .map((r) => [r.id, r.type, r.subject_id, r.actor_id, r.t_event]);
      expect([found, rejected]).toEqual([
        rows.map((r) => [r.id, r.type, r.repo.name, r.actor.login, r.created_at]),
        [],
      ]);
    }
  });
  it('bodies, named after their events, and the same without their names', () => {
    for (const name of readdirSync('../shared/data/github').filter((file) => file.startsWith('octokit'))) {
      const text = sample(`github/${name}`).toString();
      const { action } = JSON.parse(text) as { action?: string };
      const event = name.replace('octokit__', '').split('.')[0];
      for (const file of [name, 'a.json']) {
        const { lines } = readLines([text], { format: 'github-webhook' }, [file]);
        expect(JSON.parse(lines[0] ?? '').type, name).toBe(action === undefined ? event : `${event}.${action}`);
      }
    }
  });
});
