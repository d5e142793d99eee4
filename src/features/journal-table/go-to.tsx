/** To a row by its number, or to a record by `slot:N`, `line:N`, `id:X` or a time. */
import { type FormEvent, memo, useState } from 'react';
import { number } from '../../app/format.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { toast } from '../../app/toast.ts';

export interface GoToProps {
  readonly total: number;
  readonly onRow: (index: number) => void;
  readonly onSelect: (index: number) => void;
}

export const GoTo = memo(function GoTo({ total, onRow, onSelect }: GoToProps) {
  const { journals } = useServices();
  const id = useWorkbench((s) => s.journal?.id);
  const selectRow = useWorkbench((s) => s.selectRow);
  const [text, setText] = useState('');

  const go = async () => {
    const at = text.trim();
    if (at === '' || id === undefined) return;
    if (/^[\d,_ ]+$/.test(at)) {
      const index = Number(at.replace(/[,_ ]/g, '')) - 1;
      if (index < 0 || index >= total) {
        toast(`There is no row ${at}: rows go from 1 to ${number(total)}.`, { severity: 'error' });
        return;
      }
      onRow(index);
      onSelect(index);
      return;
    }
    const row = await journals.resolve({ id, at });
    if (row === undefined)
      toast(`No record is at ${at}. Write a row, slot:N, line:N, id:X or a time.`, { severity: 'error' });
    else selectRow(row);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    go().catch((error: unknown) =>
      toast(error instanceof Error ? error.message : String(error), { severity: 'error' }),
    );
  };
  return (
    <form className="table-goto" onSubmit={submit}>
      <input
        className="input"
        aria-label="Go to row, slot:N, line:N, id:X or time"
        placeholder="Go to row…"
        title="A row, slot:N, line:N, id:X or a time"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </form>
  );
});
