import { useCallback, useId, useState } from 'react';
import { plural } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import { MARK_KINDS, type MarkKind } from '../../core/journal/lanes.ts';
import { MARK_TEXT, timeText } from '../../core/journal/timeline-text.ts';
import type { FromTimeline, Hover, TimelineState, TimelineView } from '../../workers/timeline/timeline.protocol.ts';
import { AreaBar } from './area-bar.tsx';
import { HoverCard } from './hover-card.tsx';
import './timeline.css';
import { TimelineCanvas } from './timeline-canvas.tsx';
import { TimelineList } from './timeline-list.tsx';
import { TimelineToolbar } from './timeline-toolbar.tsx';
import { type Loading, useLanes, useMirroredSelection } from './use-lanes.ts';

/** What the picture shows, for those who do not see it. */
function labelOf(state: TimelineState | undefined): string {
  if (!state) return 'Timeline, empty';
  const [event, log, process] = state.visible;
  const findings = state.marks.flatMap((n, i) => {
    const kind = MARK_KINDS[i];
    return n > 0 && kind ? [plural(n, MARK_TEXT[kind].one, MARK_TEXT[kind].many)] : [];
  });
  return [
    `Timeline from ${timeText(state.window.fromMicros)} to ${timeText(state.window.toMicros)} UTC`,
    `${event.toLocaleString('en-US')} happened, ${log.toLocaleString('en-US')} logged, ${process.toLocaleString('en-US')} processed`,
    findings.length > 0 ? `in the journal ${findings.join(', ')}` : 'no findings',
  ].join('; ');
}

export function TimelinePanel() {
  const journal = useWorkbench((s) => s.journal);
  const selectRow = useWorkbench((s) => s.selectRow);
  const [view, setView] = useState<TimelineView>();
  const [state, setState] = useState<TimelineState>();
  const [hover, setHover] = useState<Hover>();
  const [cursor, setCursor] = useState('default');
  const [said, setSaid] = useState('');
  const [hidden, setHidden] = useState<ReadonlySet<MarkKind>>(new Set());
  const [consumer, setConsumer] = useState<string>();
  const [listed, setListed] = useState(false);
  const [broken, setBroken] = useState<string>();
  const keysId = useId();
  const loading = useLanes(view, consumer);
  useMirroredSelection(view);

  const hear = useCallback(
    (message: FromTimeline) => {
      if (message.kind === 'state') setState(message.state);
      else if (message.kind === 'hover') {
        setHover(message.hover);
        setCursor(message.cursor);
      } else if (message.kind === 'picked') {
        selectRow(message.row);
        const { finding } = message;
        if (finding) setSaid(`${MARK_TEXT[finding.kind].one}, finding ${finding.place} of ${finding.total}`);
        else setSaid('');
      } else if (message.kind === 'failed') setBroken(message.message);
      else if (message.kind === 'stepped-off')
        setSaid(`No ${message.direction === 1 ? 'later' : 'earlier'} ${message.what}`);
    },
    [selectRow],
  );

  const toggle = (kind: MarkKind) => {
    const next = new Set(hidden);
    if (!next.delete(kind)) next.add(kind);
    setHidden(next);
    view?.send({ kind: 'show', kinds: MARK_KINDS.filter((k) => !next.has(k)) });
  };

  const timeless = loading.state === 'ready' && state === undefined;
  return (
    <div className="panel timeline">
      <TimelineToolbar
        state={state}
        hidden={hidden}
        onToggle={toggle}
        said={said}
        listed={listed}
        onListed={setListed}
        consumers={journal?.consumers ?? []}
        consumer={consumer}
        onConsumer={setConsumer}
      />
      <div className="timeline-body" data-listed={listed}>
        <TimelineCanvas
          label={labelOf(state)}
          describedBy={keysId}
          cursor={cursor}
          onView={setView}
          hear={hear}
          data-state={loading.state}
          window={state?.window}
        >
          {state?.fit.earlier && state.fit.earlier.toMicros < state.window.fromMicros && (
            <button
              type="button"
              className="btn timeline-outliers timeline-earlier"
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
          {hover && <HoverCard hover={hover} />}
          <TimelineMessage
            loading={broken === undefined ? loading : { state: 'failed', message: broken }}
            timeless={timeless}
          />
        </TimelineCanvas>
        {listed && state && <TimelineList state={state} hidden={hidden} />}
      </div>
      {state?.area && <AreaBar area={state.area} />}
      <p id={keysId} className="visually-hidden">
        W and S zoom, A and D pan, 0 shows all, full stop and comma step through records, brackets through findings,
        Enter selects, Escape clears. The List button shows the same as a list.
      </p>
    </div>
  );
}

function TimelineMessage({ loading, timeless }: { readonly loading: Loading; readonly timeless: boolean }) {
  if (loading.state === 'none')
    return (
      <div className="empty-state timeline-message">
        <h2>No journal is open</h2>
        <p>Drop a log on the page, or open a journal from the Workspaces panel: its three clocks show here.</p>
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
          No record that the filter lets through has a time. Loosen the filter in the journal table, or import the file
          again with a field for t_event, t_log or t_process.
        </p>
      </div>
    );
  return loading.state === 'loading' ? <p className="timeline-loading">Reading times…</p> : undefined;
}
