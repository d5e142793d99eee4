/** The clauses on streams, order, time and retention once more: in other words and other styles. */
import { both, hotel, type Keys } from './hotel.ts';
import type { Case } from './proof.ts';

const ALL_IDS = '[correlation_id, causation_id, idempotency_key]';
const FULL: Keys = {
  record_kind: 'FACT',
  partition_key: 'bookingId',
  ordering_scope: 'partition',
  retention: 'P1Y',
  time: '{ t_event: record }',
  delivery: 'at_least_once',
  idempotency: '{ strategy: record_id }',
  requires: ALL_IDS,
};
interface Parts {
  /** Keys of the stream `bookings`; '' leaves one out. */
  readonly stream?: Keys;
  /** Whole streams besides, by name. */
  readonly streams?: Readonly<Record<string, Keys>>;
  readonly event?: Keys;
  readonly others?: Readonly<Record<string, Keys>>;
  readonly rest?: string;
  readonly subjects?: string;
}
const flow = (keys: Keys) =>
  `{ ${Object.entries(keys)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')} }`;
const build = (name: string, names: string, { stream = {}, streams = {}, rest = '', ...more }: Parts): Case => {
  const { model = '' } = hotel(name, names, { ...more, rest });
  const all = { bookings: { ...FULL, ...stream }, ...streams };
  const text = Object.entries(all).map(([one, keys]) => `  ${one}: ${flow(keys)}\n`);
  return { model: model.replace(/^ {2}bookings: .*\n/m, text.join('')) };
};
const hl = (parts: Parts = {}) => build('BookingConfirmed', 'pascal', parts);
const em = (parts: Parts = {}) => build('reservations.booking.confirmed', 'dotted', parts);
const hlWithout = (...keys: readonly string[]) => keys.map((key) => hl({ stream: { [key]: '' } }));

const says = (text: string, more = '') => ({ stream: { invariants: `[{ says: "${text}"${more} }]` } });
const emSays = (text: string, more = '') =>
  em({ stream: { ...says(text, more).stream, ordering_scope: 'subject', partition_key: 'subject_id' } });
const reader = (keys: string, on = 'BookingConfirmed') =>
  `consumers:\n  cook: { service: kitchen, kind: service, on: { ${on}: [1] }, unknown_version: park, dedupe_by: id, awaits_reply: false, ${keys} }\n`;
const view = (keys: string) => `projections:\n  recent: { on: [BookingConfirmed], key: bookingId, ${keys} }\n`;

const ASKED: Keys = { ...FULL, record_kind: 'INTENT' };
const asking = (outcomes: string, name = 'BookingCancellationRequested'): Parts => ({
  streams: { wishes: ASKED },
  others: {
    [name]: { stream: 'wishes', outcomes },
    BookingCancelled: {},
    BookingCancellationRefused: {},
  },
});
const ENDS = '{ success: BookingCancelled, failure: [BookingCancellationRefused], within: 2d }';
const cancel = (keys: string) =>
  `commands:\n  CancelBooking: { owner: core, subject: booking, mutates: true, emits: [BookingCancelled], records: BookingCancellationRequested, payload: { bookingId: uuid }, ${keys} }\n`;
const counted = (keys: Keys): Parts => ({
  streams: {
    occupancy: {
      ...FULL,
      record_kind: 'DERIVATION',
      time: '{ t_event: record, t_process: record }',
      rebuild: 'full_replay',
      ...keys,
    },
  },
  others: { OccupancyComputed: { stream: 'occupancy' } },
});
const sensor = (keys: Keys): Parts => ({
  streams: { sensors: { ...FULL, record_kind: 'OBSERVATION', ...keys } },
  others: { DoorOpeningDetected: { stream: 'sensors' } },
});

const ORDERED = [
  'checked out follows checked in',
  'a guest checks in before checking out',
  'no key is issued until the deposit is paid',
  'the latest rate wins',
  'payments arrive in chronological order',
  'after a cancellation nothing else is booked',
  'a refund comes only after a payment',
  'each version supersedes the previous one',
  'versions increase monotonically',
  'the room is cleaned once the guest has left',
  'last write wins',
];
const UNORDERED = [
  'nights is at least one',
  'the total before taxes is positive',
  'a booking has a first name',
  'bookings may arrive in any order',
  'an order has at least one line',
  'checkout is later corrected by hand',
  'a booking keeps its rate once it is confirmed',
  'the departure date is after the arrival date',
];
const SCOPED = [
  'within each booking: checked out follows checked in',
  'per booking, a refund comes after a payment',
  'for each guest, the latest rate wins',
  'for every booking the deposit precedes the key',
  'in the same booking a refund follows a payment',
  'inside one booking: paid before shipped',
];

export const PROOFS = [
  ...both(
    'HL-001',
    [
      hl({ stream: Object.fromEntries(Object.keys(FULL).map((key) => [key, ''])) }),
      hl({ streams: { notes: { description: 'all sorts of notes' } } }),
    ].map(({ model = '' }) => ({
      model: model.replace('bookings: {  }', 'bookings: { description: what happens to bookings }'),
    })),
    [hl()],
  ),
  ...both(
    'HL-022',
    [
      hl({ stream: { retention: '7d' }, rest: view('horizon: 30d') }),
      hl({ stream: { retention: 'P1M' }, event: { retention: '' }, rest: view('horizon: forever') }),
      hl({ stream: { retention: '24h' }, event: { retention: '' }, rest: view('horizon: P2D') }),
      hl({ event: { retention: '4w' }, rest: view('horizon: P1M') }),
      hl({
        stream: { retention: '7d' },
        event: { retention: '' },
        rest: "projections:\n  recent: { on: ['*'], key: bookingId, horizon: 8d }\n",
      }),
      hl({ stream: { retention: '7d' }, ...counted({ derives_from: '[bookings]' }) }),
    ],
    [
      hl({ rest: view('horizon: 365d') }),
      hl({ stream: { retention: 'forever' }, event: { retention: '' }, rest: view('horizon: forever') }),
      hl({ stream: { retention: '2d' }, event: { retention: '' }, rest: view('horizon: 48h') }),
      hl({ stream: { retention: '7d' }, event: { retention: 'P1Y' }, rest: view('horizon: 30d') }),
    ],
  ).map((proof) =>
    proof.violates.model?.includes('retention: 7d')
      ? { ...proof, violates: { model: proof.violates.model.replace('    retention: P1Y\n', '') } }
      : proof,
  ),
  ...both(
    'HL-030',
    [
      ...hlWithout('ordering_scope'),
      hl({ stream: { ordering_scope: 'none' }, rest: reader('ordering: partition') }),
      hl({ rest: reader('ordering: subject'), stream: { partition_key: 'nights' } }),
      hl(says('checked out follows checked in', ', scope: stream')),
      hl({ stream: { description: 'One global order of all events.' } }),
      hl(says('all events in the hotel are totally ordered')),
      hl(says('events are globally ordered')),
      hl({
        stream: { ordering_scope: 'none', ...says('checked out follows checked in', ', scope: partition').stream },
      }),
    ],
    [
      hl(),
      hl({ stream: { ordering_scope: 'stream' } }),
      hl({ rest: reader('ordering: partition, ordering_from: bookings') }),
      hl({ rest: reader('ordering: subject') }),
      hl({ stream: { ordering_scope: 'none' }, rest: reader('ordering: none') }),
      hl({ stream: { description: 'There is no global order.' } }),
      ...SCOPED.map((text) => hl(says(text))),
    ],
  ),
  ...both(
    'HL-031',
    [...ORDERED.map((text) => hl(says(text))), hl(says('every guest pays', ', ordered: true'))],
    [
      ...UNORDERED.map((text) => hl(says(text))),
      ...SCOPED.map((text) => hl(says(text))),
      ...ORDERED.map((text) => hl(says(text, ', scope: partition'))),
    ],
  ),
  ...both(
    'HL-040',
    [
      hl({ event: { stream: 'stays' } }),
      hl({ event: { stream: '' } }),
      hl({ rest: reader('ordering: none', 'RoomAudited') }),
      hl({ rest: 'projections: { audits: { on: [RoomAudited], key: bookingId } }\n' }),
      hl(counted({ derives_from: '[ledger]' })),
      hl({ rest: reader('ordering: partition, ordering_from: ledger') }),
      hl({ rest: `commands: { CheckIn: { mutates: true, emits: [GuestCheckedIn], payload: { bookingId: uuid } } }\n` }),
      hl({ rest: `precedence: { first: { every: BookingConfirmed, needs: DepositPaid, within: subject } }\n` }),
    ],
    [hl(), hl({ rest: reader('ordering: none') })],
  ),
  ...both('HL-041', [...hlWithout('record_kind'), hl({ event: { stream: '' } })], [hl()]),
  ...both(
    'HL-060',
    [
      ...hlWithout('record_kind'),
      hl({ stream: { record_kind: 'null' } }),
      hl({ stream: { record_kind: '' }, event: { kind: 'FACT' } }),
    ],
    [hl()],
  ),
  ...both(
    'HL-061',
    [
      ...hlWithout('partition_key'),
      hl({ stream: { partition_key: '""' } }),
      hl({ stream: { partition_key: 'roomId' } }),
      hl({ stream: { partition_key: 'booking_id' } }),
    ],
    [hl(), hl({ stream: { partition_key: 'subject_id' } })],
  ),
  ...both(
    'HL-062',
    [...hlWithout('retention'), hl({ stream: { retention: 'long' } }), hl({ stream: { retention: '0d' } })],
    [hl(), hl({ stream: { retention: 'forever' }, event: { retention: '' } }), hl({ stream: { retention: '12h' } })],
  ),
  ...['HL-050', 'HL-063'].flatMap((clause) =>
    both(
      clause,
      [
        hl({ others: { BookingCancellationRequested: {} } }),
        hl({ others: { RoomChangeAttempted: {}, RoomChanged: {} } }),
        hl({ others: { CancellationAsked: { kind: 'INTENT' } } }),
        hl({ stream: ASKED, event: { kind: '' }, others: { BookingCancellationRequested: { outcomes: ENDS } } }),
        build('booking.confirmed', 'dotted', { others: { 'booking.cancellation_requested': {} } }),
      ],
      [hl(), hl(asking(ENDS)), hl({ others: { RequestAnswered: {}, RequestFormPrinted: {} } })],
    ),
  ),
  ...both(
    'HL-054',
    [
      hl({ ...asking(ENDS), rest: cancel('rejects: [TOO_LATE]') }),
      hl({ ...asking(ENDS), rest: cancel('rejects: { TOO_LATE: BookingCancellationRequested }') }),
      hl({
        streams: { wishes: ASKED },
        others: {
          BookingCancellationRequested: { stream: 'wishes', outcomes: ENDS },
          BookingCancelled: {},
          BookingCancellationRefused: { stream: 'wishes' },
        },
      }),
      hl({ streams: { wishes: ASKED }, others: { BookingCancellationDenied: { stream: 'wishes' } } }),
      hl({ streams: { wishes: ASKED }, others: { CancellationTurnedDown: { stream: 'wishes' } } }),
      hl({ ...asking(ENDS), rest: cancel('rejects: { TOO_LATE: null }') }),
    ],
    [
      hl({ ...asking(ENDS), rest: cancel('rejects: { TOO_LATE: BookingCancellationRefused }') }),
      hl({ ...asking(ENDS), rest: cancel('idempotency_key: id') }),
    ],
  ),
  ...both(
    'HL-055',
    [
      hl(sensor({ description: 'What the door sensor says is always true.' })),
      hl(sensor({ invariants: '[{ says: the reading is accurate }]' })),
      hl(sensor({ invariants: '[{ says: sensors are never wrong }]' })),
      hl(sensor({ description: '"The single source of truth about doors."' })),
      hl(sensor({ invariants: '[{ says: readings are guaranteed to be correct }]' })),
      hl(sensor({ invariants: '[{ says: every reading reflects the actual state of the door }]' })),
    ],
    [
      hl(sensor({ description: 'What the door sensor reported; it may be wrong.' })),
      hl(sensor({ description: '"Readings may be inaccurate, late or doubled."' })),
      hl(sensor({ invariants: '[{ says: a reading has a unit }]' })),
      hl(sensor({ description: 'This is not the source of truth.' })),
    ],
  ),
  ...both(
    'HL-056',
    [
      hl(counted({})),
      hl(counted({ derives_from: '[]' })),
      hl(counted({ derives_from: '[occupancy]' })),
      hl(counted({ derives_from: 'null' })),
    ],
    [hl(counted({ derives_from: '[bookings]' })), hl(counted({ derives_from: 'bookings' }))],
  ),
  ...both(
    'HL-070',
    [
      ...hlWithout('time'),
      hl({ stream: { time: '{ t_process: record }' } }),
      hl({ stream: { time: '{ t_event: happenedAt }' } }),
      hl({ stream: { time: '{}' } }),
      hl({
        stream: { time: '{ t_event: timestamp, t_process: timestamp }' },
        event: { payload: '{ bookingId: uuid, timestamp: datetime }' },
      }),
    ],
    [
      hl(),
      hl({
        stream: { time: '{ t_event: confirmedAt }' },
        event: { payload: '{ bookingId: uuid, confirmedAt: datetime }' },
      }),
      hl({
        stream: { time: '{ t_event: at }' },
        event: {
          payload: '',
          schema:
            '{ type: object, required: [bookingId, at], properties: { bookingId: { type: string }, at: { type: string, format: date-time } } }',
        },
      }),
    ],
  ),
  ...both(
    'EM-044',
    [
      em({ stream: { time: '' } }),
      em({ event: { stream: '' } }),
      em({ stream: { time: '{ t_event: happenedAt }' } }),
      em({ stream: { time: '{ t_process: record }' } }),
    ],
    [
      em(),
      em({
        stream: { time: '{ t_event: confirmedAt }' },
        event: { payload: '{ bookingId: uuid, confirmedAt: datetime }' },
      }),
    ],
  ),
  ...both(
    'EM-045',
    [
      em({ stream: { requires: '[correlation_id]' } }),
      em({ stream: { requires: '' } }),
      em({ stream: { requires: '[causation_id, idempotency_key]' } }),
      em({ event: { stream: '', requires: '[correlation_id, idempotency_key]' } }),
    ],
    [em(), em({ stream: { requires: '' }, event: { requires: ALL_IDS } })],
  ),
  ...both(
    'EM-085',
    [
      em({ stream: { requires: '[correlation_id, causation_id]' } }),
      em({ stream: { requires: '' } }),
      em({ stream: { requires: '[idempotency_key, causation_id]' } }),
    ],
    [em(), em({ stream: { requires: '[correlation_id, causation_id]' }, event: { requires: '[idempotency_key]' } })],
  ),
  ...both(
    'EM-080',
    [
      em({ stream: { delivery: 'exactly_once' } }),
      em({ stream: { delivery: 'at_most_once' } }),
      em({ stream: { description: 'Messages are delivered exactly once.' } }),
      em({
        rest: reader('ordering: none, description: Gets each message exactly once', 'reservations.booking.confirmed'),
      }),
    ],
    [em(), em({ stream: { delivery: '' } })],
  ),
  ...both(
    'EM-084',
    [
      ...[
        'delivered once',
        'every message arrives exactly once',
        'each event is handled only once',
        'consumers never see an event twice',
        'the broker delivers each message a single time',
        'no event is ever processed twice',
        'each record is consumed exactly 1 time',
        'duplicates are impossible',
        'there will never be a duplicate message',
        'each message is processed once and only once',
        'each message is guaranteed to arrive one time',
      ].map((text) => em(says(text))),
      em({ stream: { delivery: 'exactly_once' } }),
    ],
    [
      em(),
      ...[
        'each booking is confirmed once',
        'messages may come twice',
        'a message may be delivered more than once',
        'duplicates are recognised by id',
        'the effect happens once, because repeats are recognised by id',
        'we do not count on exactly-once delivery',
        'a guest is charged only once',
        'delivery is at least once',
        'once an event is published it stays',
      ].map((text) => em(says(text))),
    ],
  ),
  ...['ES-053', 'EM-090'].flatMap((clause) =>
    both(
      clause,
      [
        em({ stream: { ordering_scope: '' }, rest: reader('ordering: subject', 'reservations.booking.confirmed') }),
        em({
          stream: { ordering_scope: 'none' },
          rest: reader('ordering: partition', 'reservations.booking.confirmed'),
        }),
        em({
          event: { stream: '', requires: ALL_IDS },
          rest: reader('ordering: subject', 'reservations.booking.confirmed'),
        }),
        ...ORDERED.map((text) => em(says(text))),
      ],
      [
        em({
          stream: { ordering_scope: 'subject', partition_key: 'subject_id' },
          rest: reader('ordering: subject, ordering_from: bookings', 'reservations.booking.confirmed'),
        }),
        em({ rest: reader('ordering: none', 'reservations.booking.confirmed') }),
        ...UNORDERED.map((text) => em(says(text))),
      ],
    ),
  ),
  ...both(
    'EM-091',
    [
      emSays('the booking of one guest comes before the booking of another guest'),
      emSays('paid before shipped', ', scope: stream'),
      emSays('a payment of guest A precedes a stay of guest B'),
      emSays('payments across bookings are in order'),
      emSays('an invoice follows the last booking of all guests'),
      em({
        subjects: '{ booking: { id: bookingId }, deposit: { id: depositId } }',
        others: {
          'reservations.deposit.paid': { subject: 'deposit', payload: '{ depositId: uuid, bookingId: uuid }' },
        },
        rest: 'precedence: { first: { every: reservations.booking.confirmed, needs: reservations.deposit.paid, within: correlation } }\n',
      }),
      em({
        subjects: '{ booking: { id: bookingId }, deposit: { id: depositId } }',
        ...says('a booking is confirmed after its deposit is paid', ', scope: subject'),
      }),
    ],
    [
      em(),
      emSays('checked out follows checked in', ', scope: subject'),
      emSays('within each booking: paid before shipped'),
      emSays('all bookings have a guest'),
      emSays('two guests share a room'),
      emSays('one stay follows another stay of the same guest', ', scope: subject'),
    ],
  ),
  ...both(
    'EM-092',
    [
      ...[
        'events are globally ordered',
        'there is a single total order of all events',
        'all events share one order',
        'events of all streams come in one order',
        'a global sequence numbers every event',
        'every consumer sees all events in the same order',
        'order is guaranteed across all bookings',
        'events are ordered across services',
        'strict ordering between all entities holds',
        'the order of events is the same for the whole system',
      ].map((text) => em(says(text))),
      em({ stream: { ordering_scope: 'stream' } }),
      em({ stream: { description: 'All events in one global order.' } }),
    ],
    [
      em(),
      ...[
        'events are not globally ordered',
        'events of one booking are ordered',
        'all events of a booking are in the same order',
        'all events share one schema',
        'the total order amount is positive',
        'nobody may rely on an order across bookings',
        'an order of towels is global',
      ].map((text) => em(says(text))),
    ],
  ),
  ...both(
    'EM-113',
    [
      em({ stream: { retention: '' }, event: { retention: '' } }),
      em({ event: { retention: 'a while' } }),
      em({ event: { retention: '', stream: '', requires: ALL_IDS } }),
    ],
    [
      em(),
      em({ event: { retention: '' } }),
      em({ stream: { retention: '' } }),
      em({ event: { retention: 'forever' } }),
    ],
  ),
];
