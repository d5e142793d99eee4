/** What differs, a page at a time, with the way to both records; of a changed one its fields side by side. */
import { useEffect, useState } from 'react';
import { number } from '../../app/format.ts';
import { useServices } from '../../app/services.ts';
import { report } from '../../app/toast.ts';
import { showRecord } from '../../app/workspace.ts';
import type {
  ComparedRecord,
  Difference,
  DifferenceKind,
  JournalSummary,
} from '../../workers/journal/journal.protocol.ts';

const PAGE = 50;

interface DifferencesProps {
  readonly left: JournalSummary;
  readonly right: JournalSummary;
  readonly kind: DifferenceKind;
  readonly total: number;
}

export function Differences({ left, right, kind, total }: DifferencesProps) {
  const { journals } = useServices();
  const [list, setList] = useState<readonly Difference[]>([]);
  const [wanted, setWanted] = useState(PAGE);
  useEffect(() => {
    if (list.length >= Math.min(wanted, total)) return;
    const abort = new AbortController();
    journals
      .differences(
        { id: left.id, other: right.id, kind, from: list.length, count: wanted - list.length },
        { signal: abort.signal },
      )
      .then((more) => {
        if (!abort.signal.aborted) setList([...list, ...more]);
      })
      .catch((error: unknown) => {
        if (!abort.signal.aborted) report(error);
      });
    return () => abort.abort();
  }, [journals, left.id, right.id, kind, wanted, total, list]);
  const rest = total - list.length;
  return (
    <div className="journals-list">
      <ol aria-label="Differences">
        {list.map((difference) => {
          const shown = difference.left ?? difference.right;
          return (
            <li key={`${difference.left?.row} ${difference.right?.row}`}>
              <div className="journals-line">
                <b>{shown?.type}</b> <span className="muted">{shown?.subject}</span>{' '}
                <code className="journals-id">{shown?.id}</code>
                <span className="spacer" />
                <Jump journal={left} side="left" record={difference.left} />
                <Jump journal={right} side="right" record={difference.right} />
              </div>
              {difference.fields.length > 0 && <Fields difference={difference} left={left} right={right} />}
            </li>
          );
        })}
      </ol>
      {rest > 0 && list.length > 0 && (
        <button type="button" className="btn" onClick={() => setWanted(list.length + PAGE)}>
          {number(Math.min(PAGE, rest))} more of {number(rest)}
        </button>
      )}
    </div>
  );
}

interface JumpProps {
  readonly journal: JournalSummary;
  readonly side: 'left' | 'right';
  readonly record: ComparedRecord | undefined;
}

function Jump({ journal, side, record }: JumpProps) {
  if (!record) return null;
  const go = () => showRecord(journal.id, record.row);
  return (
    <button
      type="button"
      className="btn-link"
      aria-label={`Show ${record.id} in ${journal.name}, ${side}`}
      onClick={() => void go().catch(report)}
    >
      {side} line {number(record.line)}
    </button>
  );
}

function Fields({
  difference,
  left,
  right,
}: { readonly difference: Difference } & Pick<DifferencesProps, 'left' | 'right'>) {
  return (
    <table className="plain journals-fields">
      <thead>
        <tr>
          <th>Field</th>
          <th>{left.name}, left</th>
          <th>{right.name}, right</th>
        </tr>
      </thead>
      <tbody>
        {difference.fields.map(({ path, left: a, right: b }) => (
          <tr key={path}>
            <th scope="row">
              <code>{path}</code>
            </th>
            <td>{a === undefined ? <span className="muted">absent</span> : <code>{a}</code>}</td>
            <td>{b === undefined ? <span className="muted">absent</span> : <code>{b}</code>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
