import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { AnswerView, useAnswer } from '../../app/answer.tsx';
import { number } from '../../app/format.ts';
import { useHasBehavior } from '../../app/needs-behavior.tsx';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import type { LabExample } from '../../core/faults/page.ts';
import type { SimulatorService } from '../../sandbox/protocol.ts';
import { recordsTaken, type Source } from './ground.ts';
import './lab.css';
import type { ShownPage } from './pages.ts';
import { type LabRun, runLab } from './run.ts';
import { Teaching } from './teaching.tsx';
import { Verdicts } from './verdicts.tsx';

const MOST_SCHEDULES = 10_000;
const keyOf = (source: Source) => (source.kind === 'scenario' ? `scenario ${source.name}` : source.kind);

export function LabPanel() {
  const { newSimulator } = useServices();
  const scenarios = useWorkbench((s) => s.model?.scenarios);
  const journal = useWorkbench((s) => s.journal);
  const hasBehavior = useHasBehavior();
  const [view, setView] = useState<'lab' | 'faults'>('lab');
  const [page, setPage] = useState<ShownPage>();
  const [chosen, setChosen] = useState('journal');
  const [example, setExample] = useState<Extract<Source, { kind: 'example' }>>();
  const [seed, setSeed] = useState('1');
  const [schedules, setSchedules] = useState('100');
  const answering = useAnswer<LabRun>();
  const service = useRef<SimulatorService>(undefined);
  useEffect(
    () => () => {
      service.current?.stop();
      service.current = undefined;
    },
    [],
  );
  const realm = useCallback(() => service.current, []);
  const names = useMemo(() => Object.keys(scenarios ?? {}), [scenarios]);
  const sources: readonly Source[] = [
    ...(example ? [example] : []),
    ...(journal && hasBehavior ? [{ kind: 'journal' } as const] : []),
    ...(hasBehavior ? names.map((name) => ({ kind: 'scenario', name }) as const) : []),
  ];
  const source = sources.find((one) => keyOf(one) === chosen) ?? sources[0];
  const valid = /^\d{1,9}$/.test(seed) && /^\d{1,5}$/.test(schedules) && Number(schedules) <= MOST_SCHEDULES;
  const begin = (over: Source) => {
    service.current?.cancel();
    service.current ??= newSimulator();
    const own = service.current;
    answering.run((options) => runLab(own, over, { seed: Number(seed), schedules: Number(schedules) }, options));
  };
  const openExample = (title: string, of: LabExample) => {
    const over = { kind: 'example', title, example: of } as const;
    setExample(over);
    setChosen('example');
    setView('lab');
    begin(over);
  };
  const explain = (of: ShownPage | undefined) => {
    setPage(of);
    setView('faults');
  };
  return (
    <>
      <div className="panel-toolbar">
        <button type="button" className="btn" aria-pressed={view === 'lab'} onClick={() => setView('lab')}>
          Lab
        </button>
        <button type="button" className="btn" aria-pressed={view === 'faults'} onClick={() => explain(undefined)}>
          Faults explained
        </button>
        {view === 'lab' && source && (
          <form
            className="lab-form"
            onSubmit={(event) => {
              event.preventDefault();
              if (valid) begin(source);
            }}
          >
            <label>
              Over{' '}
              <select className="select" value={keyOf(source)} onChange={(event) => setChosen(event.target.value)}>
                {sources.map((one) => (
                  <option key={keyOf(one)} value={keyOf(one)}>
                    {one.kind === 'journal'
                      ? `journal ${journal?.name ?? ''}`
                      : one.kind === 'scenario'
                        ? `scenario ${one.name}`
                        : `example: ${one.title}`}
                  </option>
                ))}
              </select>
            </label>
            <label>
              Seed{' '}
              <input
                className="input lab-number"
                inputMode="numeric"
                value={seed}
                aria-invalid={!/^\d{1,9}$/.test(seed)}
                onChange={(event) => setSeed(event.target.value)}
              />
            </label>
            <label title="How many are tried for each target and fault">
              Schedules{' '}
              <input
                className="input lab-number"
                inputMode="numeric"
                value={schedules}
                aria-invalid={!valid}
                onChange={(event) => setSchedules(event.target.value)}
              />
            </label>
            <button type="submit" className="btn btn-primary" disabled={!valid}>
              Run
            </button>
            {!valid && (
              <span className="sev-error" role="alert">
                Whole numbers; at most {number(MOST_SCHEDULES)} schedules.
              </span>
            )}
          </form>
        )}
      </div>
      <div key={`${view} ${page?.id}`} className="panel-body lab">
        {view === 'faults' && <Teaching page={page} onPage={setPage} onExample={openExample} />}
        {view === 'lab' && answering.answer.phase === 'none' && (
          <div className="empty-state">
            <h2>Is it safe under duplicates, loss and crashes?</h2>
            <p>
              The lab delivers records twice, late, in another order or not at all, and ends processes between two
              steps, by seeded schedules. Each consumer, projection and fold must come out as over the clean journal; of
              each that does not, you see the smallest schedule.
            </p>
            {source ? (
              <button type="button" className="btn btn-primary" onClick={() => begin(source)} disabled={!valid}>
                Run over {source.kind === 'journal' ? recordsTaken(journal?.records ?? 0) : `the ${keyOf(source)}`}
              </button>
            ) : (
              <p>
                Nothing is there yet to put under faults: write behavior, and open a journal or write a scenario. The
                examples need neither.
              </p>
            )}
            <button type="button" className="btn" onClick={() => explain(undefined)}>
              Faults explained, each with an example
            </button>
          </div>
        )}
        {view === 'lab' && (
          <AnswerView answering={answering} doing="Trying schedules">
            {(run) => <Verdicts key={run.millis} run={run} service={realm} onExplain={explain} />}
          </AnswerView>
        )}
      </div>
    </>
  );
}
