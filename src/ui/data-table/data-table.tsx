// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be laid out in a window over ten million rows
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row (aria-activedescendant)
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the arrow keys of the grid select a row
/** A grid of any number of rows, of which it knows only those on screen. */
import {
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type KeyboardEvent, memo, useCallback, useMemo, useRef } from 'react';
import type { ColumnChoice, DataColumn } from './columns.ts';
import { DataRow, type SizedColumn } from './data-row.tsx';
import './data-table.css';
import { ROW_PIXELS, spacerHeight } from './scroll.ts';
import { useViewport } from './use-viewport.ts';

const features = tableFeatures({ columnVisibilityFeature, columnSizingFeature, columnResizingFeature });

export interface DataTableProps<T extends object> {
  readonly label: string;
  readonly columns: readonly DataColumn<T>[];
  readonly choice: ColumnChoice;
  readonly onChoice: (choice: ColumnChoice) => void;
  readonly total: number;
  /** The rows of [first, first + n), as far as they are known; stale ones may stand in their place. */
  readonly rowAt: (index: number) => T | undefined;
  /** What is shown changed: time to ask for these rows. */
  readonly onWindow: (first: number, count: number) => void;
  /** The rows shown are of an older question. */
  readonly stale: boolean;
  readonly selected: number | undefined;
  readonly onSelect: (index: number) => void;
  /** A row to bring into view; a new object each time. */
  readonly reveal: { readonly index: number } | undefined;
  readonly onKey?: (event: KeyboardEvent, index: number | undefined) => void;
}

/** The table lays columns out; its own rows are not used, since a row model for each step of the scrollbar is the dearest part of one. */
const NO_ROWS: readonly never[] = [];
/** Rows stand at pixels counted from a row that changes seldom, so that a scroll moves one element and not each row. */
const BASE_ROWS = 1024;

export const DataTable = memo(Table) as typeof Table;

function Table<T extends object>(props: DataTableProps<T>) {
  const { label, columns, choice, onChoice, total, rowAt, onWindow, stale, selected, onSelect, reveal, onKey } = props;
  const { body, window, move, scrolled } = useViewport({ total, selected, reveal, onSelect, onWindow });
  const seen = selected !== undefined && selected >= window.first && selected < window.first + window.count;
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, never>();
    return columns.map((column) =>
      helper.display({ id: column.id, header: column.title, size: column.width, minSize: 40, maxSize: 2000 }),
    );
  }, [columns]);
  const state = useMemo(
    () => ({ columnVisibility: { ...choice.visible }, columnSizing: { ...choice.widths } }),
    [choice],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: NO_ROWS,
    columnResizeMode: 'onChange',
    state,
    onColumnSizingChange: (updater) =>
      onChoice({ ...choice, widths: typeof updater === 'function' ? updater(state.columnSizing) : updater }),
  });
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const layout = headers.map((header) => `${header.column.id}:${header.getSize()}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the layout says which columns are shown, and how wide
  const cells = useMemo(() => {
    const byId = new Map(columns.map((column) => [column.id, column]));
    return headers.flatMap(({ column }): readonly SizedColumn<T>[] => {
      const shown = byId.get(column.id);
      return shown === undefined ? [] : [{ column: shown, width: column.getSize() }];
    });
  }, [columns, layout]);
  const { FlexRender } = table;
  const head = useMemo(
    () =>
      headers.map((header, i) => (
        <div
          key={header.id}
          role="columnheader"
          className="data-table-header"
          style={{ width: header.getSize() }}
          data-align={cells[i]?.column.align}
        >
          <FlexRender header={header} />
          <span
            className="data-table-grip"
            aria-hidden="true"
            onMouseDown={header.getResizeHandler()}
            onTouchStart={header.getResizeHandler()}
          />
        </div>
      )),
    [headers, cells, FlexRender],
  );
  // Rows are not drawn anew because the caller's function is another one.
  const select = useRef(onSelect);
  select.current = onSelect;
  const selectRow = useCallback((index: number) => select.current(index), []);
  const width = table.getTotalSize();
  const base = window.first - (window.first % BASE_ROWS);
  return (
    <div
      className="data-table"
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={cells.length}
      aria-busy={stale}
      aria-activedescendant={seen ? `${label}-${selected}` : undefined}
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.target === event.currentTarget && move(event)) event.preventDefault();
        else onKey?.(event, selected);
      }}
      ref={body}
      onScroll={scrolled}
    >
      <div className="data-table-head" role="row" aria-rowindex={1} style={{ width }}>
        {head}
      </div>
      <div role="presentation" className="data-table-spacer" style={{ height: spacerHeight(total), width }}>
        <div role="presentation" className="data-table-window" style={{ height: window.view }} data-stale={stale}>
          <div
            role="presentation"
            style={{ transform: `translateY(${(base - window.first) * ROW_PIXELS - window.offset}px)` }}
          >
            {Array.from({ length: window.count }, (_, i) => {
              const index = window.first + i;
              return (
                <DataRow
                  // An element that leaves at one edge comes in at the other.
                  key={index % window.capacity}
                  id={`${label}-${index}`}
                  index={index}
                  row={rowAt(index)}
                  cells={cells}
                  top={(index - base) * ROW_PIXELS}
                  width={width}
                  selected={index === selected}
                  onSelect={selectRow}
                />
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}
