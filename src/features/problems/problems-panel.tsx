import { useEffect, useMemo, useRef, useState } from 'react';
import { number } from '../../app/format.ts';
import { runCommand } from '../../app/registry.ts';
import { SEVERITY_SIGNS } from '../../app/severity.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import { ASKING } from '../../core/rules/fix-all.ts';
import { applyAll } from './fixes.ts';
import { indexAt, listHeight, topOf } from './list-places.ts';
import { ProblemRow } from './problem-row.tsx';
import './problems.css';

const SEVERITIES = ['error', 'warning', 'info'] as const;
const NAMES = { error: 'errors', warning: 'warnings', info: 'infos' } as const;

export function ProblemsPanel() {
  const ofModel = useWorkbench((s) => s.findings);
  const counts = useWorkbench((s) => s.findingCounts);
  const ofTypes = useWorkbench((s) => s.behaviorFindings);
  const ofReplay = useWorkbench((s) => s.replayFindings);
  const ofScenarios = useWorkbench((s) => s.scenarioFindings);
  const profiles = useWorkbench((s) => s.profiles);
  const ofRecords = useWorkbench((s) => s.recordFindings);
  const recordCounts = useWorkbench((s) => s.recordCounts);
  const offered = useWorkbench((s) => s.offered);
  const [source, setSource] = useState<'all' | 'texts' | 'records'>('all');
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [filter, setFilter] = useState('');
  const [selected, setSelected] = useState(0);
  const [scroll, setScroll] = useState(0);
  const body = useRef<HTMLDivElement>(null);
  const all = useMemo(
    () => [
      ...(source === 'records' ? [] : [...ofModel, ...ofTypes, ...ofReplay, ...ofScenarios]),
      ...(source === 'texts' ? [] : ofRecords),
    ],
    [source, ofModel, ofTypes, ofReplay, ofScenarios, ofRecords],
  );
  const countOf = (severity: 'error' | 'warning' | 'info') =>
    (source === 'records'
      ? 0
      : counts[severity] + [...ofTypes, ...ofReplay, ...ofScenarios].filter((f) => f.severity === severity).length) +
    (source === 'texts' ? 0 : recordCounts[severity]);
  const needle = filter.toLowerCase();
  const shown = useMemo(
    () =>
      all.filter(
        (f) =>
          !hidden.has(f.severity) &&
          (needle === '' ||
            `${f.message} ${f.rule} ${f.clauses.join(' ')} ${f.place.file ?? ''}`.toLowerCase().includes(needle)),
      ),
    [all, hidden, needle],
  );
  const at = Math.min(selected, Math.max(0, shown.length - 1));
  const current = shown[at];
  const ofRule = useMemo(
    () =>
      current?.fixes && !ASKING.has(current.rule)
        ? ofModel.filter((f) => f.rule === current.rule && f.fixes).length
        : 0,
    [ofModel, current],
  );
  const readOnly = useWorkbench((s) => s.readOnly);
  // A hidden panel comes back scrolled to its top, and a list that grew shorter is scrolled by the browser: both are told here.
  const [height, setHeight] = useState(600);
  const [ofSelected, setOfSelected] = useState(0);
  const grown = { at, height: ofSelected };
  const listed = shown.length > 0;
  /** A row that had the focus and is no longer listed takes it along: the selected row gets it. */
  const hadFocus = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is there only while something is listed
  useEffect(() => {
    const area = body.current;
    if (!area) return;
    const observer = new ResizeObserver(() => {
      setScroll(area.scrollTop);
      setHeight(area.clientHeight);
    });
    observer.observe(area);
    const ended = new AbortController();
    const { signal } = ended;
    const onFocus = () => {
      hadFocus.current = true;
    };
    // What was taken out of the page did not give the focus away.
    const onBlur = ({ target }: FocusEvent) =>
      queueMicrotask(() => {
        if ((target as Node).isConnected && !area.contains(document.activeElement)) hadFocus.current = false;
      });
    area.addEventListener('focusin', onFocus, { signal });
    area.addEventListener('focusout', onBlur, { signal });
    return () => {
      observer.disconnect();
      ended.abort();
    };
  }, [listed]);
  const whole = listHeight(shown.length, grown);
  const first = Math.max(0, indexAt(Math.min(scroll, whole - height), grown) - 5);
  const last = Math.min(shown.length, indexAt(scroll + height, grown) + 6);
  const total = counts.error + counts.warning + counts.info;
  // A row that was scrolled to is there only after it was drawn.
  const toFocus = useRef<number>(undefined);
  useEffect(() => {
    if (hadFocus.current && document.activeElement === document.body && at >= first && at < last)
      toFocus.current ??= at;
    const row =
      toFocus.current === undefined
        ? null
        : body.current?.querySelector<HTMLElement>(`[data-index="${toFocus.current}"]`);
    if (!row) return;
    toFocus.current = undefined;
    // Its whole message is shown, not only its first line.
    row.focus({ preventScroll: true });
    row.closest('li')?.scrollIntoView({ block: 'nearest' });
  });
  const move = (to: number) => {
    const next = Math.max(0, Math.min(shown.length - 1, to));
    setSelected(next);
    toFocus.current = next;
    const top = topOf(next, grown);
    const bottom = topOf(next + 1, grown);
    const area = body.current;
    if (!area) return;
    if (top < area.scrollTop) area.scrollTop = top;
    if (bottom > area.scrollTop + area.clientHeight) area.scrollTop = bottom - area.clientHeight;
  };
  /** Whether the key was one of the list's. Enter is the button's own. */
  const onKey = (key: string): boolean => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -shown.length, End: shown.length }[key];
    if (step !== undefined) move(at + step);
    return step !== undefined;
  };
  return (
    <>
      <div className="panel-toolbar">
        {SEVERITIES.map((severity) => (
          <button
            key={severity}
            type="button"
            className="btn"
            aria-pressed={!hidden.has(severity)}
            onClick={() =>
              setHidden(
                new Set(hidden.has(severity) ? [...hidden].filter((s) => s !== severity) : [...hidden, severity]),
              )
            }
          >
            <span className={`sev-${severity}`} aria-hidden>
              {SEVERITY_SIGNS[severity]}
            </span>
            {number(countOf(severity))} {NAMES[severity]}
          </button>
        ))}
        <select
          className="input"
          aria-label="Problems of what"
          value={source}
          onChange={(event) => setSource(event.target.value as typeof source)}
        >
          <option value="all">everything</option>
          <option value="texts">model and behavior</option>
          <option value="records">records</option>
        </select>
        <input
          className="input toolbar-filter"
          type="search"
          placeholder="Text, rule or clause"
          aria-label="Filter the problems"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <span className="spacer" />
        {ofRule > 1 && current && (
          <button
            type="button"
            className="btn"
            disabled={readOnly}
            title={`Every safe fix of ${current.rule} that stands in the model`}
            onClick={() => void applyAll(current.rule).catch(report)}
          >
            Fix all {number(ofRule)} of {current.rule}
          </button>
        )}
        {total > ofModel.length && (
          <span className="muted">
            {number(ofModel.length)} of {number(total)} are listed: near the cursor, and the most severe
          </span>
        )}
      </div>
      {offered && source !== 'texts' && (
        <p className="notice">
          No model here knows the types of this journal, so only its integrity is checked. A profile would find in its
          records:{' '}
          {Object.entries(offered)
            .map(([profile, count]) => `${profile} ${number(count)}`)
            .join(' · ')}
          .{' '}
          <button
            type="button"
            className="btn-link"
            disabled={readOnly}
            onClick={() => runCommand('model.draft-from-journal')}
          >
            Draft a model from the open journal
          </button>{' '}
          to check them.
        </p>
      )}
      {shown.length === 0 ? (
        <div className="empty-state">
          <h2>{all.length === 0 ? 'No problems' : 'Nothing matches'}</h2>
          <p>
            {all.length === 0
              ? `Model and behavior break no rule of ${profiles.join(', ') || 'the chosen profiles'} that is checked yet. Choose other profiles above the model's text to see what they ask for.`
              : 'Every problem is filtered out: clear the text or show all severities.'}
          </p>
        </div>
      ) : (
        <div ref={body} className="panel-body" onScroll={(event) => setScroll(event.currentTarget.scrollTop)}>
          <ul className="problems" aria-label="Problems" style={{ height: whole }}>
            {shown.slice(first, last).map((finding, i) => (
              <ProblemRow
                key={`${finding.place.file}:${finding.place.line}:${finding.place.column}:${finding.rule}:${finding.message}`}
                finding={finding}
                index={first + i}
                top={topOf(first + i, grown)}
                selected={first + i === at}
                onSelect={() => setSelected(first + i)}
                onKey={onKey}
                onHeight={setOfSelected}
              />
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
