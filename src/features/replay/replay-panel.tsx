import { useCallback, useMemo, useRef, useState } from 'react';
import { showPanel } from '../../app/layout.ts';
import { useHasBehavior } from '../../app/needs-behavior.tsx';
import { recall, remember } from '../../app/remember.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { toast } from '../../app/toast.ts';
import { keysOf } from '../../core/json-pointer.ts';
import type { PartWanted } from '../../core/replay/part.ts';
import type { SeekRequest } from '../../core/replay/view.ts';
import { PassedOver } from './passed-over.tsx';
import { RecordCard } from './record-card.tsx';
import './replay.css';
import { Scrubber } from './scrubber.tsx';
import { nextChange } from './sparkline.ts';
import { StateHash } from './state-hash.tsx';
import { ErrorNotice, ProjectionRows, SubjectState } from './state-view.tsx';
import { type SubjectsWanted, SubjectTable } from './subject-table.tsx';
import { type Loop, useMoving } from './use-moving.ts';
import { usePlaying } from './use-playing.ts';
import { useRecordAt } from './use-record-at.ts';
import { useReplay } from './use-replay.ts';
import { useUnheard } from './use-unheard.ts';
import { WatchList } from './watch-list.tsx';
import { useCourses, useWatchList } from './watches.ts';

export function ReplayPanel() {
  const { replay } = useServices();
  const journal = useWorkbench((s) => s.journal);
  const hasBehavior = useHasBehavior();
  const slot = useWorkbench((s) => s.slot);
  const [follow, setFollow] = useState(true);
  const [subject, setSubject] = useState<string>();
  const kept = `factline.projection.${useWorkbench((s) => s.workspace?.id) ?? ''}`;
  const [projection, setProjection] = useState(() => recall(kept));
  const [filter, setFilter] = useState('');
  const [from, setFrom] = useState(0);
  const [subjects, setSubjects] = useState<SubjectsWanted>();
  const [subjectPart, setSubjectPart] = useState<PartWanted>({});
  const [rowPart, setRowPart] = useState<PartWanted & { readonly key: string }>();
  const parts = useMemo(() => ({ subject: subjectPart, ...(rowPart && { row: rowPart }) }), [subjectPart, rowPart]);
  const watches = useWatchList();
  const watch = useMemo(() => watches.list.map((one) => ({ ...one, path: keysOf(one.pointer) })), [watches.list]);
  // One that was remembered may be gone from the code.
  const named = useRef<readonly string[]>([]);
  const shownProjection = projection !== undefined && named.current.includes(projection) ? projection : undefined;
  const request = useMemo(
    (): SeekRequest => ({
      slot,
      rowsFrom: from,
      ...(subject !== undefined && { subject }),
      ...(shownProjection !== undefined && { projection: shownProjection }),
      ...(filter !== '' && { keyFilter: filter }),
      parts,
      ...(subjects && { subjects }),
      ...(watch.length > 0 && { watch }),
    }),
    [slot, from, subject, shownProjection, filter, parts, subjects, watch],
  );
  const { state, runAgain } = useReplay(request);
  named.current = state.outline.projections;
  const [loop, setLoop] = useState<Loop>();
  const play = usePlaying(!state.busy, loop);
  const courses = useCourses(watches.list, state.phase === 'ready', state.outline);
  const stepWatched = useCallback(
    (forward: boolean) => {
      const { slot: at, setSlot } = useWorkbench.getState();
      const to = courses.courses && nextChange(courses.courses, at, forward);
      if (to !== undefined) setSlot(to);
      else if (watches.list.length === 0) toast('Nothing is watched: choose a value in the state, and “Watch this”.');
      else toast(`There is no ${forward ? 'later' : 'earlier'} change of a watched path.`);
    },
    [courses, watches.list],
  );
  const moving = useMoving(play.toggle, stepWatched, setLoop, loop);
  const row = useRecordAt(slot, follow);
  const records = journal?.records ?? 0;
  const unheard = useUnheard(state.phase === 'ready', state.outline);

  const { error, outline } = state;
  // What is left of before a failure is not the state of another slot.
  const view = state.phase === 'failed' && state.view?.slot !== slot ? undefined : state.view;
  // A step renders this panel several times, and what it shows of states once.
  const subjectState = useMemo(
    () =>
      view && (
        <SubjectState
          view={view}
          folds={outline.folds}
          pinned={subject}
          onPin={setSubject}
          onWatch={watches.add}
          onPart={setSubjectPart}
          whole={async () =>
            (await replay.seek({ slot: view.slot, ...(view.subject !== undefined && { subject: view.subject }) }))
              .subjectState ?? null
          }
        />
      ),
    [view, outline.folds, subject, watches.add, replay],
  );
  const projectionRows = useMemo(
    () =>
      view &&
      outline.projections.length > 0 && (
        <ProjectionRows
          view={view}
          names={outline.projections}
          chosen={shownProjection}
          filter={filter}
          from={from}
          onChoose={(name) => {
            setProjection(name);
            remember(kept, name);
            setFrom(0);
          }}
          onFilter={(text) => {
            setFilter(text);
            setFrom(0);
          }}
          onFrom={setFrom}
          onWatch={watches.add}
          onPart={setRowPart}
          whole={async (key) => {
            const named = view.projection !== undefined && { projection: view.projection };
            const { rows } = await replay.seek({ slot: view.slot, keyFilter: key, rowsCount: 500, ...named });
            return rows.find((one) => one.key === key)?.value ?? null;
          }}
        />
      ),
    [view, outline.projections, shownProjection, filter, from, watches.add, replay, kept],
  );

  if (!journal)
    return (
      <div className="empty-state">
        <h2>Nothing to replay</h2>
        <p>Replay rebuilds state from a journal's records. Import one, or open a sample that has one.</p>
        <button type="button" className="btn btn-primary" onClick={() => showPanel('import', { focus: true })}>
          Import a journal
        </button>
      </div>
    );
  return (
    <>
      <Scrubber slot={slot} records={records} row={row} play={play} moving={moving} />
      <div className="panel-body replay-body" aria-busy={state.busy}>
        <RecordCard slot={slot} records={records} row={row} view={view} follow={follow} onFollow={setFollow} />
        {!hasBehavior && (
          <div className="empty-state">
            <h2>No behavior yet</h2>
            <p>Write a fold and a projection, and the state at every record is here.</p>
            <button type="button" className="btn btn-primary" onClick={() => showPanel('behavior', { focus: true })}>
              Write behavior
            </button>
          </div>
        )}
        {state.phase === 'loading' && <p className="muted">Starting the sandbox …</p>}
        {state.withoutModel && (
          <p className="notice">The model knows none of this journal's types, so the replay goes without it.</p>
        )}
        {error && <ErrorNotice error={error} onRunAgain={runAgain} />}
        {error && view && (
          <p className="notice" data-severity="warning">
            What follows is the state of the behavior as it last ran, not of what stands in the editor now.
          </p>
        )}
        {view?.error && <ErrorNotice error={view.error} />}
        {view && hasBehavior && (
          <>
            {subjectState}
            <WatchList watches={watches} courses={courses} view={view} records={records} />
            {projectionRows}
            {outline.folds.length > 0 && (
              <SubjectTable
                view={view}
                wanted={subjects}
                onWant={setSubjects}
                busy={subjects !== undefined && state.busy}
                pinned={subject}
                onPin={setSubject}
              />
            )}
            {view.logs.length > 0 && (
              <section aria-label="Console">
                <h3>Console of this step</h3>
                <ul className="console mono">
                  {view.logs.map((line) => (
                    <li
                      key={`${line.target}:${line.text}`}
                      className={line.level === 'error' ? 'sev-error' : line.level === 'warn' ? 'sev-warning' : ''}
                    >
                      <span className="muted">{line.target}</span> {line.text}
                    </li>
                  ))}
                </ul>
              </section>
            )}
            <PassedOver notApplied={view.notApplied} unheard={unheard} />
            <StateHash
              slot={slot}
              outline={outline}
              ready={!state.busy && state.phase === 'ready'}
              withoutModel={state.withoutModel}
            />
          </>
        )}
      </div>
    </>
  );
}
