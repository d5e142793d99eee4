/** Commands one after another: what is sent, what happened, what stands in the session's journal. */
import { memo, useMemo, useState } from 'react';
import { track } from '../../app/busy.ts';
import { number, plural } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import { report, toast } from '../../app/toast.ts';
import type { Model } from '../../core/model/model.ts';
import { parseTime } from '../../core/record/time.ts';
import { outcomeCounts, readIntents } from '../../core/writepath/outcomes.ts';
import type { SimRecord } from '../../core/writepath/record.ts';
import { CommandForm } from './command-form.tsx';
import { type Draft, draftOf, type Request } from './draft.ts';
import { appendToOwn, readOwn } from './own-journal.ts';
import { RunResult } from './run-result.tsx';
import {
  begin,
  currentSession,
  keptIn,
  type Run,
  recordsOf,
  type Session,
  setSession,
  undone,
  unkept,
  withRun,
} from './session.ts';
import { Refusals, TroubleView } from './trouble.tsx';
import type { Simulated, Simulating } from './use-simulator.ts';

interface RunViewProps {
  readonly model: Model;
  readonly session: Session;
  readonly simulating: Simulating;
  readonly draft: Draft;
  /** What the draft says. */
  readonly sent: Request;
  readonly onDraft: (draft: Draft) => void;
}

/** Now, or right after the last record: a log does not go back. */
export function nowMicros(records: readonly SimRecord[]): number {
  const last = records.at(-1)?.t_log;
  return Math.max(Date.now() * 1000, last === undefined ? 0 : (parseTime(last)?.micros ?? 0) + 1_000_000);
}

export function RunView({ model, session, simulating, draft, sent, onDraft }: RunViewProps) {
  const [running, setRunning] = useState(false);
  const [failed, setFailed] = useState<Exclude<Simulated<never>, { readonly answer: never }>>();
  const { request } = sent;
  const run = async () => {
    if (!request) return;
    setRunning(true);
    setFailed(undefined);
    try {
      const journal = recordsOf(session);
      const startMicros = nowMicros(journal);
      const done = await simulating.simulate({ what: 'commands', journal, commands: [request], startMicros });
      if (!('answer' in done)) {
        setFailed(done);
        return;
      }
      const [outcome] = done.answer.outcomes;
      // Another workspace, or a reset meanwhile: the answer is to a question that nobody asks any more.
      if (outcome && currentSession() === session)
        setSession(withRun(session, { kind: 'command', request, outcome, answer: done.answer }));
    } finally {
      setRunning(false);
    }
  };
  const shown = session.shown === undefined ? undefined : session.runs[session.shown];
  return (
    <div className="commands-columns">
      <form
        className="commands-form"
        aria-label="Command and payload"
        onSubmit={(event) => {
          event.preventDefault();
          run().catch(report);
        }}
      >
        <label className="commands-field">
          <span className="commands-name">Command</span>
          <select
            className="select"
            value={draft.type}
            onChange={(event) => onDraft(draftOf(model, event.target.value, request?.payload))}
          >
            {Object.keys(model.commands).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        {model.commands[draft.type]?.description && <p className="muted">{model.commands[draft.type]?.description}</p>}
        <CommandForm model={model} draft={draft} request={sent} onChange={onDraft} />
        <div className="commands-send">
          <button type="submit" className="btn btn-primary" disabled={!request || running}>
            Run {draft.type}
          </button>
          {running && (
            <button type="button" className="btn" onClick={simulating.stop}>
              Cancel
            </button>
          )}
        </div>
      </form>
      <div className="commands-result">
        {running && <p role="status">Running {draft.type}…</p>}
        {failed && 'trouble' in failed && (
          <>
            <TroubleView trouble={failed.trouble} />
            <p className="muted">Nothing was written.</p>
          </>
        )}
        {failed && 'refused' in failed && <Refusals registration={failed.refused} />}
        {failed && 'stopped' in failed && <p role="status">Cancelled; nothing was written.</p>}
        {!failed && shown && <RunResult key={session.shown} run={shown} />}
        {!failed && !shown && !running && (
          <p className="muted">
            Run a command to see its way: request, command, decider, append, apply. Nothing is stored until you say so.
          </p>
        )}
      </div>
      <SessionView model={model} session={session} />
    </div>
  );
}

interface SessionViewProps {
  readonly model: Model;
  readonly session: Session;
}

/** Drawn again when something was run, not at each key of the form. */
export const SessionView = memo(function SessionView({ model, session }: SessionViewProps) {
  const readOnly = useWorkbench((s) => s.readOnly);
  const [keeping, setKeeping] = useState(false);
  const { runs, kept, shown, base } = session;
  const fresh = useMemo(() => unkept({ runs, kept }), [runs, kept]);
  const before = useMemo(() => readIntents(model, base.records), [model, base.records]);
  const counts = useMemo(
    () => outcomeCounts(readIntents(model, fresh, before), Date.now() * 1000),
    [model, fresh, before],
  );
  const keep = async () => {
    const { workspace } = useWorkbench.getState();
    if (workspace?.id !== session.workspace) return;
    setKeeping(true);
    try {
      await track(
        appendToOwn(workspace, base, fresh).then(({ journal, letGo }) => {
          setSession(keptIn(session, journal));
          return letGo();
        }),
      );
      toast(`${plural(fresh.length, 'record')} appended to the workspace's own journal, which is open.`);
    } finally {
      setKeeping(false);
    }
  };
  const reset = async () => {
    const { workspace } = useWorkbench.getState();
    if (!workspace) return;
    setSession(begin(workspace.id, await readOwn(workspace)));
    if (fresh.length > 0)
      toast(`${plural(fresh.length, 'record')} thrown away.`, {
        action: { title: 'Undo', run: () => setSession(session) },
      });
  };
  return (
    <section aria-label="Session" className="commands-session">
      <h3>Session</h3>
      <p className="muted">
        {base.journal === undefined
          ? 'It began with an empty journal.'
          : `It goes on from the workspace's own journal: ${plural(base.records.length, 'record')}.`}{' '}
        {plural(fresh.length, 'record')} not kept.
      </p>
      {runs.length > 0 && (
        <ol className="commands-runs">
          {runs.map((run, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a run is its place in the order
            <li key={i}>
              <button
                type="button"
                className="btn-link"
                aria-current={i === shown}
                onClick={() => setSession({ ...session, shown: i })}
              >
                {run.kind === 'record' ? run.record.type : run.request.type}
              </button>{' '}
              <RunOutcome run={run} />
              {i < kept && <span className="chip">kept</span>}
            </li>
          ))}
        </ol>
      )}
      <Intents counts={counts} />
      <div className="commands-send">
        <button
          type="button"
          className="btn"
          disabled={fresh.length === 0 || readOnly || keeping}
          title="The records appear in table, timeline and replay."
          onClick={() => keep().catch(report)}
        >
          Append {fresh.length > 0 ? plural(fresh.length, 'record') : ''} to the workspace's own journal
        </button>
        <button
          type="button"
          className="btn"
          disabled={runs.length <= kept || keeping}
          onClick={() => setSession(undone(session))}
        >
          Undo the last {runs.at(-1)?.kind ?? 'command'}
        </button>
        <button
          type="button"
          className="btn"
          disabled={runs.length === 0 || keeping}
          onClick={() => reset().catch(report)}
        >
          Reset
        </button>
      </div>
    </section>
  );
});

function RunOutcome({ run }: { readonly run: Run }) {
  if (run.kind === 'record') return <span className="muted">written by hand</span>;
  const { outcome } = run;
  return (
    <span data-outcome={outcome.outcome}>
      {outcome.outcome === 'accepted'
        ? `accepted, ${number(outcome.events.length)} recorded`
        : outcome.outcome === 'rejected'
          ? `rejected: ${outcome.code}`
          : `refused: ${outcome.error.code}`}
    </span>
  );
}

/** Which requests were answered: each is open until a record that its model names as an outcome follows it. */
function Intents({ counts }: { readonly counts: ReturnType<typeof outcomeCounts> }) {
  if (counts.size === 0) return null;
  const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
  return (
    <p>
      {plural(total, 'intent')}:{' '}
      {[...counts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([state, n]) => `${number(n)} ${state}`)
        .join(', ')}
      .
    </p>
  );
}
