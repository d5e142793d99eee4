/** The clauses on records in other trades: valves, claims, exams, campaigns. */
import type { Case, Proof } from './proof.ts';

type Fields = Readonly<Record<string, unknown>>;
const journal = (...rows: readonly Fields[]): Case => ({
  journal: `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`,
});
const uuid = (n: number) => `7c9e6679-7425-40de-944b-${n.toString(16).padStart(12, '0')}`;
const time = (second: number) => `2026-05-04T08:30:${String(second).padStart(2, '0')}Z`;
const without = (row: Fields, name: string): Fields =>
  Object.fromEntries(Object.entries(row).filter(([key]) => key !== name));

const valve = (n: number, more: Fields = {}): Fields => ({
  id: uuid(n),
  type: 'plant.valve.closed',
  version: 1,
  timestamp: time(n),
  source: 'valves',
  correlation_id: 'shift-1',
  payload: { valve_id: 'v1' },
  ...more,
});
/** The same with another name for one field. */
const renamed = (row: Fields, from: string, to: string): Fields => ({ ...without(row, from), [to]: row[from] });
const own = (n: number) => ({ ...renamed(renamed(valve(n), 'timestamp', 't_event'), 'source', 'producer') });

const claim = (n: number, more: Fields = {}): Fields => ({
  id: `c${n}`,
  eventType: 'ClaimFiled',
  eventSchemaVersion: 1,
  tenantId: 't1',
  spaceId: 's1',
  subjectType: 'claim',
  subjectId: 'c1',
  actorId: 'agt-3',
  actorType: 'agent',
  occurredAt: time(n),
  recordedAt: time(n + 1),
  sequence: n,
  correlationId: 'saga-1',
  payload: { claim_id: 'c1' },
  ...more,
});
const healed = (payload: Fields): Fields => ({
  campaign_id: 'c1',
  seq: 1,
  event_type: 'character.healed',
  timestamp: time(1),
  actor_type: 'participant',
  payload_json: JSON.stringify(payload),
});

const plain = (clause: string, violates: Case, satisfies: Case): Proof => ({ clause, violates, satisfies });

export const PROOFS: readonly Proof[] = [
  plain(
    'ES-001',
    journal(valve(1), renamed(valve(2), 'type', 'eventType')),
    journal(renamed(valve(1), 'type', 'eventType'), renamed(valve(2), 'type', 'eventType')),
  ),
  plain(
    'ES-001',
    journal(own(1), renamed(own(2), 'type', 'eventType')),
    journal(own(1), own(2), { ...own(3), causation_id: uuid(2) }),
  ),
  plain(
    'ES-001',
    journal(renamed(valve(1), 'type', 'event_type'), own(2)),
    journal(renamed(valve(1), 'correlation_id', 'correlationId'), {
      ...renamed(valve(2), 'correlation_id', 'correlationId'),
      causationId: uuid(1),
    }),
  ),
  plain(
    'ES-001',
    journal(valve(1), valve(2), renamed(valve(3), 'correlation_id', 'correlationId')),
    journal(valve(1), { ...valve(2), causation_id: uuid(1) }),
  ),
  plain(
    'FA-017',
    journal(claim(1), claim(2, { causationId: 'c3' }), claim(3, { causationId: 'c2' })),
    journal(claim(1), claim(2, { causationId: 'c1' }), claim(3, { causationId: 'c1' })),
  ),
  ...[{ gold: { $inc: 2 } }, { score: 'double the present score' }, { mana: 'half of the old value' }].map((payload) =>
    plain(
      'GS-025',
      journal(healed(payload)),
      journal(healed({ gold: { $ref: 'purse' }, note: 'half of the party', hp_after: 4 })),
    ),
  ),
  plain('ES-016', journal(valve(1, { source: 'DESKTOP-9F3K2' })), journal(valve(1, { source: 'team/valves' }))),
  plain('ES-016', journal(valve(1, { source: 'pod/valves-1' })), journal(valve(1, { source: 'valves-v2' }))),
  plain('ES-020', journal(valve(1, { type: 'plant.valve.send' })), journal(valve(1, { type: 'front-desk.key.lost' }))),
];
