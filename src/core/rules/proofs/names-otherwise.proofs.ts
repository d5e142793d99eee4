/** The clauses on names once more: in other words and other styles. */
import { both, consumer, type Given, hotel } from './hotel.ts';
import type { Case } from './proof.ts';

const em = (name: string, given: Given = {}) => hotel(name, 'dotted', given);
const es = em;
const gs = (name: string, given: Given = {}) => hotel(name, 'dotted', given);
const fa = (name: string, given: Given = {}) => hotel(name, 'pascal', given);
/** One type in a stream of a kind. */
const hl = (kind: string, name: string, names = 'pascal', given: Given = {}): Case => {
  const outcomes = kind === 'INTENT' ? '{ success: [BookingConfirmed], failure: [BookingDeclined], within: 1d }' : '';
  const time = kind === 'DERIVATION' ? '{ t_event: record, t_process: record }' : '{ t_event: record }';
  const stream = `{ record_kind: ${kind}, partition_key: bookingId, ordering_scope: partition, retention: P1Y, time: ${time}, delivery: at_least_once, idempotency: { strategy: record_id } }`;
  const { model = '' } = hotel(name, names, {
    ...given,
    event: { stream: 'some', outcomes, ...given.event },
    others: { BookingConfirmed: {}, BookingDeclined: {} },
    rest: '',
  });
  return { model: model.replace('streams:\n', `streams:\n  some: ${stream}\n`) };
};
const all = <T>(make: (name: string) => T, ...names: readonly string[]): readonly T[] => names.map(make);
const fact = (name: string) => hl('FACT', name);
const intent = (name: string) => hl('INTENT', name);
const seen = (name: string) => hl('OBSERVATION', name);

const SYSTEMS = 'systems: { fate: { version: 2.0.0 }, pathfinder2e: { version: 1.0.0 } }\n';
const system = (name: string, owner = 'fate') => gs(name, { event: { owner }, rest: SYSTEMS });
const core = (name: string) => gs(name, { rest: SYSTEMS });
const command = (name: string, keys: string) =>
  `${SYSTEMS}commands:\n  ${name}: { subject: booking, mutates: true, payload: { bookingId: uuid }, ${keys} }\n`;
const both_ = (name: string, keys: string) =>
  gs('scene.closed', { others: { 'sys.fate.point_spent': { owner: 'fate' } }, rest: command(name, keys) });

const PAST = [
  'reservations.booking.cancelled',
  'kitchen.menu.put_together',
  'front-desk.guest.checked_in',
  'reservations.room.let',
  'reservations.invoice.sent',
  'reservations.key_card.lost',
  'reservations.deposit.paid_out',
  'reservations.rate.set',
  'reservations.tour.led',
];
const ORDERS = [
  'reservations.booking.cancel',
  'reservations.invoice.send',
  'reservations.refund.approve',
  'reservations.booking.cancel_now',
];
const hears = (name: string, more: string) => em(name, { rest: consumer(name).replace('awaits_reply: false', more) });

export const PROOFS = [
  ...both(
    'HL-003',
    [
      ...all(fact, 'BookingPublishedToKafka', 'RabbitmqMessageSent'),
      hl('FACT', 'BookingCancelled', 'pascal', { event: { description: 'Sent to the SQS queue of bookings.' } }),
      hl('FACT', 'BookingCancelled', 'pascal', { event: { description: 'Kept in a Kinesis shard.' } }),
      hl('FACT', 'BookingCancelled', 'pascal', { event: { payload: '{ bookingId: uuid, kafkaOffset: integer }' } }),
      hl('FACT', 'BookingCancelled', 'pascal', {
        event: { payload: '{ bookingId: uuid, source: { fields: { kafka_partition: integer } } }' },
      }),
      hl('FACT', 'BookingCancelled', 'pascal', { event: { description: 'Is on the Kafka topic bookings.v1.' } }),
      hl('FACT', 'BookingCancelled', 'pascal', {
        event: {
          payload: '',
          schema:
            '{ type: object, properties: { bookingId: { type: string }, kafkaOffset: { type: integer } }, required: [bookingId] }',
        },
      }),
      hl('FACT', 'BookingCancelled', 'pascal', {
        event: { description: 'Goes to a consumer group with 3 replicas of Pulsar.' },
      }),
      hl('FACT', 'BookingCancelled', 'pascal', { event: { description: 'A NATS subject.' } }),
    ],
    [
      ...all(fact, 'TopicDiscussed', 'QueueJoined', 'CeleryHarvested', 'PulseRead'),
      hl('FACT', 'BookingCancelled', 'pascal', { event: { description: 'The guest left the queue at the desk.' } }),
    ],
  ),
  ...both(
    'HL-011',
    [
      ...all(fact, 'CancelBooking', 'SendInvoiceToGuest', 'BookingWillBeCancelled', 'GuestShouldPay', 'BookingCancel'),
      ...all(seen, 'SubmitTemperature', 'SendReading'),
      ...all(intent, 'CancelBooking'),
    ],
    [
      ...all(fact, 'BookingCancelled', 'GuestCheckedIn', 'DepositPaidOut', 'RoomLet', 'InvoiceSent', 'KeyLost'),
      ...all(intent, 'BookingCancellationRequested'),
      ...all(seen, 'DoorSensorTriggered', 'TemperatureMeasured'),
    ],
  ),
  ...both(
    'HL-012',
    all(
      fact,
      'RoomTentativelyBooked',
      'RoomProvisionallyReserved',
      'TableTemporarilyHeld',
      'SeatReservedTentatively',
      'ProvisionallyAcceptedOffer',
      'BookingRevocablyConfirmed',
    ),
    all(fact, 'RoomHoldExpired', 'RoomHoldReleased', 'RoomReserved', 'BookingReversed', 'ReservationLapsed'),
  ),
  ...both(
    'HL-051',
    all(
      intent,
      'CancelBooking',
      'ChangeRoom',
      'booking_cancel',
      'BookingCancelled',
      'RoomChanged',
      'MakePayment',
      'BookRoom',
      'SendMail',
      'PaymentTaken',
      'BookingWillBeChanged',
    ),
    all(
      intent,
      'BookingCancellationRequested',
      'GuestRequestedRoomChange',
      'RoomChangeAttempted',
      'PaymentInitiated',
      'RefundClaimed',
      'VisaApplicationSubmitted',
      'RoomChangeAsked',
      'UpgradeProposed',
      'LoginTried',
      'CheckoutStartRequested',
    ),
  ),
  ...both(
    'HL-053',
    all(
      fact,
      'BookingPending',
      'PendingPayment',
      'DraftInvoice',
      'TentativeBooking',
      'ProvisionalOffer',
      'BookingAwaitingConfirmation',
      'ReservationOnHold',
      'BookingMaybeConfirmed',
      'BookingUncertain',
      'PaymentPossiblyReceived',
      'EstimatedDelivery',
      'BookingNotYetConfirmed',
      'PreliminaryResult',
      'UnconfirmedBooking',
      'RetractableOffer',
      'booking_pending',
      'PotentialFraud',
    ),
    all(
      fact,
      'BookingConfirmed2',
      'InvoiceIssued',
      'OfferWithdrawn',
      'DraftPublished',
      'HoldReleased',
      'PendingTransfersCleared',
      'EstimateDelivered',
      'DraftDeleted',
      'TemporaryPasswordIssued',
      'ProcessingFeeCharged',
      'ProvisionalLicenceIssued',
      'WaitingListJoined',
    ),
  ),
  ...both(
    'HL-055',
    all(
      seen,
      'TemperatureIs21Degrees',
      'RoomIsEmpty',
      'DoorOpen',
      'HumidityIsHigh',
      'GuestIsPresent',
      'Pressure3Bar',
      'BatteryIsLow',
      'RoomHas3Guests',
      'OccupancyEquals12',
      'StockIs5',
    ),
    all(
      seen,
      'TemperatureMeasured',
      'RoomEntryDetected',
      'HumidityReadingTaken',
      'GuestSighted',
      'BatteryLevelReported',
      'DoorOpeningRecorded',
      'PageViewed',
      'OccupancyCounted',
      'HeartRateSampled',
      'SensorReading',
    ),
  ),
  ...both(
    'GS-022',
    [
      both_('scene.close', 'owner: core, emits: [sys.fate.point_spent]'),
      both_('scene.close', 'owner: core, emits: [scene.closed], rejects: { NO: sys.fate.point_spent }'),
      both_('scene.close', 'emits: sys.fate.point_spent'),
    ],
    [
      both_('scene.close', 'owner: core, emits: [scene.closed]'),
      both_('scene.close', 'owner: core, emits: scene.closed'),
    ],
  ),
  ...both(
    'GS-023',
    [
      both_('sys.fate.point.spend', 'owner: fate, emits: [scene.closed]'),
      both_('sys.fate.point.spend', 'owner: fate, emits: [sys.fate.point_spent, scene.closed]'),
    ],
    [both_('sys.fate.point.spend', 'owner: fate, emits: [sys.fate.point_spent]')],
  ),
  ...both(
    'GS-051',
    all(
      core,
      'campaign.session.started',
      'SessionStarted',
      'session_started',
      'sessionStarted',
      'session',
      'Session.started',
      'session.Started',
      'session/started',
      'session-started',
      'campaign.participant.seat.changed',
    ),
    all(
      core,
      'session.started',
      'scene.gate_opened',
      'character.profile_replaced',
      'invite.claimed',
      'story-note.added',
    ),
  ),
  ...both(
    'GS-052',
    [
      system('fate.point_spent'),
      system('point.spent'),
      system('PointSpent'),
      core('fate.point_spent'),
      core('pathfinder2e.action.taken'),
      system('sys.point_spent'),
      system('system.fate.point_spent'),
      system('sys.pathfinder2e.point_spent'),
    ],
    [
      system('sys.fate.point_spent'),
      system('sys.fate.scene.aspect_created'),
      system('sys.pathfinder2e.action_taken', 'pathfinder2e'),
    ],
  ),
  ...both(
    'GS-061',
    [core('scene.closed'), core('sys.fate.point_spent')].map(({ model = '' }) => ({
      model: model.replace('    owner: core\n', ''),
    })),
    [core('scene.closed'), system('sys.fate.point_spent')],
  ),
  ...['ES-005', 'ES-021', 'EM-010', 'EM-061'].flatMap((clause) =>
    both(
      clause,
      [...all(em, ...ORDERS), em('reservations.booking.cancelling'), em('reservations.booking.will_cancel')],
      all(em, ...PAST),
    ),
  ),
  ...['ES-021', 'EM-061'].flatMap((clause) =>
    both(
      clause,
      all(em, 'front-desk.guest.check_in', 'reservations.meal.pick_up'),
      all(em, 'front-desk.guest.checked_in', 'reservations.meal.picked_up'),
    ),
  ),
  ...both(
    'ES-013',
    all(es, 'cancelled', 'BookingCancelled', 'bookingCancelled', 'booking_cancelled', '.booking.cancelled'),
    all(es, 'reservations.booking.cancelled', 'reservations.booking_cancelled'),
  ),
  ...both(
    'ES-020',
    all(
      es,
      'BookingCancelled',
      'booking_cancelled',
      'cancel_booking',
      'Reservations.Booking.Cancelled',
      'reservations.booking.Cancelled',
      'reservations/booking/cancelled',
      'eu.hotel.reservations.booking.cancelled',
      'reservations.cancelled',
      'reservations:booking:cancelled',
    ),
    all(
      es,
      'reservations.booking.cancelled',
      'reservations.group-booking.cancelled',
      'reservations.group_booking.cancelled',
      'reservations.booking_cancelled',
      'reservations.booking.cancelled.v2',
    ),
  ),
  ...both(
    'EM-015',
    all(
      em,
      'reservations.refund.requested',
      'reservations.invoice.send_requested',
      'reservations.booking.cancel',
      'reservations.booking.cancellation_requested',
      'reservations.room.change_asked',
      'reservations.booking.request_cancel',
    ),
    all(em, ...PAST),
  ),
  ...both(
    'EM-023',
    all(
      em,
      'reservations.booking.will_be_cancelled',
      'reservations.booking.to_be_cancelled',
      'reservations.booking.about_to_expire',
      'reservations.booking.going_to_cancel',
      'reservations.guest.should_pay',
      'reservations.booking.pending',
      'reservations.booking.must_pay',
    ),
    all(em, ...PAST),
  ),
  ...both(
    'EM-041',
    all(em, "''", 'event1', 'TODO', '"???"', 'unnamed', '"123"', 'some_event', 'my.event', 'new_event'),
    all(em, 'reservations.name.changed', 'reservations.event.booked', 'reservations.new_year_party.booked'),
  ),
  ...both(
    'EM-060',
    all(
      em,
      'BookingCancelled',
      'bookingCancelled',
      'booking_cancelled',
      'booking-cancelled',
      'Reservations.Booking.Cancelled',
      'reservations.bookingCancelled',
      'RESERVATIONS.BOOKING.CANCELLED',
      'reservations/booking.cancelled',
      'reservations.booking cancelled',
    ),
    all(em, ...PAST),
  ),
  ...both(
    'FA-050',
    all(
      fa,
      'UpdateBookingStatus',
      'BookingStatusUpdated',
      'BookingUpdated',
      'BookingRecordSaved',
      'StatusChanged',
      'BookingFieldsModified',
      'SetBookingState',
      'BookingStateSet',
      'BookingRowInserted',
      'BookingPatched',
      'BookingStatusChange',
      'BookingDataChanged',
      'BookingUpserted',
      'BookingStatusWasUpdated',
      'BookingStatusChangedToPaid',
    ),
    all(
      fa,
      'BookingConfirmed',
      'RoomChanged',
      'RateSet',
      'SoftwareUpdateInstalled',
      'GuestMoved',
      'DepositRefunded',
      'LetterWritten',
      'CarpetAltered',
    ),
  ),
  ...both(
    'EM-140',
    [
      hears('reservations.invoice.send', 'awaits_reply: true'),
      hears('reservations.booking.cancel', 'description: x'),
      hears('reservations.invoice.send_requested', 'awaits_reply: true'),
    ],
    [...all(em, ...PAST)],
  ),
];
