// biome-ignore-all lint/a11y/useSemanticElements: table elements cannot be laid out in a window over ten million rows
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row (aria-activedescendant)
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the arrow keys of the grid select a row
/** One row of the grid. It is drawn anew only when what it shows changes: a scroll touches the rows that come in. */
import { memo, type PointerEvent } from 'react';
import type { DataColumn } from './columns.ts';
import { ROW_PIXELS } from './scroll.ts';

export interface SizedColumn<T> {
  readonly column: DataColumn<T>;
  readonly width: number;
}

interface DataRowProps<T> {
  readonly id: string;
  readonly index: number;
  /** Undefined until its page came. */
  readonly row: T | undefined;
  readonly cells: readonly SizedColumn<T>[];
  readonly top: number;
  readonly width: number;
  readonly selected: boolean;
  readonly onSelect: (index: number) => void;
}

export const DataRow = memo(Row) as typeof Row;

function Row<T>({ id, index, row, cells, top, width, selected, onSelect }: DataRowProps<T>) {
  // The whole text as a tooltip, written when the mouse is there: for every cell it would double the work of a scroll.
  const explain = ({ target }: PointerEvent) => {
    const cell = target instanceof Element ? target.closest<HTMLElement>('.data-table-cell') : null;
    const shown = cells.find(({ column }) => column.id === cell?.dataset['column']);
    if (cell && shown) cell.title = row === undefined ? '' : shown.column.text(row);
  };
  return (
    <div
      id={id}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className="data-table-row"
      style={{ height: ROW_PIXELS, transform: `translateY(${top}px)`, width }}
      onClick={() => onSelect(index)}
      onPointerOver={explain}
    >
      {cells.map(({ column, width }) => (
        <div
          key={column.id}
          role="gridcell"
          className="data-table-cell"
          data-align={column.align}
          data-mono={column.mono}
          data-column={column.id}
          style={{ width }}
        >
          {row === undefined ? '' : column.cell(row)}
        </div>
      ))}
    </div>
  );
}
