/** Order and filters; they write the store's query, which the timeline follows. */
import { ArrowDownUp, X } from 'lucide-react';
import { memo, type ReactNode, useState } from 'react';
import { number } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import { MARK_KINDS } from '../../core/journal/lanes.ts';
import type { RowQuery, SortOrder } from '../../core/journal/query.types.ts';
import { MARK_TEXT, timeText } from '../../core/journal/timeline-text.ts';
import { Popover } from '../../ui/popover.tsx';

const ORDERS: readonly { readonly id: SortOrder; readonly title: string }[] = [
  { id: 'slot', title: 'Replay order' },
  { id: 'log', title: 'Log order' },
  { id: 'file', title: 'File order' },
  { id: 'late', title: 'Longest to the log' },
  { id: 'processing', title: 'Longest to process' },
];

type Filter = 'types' | 'marks' | 'range';

/** The query with one filter set, or without it. */
function withFilter(query: RowQuery, filter: Partial<Pick<RowQuery, Filter>>, name: Filter): RowQuery {
  const { [name]: _, ...rest } = query;
  return filter[name] === undefined ? rest : { ...rest, ...filter };
}

export const Filters = memo(function Filters() {
  const query = useWorkbench((s) => s.query);
  const setQuery = useWorkbench((s) => s.setQuery);
  const set = (name: Filter, filter: Partial<Pick<RowQuery, Filter>>) =>
    setQuery(withFilter(useWorkbench.getState().query, filter, name));
  return (
    <>
      <select
        className="select"
        aria-label="Order"
        value={query.sort}
        onChange={(event) => {
          const order = ORDERS.find(({ id }) => id === event.target.value);
          if (order) setQuery({ ...query, sort: order.id });
        }}
      >
        {ORDERS.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="btn btn-icon"
        aria-label="Last first"
        aria-pressed={query.descending === true}
        title="Last first"
        onClick={() => setQuery({ ...query, descending: query.descending !== true })}
      >
        <ArrowDownUp size={16} />
      </button>
      <TypeFilter types={query.types} onChange={(types) => set('types', types ? { types } : {})} />
      <MarkFilter marks={query.marks} onChange={(marks) => set('marks', marks ? { marks } : {})} />
      {query.range && (
        <span className="chip table-range">
          {query.range.lane} {timeText(query.range.from)} – {timeText(query.range.to)}
          <button
            type="button"
            className="btn btn-icon"
            aria-label="Remove the time range"
            onClick={() => set('range', {})}
          >
            <X size={12} />
          </button>
        </span>
      )}
    </>
  );
});

interface ChoiceProps {
  readonly title: string;
  readonly chosen: number;
  readonly onClear: () => void;
  readonly children: ReactNode;
}

/** A button that opens a list of boxes. */
function Choice({ title, chosen, onClear, children }: ChoiceProps) {
  return (
    <Popover title={title} label={chosen > 0 ? `${title} (${chosen})` : title} pressed={chosen > 0}>
      <button type="button" className="btn-link" onClick={onClear} disabled={chosen === 0}>
        all
      </button>
      {children}
    </Popover>
  );
}

interface TypeFilterProps {
  readonly types: readonly string[] | undefined;
  readonly onChange: (types: readonly string[] | undefined) => void;
}

const MOST_TYPES = 500;

function TypeFilter({ types, onChange }: TypeFilterProps) {
  const all = useWorkbench((s) => s.journal?.types);
  const [part, setPart] = useState('');
  const known = (all ?? [])
    .filter(({ type }) => type.toLowerCase().includes(part.toLowerCase()))
    .toSorted((a, b) => b.count - a.count);
  const toggle = (type: string) => {
    const next = types?.includes(type) ? types.filter((t) => t !== type) : [...(types ?? []), type];
    onChange(next.length === 0 ? undefined : next);
  };
  return (
    <Choice title="Types" chosen={types?.length ?? 0} onClear={() => onChange(undefined)}>
      <input
        type="search"
        className="input"
        aria-label="Find a type"
        placeholder="Find a type"
        value={part}
        onChange={(event) => setPart(event.target.value)}
      />
      {known.slice(0, MOST_TYPES).map(({ type, count }) => (
        <label key={type}>
          <input type="checkbox" checked={types?.includes(type) ?? false} onChange={() => toggle(type)} />
          <span className="table-choice-name">{type}</span>
          <span className="muted">{number(count)}</span>
        </label>
      ))}
      {known.length > MOST_TYPES && <p className="muted">{known.length - MOST_TYPES} more: type a part of the name</p>}
    </Choice>
  );
}

interface MarkFilterProps {
  readonly marks: RowQuery['marks'];
  readonly onChange: (marks: RowQuery['marks']) => void;
}

function MarkFilter({ marks, onChange }: MarkFilterProps) {
  return (
    <Choice title="Findings" chosen={marks?.length ?? 0} onClear={() => onChange(undefined)}>
      {MARK_KINDS.map((kind) => (
        <label key={kind}>
          <input
            type="checkbox"
            checked={marks?.includes(kind) ?? false}
            onChange={() => {
              const next = MARK_KINDS.filter((k) => (k === kind) !== (marks?.includes(k) ?? false));
              onChange(next.length === 0 ? undefined : next);
            }}
          />
          <span className="table-choice-name">{MARK_TEXT[kind].many}</span>
        </label>
      ))}
    </Choice>
  );
}
