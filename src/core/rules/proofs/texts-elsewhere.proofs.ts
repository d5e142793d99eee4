/** The clauses that sentences break, in other trades: wards, banks, schools, games, machines. */
import { both, hotel } from './hotel.ts';
import type { Case, Proof } from './proof.ts';

const NAMES = { pascal: 'GuestCheckedIn', dotted: 'reservations.guest.checked_in' };
const given = (names: keyof typeof NAMES, keys: string): Case => {
  const { model = '' } = hotel(NAMES[names], names, {});
  return { model: model.replace('bookings: { ', `bookings: { ${keys}, `) };
};
const invariant = (names: keyof typeof NAMES, text: string, more = '') =>
  given(names, `invariants: [ { says: ${JSON.stringify(text)}${more} } ]`);
const described = (names: keyof typeof NAMES, text: string) => given(names, `description: ${JSON.stringify(text)}`);

const ordered = (text: string) => invariant('pascal', text);
const once = (text: string) => invariant('dotted', text);
const across = (text: string) => described('dotted', text);
const two = (text: string) => invariant('dotted', text, ', scope: subject');
const broker = (text: string) => described('pascal', text);
const seen = (text: string): Case => ({
  model: broker(text).model?.replace('record_kind: FACT', 'record_kind: OBSERVATION') ?? '',
});

export const PROOFS: readonly Proof[] = [
  ...both(
    'HL-031',
    [
      'the last heartbeat determines the state of the device',
      "a move is only legal following the opponent's move",
      'newer readings override older ones',
      'no dose is given unless it was prescribed earlier',
      'readings are strictly increasing in time',
      'turns alternate between players',
      'events must be handled in the order they were written',
      'a policy is cancelled last',
      'approval comes ahead of payout',
      'the most recent address counts',
      'FIFO',
    ].map(ordered),
    [
      'the follow-up address is valid',
      'the following fields are set',
      'an alternate phone number is given',
      'a card is played once a turn',
      'the last name is set',
      'two bids are never equal',
    ].map(ordered),
  ),
  ...both(
    'EM-084',
    [
      'messages are never repeated',
      'every event is seen one time only by the consumer',
      'redelivery does not happen',
      'consumers receive each event precisely once',
      'there are no duplicate deliveries',
      'idempotency is not needed since every event comes just once',
      'once-only delivery',
      'duplicate events cannot happen',
    ].map(once),
    [
      'each parcel is delivered exactly once to the door',
      'a patient is billed once',
      'a duplicate policy is refused',
      'events may arrive several times',
      'a message may well come more than once',
    ].map(once),
  ),
  ...both(
    'EM-092',
    [
      'Events across all wards are strictly ordered',
      'The log gives one order over all devices',
      'All consumers observe events in identical order',
      'We guarantee cross-partition ordering',
      'Global FIFO ordering',
      'Events of different accounts keep their relative order',
      'A global clock orders all events',
      'Records are ordered across the entire system',
    ].map(across),
    [
      'The global order desk',
      'Ordering between streams is undefined',
      'Order across wards is not guaranteed',
      'All orders of the whole company',
      'Total order value of all customers',
    ].map(across),
  ),
  ...both(
    'EM-091',
    [
      'player B moves after player A',
      'the claim of one policy is settled before claims of other policies',
      'device one reports before device two',
    ].map(two),
    ['a claim is settled after it is filed', 'the renewal follows the issue of the same policy'].map(two),
  ),
  ...both(
    'HL-055',
    [
      'The sensor cannot be wrong',
      'These values are the truth',
      'An infallible thermometer',
      'The definitive record of what the temperature is',
      'What is in here is so without doubt',
      'Readings are 100% accurate',
    ].map(seen),
    ['Not the definitive value', 'Accuracy is unknown', 'Positions with an accuracy of 5 m'].map(seen),
  ),
  ...both(
    'HL-003',
    [
      'Goes through Azure Service Bus',
      'An SNS topic',
      'Google Pub/Sub subscription',
      'An ActiveMQ queue',
      'Kept in a Postgres table',
      'retention.ms is three days',
      'Written with acks=all',
      'A JetStream consumer',
    ].map(broker),
    ['Solace was given', 'A replica of a painting', 'The bus left', 'Shards of glass', 'A jet stream'].map(broker),
  ),
];
