/** Whether the timeline's window leaves something out. */
import { number } from '../../app/format.ts';
import type { TimelineState } from '../../workers/timeline/timeline.protocol.ts';

export interface OutOfView {
  /** Of the clock of which most is out of view. */
  readonly visible: number;
  readonly total: number;
  /** Of each clock. */
  readonly says: string;
}

const CLOCKS = ['happened', 'logged', 'processed'] as const;

/** Undefined when all that passes the filter is in view. */
export function outOfView({ visible, totals }: Pick<TimelineState, 'visible' | 'totals'>): OutOfView | undefined {
  const clocks = CLOCKS.map((clock, i) => ({ clock, visible: visible[i] ?? 0, total: totals[i] ?? 0 }));
  const most = clocks.reduce((a, b) => (b.total - b.visible > a.total - a.visible ? b : a));
  if (most.total === most.visible) return undefined;
  const says = clocks
    .filter(({ total }) => total > 0)
    .map(({ clock, visible, total }) => `${number(visible)} of ${number(total)} ${clock}`);
  return { visible: most.visible, total: most.total, says: says.join(', ') };
}
