import { describe, expect, it } from 'vitest';
import { processedAt } from './lanes-of.ts';
import { readText } from './memory.ts';
import { withPositions } from './positions.ts';
import { type PositionsOptions, readPositions } from './positions-read.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
/** `title: consumer scope≤position@time …`, then what was rejected. */
function read(text: string, options: PositionsOptions = {}): string {
  const { title, positions, rejected, timeless, passed } = readPositions(bytes(text), options);
  const list = positions.map(
    ({ consumer, scope, category, upTo, gaps, tProcessMicros }) =>
      `${consumer} ${scope ?? category ?? ''}≤${upTo}${gaps ? ` but ${[...gaps].join()}` : ''}@${new Date(tProcessMicros / 1000).toISOString().slice(11, 19)}`,
  );
  const more = [timeless && `${timeless} timeless`, passed && `${passed} passed`].filter(Boolean);
  return [title, ...list, ...more, ...rejected.map(({ line, reason }) => `${line}: ${reason}`)].join('\n');
}
const TIME = '2026-01-01 10:00:00';

describe('a table of consumer positions', () => {
  it('of Marten, as CSV', () => {
    expect(
      read(`name,last_seq_id,last_updated\nHighWaterMark,99,${TIME}+00\nOrders:All,42,${TIME}+00\nBad,x,${TIME}+00\n`),
    ).toBe(
      'Marten mt_event_progression\nOrders:All ≤42@10:00:00\n1 passed\n4: its `last_seq_id` is no whole number from 0',
    );
  });
  it('of Axon: tokens as JSON, bytes or XML, with gaps; segments share the work', () => {
    const hex = (text: string) => `\\\\x${Buffer.from(text).toString('hex')}`;
    const rows = [
      ['a', 0, '{\\"globalIndex\\":7}', '10:00:00Z'],
      ['b', 0, hex('{"index":9,"gaps":[4,5]}'), '10:00:01Z'],
      ['b', 1, hex('{"index":8,"gaps":[]}'), '10:00:02Z'],
      ['c', 0, '<token><index>3</index><gaps><long>1</long></gaps></token>', '10:00:03Z'],
    ].map(
      ([name, segment, token, time]) =>
        `{"processor_name":"${name}","segment":${segment},"token":"${token}","token_type":"T","timestamp":"2026-01-01T${time}","owner":null}`,
    );
    expect(read(rows.join('\n'))).toBe('Axon token_entry\na ≤7@10:00:00\nb ≤8 but 4,5@10:00:02\nc ≤3 but 1@10:00:03');
  });
  it('of Emmett, from a dump', () => {
    const insert = (id: string, at: string) =>
      `INSERT INTO emt_processors (processor_id, version, partition, last_processed_checkpoint, last_updated) VALUES ('${id}', 1, 'emt:default', '${at}', '${TIME}+00');\n`;
    expect(read(insert('p', '0000000012') + insert('q', '745:31'))).toBe(
      'Emmett emt_processors\np ≤12@10:00:00\nq ≤31@10:00:00',
    );
  });
  it('of message-db: its position streams among other messages', () => {
    const message = (stream: string, data: object) =>
      JSON.stringify({
        id: 'x',
        stream_name: stream,
        type: 'T',
        position: 0,
        global_position: 1,
        data: JSON.stringify(data),
        time: '2026-01-01T10:00:00',
      });
    expect(
      read(
        [
          message('order-1', { position: 77 }),
          message('order:position-mailer', { position: 12 }),
          message('order:command+position', { position: 3 }),
        ].join('\n'),
      ),
    ).toBe(
      'message-db position streams (Eventide)\nmailer order≤12@10:00:00\norder:command order:command≤3@10:00:00\n1 passed',
    );
  });
  it('of Commanded and Kafka has no times: the one at which it was read is asked for, not made up', () => {
    const commanded =
      '[{"subscription_id":1,"subscription_name":"s","stream_uuid":"$all","last_seen":5,"created_at":"2020-01-01T00:00:00"},{"subscription_id":2,"subscription_name":"s","stream_uuid":"order-1","last_seen":2,"created_at":"2020-01-01T00:00:00"}]';
    expect(read(commanded)).toBe('Commanded subscriptions\n2 timeless');
    const readAtMicros = Date.UTC(2026, 0, 1, 10) * 1000;
    expect(read(commanded, { readAtMicros })).toBe('Commanded subscriptions\ns ≤5@10:00:00\ns order-1≤2@10:00:00');
    const kafka = `
GROUP  TOPIC   PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG  CONSUMER-ID
g      orders  0          13              20              7    -
g      orders  1          -               4               -    -
`;
    expect(read(kafka, { readAtMicros })).toBe(
      'Kafka consumer groups (kafka-consumer-groups --describe)\ng orders/0≤12@10:00:00\n1 passed',
    );
  });
  it('that nobody knows is read by guessed columns, or by chosen ones', () => {
    const table = `who,reader_name,checkpoint,updated_at\nx,r,8,${TIME}\n`;
    expect(read(table)).toBe('a table of positions\nr ≤8@10:00:00');
    expect(read(table, { columns: { consumer: 'who', position: 'checkpoint', time: 'updated_at' } })).toBe(
      'a table of positions\nx ≤8@10:00:00',
    );
    expect(readPositions(bytes(table)).columns).toEqual(['who', 'reader_name', 'checkpoint', 'updated_at']);
  });
});

it('a category, gaps and the name of a stream choose the records that are covered', () => {
  const lines = [
    ['order', 'o-1', 1, 10],
    ['order', 'o-1', 2, 11],
    ['bill', 'b', 1, 12],
    ['order', 'o-2', 1, 13],
  ].map(([subject_type, subject_id, sequence, position], i) =>
    JSON.stringify({ id: `r${i}`, type: 'A', subject_type, subject_id, sequence, position, payload: 1 }),
  );
  const { columns, header } = readText(bytes(`${lines.join('\n')}\n`), { format: 'factline' });
  const covered = (position: object) =>
    [
      ...processedAt(
        withPositions(columns, [{ consumer: 'm', upTo: 99, tProcessMicros: 1, ...position }], header.sequence),
      ),
    ]
      .map((time) => (Number.isNaN(time) ? '-' : 'x'))
      .join('');
  expect(covered({})).toBe('xxxx');
  expect(covered({ category: 'order', upTo: 12 })).toBe('xx--');
  expect(covered({ gaps: new Set([11]) })).toBe('x-xx');
  expect(covered({ scope: 'order-o-1', upTo: 1 })).toBe('x---');
  expect(covered({ scope: 'order|o-1' })).toBe('xx--');
});
