import { useMemo, useState } from 'react';
import { number, plural } from '../../app/format.ts';
import { showPanel } from '../../app/layout.ts';
import { useHasBehavior } from '../../app/needs-behavior.tsx';
import { PlaceLink } from '../../app/place-link.tsx';
import { runCommand } from '../../app/registry.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { ReplayError } from '../../core/replay/view.ts';
import { withCode } from '../../ui/with-code.tsx';
import { exampleFor } from './example.ts';
import { Generated } from './generated.tsx';
import { insertScenario } from './insert.ts';
import { runAgain, stopScenarios, useScenarios } from './runner.ts';
import { ScenarioDetail } from './scenario-detail.tsx';
import './scenarios.css';

/** As the contract shows it. */
const SHAPE = `scenarios:
  ship-once:
    given: [ { OrderPlaced: { order_id: 0b6c…, total: 5 } } ]
    when: { ShipOrder: { order_id: 0b6c… } }
    then: [ { OrderShipped: {} } ]   # every event, in order; [] = nothing happens
    # or: { rejected: CODE }, or: { view: { open_orders: {} } }`;
const SHOWN = 500;

export function ScenariosPanel() {
  const { results, part, error, broken, millis } = useScenarios();
  const model = useWorkbench((s) => s.model);
  const [generating, setGenerating] = useState(false);
  const readOnly = useWorkbench((s) => s.readOnly);
  const hasBehavior = useHasBehavior();
  const canTake = useWorkbench((s) => s.journal !== undefined && s.row !== undefined);
  const [onlyFailed, setOnlyFailed] = useState(false);
  const [chosen, setChosen] = useState<string>();
  const [shownMost, setShownMost] = useState(SHOWN);
  const failed = results.filter(({ ok }) => !ok).length;
  const shown = onlyFailed ? results.filter(({ ok }) => !ok) : results;
  const current = shown.find(({ name }) => name === chosen) ?? shown.find(({ ok }) => !ok) ?? shown[0];
  const none = results.length === 0 && part === undefined && !error;
  const example = useMemo(() => model && exampleFor(model), [model]);
  return (
    <>
      <div className="panel-toolbar">
        <button type="button" className="btn btn-primary" disabled={!model} onClick={runAgain}>
          Run all
        </button>
        {part !== undefined ? (
          <>
            <progress aria-label="Scenarios run" value={part} max={1} />
            <button type="button" className="btn" onClick={stopScenarios}>
              Cancel
            </button>
          </>
        ) : (
          results.length > 0 && (
            <p role="status" className="scenarios-count" title={`Run in ${number(Math.round(millis))} ms`}>
              <span className="sev-ok">✓ {number(results.length - failed)} passed</span>{' '}
              <span className={failed > 0 ? 'sev-error' : 'muted'}>● {number(failed)} failed</span>
            </p>
          )
        )}
        <label>
          <input type="checkbox" checked={onlyFailed} onChange={(event) => setOnlyFailed(event.target.checked)} />{' '}
          failed only
        </label>
        <span className="spacer" />
        {!none && (
          <button
            type="button"
            className="btn"
            disabled={readOnly || !example}
            title={
              example ? 'Puts a first draft into the model, to change there' : 'The model has no command that emits'
            }
            onClick={() => example && insertScenario(example).catch(report)}
          >
            New scenario
          </button>
        )}
        <button
          type="button"
          className="btn"
          aria-pressed={generating}
          disabled={!model}
          title="Generated commands against the invariants of the behavior"
          onClick={() => setGenerating(!generating)}
        >
          Generate…
        </button>
        <button
          type="button"
          className="btn"
          disabled={readOnly || !canTake || !model}
          title={
            canTake
              ? "Given what the selected record's subject had before, when its command, then what was recorded"
              : 'Select a record of the journal first'
          }
          onClick={() => runCommand('scenarios.from-journal')}
        >
          From record
        </button>
      </div>
      {broken && (
        <p className="notice" data-severity="warning" role="status">
          The model is broken at a marked place; these are the results of the last sound one.
        </p>
      )}
      {error && hasBehavior && <LoadError error={error} />}
      {error && !hasBehavior && !generating && <NoBehavior />}
      {generating && (
        <div className="panel-body">
          <Generated />
        </div>
      )}
      {generating || (error && results.length === 0) ? null : none ? (
        <Empty />
      ) : (
        <div className="panel-body scenarios">
          <ul className="scenarios-list" aria-label="Scenarios">
            {shown.slice(0, shownMost).map(({ name, ok }) => (
              <li key={name}>
                <button
                  type="button"
                  className="scenario"
                  aria-current={name === current?.name}
                  onClick={() => setChosen(name)}
                >
                  <span className={ok ? 'sev-ok' : 'sev-error'} aria-hidden>
                    {ok ? '✓' : '●'}
                  </span>
                  <span className="visually-hidden">{ok ? 'passed' : 'failed'}</span> {name}
                </button>
              </li>
            ))}
            {shown.length > shownMost && (
              <li>
                <button type="button" className="btn-link" onClick={() => setShownMost(shownMost + SHOWN)}>
                  {plural(shown.length - shownMost, 'more', 'more')} …
                </button>
              </li>
            )}
            {onlyFailed && shown.length === 0 && <li className="muted">None fails.</li>}
          </ul>
          {current && <ScenarioDetail key={current.name} result={current} />}
        </div>
      )}
    </>
  );
}

function LoadError({ error }: { readonly error: ReplayError }) {
  return (
    <p className="notice" data-severity="error" role="alert">
      The behavior does not run, so no scenario does: {withCode(error.message)}{' '}
      {error.file !== undefined && <PlaceLink file={error.file} line={error.line} />}
    </p>
  );
}

function NoBehavior() {
  return (
    <div className="panel-body">
      <div className="empty-state">
        <h2>No behavior yet</h2>
        <p>The model has scenarios, and nothing that decides their commands. Write deciders, and they run.</p>
        <button type="button" className="btn btn-primary" onClick={() => showPanel('behavior', { focus: true })}>
          Write behavior
        </button>
      </div>
    </div>
  );
}

function Empty() {
  const model = useWorkbench((s) => s.model);
  const readOnly = useWorkbench((s) => s.readOnly);
  const example = model && exampleFor(model);
  return (
    <div className="panel-body">
      <div className="empty-state scenarios-empty">
        <h2>No scenario yet</h2>
        <p>
          A scenario says what a command does: given these records, when this command comes, then that is recorded. All
          of them run at each change of model and behavior.
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
        <pre tabIndex={0}>{SHAPE}</pre>
        {example ? (
          <button
            type="button"
            className="btn btn-primary"
            disabled={readOnly}
            onClick={() => insertScenario(example).catch(report)}
          >
            Put one for {Object.keys(example.when ?? {})[0]} into the model
          </button>
        ) : (
          <p>The model has no command that emits an event: declare one first.</p>
        )}
      </div>
    </div>
  );
}
