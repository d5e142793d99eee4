/** Many commands at once, stored in groups: how fast, and what a transaction for each would cost. */
import { useState } from 'react';
import { AnswerView, useAnswer } from '../../app/answer.tsx';
import { track } from '../../app/busy.ts';
import { number, plural } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import type { Model } from '../../core/model/model.ts';
import { GROUP_COMMANDS } from '../../core/writepath/commit-groups.ts';
import { type BatchRun, runBatch } from './batch.ts';
import { readOwn } from './own-journal.ts';
import { begin, type Session, setSession, unkept } from './session.ts';
import type { Simulating } from './use-simulator.ts';

interface BatchViewProps {
  readonly model: Model;
  readonly session: Session;
  readonly simulating: Simulating;
}
const MOST_COMMANDS = 100_000;
const GROUPS = [
  [GROUP_COMMANDS, `in groups of up to ${GROUP_COMMANDS}`],
  [1, 'one transaction a command'],
] as const;

export function BatchView({ model, session, simulating }: BatchViewProps) {
  const readOnly = useWorkbench((s) => s.readOnly);
  const [count, setCount] = useState('1000');
  const [seed, setSeed] = useState('1');
  const [most, setMost] = useState<number>(GROUP_COMMANDS);
  const answering = useAnswer<readonly BatchRun[]>();
  const earlier = answering.answer.phase === 'done' ? answering.answer.value : [];
  const valid =
    /^\d{1,6}$/.test(count) && Number(count) >= 1 && Number(count) <= MOST_COMMANDS && /^\d{1,9}$/.test(seed);
  const open = unkept(session).length;
  const run = () => {
    const { workspace } = useWorkbench.getState();
    if (workspace?.id !== session.workspace) return;
    const order = { count: Number(count), seed: Number(seed), most };
    answering.run((options) =>
      track(
        (async () => {
          const { run: done, writer } = await runBatch(
            { workspace, base: session.base, model },
            order,
            simulating,
            options,
          );
          const began = performance.now();
          const laid = await writer.layOut();
          const layoutMillis = performance.now() - began;
          const now = useWorkbench.getState().workspace ?? workspace;
          setSession(begin(workspace.id, await readOwn(now)));
          await laid?.letGo();
          return [{ ...done, layoutMillis }, ...earlier];
        })(),
      ),
    );
  };
  return (
    <div className="commands-batch">
      <p className="muted">
        Commands are made of their schemas and run on the workspace's own journal, after{' '}
        {plural(session.base.records.length, 'record')}. A group is decided, stored in one transaction, and only then
        applied and answered.
      </p>
      <form
        className="commands-send"
        onSubmit={(event) => {
          event.preventDefault();
          if (valid) run();
        }}
      >
        <label>
          Commands{' '}
          <input
            className="input"
            inputMode="numeric"
            value={count}
            onChange={(event) => setCount(event.target.value)}
          />
        </label>
        <label>
          Seed{' '}
          <input className="input" inputMode="numeric" value={seed} onChange={(event) => setSeed(event.target.value)} />
        </label>
        <label>
          Stored{' '}
          <select className="select" value={most} onChange={(event) => setMost(Number(event.target.value))}>
            {GROUPS.map(([size, title]) => (
              <option key={size} value={size}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="btn btn-primary" disabled={!valid || readOnly || open > 0}>
          Run and store
        </button>
      </form>
      {!valid && (
        <p className="sev-error" role="alert">
          Whole numbers; at most {number(MOST_COMMANDS)} commands.
        </p>
      )}
      {open > 0 && (
        <p className="muted">{plural(open, 'record')} of this session are not kept: append them, or undo, first.</p>
      )}
      <AnswerView answering={answering} doing="Running commands">
        {(runs) => (
          <ol className="commands-batches" aria-label="Batches">
            {runs.map((one) => (
              <BatchResult key={one.millis} run={one} />
            ))}
          </ol>
        )}
      </AnswerView>
    </div>
  );
}

function BatchResult({ run }: { readonly run: BatchRun }) {
  const { answered, count, transactions, records, millis, layoutMillis, outcomes, refusal, ended, seed } = run;
  return (
    <li data-millis={millis} data-layout-millis={layoutMillis}>
      {ended && (
        <p className="notice" data-severity={ended.name === 'AbortError' ? 'info' : 'error'} role="alert">
          {ended.name === 'AbortError' ? '' : `${ended.name}: `}
          {ended.message} {plural(answered, 'command')} of {number(count)} were answered before, and what they wrote is
          stored; nothing of the others is.
        </p>
      )}
      <b>
        {plural(answered, 'command')} in {plural(transactions, 'transaction')}
      </b>
      , {number(Math.round(millis))} ms
      {millis > 0 && `, ${number(Math.round((answered / millis) * 1000))} a second`}: {number(outcomes.accepted)}{' '}
      accepted, {number(outcomes.rejected)} rejected, {number(outcomes.refused)} refused; {plural(records, 'record')}{' '}
      stored.{' '}
      <span className="muted">
        Seed {seed}; laid out and opened in {number(Math.round(layoutMillis))} ms.
      </span>
      {refusal !== undefined && <p className="sev-error">{refusal}</p>}
    </li>
  );
}
