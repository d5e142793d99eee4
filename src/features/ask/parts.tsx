/** What the questions share. */

import type { Asking } from '../../app/asking.ts';
import { number } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import { keysOf } from '../../core/json-pointer.ts';
import type { JournalInfo } from '../../workers/journal/journal.protocol.ts';
import type { Targets } from './target-choice.tsx';

export interface QuestionProps {
  readonly asking: Asking;
  readonly journal: JournalInfo;
  readonly targets: Targets;
}

/** Goes to a slot, which all panels follow. */
export function SlotLink({ slot, children }: { readonly slot: number; readonly children?: string }) {
  const here = useWorkbench((s) => s.slot === slot);
  return (
    <button
      type="button"
      className="btn-link"
      aria-current={here}
      onClick={() => useWorkbench.getState().setSlot(slot)}
    >
      {children ?? `slot ${number(slot)}`}
    </button>
  );
}

/** `total`, `lines.0.sku` or a JSON pointer, as a person writes it. */
export const readPath = (text: string): readonly string[] =>
  text.startsWith('/') ? keysOf(text) : text.trim() === '' ? [] : text.trim().split('.');
