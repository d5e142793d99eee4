/** Which fields are the three times, in which unit and zone: from names, the size of the numbers, and how the times of a record differ. */
import { formatMicros, parseEpoch, parseTime } from '../record/time.ts';
import type { TimeRole, TimeSpec, TimeUnit } from './mapping.ts';
import { TIME_ROLES } from './mapping.ts';
import { nameScore, snakeOf, TIME_RULES } from './propose-words.ts';
import type { Column, Sample } from './sample.ts';

/** A column of times. */
export interface TimeColumn {
  readonly column: Column;
  readonly unit: TimeUnit;
  /** None of its values says a zone. */
  readonly zoneless: boolean;
  /** By row, a zone-less time taken as UTC; NaN where there is none. */
  readonly micros: Float64Array;
}
export interface TimeNote {
  readonly severity: 'info' | 'warning';
  readonly text: string;
  readonly role: TimeRole;
}
export interface ProposedTimes {
  readonly roles: Readonly<Partial<Record<TimeRole, TimeColumn>>>;
  readonly specs: Readonly<Partial<Record<TimeRole, TimeSpec>>>;
  readonly notes: readonly TimeNote[];
}

const ZONED = /(?:Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)$/i;
const TIME_NAME =
  /time|date|(^|_)(ts|at|on|dt|epoch|es|when|occurred|recorded|received|created|updated|processed|inserted)(_|$)|(_|^)(ms|us|ns|millis|micros|nanos|seconds)$/;
const QUARTER_MICROS = 15 * 60 * 1e6;

/** The columns that hold times: nearly all values are, and numbers only under a name of time. */
export function timeColumns(sample: Sample): readonly TimeColumn[] {
  return sample.columns.flatMap((column) => timeColumn(column) ?? []);
}

function timeColumn(column: Column): TimeColumn | undefined {
  const texts = column.texts.filter((text) => text !== undefined);
  if (texts.length === 0 || texts.length * 2 < column.present) return undefined;
  const numeric = texts.every((text) => /^\d+(\.\d+)?$/.test(text));
  const unit = numeric ? (TIME_NAME.test(snakeOf(column.keys.at(-1) ?? '')) ? unitOf(texts) : undefined) : 'iso';
  if (unit === undefined) return undefined;
  const micros = new Float64Array(column.texts.length).fill(Number.NaN);
  let good = 0;
  let zoned = 0;
  for (const [row, text] of column.texts.entries()) {
    if (text === undefined) continue;
    const time = unit === 'iso' ? (text.length > 10 ? parseTime(text, 'Z') : undefined) : parseEpoch(text, unit);
    if (!time) continue;
    micros[row] = time.micros;
    good++;
    if (unit !== 'iso' || ZONED.test(text.slice(10))) zoned++;
  }
  return good * 20 >= texts.length * 19 ? { column, unit, zoneless: zoned === 0, micros } : undefined;
}

/** The unit in which the middle value falls between 1990 and 2100. */
function unitOf(texts: readonly string[]): TimeUnit | undefined {
  const values = texts.map(Number).toSorted((a, b) => a - b);
  const middle = values[values.length >> 1] ?? 0;
  const seconds = { s: 1, ms: 1e3, us: 1e6, ns: 1e9 } as const;
  return (['s', 'ms', 'us', 'ns'] as const).find(
    (unit) => middle / seconds[unit] > 6.3e8 && middle / seconds[unit] < 4.1e9,
  );
}

/** `stamped`: the rows are numbered by a store, so that a time of no particular name is the store's. */
export function proposeTimes(sample: Sample, root: readonly string[], stamped: boolean): ProposedTimes {
  const times = timeColumns(sample).filter((time) => time.column.present * 2 > sample.rows);
  const zones = new Map(times.map((time) => [time, zoneOf(time, times)]));
  const scored = times
    .map((time) => ({ time, scores: TIME_ROLES.map((role) => scoreOf(role, time, root, stamped)) }))
    .filter(({ scores }) => scores.some((score) => score > 0.15))
    .toSorted((a, b) => Math.max(...b.scores) - Math.max(...a.scores))
    .slice(0, 8);
  let best: { readonly score: number; readonly picked: readonly (TimeColumn | undefined)[] } = {
    score: -Infinity,
    picked: [],
  };
  const choices = [undefined, ...scored];
  for (const event of choices)
    for (const log of choices)
      for (const process of choices) {
        const picks = [event, log, process];
        const used = picks.filter((p) => p !== undefined);
        if (new Set(used).size < used.length) continue;
        const named = picks.reduce((sum, p, i) => sum + (p ? (p.scores[i] ?? 0) - 0.15 : 0), 0);
        const order = orderPenalty(used.map((p) => shifted(p.time, zones.get(p.time))));
        // Of three times the first is wanted most: a lone time is when it happened, unless a store made it.
        const missing = (event || (stamped && log) ? 0 : 0.5) + (log ? 0 : 0.05);
        const score = named - order - missing;
        if (score > best.score) best = { score, picked: picks.map((p) => p?.time) };
      }
  const roles: Partial<Record<TimeRole, TimeColumn>> = {};
  const specs: Partial<Record<TimeRole, TimeSpec>> = {};
  const notes: TimeNote[] = [];
  for (const [i, role] of TIME_ROLES.entries()) {
    const time = best.picked[i];
    if (!time) continue;
    roles[role] = time;
    const zone = zones.get(time);
    if (time.unit !== 'iso') {
      specs[role] = { unit: time.unit };
      notes.push({
        severity: 'info',
        role,
        text: `\`${time.column.path}\` counts ${UNIT_NAMES[time.unit]} since 1970, by the size of its numbers.`,
      });
    } else if (time.zoneless) {
      specs[role] = { zone: zone?.zone ?? 'Z' };
      notes.push({ role, ...zoneNote(time, zone) });
    }
  }
  return { roles, specs, notes };
}

const UNIT_NAMES = { iso: '', s: 'seconds', ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds' } as const;

function scoreOf(role: TimeRole, time: TimeColumn, root: readonly string[], stamped: boolean): number {
  const score = nameScore(TIME_RULES[role], time.column, root);
  const spread = time.column.distinct > 1 ? 0 : 0.1;
  const plain = score > 0 && score <= 0.7;
  const store = stamped && plain && role !== 't_process' ? (role === 't_log' ? 0.35 : -0.3) : 0;
  return score === 0 ? 0 : score + store - spread - (time.column.present < sampleNearly(time) ? 0.1 : 0);
}

const sampleNearly = (time: TimeColumn) => 0.9 * time.micros.length;

/** How far the picked times are from `event <= log <= process`: the share of rows that go back by more than a second. */
function orderPenalty(picked: readonly Float64Array[]): number {
  let worst = 0;
  for (const [i, later] of picked.entries()) {
    const earlier = picked[i - 1];
    if (!earlier) continue;
    let back = 0;
    let both = 0;
    for (const [row, at] of earlier.entries()) {
      const delta = (later[row] ?? Number.NaN) - at;
      if (Number.isNaN(delta)) continue;
      both++;
      if (delta < -1e6) back++;
    }
    worst = Math.max(worst, both === 0 ? 0 : back / both);
  }
  return worst > 0.5 ? worst : worst / 4;
}

interface Zone {
  readonly zone: string;
  readonly reference: TimeColumn;
  /** How far the two differ beyond the offset, in the middle. */
  readonly restMicros: number;
}

function shifted(time: TimeColumn, zone: Zone | undefined): Float64Array {
  const minutes = zone ? offsetOf(zone.zone) : 0;
  return minutes === 0 ? time.micros : time.micros.map((at) => at - minutes * 60e6);
}

function offsetOf(zone: string): number {
  const match = /^([+-])(\d{2}):(\d{2})$/.exec(zone);
  return match ? (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3])) : 0;
}

/**
 * The offset of a zone-less time: where another time of the same rows has a zone, and the two differ by a near-constant whole quarter of an
 * hour. The delay between them is small and seldom negative, so the low end of the differences is what is rounded.
 */
function zoneOf(time: TimeColumn, all: readonly TimeColumn[]): Zone | undefined {
  if (!time.zoneless) return undefined;
  const found = all
    .filter((other) => !other.zoneless)
    .flatMap((reference) => {
      const deltas = reference.micros
        .map((at, row) => at - (time.micros[row] ?? Number.NaN))
        .filter((delta) => !Number.isNaN(delta))
        .toSorted();
      const at = (share: number) => deltas[Math.floor(share * (deltas.length - 1))] ?? Number.NaN;
      const quarters = Math.round(at(0.1) / QUARTER_MICROS);
      const rest = at(0.5) - quarters * QUARTER_MICROS;
      const constant =
        at(0.9) - at(0.1) < QUARTER_MICROS / 2 && Math.abs(at(0.1) - quarters * QUARTER_MICROS) < QUARTER_MICROS / 3;
      // Offsets run from -12:00 to +14:00; the difference has the other sign.
      const real = quarters >= -56 && quarters <= 48;
      return deltas.length >= 2 && constant && real
        ? [{ zone: zoneText(-15 * quarters), reference, restMicros: rest }]
        : [];
    })
    .toSorted((a, b) => Math.abs(a.restMicros) - Math.abs(b.restMicros));
  return found[0];
}

function zoneText(minutes: number): string {
  if (minutes === 0) return 'Z';
  const pad = (n: number) => String(n).padStart(2, '0');
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

function zoneNote(time: TimeColumn, zone: Zone | undefined): Pick<TimeNote, 'severity' | 'text'> {
  const { path } = time.column;
  if (!zone)
    return {
      severity: 'warning',
      text: `\`${path}\` says no zone, and no other time tells which it is. It is read as UTC; correct the zone if that is wrong.`,
    };
  const other = zone.reference.column.path;
  const seconds = Math.round(zone.restMicros / 1e6);
  if (zone.zone === 'Z')
    return { severity: 'info', text: `\`${path}\` says no zone; it agrees with \`${other}\`, so it is UTC.` };
  const first = time.micros.findIndex((at) => !Number.isNaN(at));
  const example = `${time.column.texts[first] ?? ''} is ${formatMicros((time.micros[first] ?? 0) - offsetOf(zone.zone) * 60e6) ?? ''}`;
  return {
    severity: 'warning',
    text: `\`${path}\` says no zone. It differs from \`${other}\` by a constant ${zone.zone.slice(1)} hours (give or take ${Math.abs(seconds)} s), so its zone is proposed as ${zone.zone}: ${example}.`,
  };
}
