/** What a panel of the journal shows while none is open, and of a record while none is selected. */
import type { ReactNode } from 'react';
import { showPanel } from './layout.ts';
import { useServices } from './services.ts';
import { useWorkbench } from './store.ts';
import { report, toast } from './toast.ts';

interface NoJournalProps {
  /** What the panel shows of one. */
  readonly children: ReactNode;
}

export const ImportButton = () => (
  <button type="button" className="btn btn-primary" onClick={() => showPanel('import', { focus: true })}>
    Import a journal
  </button>
);

export function NoJournal({ children }: NoJournalProps) {
  const working = useWorkbench((s) => s.working);
  return (
    <div className="empty-state">
      <h2>{working === undefined ? 'No journal is open' : `${working} …`}</h2>
      <p>{children}</p>
      {working === undefined && <ImportButton />}
    </div>
  );
}

interface NoRecordProps {
  /** What the panel shows of one. */
  readonly children: ReactNode;
}

export function NoRecord({ children }: NoRecordProps) {
  const { journals } = useServices();
  const journal = useWorkbench((s) => s.journal);
  if (!journal) return <NoJournal>{children}</NoJournal>;
  const { id } = journal;
  const select = async (slot: number | undefined) => {
    const row = slot === undefined ? undefined : await journals.resolve({ id, at: `slot:${slot}` });
    if (row === undefined) toast('This journal has none.');
    else useWorkbench.getState().selectRow(row);
  };
  return (
    <div className="empty-state">
      <h2>No record is selected</h2>
      <p>{children} Choose one in the journal table or on the timeline.</p>
      <div className="empty-actions">
        <button type="button" className="btn" onClick={() => select(1).catch(report)}>
          First record
        </button>
        <button
          type="button"
          className="btn"
          onClick={() => journals.neighbour({ id, slot: 0, by: 'finding', forward: true }).then(select).catch(report)}
        >
          First finding
        </button>
      </div>
    </div>
  );
}
