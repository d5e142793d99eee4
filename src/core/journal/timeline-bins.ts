/**
 * The timeline of a journal as it looks at first, in counts: stored, so that it can be painted before the columns are there. In each of its
 * bins a count is exact; where edges of a picture fall into a bin its records count as spread evenly.
 */
import { type Lane, type LaneData, MARK_KINDS } from './lanes.ts';
import { countKinds, type MarkColumn, markColumns } from './timeline-marks.ts';
import { countBetween, countBins, lowerBound } from './timeline-search.ts';
import { type Fit, fitWindow, type TimeWindow } from './timeline-window.ts';

/** What is stored in another version is left aside and made anew. */
const VERSION = 1;
const BINS = 2048;
/** So many findings are kept one by one; of more, one of each kind a lane and bin. */
const MOST_MARKS = 4096;

export interface BinnedLane {
  readonly total: number;
  /** Records before the first bin. */
  readonly before: number;
  readonly bins: Uint32Array;
}
export interface TimelineBins {
  readonly version: number;
  /** Of the journal. */
  readonly records: number;
  /** Its window is divided into bins of one length. */
  readonly fit: Fit;
  readonly lanes: readonly [BinnedLane, BinnedLane, BinnedLane];
  readonly marks: readonly MarkColumn[];
  /** All of them, by MARK_KINDS. */
  readonly markCounts: readonly number[];
}

const edgesOf = ({ fromMicros, toMicros }: TimeWindow): Float64Array =>
  Float64Array.from({ length: BINS + 1 }, (_, i) =>
    i === BINS ? toMicros : fromMicros + ((toMicros - fromMicros) * i) / BINS,
  );

type Times = Pick<Lane, 'timesMicros'>;

/** Of the three lanes of a whole journal; undefined where nothing has a time. */
export function binsOf({
  count,
  lanes,
  marks,
}: Pick<LaneData, 'count' | 'marks'> & { readonly lanes: readonly [Times, Times, Times] }): TimelineBins | undefined {
  const fit = fitWindow(lanes.map(({ timesMicros }) => timesMicros));
  if (!fit) return undefined;
  const edges = edgesOf(fit.window);
  const binned = ({ timesMicros }: Times): BinnedLane => {
    const bins = new Uint32Array(BINS);
    countBins(timesMicros, edges, bins);
    return { total: timesMicros.length, before: lowerBound(timesMicros, fit.window.fromMicros), bins };
  };
  const [a, b, c] = lanes;
  const columns = markColumns(marks);
  return {
    version: VERSION,
    records: count,
    fit,
    lanes: [binned(a), binned(b), binned(c)],
    marks: marks.kind.length <= MOST_MARKS ? columns : columns.map((column) => thinned(column, edges)),
    markCounts: countKinds(marks),
  };
}

/** The first mark of each bin. */
function thinned({ timesMicros, ...column }: MarkColumn, edges: Float64Array): MarkColumn {
  const times: number[] = [];
  let at = 0;
  for (const edge of edges) {
    at = lowerBound(timesMicros, edge, at);
    const time = timesMicros[at];
    if (time !== undefined && times.at(-1) !== time) times.push(time);
  }
  return { ...column, timesMicros: Float64Array.from(times) };
}

/** How many of a lane's records stand where. */
export interface Counts {
  readonly total: number;
  /** In [from, to). */
  between(from: number, to: number): number;
  /** Into the columns of `out`, column x being [edges[x], edges[x + 1]). Returns their sum. */
  into(edges: Float64Array, out: Uint32Array): number;
}

export const countsOf = (timesMicros: Float64Array): Counts => ({
  total: timesMicros.length,
  between: (from, to) => countBetween(timesMicros, from, to),
  into: (edges, out) => countBins(timesMicros, edges, out),
});

export function countsOfBins({ total, before, bins }: BinnedLane, { fromMicros, toMicros }: TimeWindow): Counts {
  const upTo = new Float64Array(bins.length + 1);
  upTo[0] = before;
  for (let i = 0; i < bins.length; i++) upTo[i + 1] = (upTo[i] ?? 0) + (bins[i] ?? 0);
  /** Records before an instant; what lies outside of all bins counts at their ends. */
  const below = (micros: number): number => {
    const place = ((micros - fromMicros) / (toMicros - fromMicros)) * bins.length;
    if (!(place >= 0)) return 0;
    if (place > bins.length) return total;
    const bin = Math.min(bins.length - 1, Math.floor(place));
    return Math.round((upTo[bin] ?? 0) + (place - bin) * (bins[bin] ?? 0));
  };
  return {
    total,
    between: (from, to) => Math.max(0, below(to) - below(from)),
    into(edges, out) {
      const first = below(edges[0] ?? 0);
      let last = first;
      for (let x = 0; x < out.length; x++) {
        const next = below(edges[x + 1] ?? 0);
        out[x] = next - last;
        last = next;
      }
      return last - first;
    },
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isArray = (value: unknown, kind: string) => Object.prototype.toString.call(value) === `[object ${kind}]`;
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isWindow = (value: unknown): boolean =>
  isObject(value) &&
  Number.isFinite(value.fromMicros) &&
  Number.isFinite(value.toMicros) &&
  (value.fromMicros as number) < (value.toMicros as number);
const isOutliers = (value: unknown) =>
  value === undefined || (isObject(value) && Number.isFinite(value.fromMicros) && isCount(value.count));
const isLane = (value: unknown): boolean =>
  isObject(value) &&
  isCount(value.total) &&
  isCount(value.before) &&
  isArray(value.bins, 'Uint32Array') &&
  (value.bins as Uint32Array).length === BINS;
const isMarks = (value: unknown): boolean =>
  isObject(value) && isCount(value.kind) && isCount(value.lane) && isArray(value.timesMicros, 'Float64Array');

/** What was stored, if it is of this version and of a journal with so many records. */
export function parseBins(value: unknown, records: number): TimelineBins | undefined {
  if (!isObject(value) || value.version !== VERSION || value.records !== records) return undefined;
  const { fit, lanes, marks, markCounts } = value;
  const good =
    isObject(fit) &&
    isWindow(fit.window) &&
    isWindow(fit.extent) &&
    isOutliers(fit.earlier) &&
    isOutliers(fit.later) &&
    Array.isArray(lanes) &&
    lanes.length === 3 &&
    lanes.every(isLane) &&
    Array.isArray(marks) &&
    marks.every(isMarks) &&
    Array.isArray(markCounts) &&
    markCounts.length === MARK_KINDS.length &&
    markCounts.every(isCount);
  return good ? (value as unknown as TimelineBins) : undefined;
}
