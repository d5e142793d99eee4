import { useCallback, useEffect, useId, useRef, useState } from 'react';
import { number, plural } from '../../app/format.ts';
import { NoJournal } from '../../app/no-journal.tsx';
import { usePanelShown } from '../../app/panel-shown.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import { download } from '../../app/workspace-files.ts';
import { SPLITS, type SplitBy } from '../../core/journal/lane-split.ts';
import { MARK_KINDS, type MarkKind } from '../../core/journal/lanes.ts';
import { MARK_TEXT, timeText } from '../../core/journal/timeline-text.ts';
import type { Zone } from '../../core/record/zone.ts';
import { journalKey } from '../../core/workspace/notes.ts';
import type { FromTimeline, Hover, TimelineState, TimelineView } from '../../workers/timeline/timeline.protocol.ts';
import { AreaBar } from './area-bar.tsx';
import { HoverCard } from './hover-card.tsx';
import { MeasureBar } from './measure-bar.tsx';
import { NoteBar, type NoteDraft } from './note-bar.tsx';
import { addNote, editNote, useNotes } from './notes.ts';
import { setActions } from './session.ts';
import { keepSettings, readSettings, type Settings, zoneOf } from './settings.ts';
import './timeline.css';
import { TimelineCanvas } from './timeline-canvas.tsx';
import { TimelineList } from './timeline-list.tsx';
import { TimelineToolbar } from './timeline-toolbar.tsx';
import { type Loading, MirroredSelection, useLags, useLanes, useMirroredRange } from './use-lanes.ts';
import { ViewToolbar } from './view-toolbar.tsx';

/** What the picture shows, for those who do not see it. */
function labelOf(state: TimelineState | undefined, zone: Zone): string {
  if (!state) return 'Timeline, empty';
  const [event, log, process] = state.visible;
  const findings = state.marks.flatMap((n, i) => {
    const kind = MARK_KINDS[i];
    return n > 0 && kind ? [plural(n, MARK_TEXT[kind].one, MARK_TEXT[kind].many)] : [];
  });
  return [
    `Timeline from ${timeText(state.window.fromMicros, zone)} to ${timeText(state.window.toMicros, zone)} ${zone.name}`,
    `${number(event)} happened, ${number(log)} logged, ${number(process)} processed`,
    ...(state.split ? [`a lane for each of ${plural(state.split.of, state.split.by)}`] : []),
    ...(state.idle.folded > 0 ? [plural(state.idle.folded, 'idle stretch folded', 'idle stretches folded')] : []),
    findings.length > 0 ? `in the journal ${findings.join(', ')}` : 'nothing is marked',
  ].join('; ');
}

export function TimelinePanel() {
  const journal = useWorkbench((s) => s.journal);
  const selectRow = useWorkbench((s) => s.selectRow);
  const [view, setView] = useState<TimelineView>();
  const [state, setState] = useSeenState();
  const [hover, setHover] = useState<Hover>();
  const [cursor, setCursor] = useState('default');
  const [said, setSaid] = useState('');
  const [hidden, setHidden] = useState<ReadonlySet<MarkKind>>(new Set());
  const [consumer, setConsumer] = useState<string>();
  const [listed, setListed] = useState(false);
  const [broken, setBroken] = useState<string>();
  const [measures, setMeasures] = useState(false);
  const [draft, setDraft] = useState<NoteDraft>();
  const keysId = useId();
  const [settings, setSettings] = useSettings();
  const zone = zoneOf(settings);
  const loading = useLanes(view, consumer, settings.by, settings.fold);
  useLags(view, consumer, settings.lags);
  const picked = useRef<number>(undefined);
  useMirroredRange(view);
  const { notes, problem } = useNotes();
  const recordAt = useRecordAt();

  useEffect(() => view?.send({ kind: 'zone', name: zone.name }), [view, zone]);
  useEffect(() => view?.send({ kind: 'fold', on: settings.fold }), [view, settings.fold]);
  useEffect(() => view?.send({ kind: 'tool', measures }), [view, measures]);
  useEffect(() => view?.send({ kind: 'notes', notes }), [view, notes]);
  useEffect(() => {
    setActions({
      toggleLags: () => setSettings({ ...settings, lags: !settings.lags }),
      toggleFold: () => setSettings({ ...settings, fold: !settings.fold }),
      toggleMeasure: () => setMeasures(!measures),
      toggleList: () => setListed(!listed),
      nextSplit: () => setSettings({ ...settings, by: after(settings.by) }),
      // The form stands at once, so that no key is lost; where it is of comes after.
      startNote: () => setDraft({ id: undefined, atMicros: undefined, record: undefined, text: '' }),
      escape: () => setMeasures(false),
    });
    return () => setActions(undefined);
  }, [settings, setSettings, measures, listed]);

  const edit = useCallback(
    (id: string) => {
      const note = notes.find((n) => n.id === id);
      if (note) setDraft({ id, atMicros: note.atMicros, record: note.record, text: note.text });
    },
    [notes],
  );

  const hear = useCallback(
    (message: FromTimeline) => {
      switch (message.kind) {
        case 'state':
          setState(message.state);
          break;
        case 'hover':
          setHover(message.hover);
          setCursor(message.cursor);
          break;
        case 'picked': {
          picked.current = message.row;
          selectRow(message.row);
          const { finding } = message;
          setSaid(finding ? `${MARK_TEXT[finding.kind].one}, finding ${finding.place} of ${finding.total}` : '');
          break;
        }
        case 'note-picked':
          edit(message.id);
          break;
        case 'placed':
          if (message.purpose === 'note')
            setDraft((d) => (d && d.id === undefined ? { ...d, atMicros: message.atMicros } : d));
          recordAt(message.row)
            .then((record) => {
              if (message.purpose === 'note')
                setDraft((d) => (d?.id === undefined && d?.atMicros === message.atMicros ? { ...d, record } : d));
              else addNote({ atMicros: message.atMicros, ...(record !== undefined && { record }), text: '' });
            })
            .catch(report);
          break;
        case 'picture':
          download(`${fileName()}-timeline.${message.format}`, message.picture);
          break;
        case 'no-picture':
          report(new Error(`The picture could not be made: ${message.message}`));
          break;
        case 'failed':
          setBroken(message.message);
          break;
        case 'stepped-off':
          setSaid(`No ${message.direction === 1 ? 'later' : 'earlier'} ${message.what}`);
          break;
      }
    },
    [selectRow, edit, recordAt, setState],
  );

  const save = (text: string) => {
    if (draft?.atMicros === undefined) return;
    const { id, atMicros, record } = draft;
    const done =
      id === undefined
        ? addNote({ atMicros, ...(record !== undefined && { record }), text })
        : text === draft.text || editNote(id, text);
    if (done) setDraft(undefined);
  };

  const toggle = (kind: MarkKind) => {
    const next = new Set(hidden);
    if (!next.delete(kind)) next.add(kind);
    setHidden(next);
    view?.send({ kind: 'show', kinds: MARK_KINDS.filter((k) => !next.has(k)) });
  };

  const timeless = loading.state === 'ready' && state === undefined;
  return (
    <div className="panel timeline">
      <MirroredSelection view={view} picked={picked} />
      <TimelineToolbar
        state={state}
        hidden={hidden}
        onToggle={toggle}
        said={said}
        consumers={journal?.consumers ?? []}
        consumer={consumer}
        onConsumer={setConsumer}
      />
      <ViewToolbar state={state} settings={settings} onSettings={setSettings} measures={measures} listed={listed} />
      <div className="timeline-body" data-listed={listed}>
        <TimelineCanvas
          label={labelOf(state, zone)}
          describedBy={keysId}
          cursor={cursor}
          onView={setView}
          hear={hear}
          data-state={loading.state}
          window={state?.window}
          tall={settings.lags || settings.by !== undefined}
        >
          {state?.fit.earlier && state.fit.earlier.toMicros < state.window.fromMicros && (
            <button
              type="button"
              className="btn timeline-outliers timeline-earlier"
              data-split={state.split !== undefined}
              onClick={() => view?.send({ kind: 'jump', to: 'earlier' })}
            >
              ◀ {plural(state.fit.earlier.count, 'outlier')} earlier
            </button>
          )}
          {state?.fit.later && state.fit.later.fromMicros > state.window.toMicros && (
            <button
              type="button"
              className="btn timeline-outliers timeline-later"
              onClick={() => view?.send({ kind: 'jump', to: 'later' })}
            >
              {plural(state.fit.later.count, 'outlier')} later ▶
            </button>
          )}
          {hover && <HoverCard hover={hover} zone={zone} notes={notes} />}
          <TimelineMessage
            loading={broken === undefined ? loading : { state: 'failed', message: broken }}
            timeless={timeless}
          />
        </TimelineCanvas>
        {listed && state && (
          <TimelineList state={state} hidden={hidden} zone={zone} notes={notes} onEdit={({ id }) => edit(id)} />
        )}
      </div>
      {problem !== undefined && (
        <p className="notice" data-severity="warning">
          {problem}: its notes are not shown.
        </p>
      )}
      {draft && (
        <NoteBar key={draft.id ?? 'new'} draft={draft} zone={zone} onSave={save} onClose={() => setDraft(undefined)} />
      )}
      {state?.measure && <MeasureBar measure={state.measure} lanes={state.lanes} zone={zone} />}
      {state?.area && <AreaBar area={state.area} zone={zone} />}
      <p id={keysId} className="visually-hidden">
        W and S zoom, A and D pan, 0 shows all, full stop and comma step through records, brackets through findings,
        Enter selects, Escape clears. M sets the ends of a measure, N writes a note, B sets a bookmark, F folds idle
        time, G shows lags, V changes the lanes. The List button, or L, shows the same as a list.
      </p>
    </div>
  );
}

const after = (by: SplitBy | undefined): SplitBy | undefined => SPLITS[by === undefined ? 0 : SPLITS.indexOf(by) + 1];

/** What the worker says of itself: drawn while the panel is seen, and the newest once it is again. */
function useSeenState(): readonly [TimelineState | undefined, (state: TimelineState | undefined) => void] {
  const seen = usePanelShown();
  const [drawn, setDrawn] = useState<TimelineState>();
  const latest = useRef({ seen, value: drawn });
  latest.current.seen = seen;
  useEffect(() => {
    if (seen) setDrawn(latest.current.value);
  }, [seen]);
  const set = useCallback((value: TimelineState | undefined) => {
    latest.current.value = value;
    if (latest.current.seen) setDrawn(value);
  }, []);
  return [drawn, set];
}

const fileName = () => journalKey(useWorkbench.getState().journal?.name ?? 'journal');

function useSettings(): readonly [Settings, (settings: Settings) => void] {
  const workspace = useWorkbench((s) => s.workspace?.id);
  const [kept, setKept] = useState({ workspace, settings: readSettings(workspace) });
  const settings = kept.workspace === workspace ? kept.settings : readSettings(workspace);
  if (kept.workspace !== workspace) setKept({ workspace, settings });
  const set = useCallback(
    (next: Settings) => {
      keepSettings(workspace, next);
      setKept({ workspace, settings: next });
    },
    [workspace],
  );
  return [settings, set];
}

/** The id of the record in a row. */
function useRecordAt() {
  const { journals } = useServices();
  return useCallback(
    async (row: number | undefined): Promise<string | undefined> => {
      const { journal } = useWorkbench.getState();
      if (row === undefined || !journal) return undefined;
      const { record } = await journals.record({ id: journal.id, row });
      return record.id;
    },
    [journals],
  );
}

function TimelineMessage({ loading, timeless }: { readonly loading: Loading; readonly timeless: boolean }) {
  const filtered = useWorkbench(({ query }) => Boolean(query.find || query.types || query.marks || query.range));
  if (loading.state === 'none')
    return (
      <div className="timeline-message">
        <NoJournal>Here you see when its records happened, were logged and were processed.</NoJournal>
      </div>
    );
  if (loading.state === 'failed')
    return (
      <div className="notice timeline-message" data-severity="error" role="alert">
        The timeline cannot be shown: {loading.message}. Reload the page; if that does not help, import the file once
        more.
      </div>
    );
  if (timeless)
    return (
      <div className="empty-state timeline-message">
        <h2>Nothing to place in time</h2>
        <p>
          {filtered
            ? 'No record that the filter lets through has a time. Loosen the filter in the journal table, or import the file again with a field for t_event, t_log or t_process.'
            : 'No record of this journal has a time. Import the file again, and give one of its fields the role t_event, t_log or t_process.'}
        </p>
      </div>
    );
  return loading.state === 'loading' ? <p className="timeline-loading">Reading times…</p> : undefined;
}
