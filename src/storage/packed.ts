/**
 * A column as it is stored: a base, its least value or 0, and each entry's distance from it, or its first value and each entry's growth over the one before,
 * in the narrowest array that holds them all. What is the same throughout, as positions and versions mostly are, and what grows evenly, as
 * lines do, needs no array; what is not whole (a column with holes among numbers) stays as it is.
 *
 *     [1700000000000000, 1700000000250000]  ->  { base: 1700000000000000, steps: Uint32Array [0, 250000] }
 *     [1700000000000000, 1700000000250000, 1700000000251000, 1700000000500000]
 *       ->  { base: 1700000000000000, least: 1000, unit: 1000, grows: Uint8Array [0, 249, 0, 248] }
 */
export type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;
export type Packed =
  | { readonly base: number; readonly steps?: Numbers }
  /** Each entry after the first is the one before it and `least` and its `grows`, which are counted in units. */
  | { readonly base: number; readonly least: number; readonly unit: number; readonly grows?: Numbers }
  | { readonly plain: Numbers };

/** Times are kept in microseconds and mostly given in milliseconds or seconds. */
const UNITS = [1000, 1_000_000];

export function pack(values: Numbers): Packed {
  const base = values[0] ?? 0;
  let low = base;
  let high = base;
  let before = base;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let whole = Number.isSafeInteger(base);
  for (let i = 1; whole && i < values.length; i++) {
    const value = values[i] as number;
    const growth = value - before;
    if (growth < least) least = growth;
    if (growth > most) most = growth;
    if (value < low) low = value;
    else if (value > high) high = value;
    before = value;
    whole = Number.isSafeInteger(value);
  }
  if (!whole) return values.every(Number.isNaN) ? { base: Number.NaN } : { plain: values };
  const range = high - low;
  if (range === 0) return { base: low };
  // Beyond it growth is not exact.
  if (range > Number.MAX_SAFE_INTEGER) return { plain: values };
  if (least === most) return { base, least, unit: 1 };
  let unit = 1;
  for (const larger of UNITS) {
    if (width((most - least) / unit) === 1 || !isInUnits(values, least, larger)) break;
    unit = larger;
  }
  const direct = width(range);
  const growing = width((most - least) / unit);
  if (growing !== 8 && growing < direct) {
    const grows = narrowest(growing, values.length);
    for (let i = 1; i < values.length; i++)
      grows[i] = ((values[i] as number) - (values[i - 1] as number) - least) / unit;
    return { base, least, unit, grows };
  }
  if (direct === 8) return { plain: values };
  const steps = narrowest(direct, values.length);
  // From 0 where that is as narrow: then nothing need be added when it is read.
  const from = low >= 0 && width(high) === direct ? 0 : low;
  for (let i = 0; i < values.length; i++) steps[i] = (values[i] as number) - from;
  return { base: from, steps };
}

/** Whether each growth is `least` and whole units. */
function isInUnits(values: Numbers, least: number, unit: number): boolean {
  for (let i = 1; i < values.length; i++) {
    const over = (values[i] as number) - (values[i - 1] as number) - least;
    if (Math.floor(over / unit) * unit !== over) return false;
  }
  return true;
}

/** Bytes that each number of 0 … range takes. */
const width = (range: number): 1 | 2 | 4 | 8 =>
  range <= 0xff ? 1 : range <= 0xffff ? 2 : range <= 0xffff_ffff ? 4 : 8;

function narrowest(bytes: 1 | 2 | 4, length: number): Numbers {
  if (bytes === 1) return new Uint8Array(length);
  return bytes === 2 ? new Uint16Array(length) : new Uint32Array(length);
}

/** Whether a stored column is the same value throughout. */
export const isThroughout = (packed: unknown, value: number): boolean =>
  typeof packed === 'object' &&
  packed !== null &&
  !('steps' in packed || 'plain' in packed || 'least' in packed) &&
  'base' in packed &&
  Object.is(packed.base, value);

/** Of the arrays of our own kinds; by tag, since a stored one may come from another realm. */
function isNumbers(value: unknown, length: number): value is Numbers {
  const tag = Object.prototype.toString.call(value);
  return /^\[object (Uint8|Uint16|Uint32|Float64)Array\]$/.test(tag) && (value as Numbers).length === length;
}

/** Whether it is a stored column of that length. */
export function isPacked(packed: unknown, length: number): packed is Packed {
  if (typeof packed !== 'object' || packed === null) return false;
  const { base, steps, plain, least, unit, grows } = packed as Readonly<Record<string, unknown>>;
  if (plain !== undefined) return isNumbers(plain, length);
  if (typeof base !== 'number') return false;
  if (least !== undefined)
    return typeof least === 'number' && typeof unit === 'number' && (grows === undefined || isNumbers(grows, length));
  return steps === undefined || isNumbers(steps, length);
}

/** Fills `into`, which is all 0 and of its length, from a stored column. */
export function unpack(packed: Packed, into: Numbers): void {
  if ('plain' in packed) into.set(packed.plain);
  else if ('least' in packed) {
    const { base, least, unit, grows } = packed;
    if (grows === undefined) {
      for (let i = 0; i < into.length; i++) into[i] = base + i * least;
      return;
    }
    into.set(grows);
    if (into instanceof Float64Array) growFloats(into, base, least, unit);
    else growWhole(into, base, least, unit);
  } else {
    const { base, steps } = packed;
    if (steps === undefined) {
      if (base !== 0) into.fill(base);
      return;
    }
    into.set(steps);
    if (base === 0) return;
    if (into instanceof Float64Array) raiseFloats(into, base);
    else raiseWhole(into, base);
  }
}

/** Loops of their own: each sees few kinds of array, and stays quick. */
function raiseFloats(values: Float64Array, base: number): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) + base;
}
function raiseWhole(values: Exclude<Numbers, Float64Array>, base: number): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) + base;
}
function growFloats(values: Float64Array, base: number, least: number, unit: number): void {
  let last = base;
  values[0] = last;
  for (let i = 1; i < values.length; i++) {
    last += least + (values[i] as number) * unit;
    values[i] = last;
  }
}
function growWhole(values: Exclude<Numbers, Float64Array>, base: number, least: number, unit: number): void {
  let last = base;
  values[0] = last;
  for (let i = 1; i < values.length; i++) {
    last += least + (values[i] as number) * unit;
    values[i] = last;
  }
}
