/** Where the cursor goes: steps by one thing or another, the ends, a record, and the range that plays over and over. */
import { useEffect, useMemo, useState } from 'react';
import { recall, remember } from '../../app/remember.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report, toast } from '../../app/toast.ts';
import { STEPS, type StepBy } from '../../core/journal/neighbour.ts';
import { onControl } from './controls.ts';

/** Slots, both included. */
export interface Loop {
  readonly from: number;
  readonly to: number;
}

export const STEP_NAMES: Readonly<Record<StepBy, string>> = {
  record: 'record',
  subject: 'record of this subject',
  type: 'record of this type',
  thread: 'record of this thread',
  finding: 'finding',
};

const KEY = 'factline.step';

export interface Moving {
  readonly by: StepBy;
  setBy(by: StepBy): void;
  readonly loop: Loop | undefined;
}

export function useMoving(
  toggle: () => void,
  stepWatched: (forward: boolean) => void,
  setLoop: (loop: Loop | undefined) => void,
  loop: Loop | undefined,
): Moving {
  const { journals } = useServices();
  const journal = useWorkbench((s) => s.journal?.id);
  const [by, setBy] = useState<StepBy>(() => STEPS.find((step) => step === recall(KEY)) ?? 'record');
  // biome-ignore lint/correctness/useExhaustiveDependencies: slots of another journal are others
  useEffect(() => setLoop(undefined), [journal]);
  useEffect(() => {
    const step = async (how: StepBy, forward: boolean) => {
      const { slot, setSlot, journal: open } = useWorkbench.getState();
      if (!open) return;
      if (how === 'record') {
        setSlot(Math.max(0, Math.min(open.records, slot + (forward ? 1 : -1))));
        return;
      }
      const to = await journals.neighbour({ id: open.id, slot, by: how, forward });
      // Whoever went elsewhere in the meantime stays there.
      if (useWorkbench.getState().slot !== slot) return;
      if (to === undefined) toast(`There is no ${forward ? 'later' : 'earlier'} ${STEP_NAMES[how]}.`);
      else setSlot(to);
    };
    return onControl((what) => {
      const { slot, setSlot, journal: open } = useWorkbench.getState();
      if (!open) return;
      switch (what.to) {
        case 'play':
          toggle();
          break;
        case 'row':
          journals.record({ id: open.id, row: what.row }).then((detail) => setSlot(detail.slot), report);
          break;
        case 'first':
          setSlot(0);
          break;
        case 'last':
          setSlot(open.records);
          break;
        case 'watched':
          stepWatched(what.forward);
          break;
        case 'loop-from':
          setLoop({ from: slot, to: Math.max(slot, loop?.to ?? open.records) });
          break;
        case 'loop-to':
          setLoop({ from: Math.min(slot, loop?.from ?? 0), to: slot });
          break;
        case 'loop-off':
          setLoop(undefined);
          break;
        default:
          step(what.by ?? by, what.to === 'next').catch(report);
      }
    });
  }, [journals, toggle, stepWatched, by, loop, setLoop]);
  return useMemo(
    () => ({
      by,
      setBy(next) {
        setBy(next);
        remember(KEY, next);
      },
      loop,
    }),
    [by, loop],
  );
}
