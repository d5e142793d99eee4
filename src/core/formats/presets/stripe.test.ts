import { expect, it } from 'vitest';
import { readLines } from '../testing/read-lines.ts';
import { formatOf } from '../testing/sample-files.ts';

const event = (id: string, request: unknown) => ({
  id,
  object: 'event',
  created: 1735689600,
  data: { object: { id: 'ch_1', object: 'charge' } },
  request,
  type: 'charge.succeeded',
});
const list = { object: 'list', data: [event('evt_1', { id: 'req_1', idempotency_key: 'k' }), event('evt_2', 'req_2')] };

it.each([
  ['the list of the interface', JSON.stringify(list, undefined, 2)],
  ['lines', list.data.map((one) => `${JSON.stringify(one)}\n`).join('')],
])('Stripe: %s', (_, text) => {
  expect(formatOf(text)).toBe('stripe');
  const { lines, rejected } = readLines([text], { format: 'stripe' });
  expect(rejected).toEqual([]);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    {
      id: 'evt_1',
      type: 'charge.succeeded',
      subject_type: 'charge',
      subject_id: 'ch_1',
      t_event: '2025-01-01T00:00:00Z',
      request_id: 'req_1',
      idempotency_key: 'k',
    },
    { id: 'evt_2', request_id: 'req_2' },
  ]);
});
