/** What was deleted and can be taken back: journals, and workspaces with their files. */
import { confirm } from '../../app/confirm.ts';
import { day, number, plural } from '../../app/format.ts';
import { eraseJournal, openWorkspace, restoreJournal } from '../../app/workspace.ts';
import { BIN_MILLIS } from '../../core/journal/bin.ts';
import type { DeletedWorkspace } from '../../core/workspace/workspace.ts';
import type { JournalSummary } from '../../workers/journal/journal.protocol.ts';

interface BinProps {
  readonly journals: readonly JournalSummary[];
  readonly workspaces: readonly DeletedWorkspace[];
  readonly restoreWorkspace: (id: string) => Promise<void>;
  /** What changes the lists, and is told when it fails. */
  readonly act: (work: Promise<unknown>) => void;
}

async function erase({ id, name, records }: JournalSummary): Promise<void> {
  const sure = await confirm(
    `Erase ${name} now?`,
    `Its ${number(records)} records, and all that was worked out from them, are erased from this browser for good. Not reached: the file it came from, and what was exported, saved or copied elsewhere.`,
    'Erase now',
  );
  if (sure) await eraseJournal(id);
}

export function Bin({ journals, workspaces, restoreWorkspace, act }: BinProps) {
  if (journals.length + workspaces.length === 0) return null;
  return (
    <section aria-label="Bin">
      <h2>Bin</h2>
      <ul className="items binned">
        {workspaces.map(({ id, name, erasedAt }) => (
          <li key={id}>
            <span className="item-name">
              {name} <span className="muted">workspace, until {day(erasedAt)}</span>
            </span>
            <span className="item-actions">
              <button
                type="button"
                className="btn-link"
                onClick={() => act(restoreWorkspace(id).then(() => openWorkspace(id)))}
              >
                restore
              </button>
            </span>
          </li>
        ))}
        {journals.map((journal) => (
          <li key={journal.id}>
            <span className="item-name">
              {journal.name}{' '}
              <span className="muted">
                {plural(journal.records, 'record')}, until {day((journal.deletedAt ?? 0) + BIN_MILLIS)}
              </span>
            </span>
            <span className="item-actions">
              <button type="button" className="btn-link" onClick={() => act(restoreJournal(journal.id))}>
                restore
              </button>
              <button type="button" className="btn-link" onClick={() => act(erase(journal))}>
                erase now
              </button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
