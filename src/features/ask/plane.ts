/** How many records happened and were logged when: both times cut into bins, t_event across, t_log up. */

/** Microseconds. */
export interface Range {
  readonly from: number;
  readonly to: number;
}
export interface Plane {
  readonly event: Range;
  readonly log: Range;
  /** `counts[log * bins + event]`; what lies beyond a range counts at its edge. */
  readonly counts: Uint32Array;
  readonly most: number;
  /** Records that have both times. */
  readonly records: number;
}

/** Few outliers (one in a hundred at each end) do not stretch a range; undefined where no record has both times. */
export function planeOf(tEvent: Float64Array, tLog: Float64Array, bins: number): Plane | undefined {
  const rows: number[] = [];
  for (let row = 0; row < tEvent.length; row++)
    if (!Number.isNaN(tEvent[row] ?? Number.NaN) && !Number.isNaN(tLog[row] ?? Number.NaN)) rows.push(row);
  if (rows.length === 0) return undefined;
  const event = middle(rows, tEvent);
  const log = middle(rows, tLog);
  const counts = new Uint32Array(bins * bins);
  let most = 0;
  for (const row of rows) {
    const at = binOf(tLog[row] ?? 0, log, bins) * bins + binOf(tEvent[row] ?? 0, event, bins);
    const count = (counts[at] ?? 0) + 1;
    counts[at] = count;
    if (count > most) most = count;
  }
  return { event, log, counts, most, records: rows.length };
}

export function binOf(value: number, { from, to }: Range, bins: number): number {
  return to === from ? 0 : Math.max(0, Math.min(bins - 1, Math.floor(((value - from) / (to - from)) * bins)));
}

const SAMPLE = 4000;

function middle(rows: readonly number[], times: Float64Array): Range {
  const stride = Math.max(1, Math.floor(rows.length / SAMPLE));
  const sample: number[] = [];
  for (let i = 0; i < rows.length; i += stride) sample.push(times[rows[i] ?? 0] ?? 0);
  sample.sort((a, b) => a - b);
  const at = (part: number) => sample[Math.min(sample.length - 1, Math.floor(part * sample.length))] ?? 0;
  // Few records have no outliers to speak of.
  return sample.length < 200 ? { from: at(0), to: at(1) } : { from: at(0.01), to: at(0.99) };
}
