import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { isBehaviorFile, isModelFile } from '../../app/checking.ts';
import { number } from '../../app/format.ts';
import { showPanel } from '../../app/layout.ts';
import { recall, remember } from '../../app/remember.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report, toast } from '../../app/toast.ts';
import { keysOf } from '../../core/json-pointer.ts';
import type { PartWanted } from '../../core/replay/part.ts';
import type { ReplayResult } from '../../core/replay/view.ts';
import type { Row } from '../../workers/journal/journal.protocol.ts';
import './replay.css';
import { Scrubber, shortTime } from './scrubber.tsx';
import { nextChange } from './sparkline.ts';
import { ErrorNotice, ProjectionRows, SubjectState } from './state-view.tsx';
import { type SubjectsWanted, SubjectTable } from './subject-table.tsx';
import { type Loop, useMoving } from './use-moving.ts';
import { usePlaying } from './use-playing.ts';
import { useReplay } from './use-replay.ts';
import { WatchList } from './watch-list.tsx';
import { useCourses, useWatchList } from './watches.ts';

/** The record at the cursor, kept in step with the selection: moving one moves the other, while the person wants that. */
function useRecordAt(slot: number, follow: boolean): Row | undefined {
  const { journals } = useServices();
  const journal = useWorkbench((s) => s.journal);
  const selected = useWorkbench((s) => s.row);
  const [row, setRow] = useState<Row>();
  const asked = useRef<number>(undefined);
  useEffect(() => {
    if (!journal || slot === 0) {
      setRow(undefined);
      return;
    }
    let current = true;
    journals.rows({ id: journal.id, query: { sort: 'slot' }, from: slot - 1, count: 1 }).then(({ rows: [found] }) => {
      if (!current) return;
      setRow(found);
      if (!found || !follow || useWorkbench.getState().row === found.row) return;
      asked.current = found.row;
      useWorkbench.getState().selectRow(found.row);
    }, report);
    return () => {
      current = false;
    };
  }, [journal, journals, slot, follow]);
  useEffect(() => {
    if (!journal || !follow || selected === undefined || asked.current === selected) return;
    asked.current = selected;
    journals
      .record({ id: journal.id, row: selected })
      .then((detail) => useWorkbench.getState().setSlot(detail.slot), report);
  }, [journal, journals, selected, follow]);
  return row;
}

export function ReplayPanel() {
  const { replay } = useServices();
  const journal = useWorkbench((s) => s.journal);
  const hasBehavior = useWorkbench((s) => s.workspace?.files.some(({ path }) => isBehaviorFile(path)) ?? false);
  const slot = useWorkbench((s) => s.slot);
  const files = useWorkbench((s) => s.workspace?.files);
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
  const [result, setResult] = useState<ReplayResult>();
  const watches = useWatchList();
  const watch = useMemo(() => watches.list.map((one) => ({ ...one, path: keysOf(one.pointer) })), [watches.list]);
  // One that was remembered may be gone from the code.
  const named = useRef<readonly string[]>([]);
  const shownProjection = projection !== undefined && named.current.includes(projection) ? projection : undefined;
  const wanted = {
    rowsFrom: from,
    ...(subject !== undefined && { subject }),
    ...(shownProjection !== undefined && { projection: shownProjection }),
    ...(filter !== '' && { keyFilter: filter }),
    parts,
    ...(subjects && { subjects }),
    ...(watch.length > 0 && { watch }),
  };
  const { state, runAgain } = useReplay(slot, wanted);
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
  const paths = (files ?? []).map(({ path }) => path);
  const behaviorFiles = paths.filter(isBehaviorFile);
  const models = paths.filter(isModelFile);
  const command = `npx factline replay ${journal?.name ?? 'journal'}.ndjson ${behaviorFiles.map((path) => `--behavior ${path}`).join(' ')}${state.withoutModel ? '' : models.map((path) => ` --model ${path}`).join('')} --until ${slot}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a hash is of one slot and one behavior
  useEffect(() => setResult(undefined), [slot, state.outline]);

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
        <div className="record-card">
          <b>
            Slot {number(slot)} of {number(records)}
          </b>
          {row ? (
            <>
              <span>
                {row.type} · {row.subject || 'no subject'}
                {row.sequence === undefined ? '' : ` #${row.sequence}`} · line {row.line}
              </span>
              <span className="muted mono">
                event {shortTime(row.tEventMicros)} · log {shortTime(row.tLogMicros)} · process{' '}
                {shortTime(row.tProcessMicros)}
              </span>
            </>
          ) : (
            <span className="muted">Before the first record.</span>
          )}
          {view && view.slot > 0 && view.applied !== 'applied' && (
            <span className="chip sev-warning">not applied: {view.applied}</span>
          )}
          {view && view.gapBefore > 0 && (
            <span className="chip sev-error">
              {view.gapBefore === 1 ? '1 record is' : `${view.gapBefore} records are`} missing before this one
            </span>
          )}
          <label>
            <input type="checkbox" checked={follow} onChange={(event) => setFollow(event.target.checked)} /> selected
            record and replay move together
          </label>
        </div>
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
                busy={state.busy}
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
            <p className="muted">
              Not applied so far: {view.notApplied.duplicate} duplicates, {view.notApplied.unknown_type} of unknown
              type, {view.notApplied.unknown_version} of unknown version.
            </p>
            <p>
              <button
                type="button"
                className="btn"
                disabled={state.busy || state.phase !== 'ready'}
                onClick={() => replay.result(slot).then(setResult, report)}
              >
                Hash of all state here
              </button>{' '}
              {result && (
                <button
                  type="button"
                  className="btn-link mono hash"
                  title="Copy. The same as factline replay prints."
                  onClick={() =>
                    navigator.clipboard.writeText(result.hash).then(() => toast('The hash was copied.'), report)
                  }
                >
                  {result.hash}
                </button>
              )}
            </p>
            {result && (
              <p className="muted">
                Of {behaviorFiles.join(', ')}
                {state.withoutModel || models.length === 0 ? ', without a model' : ` with ${models.join(', ')}`}.{' '}
                <button
                  type="button"
                  className="btn-link"
                  onClick={() =>
                    navigator.clipboard.writeText(command).then(() => toast('The command was copied.'), report)
                  }
                >
                  Copy the command that gives the same
                </button>
              </p>
            )}
          </>
        )}
      </div>
    </>
  );
}
