import { describe, expect, it } from 'vitest';
import { ReadError } from './read-error.ts';
import { readLines } from './testing/read-lines.ts';

const OURS = { format: 'factline' } as const;
const line = (source: string) => readLines([source], OURS).lines[0];

describe('our own records', () => {
  it('stay word for word where nothing has to be moved', () => {
    const source =
      '{ "type":"A", "id":"1","sequence":5.0, "payload": {"n": 1.50, "big":12345678901234567890}, "hash":null }';
    const kept = source.replace(', "hash":null', '');
    expect(line(kept)).toBe(kept);
  });
  it.each([
    [
      'an unknown field goes to meta',
      '{"id":"1","type":"A","payload":1,"colour":"red","meta":{"a":1}}',
      '{"id":"1","type":"A","payload":1,"meta":{"a":1,"colour":"red"}}',
    ],
    [
      'a misfit is kept word for word',
      '{"id":"1","type":"A","sequence":-1,"version":0,"t_event":"yesterday","kind":"fact","payload":1.0}',
      '{"id":"1","type":"A","payload":1.0,"meta":{"raw":{"sequence":-1,"version":0,"t_event":"yesterday","kind":"fact"}}}',
    ],
    [
      'a number is no id here',
      '{"id":12345678901234567890,"type":"A","payload":null}',
      '{"id":"line:1","type":"A","payload":null,"meta":{"id_made":true,"raw":{"id":12345678901234567890}}}',
    ],
    [
      'a sequence beyond 2^53 fits no field',
      '{"id":"1","type":"A","sequence":9007199254740993,"payload":1}',
      '{"id":"1","type":"A","payload":1,"meta":{"raw":{"sequence":9007199254740993}}}',
    ],
    [
      'a made id is the subject and its sequence',
      '{"type":"A","subject_type":"order","subject_id":"o-1","sequence":3,"payload":1}',
      '{"id":"order/o-1#3","type":"A","subject_type":"order","subject_id":"o-1","sequence":3,"payload":1,"meta":{"id_made":true}}',
    ],
    [
      'or the partition and offset',
      '{"type":"A","partition":"orders/0","sequence":3,"payload":1}',
      '{"id":"orders/0/3","type":"A","sequence":3,"partition":"orders/0","payload":1,"meta":{"id_made":true}}',
    ],
    [
      'names in camel case are ours',
      '{"id":"1","type":"A","subjectId":"o","tEvent":"2026-01-01T00:00:00Z","correlationID":"c","payload":1}',
      '{"id":"1","type":"A","subject_id":"o","t_event":"2026-01-01T00:00:00Z","correlation_id":"c","payload":1}',
    ],
    [
      'game',
      '{"event_hash":"h","event_type":"a.b","campaign_id":"c1","seq":4,"timestamp":1700000000123,"payload_json":"{\\"n\\": 1.50}","actor_type":"gm"}',
      '{"id":"h","type":"a.b","subject_type":"campaign","subject_id":"c1","sequence":4,"t_event":"2023-11-14T22:13:20.123Z","actor_type":"gm","payload":{"n": 1.50}}',
    ],
    [
      'envelope',
      '{"id":"1","type":"a.b.done","source":"shop","timestamp":"2026-01-01T00:00:00Z","version":1,"payload":{}}',
      '{"id":"1","type":"a.b.done","version":1,"t_event":"2026-01-01T00:00:00Z","producer":"shop","payload":{}}',
    ],
    [
      'evidence',
      '{"id":"1","eventType":"Done","eventSchemaVersion":2,"occurredAt":"2026-01-01T00:00:00Z","recordedAt":"2026-01-01T00:00:01Z","actionInvocationId":"r","tenantId":"t","payload":{}}',
      '{"id":"1","type":"Done","version":2,"t_event":"2026-01-01T00:00:00Z","t_log":"2026-01-01T00:00:01Z","tenant_id":"t","request_id":"r","payload":{}}',
    ],
    [
      'our own name wins over another for it',
      '{"id":"1","type":"A","eventType":"B","payload":1}',
      '{"id":"1","type":"A","payload":1,"meta":{"eventType":"B"}}',
    ],
    [
      'the last of several equal keys counts',
      '{"id":"1","type":"A","type":"B","payload":1}',
      '{"id":"1","type":"B","payload":1}',
    ],
  ])('%s', (_, source, stored) => {
    expect(line(source)).toBe(stored);
    expect(line(stored)).toBe(stored);
  });
  it('a name of the contract that is written with escapes is written plain', () => {
    for (const name of ['payl\\u006fad', 'i\\u0064', 'typ\\u0065', 't_\\u0065vent', 'met\\u0061']) {
      const plain = JSON.parse(`"${name}"`) as string;
      const value = { payload: '{"a":1}', id: '"x"', type: '"B"', t_event: '"2026-01-01T00:00:00Z"', meta: '{"m":1}' }[
        plain
      ];
      const others = ['"id":"4"', '"type":"A"', '"payload":{}'].filter((member) => !member.startsWith(`"${plain}"`));
      const [line = ''] = readLines([`{${[...others, `"${name}":${value}`].join()}}\n`], OURS).lines;
      expect(JSON.parse(line)[plain]).toEqual(JSON.parse(value ?? ''));
      expect(line).not.toContain('\\u');
    }
  });
  it('an inline t_process becomes a processing row and leaves the rest as it stood', () => {
    for (const [source, stored] of [
      ['{"id":"1", "t_process":"2026-01-01T00:00:00Z", "type":"A","payload":1}', '{"id":"1", "type":"A","payload":1}'],
      [
        '{"id":"1","type":"A","payload":1 , "t_process" : "2026-01-01T00:00:00Z" }',
        '{"id":"1","type":"A","payload":1 }',
      ],
    ] as const) {
      const read = readLines([source], OURS);
      expect(read.lines).toEqual([stored]);
      expect(read.processing).toEqual(['{"processed":"1","consumer":"import","t_process":"2026-01-01T00:00:00Z"}']);
    }
  });
  it('processing rows come in lines of their own, and are checked', () => {
    const rows = [
      '{"processed":"1","consumer":"mailer","t_start":"2026-01-01T00:00:00Z","t_process":"2026-01-01T00:00:01Z","outcome":"failed","attempt":2}',
      '{"processed":"1","consumer":"mailer"}',
      '{"processed":"1","t_process":"2026-01-01T00:00:01Z"}',
      '{"processed":"1","consumer":"mailer","t_process":"noon"}',
      '{"processed":"1","consumer":"mailer","t_process":"2026-01-01T00:00:01Z","outcome":"fine"}',
    ];
    const read = readLines([`{"id":"1","type":"A","payload":1}\n${rows.join('\n')}`], OURS);
    expect(read.processing).toEqual([rows[0]]);
    expect(read.rejected).toEqual([
      '3: a processing row needs `t_start` or `t_process`',
      '4: a processing row needs a `consumer`',
      '5: a processing row has a `t_process` that is no RFC 3339 time: "noon"',
      '6: a processing row has an `outcome` that is none of ok, failed, skipped, parked',
    ]);
  });
  it('the header is read, and its zones tell what a time without one means', () => {
    const header =
      '{"factline":1,"journal":"j","sequence":{"per":"partition","base":0},"identity":["producer","id"],"zones":{"t_event":"-04:00"}}';
    const read = readLines(
      [`${header}\n{"id":"1","type":"A","t_event":"2026-01-01 00:00:00","t_log":"2026-01-01 00:00:00","payload":1}`],
      OURS,
    );
    expect(read.header.sequence).toEqual({ per: 'partition', base: 0 });
    expect(read.header.identity).toEqual(['producer', 'id']);
    expect(read.lines).toEqual([
      '{"id":"1","type":"A","t_event":"2026-01-01T00:00:00-04:00","payload":1,"meta":{"raw":{"t_log":"2026-01-01 00:00:00"}}}',
    ]);
    expect(read.sourceLines).toEqual([2]);
  });
  it('so is one that is the first element of an array', () => {
    const read = readLines(
      ['[{"factline":1,"journal":"j","identity":["producer","id"]},\n{"id":"1","type":"A",\n"payload":1}]'],
      OURS,
    );
    expect(read.header.identity).toEqual(['producer', 'id']);
    expect(read.lines).toEqual(['{"id":"1","type":"A", "payload":1}']);
  });
  it.each([
    ['{"factline":2}', '`factline` is not 1'],
    ['{"factline":1,"sequence":{"per":"galaxy"}}', '`sequence.per` is not one of subject, partition'],
    ['{"factline":1,"jurnal":"x"}', 'a key `jurnal` that is not known'],
    ['{"factline":1,"mapping":{"mapping":1,"shape":"csv","roles":{"typo":"x"}}}', 'a key `typo` that is not known'],
  ])('refuses the header %s', (source, message) => {
    const read = () => readLines([`${source}\n`], OURS);
    expect(read).toThrow(ReadError);
    expect(read).toThrow(message);
  });
  it('a bad line costs only itself, and says where and why', () => {
    const good = '{"id":"1","type":"A","payload":1}';
    const source = [
      good,
      '{"id":',
      '[1]',
      '{"id":"2"}',
      '{"id":"3","type":7}',
      '',
      'hello',
      `${'['.repeat(100_000)}`,
      good,
    ].join('\r\n');
    const read = readLines([`\ufeff${source}`], OURS);
    expect(read.lines).toEqual([good, good]);
    expect(read.sourceLines).toEqual([1, 9]);
    expect(read.rejected).toEqual([
      '2: this is no JSON: the text ends where a value belongs (column 7)',
      '3: this is an array, not a JSON object',
      '4: it has no type; it has id',
      '5: its type is 7, which is no text',
      '7: this is no JSON: `h` stands where a value belongs (column 1)',
      '8: this is no JSON: nested deeper than 512 levels (column 513)',
    ]);
  });
  it('a file of which no line is a record is refused with what its first line lacks', () => {
    expect(() => readLines(['a,b\n1,2\n'], OURS)).toThrow('None of the one line is a record. Line 2: it has no type');
    expect(readLines(['{"factline":1,"journal":"j"}\n'], OURS).lines).toEqual([]);
  });
});
