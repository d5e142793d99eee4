/**
 * A column as it is stored: its least value and each entry's distance from it, in the narrowest array that holds them all. What is the same
 * throughout, as positions and versions mostly are, needs no array; what is not whole (a column with holes among numbers) stays as it is.
 *
 *     [1700000000000000, 1700000000250000]  ->  { base: 1700000000000000, steps: Uint32Array [0, 250000] }
 */
export type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;
export type Packed = { readonly base: number; readonly steps?: Numbers } | { readonly plain: Numbers };

export function pack(values: Numbers): Packed {
  let low = values[0] ?? 0;
  let high = low;
  let whole = Number.isSafeInteger(low);
  for (let i = 1; whole && i < values.length; i++) {
    const value = values[i] as number;
    if (value < low) low = value;
    else if (value > high) high = value;
    whole = Number.isSafeInteger(value);
  }
  if (!whole) return values.every(Number.isNaN) ? { base: Number.NaN } : { plain: values };
  const range = high - low;
  if (range === 0) return { base: low };
  const steps = narrowest(range, values.length);
  if (!steps || steps.byteLength > values.byteLength) return { plain: values };
  for (let i = 0; i < values.length; i++) steps[i] = (values[i] as number) - low;
  return { base: low, steps };
}

function narrowest(range: number, length: number): Numbers | undefined {
  if (range <= 0xff) return new Uint8Array(length);
  if (range <= 0xffff) return new Uint16Array(length);
  return range <= 0xffff_ffff ? new Uint32Array(length) : undefined;
}

/** Whether a stored column is the same value throughout. */
export const isThroughout = (packed: unknown, value: number): boolean =>
  typeof packed === 'object' &&
  packed !== null &&
  !('steps' in packed || 'plain' in packed) &&
  'base' in packed &&
  Object.is(packed.base, value);

/** Of the arrays of our own kinds; by tag, since a stored one may come from another realm. */
function isNumbers(value: unknown, length: number): value is Numbers {
  const tag = Object.prototype.toString.call(value);
  return /^\[object (Uint8|Uint16|Uint32|Float64)Array\]$/.test(tag) && (value as Numbers).length === length;
}

/** Fills `into` from a stored column; false where what was stored is not one of that length. */
export function unpack(packed: unknown, into: Numbers): boolean {
  if (typeof packed !== 'object' || packed === null) return false;
  const { base, steps, plain } = packed as { base?: unknown; steps?: unknown; plain?: unknown };
  if (plain !== undefined) {
    if (!isNumbers(plain, into.length)) return false;
    into.set(plain);
    return true;
  }
  if (typeof base !== 'number') return false;
  if (steps === undefined) {
    into.fill(base);
    return true;
  }
  if (!isNumbers(steps, into.length)) return false;
  into.set(steps);
  if (base === 0) return true;
  if (into instanceof Float64Array) raiseFloats(into, base);
  else raiseWhole(into, base);
  return true;
}

/** Two loops and not one: each sees few kinds of array, and stays quick. */
function raiseFloats(values: Float64Array, base: number): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) + base;
}
function raiseWhole(values: Exclude<Numbers, Float64Array>, base: number): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) + base;
}
