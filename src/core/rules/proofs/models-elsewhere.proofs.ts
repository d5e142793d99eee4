/** The clauses on consumers, systems, streams over time and behavior, in other trades. */
import { both, hotel } from './hotel.ts';
import type { Case, Proof } from './proof.ts';

const HEARD = 'reservations.guest.checked_in';
const desk = (consumer: string, more = ''): Case =>
  hotel(HEARD, 'dotted', {
    rest: `${more}consumers:\n  bot: { service: kitchen, on: { ${HEARD}: [1] }, unknown_version: park, dedupe_by: id, ordering: none, awaits_reply: false, ${consumer} }\n`,
  });
const effect = (name: string) => desk(`kind: service, effects: [ { name: ${name}, guard: id } ]`);
const ai = (name: string) => {
  const { model = '' } = desk(
    `kind: ai, policy: house, use: reasoning, effects: [ { name: ${name}, guard: id } ]`,
    'policies: { house: { description: A person looks., recorded_by: reservations.policy.checked } }\n',
  );
  const event = (producer: string, name_: string) =>
    `  ${name_}: { description: x, stream: bookings, replay_intent: audit_only, owner: core, ${producer === 'reservations' ? 'subject: booking, ' : ''}producer: ${producer}, version: 1, classification: internal, retention: P1Y, purpose: audit, payload: { bookingId: uuid } }\n`;
  return {
    model: model.replace(
      'policies:',
      `${event('reservations', 'reservations.policy.checked')}${event('kitchen', 'ai.decision_recorded')}policies:`,
    ),
  };
};
const system = (systems: string): Case =>
  hotel('sys.fate.point_spent', 'dotted', { event: { owner: 'fate' }, rest: `systems: { ${systems} }\n` });

const stream = (from: string, to: string): Case => {
  const { model = '' } = hotel('GuestCheckedIn', 'pascal', {});
  return { old: { model }, model: model.replace(from, to) };
};

const view = (on: string): Case =>
  hotel('GuestCheckedIn', 'pascal', { rest: `projections: { rooms: { on: [${on}], key: bookingId } }\n` });

const MODEL = `
factline: 1
model: ward
profiles: [game]
names: dotted
services: { ward: { owns: [patient] } }
subjects: { patient: { id: patient_id } }
events:
  patient.admitted: { description: x, replay_intent: audit_only, owner: core, subject: patient, version: 1, classification: internal, payload: { patient_id: string } }
commands:
  patient.admit: { description: x, owner: core, subject: patient, mutates: true, emits: [patient.admitted], payload: { patient_id: string } }
`;
const ward = (handler: string, top = '', decider = true): Case => ({
  model: MODEL,
  behavior: `${top}
export const deciders = { ${decider ? "'patient.admit': (state, command) => accept({ type: 'patient.admitted', payload: command.payload })" : ''} };
export const handlers = { 'patient.admit': ${handler} };
`,
});
const SENT = "execute({ type: 'patient.admit', payload: request.body })";

const late = (top: string, body: string): Case => ({
  ...desk('kind: service, effects: [ { name: notify, guard: id } ]'),
  behavior: `${top}\nexport const consumers = { bot: (event, { effects }) => { ${body} effects.notify({ id: event.id }); } };\n`,
});

export const PROOFS: readonly Proof[] = [
  ...both(
    'EM-030',
    ['redactEvent', 'consumeAndDelete', 'mask_events'].map(effect),
    ['redactPhoto', 'readAndFile', 'mask_window'].map(effect),
  ),
  ...both(
    'EM-101',
    ['approve_stay', 'payOut', 'cancelBooking', 'gradeGuest'].map(ai),
    ['approve_draft', 'rankRooms', 'notifyDesk'].map(ai),
  ),
  ...both(
    'GS-044',
    [system('pathfinder: { version: 1.0.0 }')],
    [system('fate: { version: 1.0.0 }, pathfinder: { version: 1.0.0 }')],
  ),
  ...both(
    'HL-002',
    [
      stream('partition_key: subject_id', 'partition_key: nights'),
      stream('ordering_scope: subject', 'ordering_scope: none'),
    ],
    [stream('Something is so', 'It is so'), stream('retention: P1Y', 'retention: P2Y')],
  ),
  { clause: 'HL-040', profile: 'unified', violates: view('GuestVanished'), satisfies: view('GuestCheckedIn') },
  ...both(
    'GS-011',
    [ward(`(request, { execute }) => { db.beds.update(request.body); return ${SENT}; }`, 'const db = globalThis.db;')],
    [ward(`(request, { execute }) => { const bed = { n: LIMIT }; return ${SENT}; }`, 'const LIMIT = Number("3");')],
  ),
  ...both(
    'GS-025',
    [ward(`(request, { execute }) => ${SENT}`, 'let last = 0;'), ward(`(request, { execute }) => ${SENT}`, 'var n;')],
    [ward(`(request, { execute }) => { let bed = 1; bed += 1; return ${SENT}; }`, 'const LAST = 0;')],
  ),
  ...both(
    'GS-010',
    [ward(`(request, { execute }) => ${SENT}`, '', false)],
    [ward(`(request, { execute }) => ${SENT}`)],
  ),
  ...both(
    'ES-052',
    [
      late(
        'const cutoff = () => new Date(Date.now() - 60_000).toISOString();',
        'if (event.t_event < cutoff()) return;',
      ),
    ],
    [late("const first = () => '2020-01-01T00:00:00Z';", 'if (event.payload.nights < 1) return;')],
  ),
];
