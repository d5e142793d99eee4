/** The window as a list: its findings, then its records. What the canvas shows, for keyboard and screen reader. */

import { useEffect, useState } from 'react';
import { number } from '../../app/format.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { MARK_KINDS, type MarkKind } from '../../core/journal/lanes.ts';
import type { RowQuery } from '../../core/journal/query.types.ts';
import { deltaText, MARK_TEXT, timeText } from '../../core/journal/timeline-text.ts';
import { UTC, type Zone } from '../../core/record/zone.ts';
import type { Note } from '../../core/workspace/notes.ts';
import { TableHead } from '../../ui/table-head.tsx';
import type { Row, RowPage } from '../../workers/journal/journal.protocol.ts';
import type { TimelineState } from '../../workers/timeline/timeline.protocol.ts';
import { IdleList, LagList, LaneList, NoteList } from './list-parts.tsx';
import { MarkGlyph } from './mark-glyph.tsx';
import { laneQuery } from './use-lanes.ts';

const LISTED = 100;
const REST_MILLIS = 150;
const LANES = ['t_event', 't_log', 't_process'] as const;

interface Listed {
  readonly lane: (typeof LANES)[number];
  readonly findings: RowPage;
  readonly records: RowPage;
}

/** Pages of what the window holds, asked for once it rests. */
function useListed({ window: { fromMicros, toMicros }, totals }: TimelineState, kinds: readonly MarkKind[]) {
  const { journals } = useServices();
  const id = useWorkbench((s) => s.journal?.id);
  const filter = useWorkbench((s) => JSON.stringify(laneQuery(s.query)));
  const [listed, setListed] = useState<Listed>();
  const lane = LANES[[1, 0, 2].find((i) => (totals[i] ?? 0) > 0) ?? 1] ?? 't_log';
  const shown = kinds.join(' ');
  useEffect(() => {
    if (id === undefined) return;
    const abort = new AbortController();
    const load = async () => {
      const query = JSON.parse(filter) as RowQuery;
      const range = { lane, from: fromMicros, to: toMicros };
      const page = async (q: RowQuery): Promise<RowPage> => {
        const asked = { id, query: { ...q, range }, from: 0, count: LISTED };
        const answer = await journals.rows(asked, { signal: abort.signal });
        return answer.searched < 1 && !abort.signal.aborted ? page(q) : answer;
      };
      const wanted = MARK_KINDS.filter((kind) => shown.split(' ').includes(kind));
      const marks = query.marks?.filter((kind) => wanted.includes(kind)) ?? wanted;
      const [findings, records] = await Promise.all([
        marks.length > 0 ? page({ ...query, marks }) : { total: 0, from: 0, rows: [], searched: 1 },
        page(query),
      ]);
      if (!abort.signal.aborted) setListed({ lane, findings, records });
    };
    const timer = setTimeout(() => void load().catch(() => setListed(undefined)), REST_MILLIS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [journals, id, filter, lane, fromMicros, toMicros, shown]);
  return listed;
}

export interface TimelineListProps {
  readonly state: TimelineState;
  readonly hidden: ReadonlySet<MarkKind>;
  readonly zone: Zone;
  readonly notes: readonly Note[];
  readonly onEdit: (note: Note) => void;
}

export function TimelineList({ state, hidden, zone, notes, onEdit }: TimelineListProps) {
  const listed = useListed(
    state,
    MARK_KINDS.filter((kind) => !hidden.has(kind)),
  );
  return (
    <div className="timeline-list">
      <p className="muted">Times are of {zone === UTC ? 'UTC' : zone.name}.</p>
      {notes.length > 0 && <NoteList notes={notes} window={state.window} zone={zone} onEdit={onEdit} />}
      {state.split && <LaneList state={state} />}
      {state.lags && <LagList lags={state.lags} />}
      {state.idle.shown.length > 0 && <IdleList idle={state.idle} zone={zone} />}
      {listed ? (
        <>
          <Rows title={`Findings in the window, by ${listed.lane}`} page={listed.findings} zone={zone} marks />
          <Rows title={`Records in the window, by ${listed.lane}`} page={listed.records} zone={zone} marks={false} />
        </>
      ) : (
        <p className="muted">Reading the window…</p>
      )}
    </div>
  );
}

interface RowsProps {
  readonly title: string;
  readonly page: RowPage;
  readonly marks: boolean;
  readonly zone: Zone;
}

function Rows({ title, page, marks, zone }: RowsProps) {
  const selected = useWorkbench((s) => s.row);
  const selectRow = useWorkbench((s) => s.selectRow);
  const shown = page.rows.length;
  return (
    <section aria-label={title}>
      <h3>
        {title}: {number(page.total)}
        {shown < page.total && <span className="muted"> (the first {number(shown)}; zoom in for the rest)</span>}
      </h3>
      {shown > 0 && (
        <table className="plain">
          <TableHead titles={['Finding', 'Record', 'Subject', 't_event', 't_log', 't_process']} />
          <tbody>
            {page.rows.map((row) => (
              <tr key={row.row} aria-selected={row.row === selected} data-selected={row.row === selected}>
                {marks && (
                  <td>
                    {row.marks.map((kind) => (
                      <span key={kind} className="timeline-list-mark">
                        <MarkGlyph kind={kind} /> {MARK_TEXT[kind].one}
                      </span>
                    ))}
                  </td>
                )}
                <td>
                  <button type="button" className="btn-link" onClick={() => selectRow(row.row)}>
                    {row.type} {row.sequence !== undefined && `#${row.sequence}`}
                  </button>
                </td>
                <td>{row.subject}</td>
                <Times row={row} zone={zone} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Times({ row, zone }: { readonly row: Row; readonly zone: Zone }) {
  const { tEventMicros, tLogMicros, tProcessMicros } = row;
  const cell = (time: number | undefined, delta?: string) => (
    <td className="mono">
      {timeText(time, zone)} {delta && <span className="muted">{delta}</span>}
    </td>
  );
  return (
    <>
      {cell(tEventMicros)}
      {cell(tLogMicros, deltaText(tEventMicros, tLogMicros))}
      {cell(tProcessMicros, deltaText(tLogMicros, tProcessMicros))}
    </>
  );
}
