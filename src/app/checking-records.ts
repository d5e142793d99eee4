/** The open journal's records are checked when it is opened, and again when the model has changed and typing rests. */
import { knows } from '../core/model/knows.ts';
import { getServices } from './services.ts';
import { INITIAL_STATE, useWorkbench } from './store.ts';
import { report } from './toast.ts';

const { recordFindings, recordCounts, offered } = INITIAL_STATE;
const NONE = { recordFindings, recordCounts, offered };
const PAUSE_MILLIS = 300;
/** A check of so many records and more is named in the status bar while it goes on. */
const LONG = 200_000;

let running: AbortController | undefined;

async function check(): Promise<void> {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  const { journal, set } = useWorkbench.getState();
  if (!journal) {
    set(NONE);
    return;
  }
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));
  if (mine.signal.aborted) return;
  const { model } = useWorkbench.getState();
  const used =
    model &&
    knows(
      model,
      journal.types.map(({ type }) => type),
    );
  const working = 'Checking the records';
  if (journal.records >= LONG) set({ working });
  try {
    const { findings, counts, ...more } = await getServices().journals.check(
      { id: journal.id, ...(used && { model }) },
      { signal: mine.signal },
    );
    if (running === mine) set({ recordFindings: findings, recordCounts: counts, offered: more.offered });
  } catch (error) {
    if (!mine.signal.aborted) throw error;
  } finally {
    if (useWorkbench.getState().working === working && running === mine) set({ working: undefined });
  }
}

export function startCheckingRecords(): void {
  let before: readonly unknown[] = [];
  useWorkbench.subscribe(({ journal, model }) => {
    const now = [journal?.id, model];
    if (now.every((part, i) => part === before[i])) return;
    const other = journal?.id !== before[0];
    // First remembered, then told: what is set comes back here.
    before = now;
    if (other) useWorkbench.getState().set(NONE);
    check().catch(report);
  });
}
