/** Which of a list of distinct numbers have to be moved so that the rest ascends, as few as possible (Fredman 1975, patience sorting). */
export function moved(list: ArrayLike<number>): Uint8Array {
  const { length } = list;
  /** Of each length of a rising run, the index of its least last number. */
  const ends: number[] = [];
  const before = new Int32Array(length).fill(-1);
  for (let i = 0; i < length; i++) {
    const value = list[i] as number;
    let low = 0;
    let high = ends.length;
    // What goes on as it was needs no search.
    if (high > 0 && (list[ends[high - 1] as number] as number) < value) low = high;
    while (low < high) {
      const mid = (low + high) >> 1;
      if ((list[ends[mid] as number] as number) < value) low = mid + 1;
      else high = mid;
    }
    if (low > 0) before[i] = ends[low - 1] as number;
    ends[low] = i;
  }
  const marks = new Uint8Array(length).fill(1);
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] as number) marks[at] = 0;
  return marks;
}
