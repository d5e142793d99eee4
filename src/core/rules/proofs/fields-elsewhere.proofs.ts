/** The clauses on fields that should not be there, in other trades. */
import { both, hotel } from './hotel.ts';
import type { Case, Proof } from './proof.ts';

const holding = (fields: string): Case =>
  hotel('reservations.guest.checked_in', 'dotted', { event: { payload: `{ bookingId: uuid, ${fields} }` } });
const texts = (names: string): readonly Case[] => names.split(' ').map((name) => holding(`${name}: string`));
const numbers = (names: string): readonly Case[] => names.split(' ').map((name) => holding(`${name}: integer`));

const named = (name: string): Case => hotel(name, 'dotted', {});
const happened = (name: string): Case => hotel(name, 'pascal', {});
const knownBy = (id: string): Case =>
  hotel('reservations.guest.checked_in', 'dotted', {
    subjects: `{ booking: { id: ${id} } }`,
    event: { payload: `{ ${id}: string }` },
  });

export const PROOFS: readonly Proof[] = [
  ...both(
    'ES-070',
    texts('smtp_pass session_cookie mfaSeed door_pin hmacKey wifi_psk recovery_phrase sas_token token pin apiKeys'),
    [
      ...texts('pin_code_area boardingPass token_type compassHeading key_id turnkeyRef'),
      ...numbers('tokens_used pinned'),
    ],
  ),
  ...both(
    'ES-071',
    [
      ...texts('pupil_name insuredName nino ethnicOrigin political_views fingerprint licence_plate birthplace'),
      ...texts('next_of_kin_name drivers_licence_no faceImage bornInTown union_membership'),
      ...numbers('salary phone taxId annual_income'),
    ],
    [...texts('phone_model ship_name ward_name salary_band_id'), ...numbers('emails births page_age phone_count')],
  ),
  ...both('EM-110', texts('letter_body chatText sms_text message_content mail_html'), texts('message_id letter_type')),
  ...both(
    'EM-111',
    texts('blood_sugar hiv_status psychiatricNotes prognosis medicine lab_values patient_condition nursingNotes'),
    texts('ward_id treatment_id surgery_room pulse_rate_hz medical_device_id vaccine_id'),
  ),
  ...both(
    'ES-004',
    texts('tbl_name rowversion stack_trace auto_increment_id'),
    texts('tablet_count throwCount stable_id'),
  ),
  ...both(
    'EM-048',
    [holding('ctx: { fields: { a: string } }'), holding('bag: { fields: { a: string } }')],
    [holding('luggage: { fields: { bags: integer } }')],
  ),
  ...both(
    'ES-081',
    ['plant.spinlock.taken', 'plant.socket.opened', 'wards.thread.spawned', 'fleet.scratch_file.created'].map(named),
    ['wards.worker.hired', 'plant.battery.swapped', 'fleet.thread.bought', 'bank.vault.locked'].map(named),
  ),
  ...both(
    'EM-049',
    ['pageNumber', 'hostname', 'place_in_queue', 'car_colour'].map(knownBy),
    ['placeId', 'serialNumber', 'positionId', 'barcode'].map(knownBy),
  ),
  ...both(
    'FA-021',
    ['TransferClawedBack', 'EntryCancelledOut', 'PayoutUnwound', 'PostingNegated'].map(happened),
    ['BookingCancelled', 'PaymentRefunded', 'ClockWoundBack'].map(happened),
  ),
];
