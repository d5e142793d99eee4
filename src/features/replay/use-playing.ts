/** Playing: so many records a second, or the log's own time sped up. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import { formatMicros } from '../../core/record/time.ts';
import type { Loop } from './use-moving.ts';

export const SPEEDS = [
  { id: '1', title: '1 record/s', records: 1 },
  { id: '10', title: '10 records/s', records: 10 },
  { id: '100', title: '100 records/s', records: 100 },
  { id: '1000', title: '1,000 records/s', records: 1000 },
  { id: 't1', title: 'log time × 1', times: 1 },
  { id: 't60', title: 'log time × 60', times: 60 },
  { id: 't3600', title: 'log time × 3,600', times: 3600 },
] as const;
export type Speed = (typeof SPEEDS)[number]['id'];

/** `ready` is false while the state of the last step is awaited, so that playing never runs ahead of what is shown. */
export interface Playing {
  readonly playing: boolean;
  readonly speed: Speed;
  /** By log time, what is further off than two seconds of playing is gone to at once. */
  readonly skipIdle: boolean;
  toggle(): void;
  setSpeed(speed: Speed): void;
  setSkipIdle(skip: boolean): void;
}

const IDLE_SECONDS = 2;

export function usePlaying(ready: boolean, loop: Loop | undefined): Playing {
  const { journals } = useServices();
  const journal = useWorkbench((s) => s.journal);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>('10');
  const [skipIdle, setSkipIdle] = useState(true);
  const { from: first, to: end } = loop ?? { from: 0, to: journal?.records ?? 0 };
  const loops = loop !== undefined;
  const isReady = useRef(ready);
  isReady.current = ready;
  useEffect(() => {
    if (!playing || !journal) return;
    const { id } = journal;
    const chosen = SPEEDS.find((s) => s.id === speed) ?? SPEEDS[0];
    let stopped = false;
    let last = performance.now();
    let owed = 0;
    let clockMicros: number | undefined;
    const slotAt = async (micros: number) => {
      const row = await journals.resolve({ id, at: formatMicros(Math.floor(micros)) ?? '' });
      return row === undefined ? end : Math.max(0, (await journals.record({ id, row })).slot - 1);
    };
    const step = async () => {
      const now = performance.now();
      const passed = (now - last) / 1000;
      last = now;
      const { slot, setSlot } = useWorkbench.getState();
      if (slot >= end && !loops) {
        setPlaying(false);
        return;
      }
      if (slot >= end || slot < first) {
        setSlot(first);
        clockMicros = undefined;
        return;
      }
      if ('records' in chosen) {
        owed += passed * chosen.records;
        const whole = Math.floor(owed);
        owed -= whole;
        if (whole > 0) setSlot(Math.min(end, slot + whole));
        return;
      }
      if (clockMicros === undefined) {
        const page = await journals.rows({ id, query: { sort: 'slot' }, from: Math.max(0, slot - 1), count: 1 });
        clockMicros = page.rows[0]?.tLogMicros;
        if (clockMicros === undefined) {
          setPlaying(false);
          throw new Error('This journal has no t_log to play by: choose a speed in records.');
        }
      }
      clockMicros += passed * chosen.times * 1e6;
      const to = Math.min(end, await slotAt(clockMicros));
      if (to > slot) setSlot(to);
      else if (skipIdle) {
        const page = await journals.rows({ id, query: { sort: 'slot' }, from: slot, count: 1 });
        const next = page.rows[0]?.tLogMicros;
        if (next !== undefined && next - clockMicros > IDLE_SECONDS * chosen.times * 1e6) clockMicros = next;
      }
    };
    const loop = () => {
      if (stopped) return;
      const next = () => void requestAnimationFrame(loop);
      if (!isReady.current) {
        next();
        return;
      }
      step().then(next, report);
    };
    loop();
    return () => {
      stopped = true;
    };
  }, [playing, speed, journal, journals, first, end, loops, skipIdle]);
  const toggle = useCallback(() => {
    const { journal: open, slot, setSlot } = useWorkbench.getState();
    if (!playing && open && slot >= end) setSlot(first);
    setPlaying(!playing);
  }, [playing, first, end]);
  return useMemo(
    () => ({ playing, speed, skipIdle, toggle, setSpeed, setSkipIdle }),
    [playing, speed, skipIdle, toggle],
  );
}
