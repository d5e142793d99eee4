/** What of a text has changed, as one range: before it and behind it both are the same. */
export interface TextChange {
  readonly from: number;
  /** Ends of the range in the text before and now; exclusive. */
  readonly before: number;
  readonly now: number;
}

/** Compared by so many characters at once, which is a comparison of memory. */
const STRIDE = 4096;

/** Undefined where both are the same. `abc` to `axc` is from 1 to 2. */
export function changeOf(before: string, now: string): TextChange | undefined {
  if (before === now) return undefined;
  const shorter = Math.min(before.length, now.length);
  let from = 0;
  while (from < shorter && before.slice(from, from + STRIDE) === now.slice(from, from + STRIDE)) from += STRIDE;
  from = Math.min(from, shorter);
  while (from < shorter && before.charCodeAt(from) === now.charCodeAt(from)) from++;
  const rest = shorter - from;
  const tail = (text: string, behind: number, length: number) =>
    text.slice(text.length - behind - length, text.length - behind);
  let behind = 0;
  while (behind + STRIDE <= rest && tail(before, behind, STRIDE) === tail(now, behind, STRIDE)) behind += STRIDE;
  while (behind < rest && before.charCodeAt(before.length - 1 - behind) === now.charCodeAt(now.length - 1 - behind))
    behind++;
  return { from, before: before.length - behind, now: now.length - behind };
}
