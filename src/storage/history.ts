/** Which earlier texts of a file are kept: bursts of typing are one version, and the older the versions the fewer. */
import type { FileVersion } from '../core/workspace/workspace.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Within it, what was kept last stands for all of a burst of typing. */
const BURST = 2 * MINUTE;

/** Whether a text that is about to be replaced becomes a version. What is removed always does. */
export function keepsVersion(versions: readonly FileVersion[], text: string, now: number, removed: boolean): boolean {
  const last = versions.reduce<FileVersion | undefined>((a, b) => (a && a.at > b.at ? a : b), undefined);
  if (!last) return true;
  return last.text !== text && (removed || now - last.at >= BURST);
}

/** The versions that may go: of each hour but the last one all but its latest, of each day before yesterday likewise. */
export function surplus(versions: readonly FileVersion[], now: number): readonly FileVersion[] {
  const latest = new Map<string, FileVersion>();
  const slotOf = ({ at }: FileVersion) => {
    const age = now - at;
    if (age < HOUR) return `at ${at}`;
    return age < 2 * DAY ? `hour ${Math.floor(at / HOUR)}` : `day ${Math.floor(at / DAY)}`;
  };
  for (const version of versions) {
    const slot = slotOf(version);
    const known = latest.get(slot);
    if (!known || known.at < version.at) latest.set(slot, version);
  }
  return versions.filter((version) => latest.get(slotOf(version)) !== version);
}
