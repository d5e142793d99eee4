/** The clauses on names in other trades: wards, banks, schools, games, machines. */
import { both, type Given, hotel } from './hotel.ts';
import type { Case, Proof } from './proof.ts';

const em = (name: string, given: Given = {}) => hotel(name, 'dotted', given);
const fa = (name: string, given: Given = {}) => hotel(name, 'pascal', given);
const kinds = (kind: string, name: string): Case => {
  const { model = '' } = fa(name, {
    event: {
      ...(kind === 'INTENT' && { outcomes: '{ success: [LoanGranted], failure: [LoanRefused], within: 1d }' }),
    },
    ...(kind === 'INTENT' && {
      others: { LoanGranted: { stream: 'outcomes' }, LoanRefused: { stream: 'outcomes' } },
      rest: '',
    }),
  });
  const outcomes = /^ {2}bookings: .*\n/m.exec(model)?.[0].replace('bookings:', 'outcomes:') ?? '';
  return {
    model: model
      .replace('record_kind: FACT', `record_kind: ${kind}`)
      .replace('\nevents:\n', kind === 'INTENT' ? `\n${outcomes}events:\n` : '\nevents:\n'),
  };
};
const all = <T>(make: (name: string) => T, names: string): readonly T[] => names.split(' ').map(make);
const fact = (name: string) => kinds('FACT', name);
const intent = (name: string) => kinds('INTENT', name);
const seen = (name: string) => kinds('OBSERVATION', name);

/** Verbs that are nouns too: under a dotted form the last part is to be a past. */
const BASE_FORMS =
  'wards.bed.book exams.essay.grade plant.valve.close plant.valve.open fleet.parcel.scan game.card.draw game.dice.roll';
const PAST =
  'wards.patient.passed_away fleet.truck.broken_down plant.valve.stuck game.monster.slain claims.fraud.ruled_out ' +
  'bank.stock.split school.bell.rung bank.trade.unwound cloud.quota.used_up plant.risk.underwritten';

export const PROOFS: readonly Proof[] = [
  ...both(
    'HL-011',
    all(fact, 'OpenAccount HoldSeat DebitAccount PickUpParcel TruckShallLeave ValveNeedsToClose'),
    all(fact, 'AccountOpened SeatHeld ParcelPickedUp RiskUnderwritten PotSplit'),
  ),
  ...both(
    'HL-051',
    all(intent, 'OpenAccount RollDice GradeExam TurnOnPump FileClaim'),
    all(intent, 'AppealLodged ComplaintLodged DiceRollAttempted LoanApplied BidTendered'),
  ),
  ...both('HL-012', all(fact, 'PaymentReversiblyPosted'), all(fact, 'PaymentReversed HoldLifted')),
  ...both(
    'HL-053',
    all(fact, 'PaymentProcessing LoanSubjectToApproval ShipmentInTransit'),
    all(fact, 'PaymentProcessed LoanApproved ConditionalOfferMade ForecastPublished'),
  ),
  ...both(
    'HL-055',
    all(seen, 'PatientStable HeartRate72Bpm PatientHasFever RoomDark Pressure120Mmhg'),
    all(seen, 'TankLevelReading VehicleSpotted ButtonPressed PatientHasBeenSeen GlucoseTested'),
  ),
  ...['ES-005', 'EM-010'].flatMap((clause) => both(clause, all(em, BASE_FORMS), all(em, PAST))),
  ...both('EM-015', all(em, 'wards.transfer.request bank.loan.approval_requested'), all(em, PAST)),
  ...both('EM-041', all(em, 'thing1 eventname stuff'), all(em, PAST)),
  ...both('FA-050', all(fa, 'PolicyModification PupilUpdate'), all(fa, 'PolicyEndorsed GradeAwarded')),
];
