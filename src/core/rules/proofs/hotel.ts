/** A model to try clauses on that is complete under every profile but for its names: a hotel. */
import type { Case, Proof } from './proof.ts';

export type Keys = Readonly<Record<string, string>>;

export interface Given {
  readonly name?: string;
  /** Keys of the event besides the usual ones; '' leaves one out. */
  readonly event?: Keys;
  readonly services?: string;
  readonly subjects?: string;
  /** Other events, each with the usual keys besides. */
  readonly others?: Readonly<Record<string, Keys>>;
  readonly rest?: string;
}

const written = (name: string, keys: Keys) =>
  `  ${name}:\n${Object.entries(keys)
    .filter(([, value]) => value !== '')
    .map(([key, value]) => `    ${key}: ${value}\n`)
    .join('')}`;

/** Complete under every profile but for its names: a hotel. */
export function hotel(usual: string, names: string, { name = usual, event = {}, others = {}, ...given }: Given): Case {
  const keys: Keys = {
    description: 'Something is so from now on.',
    stream: 'bookings',
    replay_intent: 'projection_and_replay',
    owner: 'core',
    subject: 'booking',
    producer: 'reservations',
    version: '1',
    classification: 'internal',
    retention: 'P1Y',
    payload: '{ bookingId: uuid, nights: integer }',
  };
  const events = Object.entries({ [name]: event, ...others }).map(([one, own]) => written(one, { ...keys, ...own }));
  return {
    model: `factline: 1
model: hotel
names: ${names}
services: ${given.services ?? '{ reservations: { owns: [booking] }, kitchen: {} }'}
subjects: ${given.subjects ?? '{ booking: { id: bookingId } }'}
streams:
  bookings: { record_kind: FACT, partition_key: subject_id, ordering_scope: subject, retention: P1Y, time: { t_event: record }, delivery: at_least_once, idempotency: { strategy: record_id }, requires: [correlation_id, causation_id, idempotency_key] }
events:
${events.join('')}${given.rest ?? consumer(name)}`,
  };
}
export const consumer = (...types: readonly string[]) =>
  `consumers:\n  cook: { service: kitchen, kind: service, on: { ${types.map((type) => `${type}: [1]`).join(', ')} }, unknown_version: park, dedupe_by: id, ordering: none, awaits_reply: false }\n`;

/** Each way to break a clause, with each way to keep it. */
export function both(clause: string, violating: readonly Case[], satisfying: readonly Case[]): readonly Proof[] {
  const most = Math.max(violating.length, satisfying.length);
  return Array.from({ length: most }, (_, i) => ({
    clause,
    violates: violating[i % violating.length] ?? {},
    satisfies: satisfying[i % satisfying.length] ?? {},
  }));
}
