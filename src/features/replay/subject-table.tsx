/** All subjects as they stand at the cursor; the sandbox folds and sends only those on screen. */
import { memo, useCallback, useEffect, useState } from 'react';
import { number, plural } from '../../app/format.ts';
import type { StateView, SubjectRow } from '../../core/replay/view.ts';
import { type DataColumn, keepChoice, loadChoice } from '../../ui/data-table/columns.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';

const NAME = 'replay-subjects';
const COLUMNS: readonly DataColumn<SubjectRow>[] = [
  { id: 'subject', title: 'Subject', width: 110, cell: ({ subject }) => subject, text: ({ subject }) => subject },
  { id: 'fold', title: 'Fold', width: 80, cell: ({ fold }) => fold, text: ({ fold }) => fold, hidden: true },
  {
    id: 'records',
    title: 'Records',
    width: 84,
    align: 'end',
    cell: ({ records }) => number(records),
    text: ({ records }) => number(records),
  },
  {
    id: 'last',
    title: 'Last slot',
    width: 84,
    align: 'end',
    cell: ({ lastSlot }) => number(lastSlot),
    text: ({ lastSlot }) => number(lastSlot),
  },
  {
    id: 'state',
    title: 'State',
    width: 420,
    mono: true,
    cell: ({ text, error }) => (error ? <span className="sev-error">ended: {error.message}</span> : text),
    text: ({ text, error }) => (error ? `${error.message}; before it: ${text}` : text),
  },
];

/** Rows that are asked for; undefined: the table is closed. */
export interface SubjectsWanted {
  readonly from: number;
  readonly count: number;
  readonly filter?: string;
}
const FIRST: SubjectsWanted = { from: 0, count: 30 };

interface Props {
  readonly view: StateView;
  readonly wanted: SubjectsWanted | undefined;
  readonly onWant: (change: (before: SubjectsWanted | undefined) => SubjectsWanted | undefined) => void;
  readonly busy: boolean;
  readonly pinned: string | undefined;
  readonly onPin: (subject: string) => void;
}

export const SubjectTable = memo(Table);

function Table({ view, wanted, onWant, busy, pinned, onPin }: Props) {
  const [choice, setChoice] = useState(() => loadChoice(NAME, COLUMNS));
  const page = view.subjects;
  const rowAt = (index: number) => page?.rows[index - page.from];
  const onWindow = useCallback(
    (first: number, count: number) =>
      onWant((before) =>
        !before || (before.from === first && before.count === count) ? before : { ...before, from: first, count },
      ),
    [onWant],
  );
  // A key may lead to a row that is not here yet: it is pinned once it is.
  const [chosen, setChosen] = useState<number>();
  const row = chosen === undefined || busy ? undefined : rowAt(chosen);
  useEffect(() => {
    if (!row) return;
    onPin(row.subject);
    setChosen(undefined);
  }, [row, onPin]);
  const selected = page?.rows.findIndex(({ subject }) => subject === pinned) ?? -1;
  return (
    <section aria-label="All subjects">
      <h3>
        <button
          type="button"
          className="btn-link"
          aria-expanded={wanted !== undefined}
          onClick={() => onWant((before) => (before ? undefined : FIRST))}
        >
          All subjects at this slot
        </button>
        {wanted && (
          <>
            <input
              className="input"
              type="search"
              aria-label="Filter subjects"
              placeholder="Part of a name …"
              value={wanted.filter ?? ''}
              onChange={({ target: { value } }) => {
                setChosen(undefined);
                onWant((before) => ({
                  from: 0,
                  count: before?.count ?? FIRST.count,
                  ...(value !== '' && { filter: value }),
                }));
              }}
            />
            <span className="muted" role="status">
              {page ? plural(page.total, 'subject') : ''}
            </span>
          </>
        )}
      </h3>
      {wanted && page && page.total === 0 && (
        <p className="muted">No subject of that name has a fold and a record up to here.</p>
      )}
      {wanted && page && page.total > 0 && (
        <div className="subject-table">
          <DataTable
            label="Subjects at this slot"
            columns={COLUMNS}
            choice={choice}
            onChoice={(next) => {
              setChoice(next);
              keepChoice(NAME, next);
            }}
            total={page.total}
            rowAt={rowAt}
            onWindow={onWindow}
            stale={busy}
            selected={chosen ?? (selected < 0 ? undefined : page.from + selected)}
            onSelect={setChosen}
            reveal={undefined}
          />
        </div>
      )}
    </section>
  );
}
