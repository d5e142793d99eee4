/** What a drawn stretch of time holds, and what can be done with it. */
import { Filter, X, ZoomIn } from 'lucide-react';
import { useEffect, useState } from 'react';
import { number } from '../../app/format.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import type { RowQuery } from '../../core/journal/query.types.ts';
import { spanText, timeText } from '../../core/journal/timeline-text.ts';
import type { Zone } from '../../core/record/zone.ts';
import type { TimelineState } from '../../workers/timeline/timeline.protocol.ts';
import { send } from './session.ts';
import { laneQuery } from './use-lanes.ts';

const LANES = ['t_event', 't_log', 't_process'] as const;
const TOP = 5;
const REST_MILLIS = 250;

type Area = NonNullable<TimelineState['area']>;

const rangeOf = ({ lane, fromMicros, toMicros }: Area): NonNullable<RowQuery['range']> => ({
  lane: LANES[lane] ?? 't_log',
  from: fromMicros,
  to: toMicros,
});

export function AreaBar({ area, zone }: { readonly area: Area; readonly zone: Zone }) {
  const query = useWorkbench((s) => s.query);
  const setQuery = useWorkbench((s) => s.setQuery);
  const { range, ...unfiltered } = query;
  const mine = rangeOf(area);
  const filtered = range?.lane === mine.lane && range.from === mine.from && range.to === mine.to;
  const clear = () => {
    send({ kind: 'area', area: undefined });
    setQuery(unfiltered);
  };
  const types = useCommonTypes(area);
  const typesText = types.map(({ type, count }) => `${type} ${number(count)}`).join(', ');
  return (
    <section className="timeline-area" aria-label="Selected area">
      <strong>{spanText(area.toMicros - area.fromMicros)}</strong>
      <span className="mono">
        {timeText(area.fromMicros, zone)} – {timeText(area.toMicros, zone)}
      </span>
      {LANES.map((lane, i) => (
        <span key={lane} className="chip" data-lane={lane}>
          {number(area.counts[i] ?? 0)} {lane}
        </span>
      ))}
      <span className="muted timeline-types" title={typesText}>
        {typesText}
      </span>
      <button
        type="button"
        className="btn"
        aria-pressed={filtered}
        onClick={() => setQuery(filtered ? unfiltered : { ...unfiltered, range: mine })}
      >
        <Filter size={14} aria-hidden /> {filtered ? 'Table filtered to it' : 'Filter table to it'}
      </button>
      <button type="button" className="btn" onClick={() => send({ kind: 'window', window: area })}>
        <ZoomIn size={14} aria-hidden /> Zoom to it
      </button>
      <button
        type="button"
        className="btn btn-icon"
        aria-label="Clear the area"
        title="Clear the area (Esc)"
        onClick={clear}
      >
        <X size={16} />
      </button>
    </section>
  );
}

interface TypeCount {
  readonly type: string;
  readonly count: number;
}

/** How many records of the journal's commonest types the area holds, once it rests. */
function useCommonTypes(area: Area): readonly TypeCount[] {
  const { journals } = useServices();
  const journal = useWorkbench((s) => s.journal);
  const filter = useWorkbench((s) => JSON.stringify(laneQuery(s.query)));
  const [counts, setCounts] = useState<readonly TypeCount[]>([]);
  const { lane, fromMicros, toMicros } = area;
  useEffect(() => {
    if (!journal) return;
    const abort = new AbortController();
    const count = async () => {
      const query = JSON.parse(filter) as RowQuery;
      const range = { lane: LANES[lane] ?? 't_log', from: fromMicros, to: toMicros };
      const wanted = journal.types
        .filter(({ type }) => query.types === undefined || query.types.includes(type))
        .toSorted((a, b) => b.count - a.count)
        .slice(0, TOP);
      const found: TypeCount[] = [];
      for (const { type } of wanted) {
        const argument = { id: journal.id, query: { ...query, types: [type], range }, from: 0, count: 0 };
        found.push({ type, count: (await journals.rows(argument, { signal: abort.signal })).total });
      }
      if (!abort.signal.aborted) setCounts(found.filter((f) => f.count > 0));
    };
    const timer = setTimeout(() => void count().catch(() => setCounts([])), REST_MILLIS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [journals, journal, filter, lane, fromMicros, toMicros]);
  return counts;
}
