/** Which columns are shown. */
import { Columns3 } from 'lucide-react';
import { memo, useId } from 'react';
import type { DataColumn } from './columns.ts';

export interface ColumnMenuProps<T> {
  readonly columns: readonly DataColumn<T>[];
  readonly visible: Readonly<Record<string, boolean>>;
  readonly onChange: (visible: Readonly<Record<string, boolean>>) => void;
}

export const ColumnMenu = memo(Menu) as typeof Menu;

function Menu<T>({ columns, visible, onChange }: ColumnMenuProps<T>) {
  const id = useId();
  const shown = columns.filter((c) => visible[c.id]).length;
  return (
    <>
      <button type="button" className="btn" popoverTarget={id} style={{ anchorName: `--${CSS.escape(id)}` } as object}>
        <Columns3 size={16} aria-hidden /> Columns
      </button>
      <fieldset
        id={id}
        popover="auto"
        className="data-table-menu"
        style={{ positionAnchor: `--${CSS.escape(id)}` } as object}
      >
        <legend className="visually-hidden">Columns</legend>
        {columns.map((column) => (
          <label key={column.id}>
            <input
              type="checkbox"
              checked={visible[column.id] ?? false}
              disabled={shown === 1 && visible[column.id]}
              onChange={(event) => onChange({ ...visible, [column.id]: event.target.checked })}
            />
            {column.title}
          </label>
        ))}
      </fieldset>
    </>
  );
}
