/** A checkpoint as it leaves the sandbox, is stored, and comes back. Only sound ones do: nothing had ended before it. */
import type { JsonValue } from '../record/record.ts';
import type { ReplayOrder } from './source.ts';
import type { NotApplied } from './view.ts';

export interface Checkpoint {
  /** How many slots are folded into it. */
  readonly slots: number;
  /** In the order of the behavior; of each row its key and value. */
  readonly projections: readonly {
    readonly name: string;
    readonly keys: readonly string[];
    readonly values: readonly JsonValue[];
    readonly withoutKey: number;
  }[];
  readonly notApplied: NotApplied;
  /** The subject that was looked at, after so many of its records. */
  readonly subject?: { readonly name: string; readonly records: number; readonly state: JsonValue };
}

/** Between the cursor and the head. */
export const MOST_BETWEEN = 16;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** What is read is checked; values are looked at again where they are used (`plain.ts`). */
export function parseCheckpoint(value: unknown): Checkpoint | undefined {
  if (!isObject(value) || !isCount(value.slots) || !Array.isArray(value.projections) || !isObject(value.notApplied))
    return undefined;
  const { duplicate, unknown_type, unknown_version } = value.notApplied;
  if (!isCount(duplicate) || !isCount(unknown_type) || !isCount(unknown_version)) return undefined;
  const projections: Checkpoint['projections'][number][] = [];
  for (const projection of value.projections as readonly unknown[]) {
    if (!isObject(projection)) return undefined;
    const { name, keys, values, withoutKey } = projection;
    if (typeof name !== 'string' || !isCount(withoutKey) || !Array.isArray(keys) || !Array.isArray(values))
      return undefined;
    if (keys.length !== values.length || !keys.every((key) => typeof key === 'string')) return undefined;
    projections.push({ name, keys, values, withoutKey });
  }
  const { subject } = value;
  if (subject !== undefined && !(isObject(subject) && typeof subject.name === 'string' && isCount(subject.records)))
    return undefined;
  return {
    slots: value.slots,
    projections,
    notApplied: { duplicate, unknown_type, unknown_version },
    ...(isObject(subject) && {
      subject: {
        name: String(subject.name),
        records: Number(subject.records),
        state: (subject.state ?? null) as JsonValue,
      },
    }),
  };
}

/** A rough size in bytes; stops looking once it is over `most`. */
export function weightOf(value: JsonValue, most: number): number {
  let bytes = 0;
  const walk = (part: JsonValue): void => {
    if (bytes > most) return;
    bytes += 8;
    if (typeof part === 'string') bytes += part.length;
    else if (Array.isArray(part)) for (const item of part as readonly JsonValue[]) walk(item);
    else if (typeof part === 'object' && part !== null)
      for (const [key, member] of Object.entries(part)) {
        bytes += key.length;
        walk(member as JsonValue);
      }
  };
  walk(value);
  return bytes;
}

const PIECE = 16_384;

/**
 * What a journal's replay is up to each of these slots, as a hash of all that decides which record is visited when and whether it is
 * applied. `seed` names the journal, whose stored records never change.
 */
export async function prefixHashes(
  order: ReplayOrder,
  seed: string,
  slots: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const hashes = new Map<number, string>();
  const utf8 = new TextEncoder();
  const wanted = [...new Set(slots)].filter((s) => s >= 0 && s <= order.count).sort((a, b) => a - b);
  let before = await digest(utf8.encode(seed));
  let from = 0;
  for (const end of wanted) {
    for (; end - from >= PIECE; from += PIECE) before = await digest(pieceOf(order, before, from, from + PIECE));
    hashes.set(end, hex(await digest(pieceOf(order, before, from, end))));
  }
  return hashes;
}

/** Six numbers a slot, after the hash of what comes before. */
function pieceOf(order: ReplayOrder, before: Uint8Array, from: number, to: number): Uint8Array<ArrayBuffer> {
  const numbers = new Float64Array((to - from) * 6);
  for (let slot = from, i = 0; slot < to; slot++) {
    const row = order.slotRow[slot] ?? 0;
    numbers[i++] = row;
    numbers[i++] = order.applied[row] ?? 0;
    numbers[i++] = order.gapBefore.get(row) ?? 0;
    numbers[i++] = order.type[row] ?? 0;
    numbers[i++] = order.version[row] ?? 0;
    numbers[i++] = order.subject[row] ?? 0;
  }
  const bytes = new Uint8Array(before.length + numbers.byteLength);
  bytes.set(before);
  bytes.set(new Uint8Array(numbers.buffer), before.length);
  return bytes;
}
const digest = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
