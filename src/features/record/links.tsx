/** From a record to its cause, its effects, its thread, and its neighbours of the same subject. */

import { useState } from 'react';
import { number } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import type { RecordDetail, RecordLink } from '../../workers/journal/journal.protocol.ts';

const FEW = 8;

export function Links({ detail }: { readonly detail: RecordDetail }) {
  const { cause, effects, thread, threadTotal, previousOfSubject, nextOfSubject, record, row } = detail;
  const orphan = cause === undefined && record.causation_id !== undefined;
  if (!cause && !orphan && effects.length === 0 && threadTotal === 0 && !previousOfSubject && !nextOfSubject)
    return undefined;
  return (
    <section aria-label="Links" className="record-links">
      <h3>Links</h3>
      {previousOfSubject && <Group title="Previous of its subject" links={[previousOfSubject]} row={row} />}
      {nextOfSubject && <Group title="Next of its subject" links={[nextOfSubject]} row={row} />}
      {cause && <Group title="Caused by" links={[cause]} row={row} />}
      {orphan && (
        <p>
          <span className="muted">Caused by </span>
          <code>{record.causation_id}</code>, which no record of this journal has.
        </p>
      )}
      {effects.length > 0 && <Group title="Caused" links={effects} row={row} />}
      {threadTotal > 0 && <Group title="Thread, by correlation id" links={thread} total={threadTotal} row={row} />}
    </section>
  );
}

interface GroupProps {
  readonly title: string;
  readonly links: readonly RecordLink[];
  readonly total?: number;
  /** The record that is shown: said, not linked. */
  readonly row: number;
}

function Group({ title, links, total = links.length, row }: GroupProps) {
  const selectRow = useWorkbench((s) => s.selectRow);
  const [all, setAll] = useState(false);
  return (
    <div>
      <h4>
        {title} {total > 1 && <span className="muted">{number(total)}</span>}
      </h4>
      <ul>
        {links.slice(0, all ? undefined : FEW).map((link) => (
          <li key={link.row}>
            {link.row === row ? (
              <strong>{link.type} (this record)</strong>
            ) : (
              <button type="button" className="btn-link" onClick={() => selectRow(link.row)}>
                {link.type}
              </button>
            )}{' '}
            <span className="muted">{link.subject}</span>
          </li>
        ))}
      </ul>
      {!all && links.length > FEW && (
        <button type="button" className="btn-link" onClick={() => setAll(true)}>
          {links.length - FEW} more
        </button>
      )}
      {all && total > links.length && <p className="muted">and {number(total - links.length)} more</p>}
    </div>
  );
}
