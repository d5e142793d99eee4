/** The clauses on events, payloads, commands and screens once more: in other words, other styles of names, short and long forms. */
import { both, consumer, type Given, hotel } from './hotel.ts';
import type { Proof } from './proof.ts';

const em = (given: Given = {}) => hotel('reservations.booking.confirmed', 'dotted', given);
const es = em;
const fa = (given: Given = {}) => hotel('BookingConfirmed', 'pascal', given);
const gs = (given: Given = {}) => hotel('booking.confirmed', 'dotted', given);

const holds = (payload: string): Given => ({ event: { payload: `{ bookingId: uuid, ${payload} }` } });
/** The long form of the language: JSON Schema. */
const schema = (properties: string, more = ''): Given => ({
  event: {
    payload: '',
    schema: `{ type: object, required: [bookingId], properties: { bookingId: { type: string, format: uuid }, ${properties} }${more} }`,
  },
});
const marked = (options: string, type = 'string'): Given => ({
  event: {
    classification: 'phi',
    payload: `{ bookingId: uuid, needs: { fields: { allergies: { type: ${type}, ${options} } } } }`,
  },
});
const MAY = 'reason: the kitchen cooks for it, access: [kitchen], redact: mask';

const VERSIONED = ['ES-002', 'ES-030'].flatMap((clause) =>
  both(
    clause,
    [es({ event: { version: '' } }), es({ event: { version: '0' } })],
    [es(), es({ event: { version: '7' }, rest: consumer('reservations.booking.confirmed').replace('[1]', '[7]') })],
  ),
);
const EM_VERSIONED = ['EM-014', 'EM-042'].flatMap((clause) =>
  both(
    clause,
    [em({ event: { version: '' } }), em({ event: { ...schema('a: { type: string }').event, version: '' } })],
    [em(), em(schema('nights: { type: integer }'))],
  ),
);

export const PROOFS: readonly Proof[] = [
  ...VERSIONED,
  ...EM_VERSIONED,
  ...both(
    'ES-004',
    [
      es(holds('dbRow: string')),
      es(holds('rowId: integer')),
      es(holds('guest_table: string')),
      es(holds('record: any')),
      es(holds("raw: 'object[]'")),
      es(holds('internalState: string')),
      es(holds('primary_key: integer')),
      es(holds('sql_query: string')),
      es(schema('bookings_table_row: { type: object }')),
      es(schema('everything: { type: object }')),
      es(schema('pk: { type: integer }, entity: {}')),
      es(schema('stays: { type: array, items: { type: object, properties: { row_id: { type: integer } } } }')),
    ],
    [
      es(),
      es(holds('rooms: { items: { fields: { number: string, floor: integer } } }')),
      es(holds('tableNumber: integer')),
      es(holds('seatRow: string, timeTable: string')),
      es(holds('crowSpotted: boolean, throwaway: boolean')),
      es(schema('rooms: { type: array, items: { type: object, properties: { number: { type: string } } } }')),
      es(
        schema(
          'address: { $ref: "#/$defs/address" }',
          ', $defs: { address: { type: object, properties: { city: { type: string } } } }',
        ),
      ),
    ],
  ),
  ...both(
    'ES-070',
    [
      es(holds('apiToken: string')),
      es(holds('doorAccessCode: { type: string, sensitive: secret }')),
      es(holds('wifiPassword: string')),
      es(holds('client_secret: string?')),
      es(holds('stripeApiKey: string')),
      es(holds('credentials: { fields: { user: string, pass: string } }')),
      es(holds('private_key_pem: string')),
      es(holds('accessToken: string')),
      es(holds('refresh-token: string')),
      es(holds('card_cvv: string')),
      es(schema('login: { type: object, properties: { password: { type: string } } }')),
      es(
        schema(
          'keys: { type: array, items: { $ref: "#/$defs/k" } }',
          ', $defs: { k: { type: object, properties: { secretKey: { type: string } } } }',
        ),
      ),
    ],
    [
      es(holds('vaultRef: string')),
      es(holds('token_count: integer, passwordChangedAt: datetime')),
      es(holds('apiKeyId: uuid')),
      es(holds('nextPageToken: string, idempotency_key: string')),
      es(schema('apiKeyId: { type: string, format: uuid }')),
    ],
  ),
  ...both(
    'ES-071',
    [
      es(holds('dateOfBirth: date')),
      es(holds('birthDate: date')),
      es(holds('guestPhone: string')),
      es(holds('social_security_number: string')),
      es(holds('guest: { fields: { lastName: string } }')),
      es(holds('home_address: { fields: { city: string } }')),
      es(holds('contact: email?')),
      es(holds("recipients: 'email[]'")),
      es(holds('passportNumber: string')),
      es(holds('phone: { type: string, sensitive: personal, access: [kitchen] }')),
      es(holds("phone: { type: string, sensitive: personal, reason: '', access: [kitchen] }")),
      es(schema('dateOfBirth: { type: string, format: date }')),
      es(schema('contact: { type: string, format: email }')),
    ],
    [
      es(holds('guestId: uuid')),
      es(holds('phone: { type: string, sensitive: personal, reason: to call back, access: [kitchen] }')),
      es(holds('emailSent: boolean, emailVerifiedAt: datetime')),
      es(holds('room_name: string, hotelAddress: string?')),
      es(holds('birth_rate: number')),
      es(schema('guestId: { type: string }')),
      es(schema('phone: { type: string, sensitive: personal, reason: to call back, access: [kitchen] }')),
    ],
  ),
  ...both(
    'ES-072',
    [
      es(holds('phone: { type: string, sensitive: personal, reason: to call back }')),
      es(holds('iban: { type: string, sensitive: financial, reason: refund, access: [] }')),
      es(holds('guest: { fields: { notes: { type: string, sensitive: health, reason: care } } }')),
      es(schema('phone: { type: string, sensitive: personal, reason: to call back }')),
    ],
    [
      es(holds('phone: { type: string, sensitive: personal, reason: to call back, access: kitchen }')),
      es(
        holds('guest: { fields: { iban: { type: string, sensitive: financial, reason: refund, access: [kitchen] } } }'),
      ),
      es(schema('phone: { type: string, sensitive: personal, reason: to call back, access: [kitchen] }')),
    ],
  ),
  ...both(
    'ES-080',
    [
      es({ rest: '' }),
      es({ event: { purpose: 'transition' }, rest: '' }),
      es({ others: { 'reservations.booking.cancelled': {} } }),
      es({ event: { visibility: 'published' }, rest: '' }),
    ],
    [
      es(),
      es({ event: { purpose: 'audit' }, rest: '' }),
      es({ event: { purpose: 'evaluation' }, rest: '' }),
      es({ event: { replay_intent: 'audit_only' }, rest: '' }),
      es({ rest: 'projections: { guests: { on: [reservations.booking.confirmed], key: bookingId } }\n' }),
      es({
        rest: "consumers: { cook: { service: kitchen, kind: service, on: { '*': [1] }, unknown_version: park, dedupe_by: id } }\n",
      }),
      es({ rest: "projections: { all: { on: ['*'], key: bookingId } }\n" }),
      es({
        others: { 'reservations.booking.paid': {} },
        rest: `${consumer('reservations.booking.paid')}precedence: { first: { every: reservations.booking.paid, needs: reservations.booking.confirmed, within: subject } }\n`,
      }),
      es({
        rest: 'policies: { overbooking: { description: A person decides., recorded_by: reservations.booking.confirmed } }\n',
      }),
    ],
  ),
  ...both(
    'ES-081',
    [
      es({ name: 'reservations.cache.invalidated' }),
      es({ name: 'reservations.booking_cache.warmed' }),
      es({ name: 'reservations.lock.acquired' }),
      es({ name: 'reservations.heartbeat.sent' }),
      es({ name: 'reservations.retry.scheduled' }),
      es({ name: 'reservations.buffer.flushed' }),
      es({ name: 'reservations.temp_file.deleted' }),
      es({ name: 'reservations.connection_pool.resized' }),
      es({ name: 'reservations.worker_thread.started' }),
      es({ event: { visibility: 'internal' } }),
    ],
    [
      es(),
      es({ name: 'reservations.cache.invalidated', event: { visibility: 'internal', purpose: 'audit' }, rest: '' }),
      es({ name: 'reservations.room.locked_out' }),
      es({ name: 'reservations.account.locked' }),
      es({ name: 'reservations.temperature.measured' }),
      es({ name: 'reservations.lease.signed' }),
      es({ name: 'reservations.door.unlocked' }),
      es({ name: 'reservations.locker.assigned' }),
      es({
        event: { visibility: 'internal' },
        rest: consumer('reservations.booking.confirmed').replace('service: kitchen', 'service: reservations'),
      }),
    ],
  ),
  ...both(
    'FA-021',
    [
      fa({ name: 'PaymentReversed' }),
      fa({ name: 'InvoiceVoided' }),
      fa({ name: 'RateCorrected' }),
      fa({ name: 'ChargeRolledBack' }),
      fa({ name: 'BookingReverted' }),
      fa({ name: 'AmountOverwritten' }),
      fa({ name: 'PaymentReversalRecorded' }),
      fa({ name: 'CorrectionPosted' }),
      fa({ name: 'EntryNullified' }),
      fa({ name: 'DepositCompensated', event: { corrects: 'null' } }),
    ],
    [
      fa({ name: 'PaymentReversed', event: { corrects: 'PaymentTaken' }, others: { PaymentTaken: {} } }),
      fa({ name: 'InvoiceVoided', event: { corrects: 'InvoiceIssued' }, others: { InvoiceIssued: {} } }),
      fa({ name: 'AccessRevoked' }),
      fa({ name: 'StockAdjusted' }),
      fa({ name: 'CorrectionRequestReceived' }),
      fa({ name: 'PaymentReversalRecorded', event: { corrects: 'PaymentTaken' }, others: { PaymentTaken: {} } }),
      fa(),
    ],
  ),
  ...['FA-040', 'FA-041'].flatMap((clause) =>
    both(
      clause,
      [
        fa({
          rest: 'commands:\n  ConfirmBooking: { owner: core, subject: booking, mutates: true, payload: { bookingId: uuid } }\n',
        }),
        fa({
          rest: 'commands:\n  confirm_booking: { owner: core, subject: booking, mutates: true, emits: [], payload: { bookingId: uuid } }\n',
        }),
        fa({
          rest: 'commands:\n  ConfirmBooking: { owner: core, subject: booking, mutates: true, emits: null, payload: { bookingId: uuid } }\n',
        }),
        fa({
          rest: 'commands:\n  booking.confirm:\n    owner: core\n    subject: booking\n    mutates: true\n    rejects: [FULL]\n    payload: { bookingId: uuid }\n',
        }),
      ],
      [
        fa({
          rest: 'commands:\n  ConfirmBooking: { owner: core, subject: booking, mutates: true, emits: BookingConfirmed, payload: { bookingId: uuid } }\n',
        }),
        fa({
          rest: 'commands:\n  PrintBooking: { owner: core, subject: booking, mutates: false, payload: { bookingId: uuid } }\n',
        }),
        fa({ rest: 'commands:\n  QuotePrice: { owner: core, subject: booking, payload: { bookingId: uuid } }\n' }),
      ],
    ),
  ),
  ...both(
    'FA-053',
    [
      fa({ rest: 'screens: { frontDesk: { writes: bookings.note } }\n' }),
      fa({ rest: 'screens:\n  frontDesk:\n    writes:\n      - { table: bookings, column: note }\n' }),
      fa({ rest: 'screens: { frontDesk: { writes: { bookings: [note] } } }\n' }),
    ],
    [
      fa({ rest: 'screens: { frontDesk: { issues: [] } }\n' }),
      fa({
        rest: 'screens: { frontDesk: { reads: guests } }\nprojections: { guests: { on: [BookingConfirmed], key: bookingId } }\n',
      }),
    ],
  ),
  ...['GS-026', 'GS-030'].flatMap((clause) =>
    both(
      clause,
      [
        gs({ event: { replay_intent: '' } }),
        gs({ event: { replay_intent: 'null' } }),
        gs({ event: { replay_intent: 'projection_only' } }),
        gs({ event: { replay_intent: 'everything' } }),
      ],
      [gs(), gs({ event: { replay_intent: 'replay_only' } }), gs({ event: { replay_intent: 'audit_only' } })],
    ),
  ),
  ...both(
    'EM-013',
    [
      em({ services: '{ reservations: { owns: booking }, kitchen: { owns: [booking] } }' }),
      em({ event: { producer: '' }, services: '{ reservations: {}, kitchen: {} }' }),
      em({ event: { producer: '', subject: '' }, services: '{ reservations: {}, kitchen: {} }' }),
    ],
    [em(), em({ event: { producer: '' } })],
  ),
  ...both(
    'EM-020',
    [
      em({ event: { producer: 'kitchen' } }),
      em({
        name: 'sales.lead.updated',
        event: { producer: 'kitchen', subject: '' },
        services: '{ sales: {}, kitchen: {} }',
        subjects: '{}',
        rest: '',
      }),
    ],
    [
      em(),
      em({ event: { producer: '' } }),
      em({
        name: 'kitchen.meal.cooked',
        event: { producer: 'kitchen', subject: 'meal', payload: '{ mealId: uuid }' },
        services: '{ reservations: {}, kitchen: { owns: [meal] } }',
        subjects: '{ meal: { id: mealId } }',
        rest: '',
      }),
    ],
  ),
  ...both(
    'EM-040',
    [
      em({ event: { payload: '' } }),
      em({ event: { payload: 'any' } }),
      em({ event: { payload: 'object' } }),
      em({ event: { payload: '', schema: '{}' } }),
      em({ event: { payload: '', schema: 'true' } }),
      em({ event: { payload: '', schema: '{ type: object }' } }),
      em({ event: { payload: '', schema: '{ type: object, additionalProperties: true }' } }),
    ],
    [em(), em(schema('nights: { type: integer }')), em({ event: { payload: '{ bookingId: uuid }' } })],
  ),
  ...both(
    'EM-046',
    [
      em({ event: { payload: 'any' } }),
      em(holds('extras: any')),
      em(holds("extras: 'any[]'")),
      em(holds('extras: { type: any }')),
      em(holds('extras: any?')),
      em(holds('room: { fields: { extras: any } }')),
      em({ event: { payload: '', schema: '{}' } }),
      em(schema('extras: {}')),
      em(schema('extras: true')),
      em(schema('extras: { type: array }')),
    ],
    [
      em(),
      em(schema('tags: { type: array, items: { type: string } }')),
      em(schema('level: { enum: [a, b] }, kind: { const: x }, size: { oneOf: [{ type: string }, { type: integer }] }')),
    ],
  ),
  ...both(
    'EM-043',
    [
      em({ event: { producer: '', subject: '' } }),
      em({ event: { producer: '' }, services: '{ reservations: {}, kitchen: {} }' }),
      em({ event: { producer: '""' }, services: '{ reservations: {}, kitchen: {} }' }),
    ],
    [em(), em({ event: { producer: '' } }), em({ services: '{ reservations: {} , kitchen: {} }' })],
  ),
  ...both(
    'EM-047',
    [
      em({ event: { classification: '' } }),
      em({ event: { classification: 'null' } }),
      em({ event: { classification: 'secretish' } }),
    ],
    [em(), em({ event: { classification: 'public' } })],
  ),
  ...both(
    'EM-048',
    [
      em(holds('data: object')),
      em(holds('details: { fields: { a: string } }')),
      em(holds('extraData: { fields: { other: { fields: { x: string } } } }')),
      em(holds("items: 'object[]'")),
      em(holds('additional_info: { fields: { x: string } }')),
      em(holds('misc: { items: { fields: { k: string } } }')),
      em(holds('room: { fields: { data: { fields: { misc: { fields: { a: string } } } } } }')),
      em(schema('data: { type: object }')),
      em(schema('data: { type: object, properties: { misc: { type: object, properties: { a: { type: string } } } } }')),
    ],
    [
      em(),
      em(holds('room: { fields: { number: string, floor: integer } }')),
      em(holds('paymentDetails: { fields: { method: string } }')),
      em(holds('data: string')),
      em(schema('room: { type: object, properties: { floor: { type: integer } } }')),
    ],
  ),
  ...both(
    'EM-049',
    [
      em({ subjects: '{ booking: { id: lineNumber } }', event: { payload: '{ lineNumber: integer }' } }),
      em({
        subjects: '{ booking: { id: guestName } }',
        event: { payload: '{ guestName: { type: string, sensitive: personal, reason: r, access: [kitchen] } }' },
      }),
      em({ subjects: '{ booking: { id: rowIndex } }', event: { payload: '{ rowIndex: integer }' } }),
      em({ subjects: '{ booking: { id: arrayPosition } }', event: { payload: '{ arrayPosition: integer }' } }),
      em({ subjects: '{ booking: { id: position_no } }', event: { payload: '{ position_no: integer }' } }),
      em({ subjects: '{ booking: { id: title } }', event: { payload: '{ title: string }' } }),
      em({ subjects: '{ booking: { id: displayName } }', event: { payload: '{ displayName: string }' } }),
      em({
        subjects: '{ booking: { id: user_email } }',
        event: { payload: '{ user_email: { type: email, sensitive: personal, reason: r, access: [kitchen] } }' },
      }),
      em({ event: { payload: '{ nights: integer }' } }),
      em({ event: { payload: '', schema: '{ type: object, properties: { nights: { type: integer } } }' } }),
    ],
    [
      em(),
      em({ subjects: '{ booking: { id: booking_no } }', event: { payload: '{ booking_no: string }' } }),
      em({ subjects: '{ booking: { id: orderLineId } }', event: { payload: '{ orderLineId: uuid }' } }),
      em({ subjects: '{ booking: { id: sku } }', event: { payload: '{ sku: string }' } }),
      em({ subjects: '{ booking: { id: subject_id } }', event: { payload: '{ nights: integer }' } }),
      em({ subjects: '{ booking: { id: addressId } }', event: { payload: '{ addressId: uuid }' } }),
      em(schema('nights: { type: integer }')),
    ],
  ),
  ...both(
    'EM-110',
    [
      em(holds('email_body: string')),
      em(holds('emailBody: string')),
      em(holds('messageText: string')),
      em(holds('guestEmail: string')),
      em(holds('mobileNumber: string')),
      em(holds('creditCardNumber: string')),
      em(holds('loginPassword: string')),
      em(schema('mail: { type: object, properties: { bodyHtml: { type: string } } }')),
    ],
    [
      em(),
      em(holds('emailId: uuid')),
      em(holds('message_id: uuid, messageLength: integer')),
      em(schema('messageId: { type: string }')),
    ],
  ),
  ...both(
    'EM-111',
    [
      em(marked('sensitive: health, reason: r, access: [kitchen]')),
      em(holds('bloodPressure: string')),
      em(holds('patientDiagnosis: string')),
      em(holds('medication: { items: { fields: { dosage: string } } }')),
      em(schema('diagnosis: { type: string }')),
      em(schema('notes: { type: string, sensitive: health, reason: r, access: [kitchen] }')),
    ],
    [
      em(marked(`sensitive: health, ${MAY}`)),
      em(marked('sensitive: health, reason: r, access: [kitchen], redact: hash')),
      em(holds('healthCheckPassed: boolean')),
      em(holds('diagnosisId: uuid')),
      em({
        event: {
          ...schema('notes: { type: string, sensitive: health, reason: r, access: [kitchen], redact: mask }').event,
          classification: 'phi',
        },
      }),
    ],
  ),
  ...both(
    'EM-114',
    [
      em({ event: { ...marked(`sensitive: health, ${MAY}`).event, classification: 'internal' } }),
      em({ event: { ...marked(`sensitive: health, ${MAY}`).event, classification: 'public' } }),
      em(holds(`phone: { type: string, sensitive: personal, ${MAY} }`)),
      em({
        event: { ...holds(`iban: { type: string, sensitive: financial, ${MAY} }`).event, classification: 'public' },
      }),
      em({
        event: { ...schema(`notes: { type: string, sensitive: health, ${MAY} }`).event, classification: 'public' },
      }),
      em({ event: { ...holds('healthRecord: string').event, classification: 'public' } }),
      em({
        event: {
          ...holds('note: { type: string, sensitive: health, reason: r, access: [kitchen], redact: mask }').event,
          classification: 'confidential',
        },
      }),
    ],
    [
      em(marked(`sensitive: health, ${MAY}`)),
      em({
        event: { ...holds(`phone: { type: string, sensitive: personal, ${MAY} }`).event, classification: 'personal' },
      }),
      em({
        event: {
          ...holds(`iban: { type: string, sensitive: financial, ${MAY} }`).event,
          classification: 'confidential',
        },
      }),
      em({ event: { classification: 'public' } }),
    ],
  ),
  ...both(
    'EM-115',
    [
      em({
        event: {
          ...holds('phone: { type: string, sensitive: personal, reason: to call back }').event,
          classification: 'personal',
        },
      }),
      em(marked('sensitive: health, reason: r, redact: mask')),
      em({
        event: {
          ...schema('phone: { type: string, sensitive: personal, reason: to call back }').event,
          classification: 'personal',
        },
      }),
    ],
    [
      em({
        event: {
          ...holds('phone: { type: string, sensitive: personal, reason: to call back, access: kitchen }').event,
          classification: 'personal',
        },
      }),
      em(marked(`sensitive: health, ${MAY}`)),
    ],
  ),
];
