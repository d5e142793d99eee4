/** Which earlier texts of a file are kept: bursts of typing are one version, and the older the versions the fewer. */
import type { FileVersion } from '../core/workspace/workspace.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Within it, what was kept last stands for all of a burst of typing. */
const BURST = 2 * MINUTE;

/** Whether a text that is about to be replaced becomes a version; `last` is the one kept before. What is removed always does. */
export function keepsVersion(last: FileVersion | undefined, text: string, now: number, removed: boolean): boolean {
  if (!last) return true;
  return last.text !== text && (removed || now - last.at >= BURST);
}

/** Of the times at which versions were kept, those that may go: of each hour but the last one all but its latest, of each day before yesterday likewise. */
export function surplus(times: readonly number[], now: number): readonly number[] {
  const slotOf = (at: number) => {
    const age = now - at;
    if (age < HOUR) return `at ${at}`;
    return age < 2 * DAY ? `hour ${Math.floor(at / HOUR)}` : `day ${Math.floor(at / DAY)}`;
  };
  const latest = new Map<string, number>();
  for (const at of times) latest.set(slotOf(at), Math.max(at, latest.get(slotOf(at)) ?? at));
  return times.filter((at) => latest.get(slotOf(at)) !== at);
}
