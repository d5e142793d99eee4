/** An offset of one journal's clock against another's, where the records themselves show it. */
import { TIME_ROLES, type TimeRole } from '../../formats/mapping.ts';
import { NO_ROW } from '../builder-processing.ts';
import { rowsByHash } from '../hashes.ts';
import type { AxisSource } from './source.ts';

export interface OffsetProposal {
  readonly micros: number;
  readonly times: readonly TimeRole[];
  readonly evidence: /** So many records are in both; of these so many differ by just this. */
    | { readonly kind: 'shared'; readonly records: number; readonly agree: number }
    /** Causes and effects lie in both; without it so many effects stand before their cause. */
    | { readonly kind: 'causes'; readonly links: number; readonly backwards: number };
}

const LEAST = 3;
/** Differences that vary by less are one. */
const TOLERANCE_MICROS = 1000;
const MOST_SHARE = 0.9;

/** Undefined where nothing shows one: too few records, or their differences vary, or contradict one another. */
export function proposeOffset(reference: AxisSource, source: AxisSource): OffsetProposal | undefined {
  return bySharedRecords(reference, source) ?? byCauses(reference, source);
}

function constant(differences: Float64Array): { readonly micros: number; readonly agree: number } | undefined {
  if (differences.length < LEAST) return undefined;
  const micros = differences.toSorted()[differences.length >> 1] ?? 0;
  const agree = differences.reduce((sum, d) => sum + (Math.abs(d - micros) <= TOLERANCE_MICROS ? 1 : 0), 0);
  return agree >= MOST_SHARE * differences.length ? { micros, agree } : undefined;
}

function bySharedRecords(reference: AxisSource, source: AxisSource): OffsetProposal | undefined {
  const rowOf = rowsByHash(reference.hashes.identity);
  const { identity } = source.hashes;
  const events: number[] = [];
  const logs: number[] = [];
  for (let row = 0; row < source.columns.count; row++) {
    const other = rowOf(identity[2 * row] ?? 0, identity[2 * row + 1] ?? 0);
    if (other === NO_ROW) continue;
    events.push(
      (reference.columns.tEventMicros[other] ?? Number.NaN) - (source.columns.tEventMicros[row] ?? Number.NaN),
    );
    logs.push((reference.columns.tLogMicros[other] ?? Number.NaN) - (source.columns.tLogMicros[row] ?? Number.NaN));
  }
  const known = (list: readonly number[]) => Float64Array.from(list.filter((d) => !Number.isNaN(d)));
  const event = constant(known(events));
  const log = constant(known(logs));
  // Times that were copied along with the record are of one clock; only the log's own then differ.
  const logAlone = event?.micros === 0 && log !== undefined;
  const found = logAlone ? log : (log ?? event);
  if (!found || found.micros === 0) return undefined;
  return {
    micros: found.micros,
    times: logAlone ? ['t_log', 't_process'] : TIME_ROLES,
    evidence: { kind: 'shared', records: events.length, agree: found.agree },
  };
}

/** Effects here of causes there say how little it can be, causes here of effects there how much; between both lies the truth. */
function byCauses(reference: AxisSource, source: AxisSource): OffsetProposal | undefined {
  let least = Number.NEGATIVE_INFINITY;
  let most = Number.POSITIVE_INFINITY;
  let links = 0;
  let backwards = 0;
  const look = (effects: AxisSource, causes: AxisSource, tell: (lead: number) => void) => {
    const { causation } = effects.hashes;
    if (!causation.some((word) => word !== 0)) return;
    const [byId, byRequest] = [rowsByHash(causes.hashes.id), rowsByHash(causes.hashes.request)];
    const ownId = rowsByHash(effects.hashes.id);
    for (let row = 0; row < effects.columns.count; row++) {
      const [low, high] = [causation[2 * row] ?? 0, causation[2 * row + 1] ?? 0];
      if (ownId(low, high) !== NO_ROW) continue;
      const record = byId(low, high);
      const cause = record === NO_ROW ? byRequest(low, high) : record;
      if (cause === NO_ROW) continue;
      const lead = timeOf(causes, cause) - timeOf(effects, row);
      if (Number.isNaN(lead)) continue;
      links++;
      if (lead > 0) backwards++;
      tell(lead);
    }
  };
  look(source, reference, (lead) => {
    least = Math.max(least, lead);
  });
  look(reference, source, (lead) => {
    most = Math.min(most, -lead);
  });
  if (links < LEAST || backwards === 0 || least > most) return undefined;
  const bounded = Number.isFinite(least) && Number.isFinite(most);
  const micros = bounded ? Math.round((least + most) / 2) : Number.isFinite(least) ? least : most;
  return { micros, times: TIME_ROLES, evidence: { kind: 'causes', links, backwards } };
}

function timeOf({ columns: { tLogMicros, tEventMicros } }: AxisSource, row: number): number {
  const log = tLogMicros[row] ?? Number.NaN;
  return Number.isNaN(log) ? (tEventMicros[row] ?? Number.NaN) : log;
}
