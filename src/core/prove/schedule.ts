/** Which calls of a handler are run once more in a realm that remembers nothing. */

/** The first ones, each one at a power of two, and some hundred over the whole journal. */
export function probes(slots: number, first = 12, over = 128): (calls: number, slot: number) => boolean {
  const stride = Math.max(1, Math.ceil(slots / over));
  return (calls, slot) => calls <= first || (calls & (calls - 1)) === 0 || slot % stride === 0;
}

/** Slots between two checkpoints, of the runs from checkpoints: many short ones, and fewer long ones. */
export function chunksOf(slots: number): readonly number[] {
  const short = Math.max(1, Math.ceil(slots / 128));
  return [...new Set([short, 3 * short + 1, ...(slots > 4096 ? [1024] : [])])].filter(
    (size) => size === 1 || size < slots,
  );
}
