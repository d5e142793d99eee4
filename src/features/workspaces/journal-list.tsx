/** Journals by name, with what can be done with each. */
import { Download, Trash2 } from 'lucide-react';
import { plural } from '../../app/format.ts';
import { showPanel } from '../../app/layout.ts';
import type { JournalSummary } from '../../workers/journal/journal.protocol.ts';

interface JournalListProps {
  readonly label: string;
  readonly list: readonly JournalSummary[];
  /** Which is open. */
  readonly open: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly onSave: (journal: JournalSummary) => void;
  readonly onBin: (journal: JournalSummary) => void;
}

export function JournalList({ label, list, open, onOpen, onSave, onBin }: JournalListProps) {
  if (list.length === 0) return null;
  return (
    <ul className="items" aria-label={label}>
      {list.map((journal) => (
        <li key={journal.id} aria-current={journal.id === open}>
          <button
            type="button"
            className="item-name"
            title={journal.state === 'complete' ? undefined : 'Its import broke off. Continue it in the Import panel.'}
            onClick={() => (journal.state === 'complete' ? onOpen(journal.id) : showPanel('import', { focus: true }))}
          >
            {journal.name}{' '}
            <span className="muted item-count">
              {journal.state === 'complete'
                ? plural(journal.records, 'record')
                : `incomplete, ${plural(journal.records, 'record')}: continue`}
            </span>
          </button>
          <span className="item-actions">
            {journal.state === 'complete' && (
              <button
                type="button"
                className="btn btn-icon"
                aria-label={`Save ${journal.name} to disk`}
                title={`Save ${journal.name} to disk`}
                onClick={() => onSave(journal)}
              >
                <Download size={14} aria-hidden />
              </button>
            )}
            <button
              type="button"
              className="btn btn-icon"
              aria-label={`Delete ${journal.name}`}
              title={`Delete ${journal.name}`}
              onClick={() => onBin(journal)}
            >
              <Trash2 size={14} aria-hidden />
            </button>
          </span>
        </li>
      ))}
    </ul>
  );
}
