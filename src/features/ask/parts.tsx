/** What the questions share. */

import type { Asking } from '../../app/asking.ts';
import { number } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import type { JournalInfo } from '../../workers/journal/journal.protocol.ts';

export interface QuestionProps {
  readonly asking: Asking;
  readonly journal: JournalInfo;
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

/** `/lines/0/sku` as the keys of a path. An index stays text; who asks for it knows which it is. */
export const pathOf = (pointer: string): readonly string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((key) => key.replace(/~1/g, '/').replace(/~0/g, '~'));

/** `total`, `lines.0.sku` or a JSON pointer, as a person writes it. */
export const readPath = (text: string): readonly string[] =>
  text.startsWith('/') ? pathOf(text) : text.trim() === '' ? [] : text.trim().split('.');
