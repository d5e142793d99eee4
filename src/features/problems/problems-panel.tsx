import { useEffect, useMemo, useRef, useState } from 'react';
import { isBehaviorFile } from '../../app/checking.ts';
import { number } from '../../app/format.ts';
import { showPanel } from '../../app/layout.ts';
import { getServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report, toast } from '../../app/toast.ts';
import type { Finding, Fix } from '../../core/finding.ts';
import { applyEdits } from '../../core/rules/edit.ts';
import type { WorkspaceFile } from '../../core/workspace/workspace.ts';
import './problems.css';

const SEVERITIES = ['error', 'warning', 'info'] as const;
const NAMES = { error: 'errors', warning: 'warnings', info: 'infos' } as const;
const ROW = 44;

/** A record is selected; of a place in a text, the editor goes there. */
async function jumpToRecord(at: string): Promise<void> {
  const { journal, selectRow } = useWorkbench.getState();
  if (!journal) return;
  const row = await getServices().journals.resolve({ id: journal.id, at });
  if (row === undefined) {
    toast('The record cannot be found: the journal has changed since it was checked.');
    return;
  }
  selectRow(row);
  showPanel('record');
}

function jump(finding: Finding): void {
  const { place } = finding;
  if (useWorkbench.getState().recordFindings.includes(finding)) {
    if (place.line !== undefined) jumpToRecord(`line:${place.line}`).catch(report);
    return;
  }
  if (place.file === undefined) return;
  useWorkbench.getState().revealAt({ file: place.file, line: place.line ?? 1, column: place.column ?? 1 });
  showPanel(isBehaviorFile(place.file) ? 'behavior' : 'model');
}

/** Puts texts in place of others, together; one undo takes all of them back. */
function replaceFiles(texts: readonly WorkspaceFile[], done: string): void {
  const { workspace, editFile } = useWorkbench.getState();
  const before = texts.flatMap(({ path }) => workspace?.files.find((f) => f.path === path) ?? []);
  for (const file of texts) editFile(file);
  toast(done, {
    action: {
      title: 'Undo',
      run: () => {
        for (const file of before) editFile(file);
      },
    },
  });
}

function apply({ title, edits }: Fix): void {
  const { workspace, checkedFiles } = useWorkbench.getState();
  const texts: WorkspaceFile[] = [];
  for (const path of new Set(edits.map((edit) => edit.file))) {
    const file = workspace?.files.find((f) => f.path === path);
    if (!file) continue;
    if (!checkedFiles.includes(file)) {
      toast(`${path} has changed since it was checked; look at the problem again.`);
      return;
    }
    const own = edits.filter((edit) => edit.file === path);
    texts.push({ path, text: applyEdits(file.text, own) });
  }
  replaceFiles(texts, `${title}: done.`);
}

async function applyAll(rule: string): Promise<void> {
  const { checkedFiles } = useWorkbench.getState();
  const { files, done, refused } = await getServices().language.fixAll({ files: checkedFiles, rule });
  const { workspace } = useWorkbench.getState();
  const changed = files.filter(({ text }, i) => text !== checkedFiles[i]?.text);
  if (checkedFiles.some((file) => !workspace?.files.includes(file)))
    toast('The text has changed meanwhile; look at the problems again.');
  else if (changed.length === 0) toast(`No fix of ${rule} is safe to make by itself: make them one by one.`);
  else
    replaceFiles(
      changed,
      `${number(done)} fixes of ${rule} made${refused > 0 ? `, ${number(refused)} left to you` : ''}.`,
    );
}

interface RowProps {
  readonly finding: Finding;
  readonly index: number;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onKey: (key: string) => boolean;
}

function Row({ finding, index, selected, onSelect, onKey }: RowProps) {
  const { severity, message, rule, clauses, place, fixes, count } = finding;
  const [fix] = fixes ?? [];
  const readOnly = useWorkbench((s) => s.readOnly);
  const stale = useWorkbench((s) => s.checkedFiles.some((file) => !s.workspace?.files.includes(file)));
  return (
    <li className="problem" data-selected={selected} style={{ top: index * ROW }} data-rule={rule}>
      <span className={`problem-severity sev-${severity}`} title={severity}>
        {severity === 'error' ? '●' : severity === 'warning' ? '▲' : 'i'}
        <span className="visually-hidden">{severity}</span>
      </span>
      <div className="problem-text">
        <button
          type="button"
          className="problem-message"
          data-index={index}
          tabIndex={selected ? 0 : -1}
          title={message}
          onKeyDown={(event) => {
            if (onKey(event.key)) event.preventDefault();
          }}
          onClick={() => {
            onSelect();
            jump(finding);
          }}
        >
          {message}
        </button>
        <div className="muted problem-where">
          <button type="button" className="btn-link" onClick={() => openRule(rule)}>
            {rule}
          </button>
          {clauses.length > 0 && <span>{clauses.join(' ')}</span>}
          <span>
            {[place.file, place.line, place.column].filter((part) => part !== undefined).join(':')}
            {place.record !== undefined && place.record !== '' && ` · ${place.record}`}
          </span>
          {count !== undefined && count > 1 && <span>{number(count)} records</span>}
        </div>
      </div>
      {fix && (
        <button type="button" className="btn" disabled={readOnly || stale} onClick={() => apply(fix)}>
          {fix.title}
        </button>
      )}
    </li>
  );
}

function openRule(rule: string): void {
  useWorkbench.getState().set({ rule });
  showPanel('rules', { focus: true });
}

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
    () => (current?.fixes ? ofModel.filter((f) => f.rule === current.rule && f.fixes).length : 0),
    [ofModel, current],
  );
  const readOnly = useWorkbench((s) => s.readOnly);
  // A hidden panel comes back scrolled to its top, and a list that grew shorter is scrolled by the browser: both are told here.
  const [height, setHeight] = useState(600);
  const listed = shown.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the list is there only while something is listed
  useEffect(() => {
    const area = body.current;
    if (!area) return;
    const observer = new ResizeObserver(() => {
      setScroll(area.scrollTop);
      setHeight(area.clientHeight);
    });
    observer.observe(area);
    return () => observer.disconnect();
  }, [listed]);
  const first = Math.max(0, Math.floor(Math.min(scroll, shown.length * ROW - height) / ROW) - 5);
  const last = Math.min(shown.length, Math.ceil((scroll + height) / ROW) + 5);
  const total = counts.error + counts.warning + counts.info;
  // A row that was scrolled to is there only after it was drawn.
  const toFocus = useRef<number>(undefined);
  useEffect(() => {
    const row =
      toFocus.current === undefined
        ? null
        : body.current?.querySelector<HTMLElement>(`[data-index="${toFocus.current}"]`);
    if (!row) return;
    toFocus.current = undefined;
    row.focus();
  });
  const move = (to: number) => {
    const next = Math.max(0, Math.min(shown.length - 1, to));
    setSelected(next);
    toFocus.current = next;
    const top = next * ROW;
    const area = body.current;
    if (!area) return;
    if (top < area.scrollTop) area.scrollTop = top;
    if (top + ROW > area.scrollTop + area.clientHeight) area.scrollTop = top + ROW - area.clientHeight;
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
              {severity === 'error' ? '●' : severity === 'warning' ? '▲' : 'i'}
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
          className="input"
          type="search"
          placeholder="Filter by text, rule or clause"
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
          . Draft a model from the journal (Commands) to check them.
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
          <ul className="problems" aria-label="Problems" style={{ height: shown.length * ROW }}>
            {shown.slice(first, last).map((finding, i) => (
              <Row
                key={`${finding.place.file}:${finding.place.line}:${finding.place.column}:${finding.rule}:${finding.message}`}
                finding={finding}
                index={first + i}
                selected={first + i === at}
                onSelect={() => setSelected(first + i)}
                onKey={onKey}
              />
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
