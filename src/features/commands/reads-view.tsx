/** Who reads after writing: a projection that lags, the window in which it is stale, and that its mode changes nothing in the end. */

import { useCallback, useState } from 'react';
import { AnswerView, useAnswer } from '../../app/answer.tsx';
import { number, plural } from '../../app/format.ts';
import { stoppedBy } from '../../app/stopping.ts';
import type { Model } from '../../core/model/model.ts';
import type { JsonObject } from '../../core/record/record.ts';
import { same } from '../../core/writepath/compare.ts';
import type { ReadsAnswer } from '../../core/writepath/reads.ts';
import type { CommandRequest } from '../../core/writepath/record.ts';
import { JsonTree } from '../../ui/json-tree/json-tree.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { recordsOf, type Session } from './session.ts';
import { Refusals, TroubleView } from './trouble.tsx';
import { type Simulated, type Simulating, useSimulator } from './use-simulator.ts';

interface ReadsViewProps {
  readonly model: Model;
  readonly session: Session;
  readonly simulating: Simulating;
  readonly request: CommandRequest | undefined;
}

const applying =
  (apply: 'inline' | 'outbox') =>
  (model: Model): Model => ({
    ...model,
    projections: Object.fromEntries(
      Object.entries(model.projections).map(([name, projection]) => [name, { ...projection, apply }]),
    ),
  });
const INLINE = applying('inline');
const OUTBOX = applying('outbox');
const MOST_SECONDS = 20;

export function ReadsView({ model, session, simulating, request }: ReadsViewProps) {
  const names = Object.keys(model.projections);
  const [chosen, setChosen] = useState(names[0] ?? '');
  const projection = names.includes(chosen) ? chosen : (names[0] ?? '');
  const [lagSeconds, setLag] = useState(3);
  const [waits, setWaits] = useState(false);
  const answering = useAnswer<Simulated<ReadsAnswer>>();
  const { run: ask } = answering;
  const run = useCallback(
    (lag: number, waiting: boolean) => {
      if (!request) return;
      ask(({ signal }) =>
        stoppedBy(signal, simulating, () =>
          simulating.simulate({
            what: 'reads',
            journal: recordsOf(session),
            command: request,
            projection,
            lagSeconds: lag,
            waits: waiting,
          }),
        ),
      );
    },
    [ask, request, simulating, session, projection],
  );
  if (names.length === 0) return <p className="muted">The model has no projections, so nobody reads from one.</p>;
  const again = answering.answer.phase !== 'none';
  return (
    <div className="commands-consistency">
      <p className="muted">
        {request
          ? `${request.type}, as it stands under Run, is written; the projection is applied so much later. What does a reader see meanwhile?`
          : 'The command under Run cannot be read yet.'}
      </p>
      <div className="commands-send">
        <label>
          Projection{' '}
          <select className="select" value={projection} onChange={(event) => setChosen(event.target.value)}>
            {names.map((name) => (
              <option key={name} value={name}>
                {name} ({model.projections[name]?.apply ?? 'inline'})
              </option>
            ))}
          </select>
        </label>
        <label className="commands-lag">
          Lag{' '}
          <input
            type="range"
            min={0}
            max={MOST_SECONDS}
            value={lagSeconds}
            aria-valuetext={plural(lagSeconds, 'second')}
            onChange={(event) => {
              setLag(event.target.valueAsNumber);
              if (again) run(event.target.valueAsNumber, waits);
            }}
          />{' '}
          {number(lagSeconds)} s
        </label>
        <label>
          <input
            type="checkbox"
            checked={waits}
            onChange={(event) => {
              setWaits(event.target.checked);
              if (again) run(lagSeconds, event.target.checked);
            }}
          />{' '}
          the reader waits
        </label>
        <button type="button" className="btn btn-primary" disabled={!request} onClick={() => run(lagSeconds, waits)}>
          Write and read
        </button>
      </div>
      <AnswerView answering={answering} doing="Writing and reading">
        {(done) =>
          'answer' in done ? (
            <Reads answer={done.answer} projection={projection} />
          ) : 'trouble' in done ? (
            <TroubleView trouble={done.trouble} />
          ) : 'refused' in done ? (
            <Refusals registration={done.refused} />
          ) : null
        }
      </AnswerView>
      <BothModes session={session} request={request} />
    </div>
  );
}

function Reads({ answer, projection }: { readonly answer: ReadsAnswer; readonly projection: string }) {
  const { reads, position, violations } = answer;
  const stale = reads.filter((read) => read.stale).length;
  return (
    <section aria-label={`Reads of ${projection}`}>
      {violations.map(({ name, message, clauses }) => (
        <p key={name} className="notice" data-severity="error">
          <strong>{name}</strong> {message} <span className="muted">{clauses.join(' ')}</span>
        </p>
      ))}
      <p role="status">
        {stale === 0
          ? 'No read was stale.'
          : `The stale window is ${plural(stale, 'second')} long: ${plural(stale, 'read')} of ${number(reads.length)} showed what was before.`}
      </p>
      <table className="plain">
        <TableHead titles={['Second', 'Applied', 'Read', 'Rows']} />
        <tbody>
          {reads.map(({ t, checkpoint, stale: old, relied, rows }, i) => (
            <tr key={t} data-stale={old} aria-current={relied ? 'true' : undefined}>
              <td>{number(i)}</td>
              <td>
                {number(checkpoint)} of {number(position)}
              </td>
              <td>
                <span className={old ? 'sev-warning' : 'commands-holds'}>{old ? 'stale' : 'current'}</span>
                {relied && <strong> ← the reader relies on this</strong>}
              </td>
              <td>
                <code>{JSON.stringify(rows).slice(0, 160)}</code>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface Modes {
  readonly inline: JsonObject;
  readonly outbox: JsonObject;
}

/** The same command with every projection inline, and with every projection by outbox. */
function BothModes({ session, request }: Pick<ReadsViewProps, 'session' | 'request'>) {
  const inline = useSimulator(INLINE);
  const outbox = useSimulator(OUTBOX);
  const answering = useAnswer<Simulated<Modes>>();
  const run = () =>
    answering.run(async ({ signal }) => {
      if (!request) return { stopped: true };
      const found: JsonObject[] = [];
      for (const simulating of [inline, outbox]) {
        const done = await stoppedBy(signal, simulating, () =>
          simulating.simulate({ what: 'commands', journal: recordsOf(session), commands: [request] }),
        );
        simulating.stop();
        if (!('answer' in done)) return done;
        const { states, views } = done.answer;
        found.push({ states, views });
      }
      return { answer: { inline: found[0] ?? {}, outbox: found[1] ?? {} } };
    });
  return (
    <section aria-label="Inline and outbox">
      <h3>Inline or outbox</h3>
      <p className="muted">
        The mode says when a projection is applied, never what it comes to: the same command, run with each, must end in
        the same state.
      </p>
      <button type="button" className="btn" disabled={!request} onClick={run}>
        Run with both
      </button>
      <AnswerView answering={answering} doing="Running with both">
        {(done) => {
          if ('trouble' in done) return <TroubleView trouble={done.trouble} />;
          if ('refused' in done) return <Refusals registration={done.refused} />;
          if (!('answer' in done)) return null;
          const { inline: one, outbox: other } = done.answer;
          return same(one, other) ? (
            <>
              <p role="status" className="notice">
                The same state and the same views in both.
              </p>
              <JsonTree value={one} label="state and views" searchable={false} openLevels={4} />
            </>
          ) : (
            <>
              <p role="alert" className="notice" data-severity="error">
                They differ.
              </p>
              <JsonTree value={{ inline: one, outbox: other }} label="both" searchable={false} openLevels={5} />
            </>
          );
        }}
      </AnswerView>
    </section>
  );
}
