import { ListFilter } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { number } from '../../app/format.ts';
import { showPanel } from '../../app/layout.ts';
import { NoJournal } from '../../app/no-journal.tsx';
import { useWorkbench } from '../../app/store.ts';
import { report, toast } from '../../app/toast.ts';
import { ColumnMenu } from '../../ui/data-table/column-menu.tsx';
import { type ColumnChoice, keepChoice, loadChoice } from '../../ui/data-table/columns.ts';
import { DataTable } from '../../ui/data-table/data-table.tsx';
import type { Row } from '../../workers/journal/journal.protocol.ts';
import { columns } from './columns.tsx';
import { ExportButton } from './export-button.tsx';
import { Facets } from './facets.tsx';
import { toggleFacets, useFacetsShown } from './facets-shown.ts';
import { filterText } from './filter-text.ts';
import { Filters } from './filters.tsx';
import { FindBar } from './find-bar.tsx';
import { GoTo } from './go-to.tsx';
import './journal-table.css';
import { MissingPaths } from './missing-paths.tsx';
import { usePages } from './use-pages.ts';
import { useSelectedPlace } from './use-selected-place.ts';

const NAME = 'journal';
/** Kept, since icons are drawn anew with whatever they stand in. */
const FILTER = <ListFilter size={16} />;

export function JournalTable() {
  const journal = useWorkbench((s) => s.journal);
  const query = useWorkbench((s) => s.query);
  const selectRow = useWorkbench((s) => s.selectRow);
  const setQuery = useWorkbench((s) => s.setQuery);
  const pages = usePages(journal?.id, query);
  const [choice, setChoice] = useState<ColumnChoice>(() => loadChoice(NAME, columns));
  const { place, reveal, setPlace, setReveal } = useSelectedPlace(journal?.id, query);
  const facets = useFacetsShown();
  const [pending, setPending] = useState<number>();

  const choose = useCallback((next: ColumnChoice) => {
    setChoice(next);
    keepChoice(NAME, next);
  }, []);
  const show = useCallback((shown: ColumnChoice['visible']) => choose({ ...choice, visible: shown }), [choose, choice]);

  // The toolbar stays as it is while pages come.
  const latest = useRef(pages.rowAt);
  latest.current = pages.rowAt;
  const select = useCallback(
    (index: number) => {
      const found = latest.current(index);
      setPending(found ? undefined : index);
      if (!found) return;
      setPlace({ row: found.row, index });
      selectRow(found.row);
    },
    [selectRow, setPlace],
  );
  const goTo = useCallback((index: number) => setReveal({ index }), [setReveal]);
  const found = pages.loaded && !pages.stale && pages.searched === 1 ? pages.total : undefined;
  const atTheEnd = useMemo(
    () => (
      <>
        <ColumnMenu columns={columns} visible={choice.visible} onChange={show} />
        <ExportButton found={found} />
      </>
    ),
    [choice.visible, show, found],
  );
  // A row reached by key before its page came is selected when that comes.
  useEffect(() => {
    if (pending !== undefined && pages.rowAt(pending)) select(pending);
  }, [pending, pages.rowAt, select]);

  const visible = useMemo(() => columns.filter((column) => choice.visible[column.id]), [choice]);
  /** The row's visible cells; a cell alone is copied by marking its text. */
  const copy = async (found: Row | undefined) => {
    if (!found) return;
    await navigator.clipboard.writeText(visible.map((column) => column.text(found)).join('\t'));
    toast('Row copied, its cells between tabs.');
  };
  const onKey = (event: KeyboardEvent, index: number | undefined) => {
    if (event.key === 'Enter' && index !== undefined) {
      event.preventDefault();
      showPanel('record', { focus: true });
      return;
    }
    const copies = event.code === 'KeyC' && (event.ctrlKey || event.metaKey) && String(getSelection()) === '';
    if (!copies || index === undefined) return;
    event.preventDefault();
    copy(pages.rowAt(index)).catch(report);
  };

  const keyed = useRef(onKey);
  keyed.current = onKey;
  const pressed = useCallback<typeof onKey>((event, index) => keyed.current(event, index), []);

  if (!journal)
    return (
      <div className="panel">
        <NoJournal>Each of its records is a row here: sorted, filtered, found by any field.</NoJournal>
      </div>
    );
  const filtered = pages.total !== journal.records;
  const selected = pending ?? place?.index;
  return (
    <div className="panel journal-table">
      <div className="panel-toolbar" role="toolbar" aria-label="Journal table">
        <button
          type="button"
          className="btn btn-icon"
          aria-label="Facets"
          aria-pressed={facets}
          title="How many records have which type, subject, producer, actor, thread and hour"
          onClick={toggleFacets}
        >
          {FILTER}
        </button>
        <Filters />
        <span className="spacer" />
        <span className="muted" role="status">
          {pages.loaded ? number(pages.total) : '…'}
          {filtered && pages.loaded && ` of ${number(journal.records)}`} records
          {pages.searched < 1 && ` so far, ${Math.floor(pages.searched * 100)} % searched`}
        </span>
        <GoTo total={pages.total} onRow={goTo} onSelect={select} />
      </div>
      <FindBar>{atTheEnd}</FindBar>
      <div className="journal-table-main">
        {facets && <Facets key={journal.id} />}
        <div className="journal-table-found">
          {pages.answer && <Answer {...pages.answer} />}
          {pages.error !== undefined && (
            <div className="notice" data-severity="error" role="alert">
              The records could not be read: {pages.error} Change the filter or open the journal again.
            </div>
          )}
          {place && place.index === undefined && (
            <div className="notice table-left-out">
              The selected record is left out by the filter.{' '}
              <button type="button" className="btn-link" onClick={() => setQuery({ sort: query.sort })}>
                Clear the filter
              </button>
            </div>
          )}
          {pages.loaded && pages.total === 0 && pages.searched === 1 ? (
            <div className="empty-state">
              <h2>{journal.records === 0 ? 'This journal has no records' : 'No record passes the filter'}</h2>
              {filterText(query).map((part) => (
                <p key={part}>{part}</p>
              ))}
              {journal.records > 0 && query.find !== undefined && <MissingPaths id={journal.id} find={query.find} />}
              {journal.records > 0 && (
                <button type="button" className="btn" onClick={() => setQuery({ sort: query.sort })}>
                  Clear the filter
                </button>
              )}
            </div>
          ) : (
            <div className="journal-table-grid">
              <DataTable
                label="Records"
                columns={columns}
                choice={choice}
                onChoice={choose}
                total={pages.total}
                rowAt={pages.rowAt}
                onWindow={pages.need}
                stale={pages.stale}
                selected={selected}
                onSelect={select}
                reveal={reveal}
                onKey={pressed}
              />
            </div>
          )}
        </div>
      </div>
    </div>
  );
}

/** The answer to `every A needs B`, in words; which half is listed can be turned around. */
function Answer({ evidence, exceptions }: { readonly evidence: number; readonly exceptions: number }) {
  const query = useWorkbench((s) => s.query);
  const setQuery = useWorkbench((s) => s.setQuery);
  const line = (query.find ?? '').replace(/\s*,?\s*(?:show\s+)?(?:evidence|exceptions)\s*$/i, '');
  const showsEvidence = /evidence\s*$/i.test(query.find ?? '');
  const all = evidence + exceptions;
  return (
    <p className="notice" role="status" data-severity={exceptions > 0 ? 'warning' : undefined}>
      {all === 0
        ? 'No record of the asked type is in this journal.'
        : `${number(evidence)} of ${number(all)} have it before them; ${number(exceptions)} lack it.`}{' '}
      {all > 0 && (
        <button
          type="button"
          className="btn-link"
          onClick={() => setQuery({ ...query, find: showsEvidence ? line : `${line} evidence` })}
        >
          {showsEvidence ? 'Show the exceptions' : 'Show the evidence'}
        </button>
      )}
    </p>
  );
}
