import { useEffect, useRef, useState } from 'react';
import { number, plural } from '../../app/format.ts';
import { showPanel } from '../../app/layout.ts';
import { feature } from '../../app/registry.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { JournalSummary } from '../../workers/journal/journal.protocol.ts';
import { startAnew, startOver } from './wizard.ts';
import type { Resumed } from './wizard-state.ts';

const NEXT = [
  ['timeline', 'the three times on one axis, with marks for gaps, duplicates, order and skew'],
  ['integrity', 'what is missing, double, out of order or late, and whether it matters'],
  ['table', 'every record, to sort, filter and open'],
  ['behavior', 'write folds and projections, and scrub through the state that they make'],
] as const;

/** What was imported, and what to look at next. */
interface DoneProps {
  readonly summary: JournalSummary;
  readonly resumed: Resumed | undefined;
}

export function Done({ summary, resumed }: DoneProps) {
  const journal = useWorkbench((s) => s.journal);
  const [all, setAll] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that was pressed is gone: who goes by keys goes on from here.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus();
  }, []);
  const rejected = journal?.id === summary.id ? journal.rejectedLines : [];
  return (
    <div className="import-step">
      <h2 ref={heading} tabIndex={-1}>
        {summary.name} is imported
      </h2>
      <p role="status">
        {plural(summary.records, 'record')}
        {journal?.id === summary.id && (
          <>
            {' '}
            of {plural(journal.types.length, 'type')} and {plural(journal.subjects, 'subject')}
          </>
        )}
        .{' '}
        {journal?.id === summary.id ? 'It is open now, and belongs to this workspace.' : 'Another journal is open now.'}
      </p>
      {resumed && (
        <p className="notice" data-resumed>
          Its import had broken off after {plural(resumed.journal.records, 'record')}, and went on from there.{' '}
          <button type="button" className="btn-link" onClick={() => void startAnew(resumed).catch(report)}>
            Erase it and start anew
          </button>
        </p>
      )}
      {summary.rejected > 0 && (
        <details className="notice" data-severity="warning">
          <summary>{plural(summary.rejected, 'line')} rejected</summary>
          <ul className="import-rejected">
            {rejected.slice(0, all ? 1000 : 20).map(({ line, reason }) => (
              <li key={`${line} ${reason}`}>
                Line {number(line)}: {reason}
              </li>
            ))}
          </ul>
          {rejected.length > 20 && !all && (
            <button type="button" className="btn-link" onClick={() => setAll(true)}>
              Show more
            </button>
          )}
        </details>
      )}
      <ul className="import-next">
        {NEXT.filter(([id]) => feature(id) !== undefined).map(([id, what], i) => (
          <li key={id}>
            <button
              type="button"
              className={i === 0 ? 'btn btn-primary' : 'btn'}
              onClick={() => showPanel(id, { focus: true })}
            >
              {feature(id)?.title}
            </button>{' '}
            <span className="muted">{what}</span>
          </li>
        ))}
      </ul>
      <p>
        <button type="button" className="btn" onClick={() => startOver()}>
          Import another file
        </button>
      </p>
    </div>
  );
}
