/** The envelopes of contract §4 that are close to our own record, as lines, as an array, as a table. */
import { describe, expect, it } from 'vitest';
import { readLines } from './testing/read-lines.ts';
import { formatOf } from './testing/sample-files.ts';

const cell = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};
const asCsv = (row: Readonly<Record<string, unknown>>) =>
  `${Object.keys(row).join(',')}\n${Object.values(row).map(cell).join(',')}\n`;

const GAME = {
  campaign_id: 'c1',
  seq: 2,
  event_hash: 'ab12',
  timestamp: 1700000000123,
  event_type: 'sys.daggerheart.damage_applied',
  payload_json: '{"hp_after":9007199254740993}',
  system_id: 'daggerheart',
  system_version: '1.0.0',
  actor_type: 'gm',
  actor_id: 'u1',
  entity_type: 'character',
  entity_id: 'ch1',
  request_id: 'r1',
  chain_hash: 'ff',
};
const ENVELOPE = {
  id: '7f1f0d2e-0000-4000-8000-000000000001',
  type: 'ingestion.dataset_created',
  version: 1,
  timestamp: '2026-02-12T22:15:45Z',
  source: 'ingestion-service',
  correlation_id: 'c9',
  payload: { dataset_id: 'd1' },
};
const EVIDENCE = {
  id: 'e1',
  eventType: 'CreditPulled',
  eventSchemaVersion: 3,
  tenantId: 't',
  spaceId: 's',
  subjectType: 'Asset',
  subjectId: 'a1',
  sequence: 4,
  occurredAt: '2019-01-01T00:00:00Z',
  recordedAt: '2026-01-01T00:00:00.5Z',
  actorType: 'agent',
  actorId: 'agt-3',
  correlationId: 'c',
  causationId: 'e0',
  actionInvocationId: 'inv',
  payload: { score: 1 },
};
const LINES = {
  game: '{"id":"ab12","type":"sys.daggerheart.damage_applied","subject_type":"campaign","subject_id":"c1","entity_type":"character","entity_id":"ch1","sequence":2,"t_event":"2023-11-14T22:13:20.123Z","actor_type":"gm","actor_id":"u1","request_id":"r1","system_id":"daggerheart","system_version":"1.0.0","payload":{"hp_after":9007199254740993},"meta":{"chain_hash":"ff"}}',
  envelope:
    '{"id":"7f1f0d2e-0000-4000-8000-000000000001","type":"ingestion.dataset_created","version":1,"t_event":"2026-02-12T22:15:45Z","producer":"ingestion-service","correlation_id":"c9","payload":{"dataset_id":"d1"}}',
  evidence:
    '{"id":"e1","type":"CreditPulled","version":3,"subject_type":"Asset","subject_id":"a1","sequence":4,"t_event":"2019-01-01T00:00:00Z","t_log":"2026-01-01T00:00:00.5Z","actor_type":"agent","actor_id":"agt-3","tenant_id":"t","space_id":"s","correlation_id":"c","causation_id":"e0","request_id":"inv","payload":{"score":1}}',
};

describe.each([
  ['game', GAME],
  ['envelope', ENVELOPE],
  ['evidence', EVIDENCE],
] as const)('the envelope of %s', (name, row) => {
  it.each([
    ['lines', `${JSON.stringify(row)}\n`],
    ['an array', `[${JSON.stringify(row)}]`],
    ['an array over several lines', JSON.stringify([row], undefined, 2)],
    ['CSV', asCsv(row)],
    [
      'CSV with semicolons',
      `${asCsv(row).split('\n')[0]?.replaceAll(',', ';')}\n${Object.values(row).map(cell).join(';')}\n`,
    ],
  ])('is recognised and read as %s', (_, text) => {
    expect(formatOf(text)).toBe('factline');
    const { lines, rejected } = readLines([text], { format: 'factline' });
    const plain = (line: string) => line.replace(/: /g, ':').replace(/([{[]) +| +([\]}])/g, '$1$2');
    expect([lines.map(plain), rejected]).toEqual([[LINES[name]], []]);
  });
});

describe('a table of our own records', () => {
  const read = (text: string) => readLines([text], { format: 'factline' });
  it('an empty cell is absent; what does not fit is kept', () => {
    const text =
      'id,type,version,t_event,sequence,payload\n1,A,latest,,7,"{""n"":1.0}"\n2,B,2,2026-01-01T00:00:00Z,,free text\n3,C,,2026-01-02T00:00:00Z,9,\n';
    expect(formatOf(text)).toBe('factline');
    expect(read(text).lines).toEqual([
      '{"id":"1","type":"A","sequence":7,"payload":{"n":1.0},"meta":{"raw":{"version":"latest"}}}',
      '{"id":"2","type":"B","version":2,"t_event":"2026-01-01T00:00:00Z","payload":"free text"}',
      '{"id":"3","type":"C","sequence":9,"t_event":"2026-01-02T00:00:00Z","payload":null}',
    ]);
  });
  it('ids that look like numbers stay text', () => {
    const text = 'id,type,subject_id,t_event,payload\n007,A,42,2026-01-01T00:00:00Z,{}\n';
    expect(JSON.parse(read(text).lines[0] ?? '')).toMatchObject({ id: '007', subject_id: '42' });
  });
  it('a table of another kind is no such table', () => {
    expect(formatOf('case,activity,when\n1,register,2026-01-01\n')).toBe('');
  });
});
