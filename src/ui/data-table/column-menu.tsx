/** Which columns are shown. */
import { Columns3 } from 'lucide-react';
import { memo } from 'react';
import { Popover } from '../popover.tsx';
import type { DataColumn } from './columns.ts';

export interface ColumnMenuProps<T> {
  readonly columns: readonly DataColumn<T>[];
  readonly visible: Readonly<Record<string, boolean>>;
  readonly onChange: (visible: Readonly<Record<string, boolean>>) => void;
}

export const ColumnMenu = memo(Menu) as typeof Menu;

function Menu<T>({ columns, visible, onChange }: ColumnMenuProps<T>) {
  const shown = columns.filter((c) => visible[c.id]).length;
  return (
    <Popover
      title="Columns"
      label={
        <>
          <Columns3 size={16} aria-hidden /> Columns
        </>
      }
    >
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
    </Popover>
  );
}
