/** Beside the table: how many of the records that are shown have which type, subject, producer, actor, thread and hour. */
import { useMemo, useState } from 'react';
import { number } from '../../app/format.ts';
import { recall, remember } from '../../app/remember.ts';
import { useWorkbench } from '../../app/store.ts';
import { toast } from '../../app/toast.ts';
import {
  choiceOf,
  chosenIn,
  type FacetChoice,
  namedIn,
  takesFacets,
  toggleFacet,
} from '../../core/journal/find/facet-line.ts';
import { FACETS, type FacetAsk, type FacetCounts, type FacetField } from '../../core/journal/find/facets.ts';
import './facets.css';
import { FacetList } from './facet-list.tsx';
import { HourFacet } from './hour-facet.tsx';
import { useFacets } from './use-facets.ts';

const TITLES: Readonly<Record<FacetField, string>> = {
  type: 'Type',
  subject: 'Subject',
  producer: 'Producer',
  actor_id: 'Actor',
  correlation_id: 'Correlation',
  hour: 'Hour, UTC',
};
const FIRST = 6;
const MORE = 30;
const HOURS = 24;
const KEY = 'facets.open';

const load = (): readonly FacetField[] => {
  const kept = recall(KEY)?.split(' ') ?? ['type', 'subject', 'producer', 'actor_id', 'hour'];
  return FACETS.filter((field) => kept.includes(field));
};

export function Facets() {
  const id = useWorkbench((s) => s.journal?.id);
  const query = useWorkbench((s) => s.query);
  const [open, setOpen] = useState(load);
  const [tops, setTops] = useState<Partial<Record<FacetField, number>>>({});
  const [finds, setFinds] = useState<Partial<Record<FacetField, string>>>({});
  const line = query.find ?? '';
  const asks = useMemo(
    () =>
      open.map((field): FacetAsk => {
        const find = finds[field]?.trim() ?? '';
        const keep = namedIn(chosenIn(line, field));
        return {
          field,
          top: field === 'hour' ? HOURS : (tops[field] ?? FIRST),
          ...(find !== '' && { find }),
          ...(keep.length > 0 && { keep }),
        };
      }),
    [open, tops, finds, line],
  );
  const { answer, stale, error } = useFacets(id, query, asks);
  const takes = takesFacets(line);

  const toggle = (field: FacetField, value: FacetChoice, negated: boolean) => {
    const { find: before = '', ...rest } = useWorkbench.getState().query;
    const find = toggleFacet(before, field, value, negated);
    if (!takesFacets(find)) {
      toast('The query line would become too long for this value. Clear a part of it first.', { severity: 'error' });
      return;
    }
    useWorkbench.getState().setQuery(find === '' ? rest : { ...rest, find });
  };
  const fold = (field: FacetField) => {
    const next = FACETS.filter((other) => (other === field) !== open.includes(other));
    remember(KEY, next.join(' '));
    setOpen(next);
  };
  return (
    <aside className="facets" aria-label="Facets" aria-busy={stale}>
      {!takes && <p className="muted">Clear the question in the query line to choose values here.</p>}
      {error !== undefined && (
        <p className="notice" data-severity="error" role="alert">
          The values could not be counted: {error} Open the journal again.
        </p>
      )}
      {FACETS.map((field) => {
        const counts = answer?.facets.find((facet) => facet.field === field);
        const shown = open.includes(field);
        const title = TITLES[field];
        return (
          <section key={field} aria-label={title} data-facet={field} data-stale={stale}>
            <h3>
              <button type="button" className="facet-head" aria-expanded={shown} onClick={() => fold(field)}>
                <span aria-hidden>{shown ? '▾' : '▸'}</span> {title}
                {shown && counts && field !== 'hour' && <span className="muted">{number(counts.distinct)}</span>}
              </button>
            </h3>
            {shown && (
              <Facet
                field={field}
                title={title}
                counts={counts}
                read={answer?.read ?? 0}
                chosen={(value) => choiceOf(chosenIn(line, field), value)}
                onToggle={takes ? (value, negated) => toggle(field, value, negated) : undefined}
                find={finds[field] ?? ''}
                onFind={(find) => setFinds({ ...finds, [field]: find })}
                onMore={() => setTops({ ...tops, [field]: (tops[field] ?? FIRST) + MORE })}
                onFewer={(tops[field] ?? FIRST) > FIRST ? () => setTops({ ...tops, [field]: FIRST }) : undefined}
              />
            )}
          </section>
        );
      })}
    </aside>
  );
}

export interface FacetProps {
  readonly field: FacetField;
  readonly title: string;
  readonly counts: FacetCounts | undefined;
  readonly read: number;
  readonly chosen: (value: FacetChoice) => 'only' | 'not' | undefined;
  /** Undefined: the query line takes none. */
  readonly onToggle: ((value: FacetChoice, negated: boolean) => void) | undefined;
  readonly find: string;
  readonly onFind: (find: string) => void;
  readonly onMore: () => void;
  readonly onFewer: (() => void) | undefined;
}

function Facet(props: FacetProps) {
  const { counts, read, field } = props;
  if (!counts)
    return <p className="muted">{read < 1 ? `Reading the records, ${Math.floor(read * 100)} %…` : 'Counting…'}</p>;
  return field === 'hour' ? <HourFacet {...props} counts={counts} /> : <FacetList {...props} counts={counts} />;
}
