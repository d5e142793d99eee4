/** What the import panel shows: one state outside of React, so that closing the panel loses nothing. */
import { useSyncExternalStore } from 'react';
import type { Preview, Reading } from '../../core/formats/preview.ts';
import type { PositionColumns } from '../../core/journal/positions-tables.ts';
import type { ImportProgress, JournalSummary, PositionsPreview } from '../../workers/journal/journal.protocol.ts';

export type Wizard =
  | { readonly at: 'choose'; readonly note?: string }
  | {
      readonly at: 'preview';
      readonly files: readonly File[];
      readonly name: string;
      /** The one that is shown; an older one, dimmed, while `pending`. */
      readonly preview: Preview | undefined;
      /** What the person chose or corrected; absent = the first candidate. */
      readonly reading: Reading | undefined;
      readonly pending: boolean;
      /** Folders are gone through and zips unpacked: these are not yet the files. */
      readonly unpacking?: boolean;
      readonly problem?: string;
      readonly note?: string;
    }
  | {
      readonly at: 'importing';
      readonly name: string;
      readonly progress: ImportProgress | undefined;
      readonly cancelling: boolean;
      readonly resumed?: Resumed;
    }
  | { readonly at: 'done'; readonly summary: JournalSummary; readonly resumed?: Resumed }
  | {
      readonly at: 'failed';
      readonly name: string;
      readonly why: string;
      readonly back: Back | undefined;
    }
  | {
      readonly at: 'positions';
      /** Which the positions are of. */
      readonly journal: JournalSummary;
      readonly name: string;
      readonly file: File | undefined;
      /** Instead of what the table is recognised as. */
      readonly columns: PositionColumns | undefined;
      readonly readAt: string | undefined;
      readonly preview: PositionsPreview | undefined;
      readonly pending: boolean;
      readonly problem?: string;
    };

/** An import that broke off, and the files that it goes on with. */
export interface Resumed {
  readonly journal: JournalSummary;
  readonly files: readonly File[];
}

export type WizardAt<At extends Wizard['at']> = Extract<Wizard, { readonly at: At }>;
/** Where a failed or cancelled piece of work began. */
export type Back = WizardAt<'preview' | 'positions'>;

let state: Wizard = { at: 'choose' };
const listeners = new Set<() => void>();

export const wizard = (): Wizard => state;

export function setWizard(next: Wizard): void {
  state = next;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useWizard = (): Wizard => useSyncExternalStore(subscribe, () => state);

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
