/** What the record at the cursor is, and whether it counted. */
import { memo } from 'react';
import { number } from '../../app/format.ts';
import type { StateView } from '../../core/replay/view.ts';
import type { Row } from '../../workers/journal/journal.protocol.ts';
import { shortTime } from './scrubber.tsx';

interface Props {
  readonly slot: number;
  readonly records: number;
  readonly row: Row | undefined;
  readonly view: Pick<StateView, 'slot' | 'applied' | 'gapBefore'> | undefined;
  readonly follow: boolean;
  readonly onFollow: (follow: boolean) => void;
}

export const RecordCard = memo(function RecordCard({ slot, records, row, view, follow, onFollow }: Props) {
  return (
    <div className="record-card">
      <b>
        Slot {number(slot)} of {number(records)}
      </b>
      {row ? (
        <>
          <span>
            {row.type} · {row.subject || 'no subject'}
            {row.sequence === undefined ? '' : ` #${row.sequence}`} · line {row.line}
          </span>
          <span className="muted mono">
            event {shortTime(row.tEventMicros)} · log {shortTime(row.tLogMicros)} · process{' '}
            {shortTime(row.tProcessMicros)}
          </span>
        </>
      ) : (
        <span className="muted">Before the first record.</span>
      )}
      {view && view.slot > 0 && view.applied !== 'applied' && (
        <span className="chip sev-warning">not applied: {view.applied}</span>
      )}
      {view && view.gapBefore > 0 && (
        <span className="chip sev-error">
          {view.gapBefore === 1 ? '1 record is' : `${view.gapBefore} records are`} missing before this one
        </span>
      )}
      <label>
        <input type="checkbox" checked={follow} onChange={(event) => onFollow(event.target.checked)} /> selected record
        and replay move together
      </label>
    </div>
  );
});
