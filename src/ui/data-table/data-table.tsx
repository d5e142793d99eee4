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
import { type KeyboardEvent, memo, type ReactNode, useCallback, useMemo, useRef } from 'react';
import type { ColumnChoice, DataColumn } from './columns.ts';
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

interface Shown<T> {
  readonly index: number;
  readonly row: T | undefined;
}

export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { label, columns, choice, onChoice, total, rowAt, onWindow, stale, selected, onSelect, reveal, onKey } = props;
  const { body, window, move, scrolled } = useViewport({ total, selected, reveal, onSelect, onWindow });
  const seen = selected !== undefined && selected >= window.first && selected < window.first + window.count;
  const shown: Shown<T>[] = Array.from({ length: window.count }, (_, i) => ({
    index: window.first + i,
    row: rowAt(window.first + i),
  }));
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Shown<T>>();
    return columns.map((column) =>
      helper.display({
        id: column.id,
        header: column.title,
        size: column.width,
        minSize: 40,
        maxSize: 2000,
        meta: column,
      }),
    );
  }, [columns]);
  const state = { columnVisibility: { ...choice.visible }, columnSizing: { ...choice.widths } };
  const table = useTable({
    features,
    columns: definitions,
    data: shown,
    getRowId: (row) => String(row.index),
    columnResizeMode: 'onChange',
    state,
    onColumnSizingChange: (updater) =>
      onChoice({ ...choice, widths: typeof updater === 'function' ? updater(state.columnSizing) : updater }),
  });
  const byId = new Map(columns.map((column) => [column.id, column]));
  const width = table.getTotalSize();
  const sizes = table.getVisibleLeafColumns().map((column) => `${column.id} ${column.getSize()}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sizes name the columns and how wide they are
  const cells = useMemo(
    () =>
      table.getVisibleLeafColumns().flatMap((leaf): readonly Cell<T>[] => {
        const column = columns.find(({ id }) => id === leaf.id);
        return column ? [{ column, width: leaf.getSize() }] : [];
      }),
    [columns, sizes.join()],
  );
  const selecting = useRef(onSelect);
  selecting.current = onSelect;
  const onPick = useCallback((index: number) => selecting.current(index), []);
  return (
    <div
      className="data-table"
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={table.getVisibleLeafColumns().length}
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
        {table.getHeaderGroups()[0]?.headers.map((header) => (
          <div
            key={header.id}
            role="columnheader"
            className="data-table-header"
            style={{ width: header.getSize() }}
            data-align={byId.get(header.column.id)?.align}
          >
            <table.FlexRender header={header} />
            <span
              className="data-table-grip"
              aria-hidden="true"
              onMouseDown={header.getResizeHandler()}
              onTouchStart={header.getResizeHandler()}
            />
          </div>
        ))}
      </div>
      <div role="presentation" className="data-table-spacer" style={{ height: spacerHeight(total), width }}>
        <div role="presentation" className="data-table-window" style={{ height: window.view }} data-stale={stale}>
          {shown.map(({ index, row }, i) => (
            <Row
              key={index}
              id={`${label}-${index}`}
              index={index}
              row={row}
              cells={cells}
              selected={index === selected}
              top={i * ROW_PIXELS - window.offset}
              width={width}
              onSelect={onPick}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface Cell<T> {
  readonly column: DataColumn<T>;
  readonly width: number;
}
interface RowProps<T> {
  readonly id: string;
  readonly index: number;
  readonly row: T | undefined;
  readonly cells: readonly Cell<T>[];
  readonly selected: boolean;
  readonly top: number;
  readonly width: number;
  readonly onSelect: (index: number) => void;
}

/** Of a table that is rendered for one row's sake, the others stay as they are. */
const Row = memo(function Row<T extends object>(props: RowProps<T>) {
  const { id, index, row, cells, selected, top, width, onSelect } = props;
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className="data-table-row"
      style={{ height: ROW_PIXELS, transform: `translateY(${top}px)`, width }}
      onClick={() => onSelect(index)}
    >
      {cells.map(({ column, width: wide }) => (
        <div
          key={column.id}
          role="gridcell"
          className="data-table-cell"
          data-align={column.align}
          data-mono={column.mono}
          data-column={column.id}
          title={row === undefined ? undefined : column.text(row)}
          style={{ width: wide }}
        >
          {row === undefined ? '' : column.cell(row)}
        </div>
      ))}
    </div>
  );
}) as <T extends object>(props: RowProps<T>) => ReactNode;
