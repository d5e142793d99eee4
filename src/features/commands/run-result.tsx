/** What one command came to. */
import { memo, useEffect, useRef } from 'react';
import { plural } from '../../app/format.ts';
import { PlaceLink } from '../../app/place-link.tsx';
import { JsonTree } from '../../ui/json-tree/json-tree.tsx';
import { withCode } from '../../ui/with-code.tsx';
import { SequenceDiagram } from './sequence-diagram.tsx';
import type { Run } from './session.ts';

export const RunResult = memo(function RunResult({ run }: { readonly run: Run }) {
  if (run.kind === 'command') return <CommandResult run={run} />;
  return (
    <section aria-label={`Record ${run.record.type}`}>
      <p className="notice">
        <strong>Written by hand.</strong> No command was run.
      </p>
      <JsonTree value={Object.fromEntries(Object.entries(run.record))} label="record" searchable={false} />
    </section>
  );
});

function CommandResult({ run: { request, outcome, answer } }: { readonly run: Run & { readonly kind: 'command' } }) {
  const { appended, steps, states, views } = answer;
  const top = useRef<HTMLElement>(null);
  useEffect(() => {
    top.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <section ref={top} aria-label={`Result of ${request.type}`}>
      <div className="notice" data-severity={outcome.outcome === 'accepted' ? 'info' : 'error'} role="status">
        {outcome.outcome === 'accepted' && (
          <>
            <strong>Accepted.</strong>{' '}
            {appended.length > 0
              ? `${plural(appended.length, 'record')} appended: ${appended.map(({ type }) => type).join(', ')}.`
              : outcome.events.length > 0
                ? 'It was answered before: the same answer, and nothing is appended.'
                : 'Nothing is appended.'}
          </>
        )}
        {outcome.outcome === 'rejected' && (
          <>
            <strong>Rejected: {outcome.code}</strong> {withCode(outcome.message)}.{' '}
            {appended.length > 0 ? `Recorded: ${appended.map(({ type }) => type).join(', ')}.` : 'Nothing is appended.'}
          </>
        )}
        {outcome.outcome === 'refused' && (
          <>
            <strong>Refused: {outcome.error.code}</strong> {withCode(outcome.error.message)}{' '}
            {outcome.error.target !== undefined && <span className="muted">in {outcome.error.target} </span>}
            <PlaceLink file={outcome.error.file} line={outcome.error.line} /> Nothing is appended.{' '}
            <span className="muted">{outcome.error.clauses.join(' ')}</span>
          </>
        )}
      </div>
      <SequenceDiagram steps={steps} label={request.type} />
      <details>
        <summary>State and rows after it</summary>
        <JsonTree value={{ states, views }} label="state and rows" searchable={false} openLevels={4} />
      </details>
    </section>
  );
}
