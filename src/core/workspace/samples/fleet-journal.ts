/**
 * The journal of the `fleet` sample: 100,000 records that vehicles of a parcel service wrote in a day, as NDJSON, made anew from a seed
 * each time it is needed. Its faults are planted one by one, far enough apart not to touch each other, and listed in `expected`: what an
 * honest integrity report (contract §5) says about it, neither more nor less.
 */
import type { ClockSkew, Duplicate, Gap, Late, Orphan, OutOfOrder, Start } from '../../journal/report.ts';

export const FLEET_RECORDS = 100_000;
const VEHICLES = 400;
const PER_VEHICLE = 262;
/** Faults stand at sequences 10, 30, 50 … of a vehicle: no two are neighbours, and none touches the start of a trip. */
const FAULT_EVERY = 20;
const DAY_MILLIS = Date.UTC(2026, 2, 2, 5, 0, 0);

export interface FleetExpected {
  readonly records: number;
  readonly subjects: number;
  readonly gaps: readonly Gap[];
  readonly starts: readonly Start[];
  readonly duplicates: readonly Duplicate[];
  readonly out_of_order: readonly OutOfOrder[];
  readonly clock_skew: readonly ClockSkew[];
  readonly late: readonly Late[];
  readonly orphans: readonly Orphan[];
}

type Fault =
  | 'gap'
  | 'long-gap'
  | 'exact'
  | 'conflicting'
  | 'sequence'
  | 'swap'
  | 'skew'
  | 'skew-process'
  | 'late'
  | 'orphan'
  | 'outlier';
const PLAN: readonly (readonly [Fault, number])[] = [
  ['gap', 31],
  ['long-gap', 6],
  ['exact', 24],
  ['conflicting', 5],
  ['sequence', 6],
  ['swap', 40],
  ['skew', 30],
  ['skew-process', 7],
  ['late', 25],
  ['orphan', 8],
  ['outlier', 1],
];
const LATE_STARTS = 3;

/** mulberry32: small, seeded, good enough for made-up data. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Planned {
  readonly vehicle: number;
  readonly sequence: number;
}
interface Draft {
  readonly vehicle: number;
  readonly sequence: number;
  readonly id: string;
  readonly type: string;
  readonly tEvent: number;
  readonly tLog: number;
  readonly tProcess: number;
  readonly correlation: string;
  readonly cause: string | undefined;
  readonly payload: string;
}

const vehicleName = (vehicle: number) => `vehicle/v-${String(vehicle + 1).padStart(3, '0')}`;
const iso = (millis: number) => new Date(millis).toISOString();
const recordId = (vehicle: number, sequence: number) =>
  `${vehicle.toString(36).padStart(2, '0')}-${sequence.toString(36).padStart(4, '0')}`;

const PLACES = ['depot', 'north', 'harbour', 'old town', 'market', 'station', 'hill', 'east'] as const;
const TYPES = [
  'PositionReported',
  'PositionReported',
  'PositionReported',
  'ParcelDelivered',
  'DoorOpened',
  'TemperatureMeasured',
] as const;
const TRIP = 40;

function typeAt(sequence: number, dice: number): string {
  const inTrip = sequence % TRIP;
  if (inTrip === 1) return 'TripStarted';
  if (inTrip === 0) return 'TripEnded';
  return TYPES[Math.floor(dice * TYPES.length)] ?? 'PositionReported';
}

function payloadOf(type: string, vehicle: number, sequence: number, dice: () => number): string {
  const place = PLACES[Math.floor(dice() * PLACES.length)] ?? 'depot';
  const common = `"vehicle_id":"v-${String(vehicle + 1).padStart(3, '0')}"`;
  switch (type) {
    case 'TripStarted':
      return `{${common},"driver":"driver-${Math.floor(dice() * 90) + 10}","from":"depot","planned_stops":${TRIP - 2}}`;
    case 'TripEnded':
      return `{${common},"kilometres":${(dice() * 80 + 20).toFixed(1)},"to":"depot"}`;
    case 'ParcelDelivered':
      return `{${common},"parcel_id":"P${vehicle}-${sequence}","place":"${place}",${dice() < 0.8 ? '"signature":"drawn",' : ''}"weight_kg":${(dice() * 12).toFixed(2)}}`;
    case 'DoorOpened':
      return `{${common},"door":"${dice() < 0.5 ? 'left' : 'rear'}","place":"${place}"}`;
    case 'TemperatureMeasured':
      return `{${common},"celsius":${(dice() * 9 - 2).toFixed(1)},"sensor_serial":${9_007_199_254_740}${String(100 + (vehicle % 900))}${sequence % 10}}`;
    default:
      return `{${common},"lat":${(52 + dice()).toFixed(5)},"lon":${(13 + dice()).toFixed(5)},"speed_kmh":${Math.floor(dice() * 70)},"place":"${place}"}`;
  }
}

function lineOf(draft: Draft): string {
  const cause = draft.cause === undefined ? '' : `,"causation_id":"${draft.cause}"`;
  const [type, id] = vehicleName(draft.vehicle).split('/');
  return (
    `{"id":"${draft.id}","type":"${draft.type}","version":1,"subject_type":"${type}","subject_id":"${id}","sequence":${draft.sequence}` +
    `,"t_event":"${iso(draft.tEvent)}","t_log":"${iso(draft.tLog)}","t_process":"${iso(draft.tProcess)}","producer":"telematics"` +
    `,"correlation_id":"${draft.correlation}"${cause},"payload":${draft.payload}}\n`
  );
}

/** Spreads the planned faults over vehicles and sequences, none twice at one place. */
function plant(dice: () => number): Map<string, Fault> {
  const planted = new Map<string, Fault>();
  const places: Planned[] = [];
  for (let vehicle = LATE_STARTS; vehicle < VEHICLES; vehicle++)
    for (let sequence = FAULT_EVERY / 2; sequence < PER_VEHICLE - FAULT_EVERY; sequence += FAULT_EVERY)
      places.push({ vehicle, sequence });
  for (const [fault, count] of PLAN) {
    for (let n = 0; n < count; n++) {
      const [place] = places.splice(Math.floor(dice() * places.length), 1);
      if (place) planted.set(recordId(place.vehicle, place.sequence), fault);
    }
  }
  return planted;
}

/** What a vehicle's record does to the file: the lines it stands for, as drafts still without a time of arrival. */
type Arrival = Omit<Draft, 'tLog' | 'tProcess' | 'tEvent'> & {
  readonly fault: Fault | undefined;
  readonly role: 'plain' | 'repeat';
};

function* arrivals(dice: () => number, planted: ReadonlyMap<string, Fault>): Generator<Arrival> {
  const held = new Map<number, Arrival>();
  const repeats: { readonly due: number; readonly arrival: Arrival }[] = [];
  let n = 0;
  for (let sequence = 1; sequence <= PER_VEHICLE; sequence++) {
    for (let vehicle = 0; vehicle < VEHICLES; vehicle++) {
      const start = vehicle < LATE_STARTS ? 5 + vehicle : 1;
      if (sequence < start) continue;
      const id = recordId(vehicle, sequence);
      const fault = planted.get(id);
      const type = typeAt(sequence, dice());
      const trip = Math.ceil(sequence / TRIP);
      const first = (trip - 1) * TRIP + 1;
      const tripStart = Math.max(first, start);
      const cause =
        fault === 'orphan' ? `lost-${id}` : sequence === tripStart ? undefined : recordId(vehicle, tripStart);
      const payload = payloadOf(type, vehicle, sequence, dice);
      const arrival: Arrival = {
        vehicle,
        sequence,
        id,
        type,
        cause,
        payload,
        fault,
        role: 'plain',
        correlation: `trip-${vehicle + 1}-${trip}`,
      };
      if (fault === 'gap' || fault === 'long-gap') continue;
      if (
        planted.get(recordId(vehicle, sequence - 1)) === 'long-gap' ||
        planted.get(recordId(vehicle, sequence - 2)) === 'long-gap'
      )
        continue;
      n++;
      if (fault === 'swap') {
        held.set(vehicle, arrival);
        continue;
      }
      yield arrival;
      const before = held.get(vehicle);
      if (before) {
        held.delete(vehicle);
        yield before;
      }
      if (fault === 'exact') repeats.push({ due: n + 50, arrival: { ...arrival, role: 'repeat' } });
      if (fault === 'conflicting') {
        const other = { ...arrival, role: 'repeat' as const, payload: payload.replace('{', '{"corrected":true,') };
        repeats.push({ due: n + 70, arrival: other });
      }
      if (fault === 'sequence') yield { ...arrival, role: 'repeat', id: `${id}-b` };
      while (repeats[0] && repeats[0].due <= n) {
        const due = repeats.shift();
        if (due) yield due.arrival;
      }
    }
  }
}

/** The journal's lines in file order (the header first), and what is wrong with it. Deterministic. */
export function fleetJournal(): { readonly text: readonly string[]; readonly expected: FleetExpected } {
  const dice = random(20_260_302);
  const planted = plant(dice);
  const text: string[] = [
    `${JSON.stringify({ factline: 1, journal: 'fleet', from: 'factline', sequence: { per: 'subject', base: 1 }, identity: ['id'], state: 'complete' })}\n`,
  ];
  const gaps: Gap[] = [];
  const duplicates = new Map<string, { kind: Duplicate['kind']; ids: string[]; lines: number[] }>();
  const out_of_order: OutOfOrder[] = [];
  const clock_skew: ClockSkew[] = [];
  const late: Late[] = [];
  const orphans: Orphan[] = [];
  const tEvents = new Map<string, number>();
  let line = 1;
  let clock = DAY_MILLIS;
  for (const arrival of arrivals(dice, planted)) {
    if (line > FLEET_RECORDS) break;
    line++;
    clock += Math.floor(dice() * 900) + 40;
    const { id, fault, role, vehicle, sequence } = arrival;
    const subject = vehicleName(vehicle);
    let tEvent = tEvents.get(id) ?? clock - Math.floor(dice() * 40_000) - 200;
    let tProcess = clock + Math.floor(dice() * 5_000) + 50;
    if (role === 'plain' && fault === 'skew') tEvent = clock + Math.floor(dice() * 115_000) + 5_000;
    if (role === 'plain' && fault === 'skew-process') tProcess = clock - Math.floor(dice() * 20_000) - 3_000;
    if (role === 'plain' && fault === 'late') tEvent = clock - (2 + Math.floor(dice() * 5)) * 3_600_000;
    if (role === 'plain' && fault === 'outlier') tEvent = Date.UTC(1999, 11, 31, 23, 59, 59);
    tEvents.set(id, tEvent);
    const draft: Draft = { ...arrival, tEvent, tLog: clock, tProcess };
    text.push(lineOf(draft));
    if (fault === 'skew' && role === 'plain') clock_skew.push({ line, id, t_event: iso(tEvent), t_log: iso(clock) });
    if (fault === 'skew-process')
      clock_skew.push({ line, id, t_log: iso(clock), t_process: iso(tProcess), consumer: 'import' });
    if (fault === 'late' || fault === 'outlier') late.push({ line, id, by: `PT${(clock - tEvent) / 1000}S` });
    if (fault === 'orphan') orphans.push({ line, id, causation_id: arrival.cause ?? '' });
    if (fault === 'swap') out_of_order.push({ subject, line, sequence, after: sequence + 1 });
    if (fault === 'exact' || fault === 'conflicting' || fault === 'sequence') {
      const key = `${subject}#${sequence}`;
      const entry = duplicates.get(key) ?? { kind: fault, ids: [], lines: [] };
      duplicates.set(key, { kind: fault, ids: [...entry.ids, id], lines: [...entry.lines, line] });
    }
  }
  for (const [id, fault] of planted) {
    if (fault !== 'gap' && fault !== 'long-gap') continue;
    const [vehicle, sequence] = id.split('-').map((part) => Number.parseInt(part, 36));
    if (vehicle === undefined || sequence === undefined) continue;
    const missing = fault === 'gap' ? 1 : 3;
    gaps.push({ subject: vehicleName(vehicle), after: sequence - 1, before: sequence + missing, missing });
  }
  const starts = Array.from({ length: LATE_STARTS }, (_, vehicle) => ({
    subject: vehicleName(vehicle),
    sequence: 5 + vehicle,
  }));
  return {
    text,
    expected: {
      records: line - 1,
      subjects: VEHICLES,
      gaps,
      starts,
      duplicates: [...duplicates.values()].map(({ kind, ids, lines }) =>
        kind === 'sequence' ? { kind, ids, lines } : { id: ids[0] ?? '', kind, lines },
      ),
      out_of_order,
      clock_skew,
      late,
      orphans,
    },
  };
}
