/** A journal on hold: what a person decides of the secrets and personal data that were found in it. */

import { useMemo } from 'react';
import { create } from 'zustand';
import { type Found, reasonsToHold } from '../core/hold/found.ts';
import type { ImportProgress, JournalInfo } from '../workers/journal/journal.protocol.ts';
import { track } from './busy.ts';
import { isModelFile } from './checking.ts';
import { confirm } from './confirm.ts';
import { number } from './format.ts';
import { getServices } from './services.ts';
import { useWorkbench } from './store.ts';
import { toast } from './toast.ts';
import { addJournal, eraseJournal, openJournal } from './workspace.ts';

export interface HeldJournal {
  readonly journal: JournalInfo;
  readonly reasons: readonly Found[];
}

/** The dialog is shown for this journal. It comes by itself when a journal is opened, once; what the model is made to say later is the banner's. */
export const useHoldDialog = create<{ readonly shown: string | undefined; readonly asked: readonly string[] }>()(
  () => ({
    shown: undefined,
    asked: [],
  }),
);

export const askAbout = (id: string): void => useHoldDialog.setState({ shown: id });
/** Asks about a journal that was just opened, if there is a reason to. */
export const askOnce = (id: string, reasons: readonly Found[]): void =>
  useHoldDialog.setState(({ asked, shown }) =>
    asked.includes(id) ? {} : { asked: [...asked, id], shown: reasons.length > 0 ? id : shown },
  );
export const decideLater = (): void => useHoldDialog.setState({ shown: undefined });

/** The open journal and what of it nobody has decided on and the model does not permit, which may be nothing. Waits for the model. */
export function useHeld(): HeldJournal | undefined {
  const journal = useWorkbench((s) => s.journal);
  const model = useWorkbench((s) => s.model);
  const known = useWorkbench(
    (s) =>
      s.model !== undefined || s.modelStale || s.workspace?.files.every(({ path }) => !isModelFile(path)) !== false,
  );
  return useMemo(() => {
    if (!journal || !known) return undefined;
    const { found, keptAt } = journal.hold ?? { found: [] };
    return { journal, reasons: keptAt === undefined ? reasonsToHold(found, model) : [] };
  }, [journal, model, known]);
}

export const valuesOf = (reasons: readonly Found[]): number => reasons.reduce((sum, { count }) => sum + count, 0);

/** Remembered: it does not ask again. */
export async function keepAsItIs({ id }: JournalInfo): Promise<void> {
  const { hold } = await getServices().journals.keep({ id });
  const { journal, set } = useWorkbench.getState();
  if (journal?.id === id && hold) set({ journal: { ...journal, hold } });
  decideLater();
}

/** A new journal, opened; then the original is offered for erasing. */
export async function keepMaskedCopy(
  { id, name }: JournalInfo,
  signal: AbortSignal,
  onRecords: (records: number) => void,
): Promise<void> {
  const { model } = useWorkbench.getState();
  const onProgress = (value: unknown) => onRecords((value as ImportProgress).records);
  const copy = await track(
    getServices().journals.mask({ id, name: `${name}, masked`, ...(model && { model }) }, { signal, onProgress }),
  );
  decideLater();
  await addJournal(copy.id);
  const masked = copy.header.masked?.reduce((sum, { count }) => sum + count, 0) ?? 0;
  const erase = await confirm(
    `Erase the original, ${name}?`,
    `${copy.name} is open now: the same records, ${number(masked)} values masked. The original still holds them in this browser. The file that it came from is not touched.`,
    'Erase the original',
  );
  if (!erase) return;
  await eraseJournal(id);
  await openJournal(copy.id);
  toast(`${name} was erased; ${copy.name} is what is left of it.`);
}

export async function eraseHeld({ id, name, records }: JournalInfo): Promise<void> {
  const sure = await confirm(
    `Erase ${name}?`,
    `${number(records)} records will be erased from this browser. The file that they came from is not touched, but no undo brings them back here.`,
    'Erase',
  );
  if (!sure) return;
  decideLater();
  await eraseJournal(id);
}
