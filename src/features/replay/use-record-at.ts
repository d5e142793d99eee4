/** The record at the cursor, kept in step with the selection: moving one moves the other, while the person wants that. */
import { useEffect, useRef, useState } from 'react';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { Row } from '../../workers/journal/journal.protocol.ts';

export function useRecordAt(slot: number, follow: boolean): Row | undefined {
  const { journals } = useServices();
  const journal = useWorkbench((s) => s.journal);
  const [row, setRow] = useState<Row>();
  const asked = useRef<number>(undefined);
  /** The selection whose slot is being asked for: until that is known, the cursor moves no selection. */
  const awaited = useRef<number>(undefined);
  useEffect(() => {
    if (!journal || slot === 0) {
      setRow(undefined);
      return;
    }
    let current = true;
    journals.rows({ id: journal.id, query: { sort: 'slot' }, from: slot - 1, count: 1 }).then(({ rows: [found] }) => {
      if (!current) return;
      setRow(found);
      const now = useWorkbench.getState();
      if (!found || !follow || awaited.current !== undefined || now.slot !== slot || now.row === found.row) return;
      asked.current = found.row;
      now.selectRow(found.row);
    }, report);
    return () => {
      current = false;
    };
  }, [journal, journals, slot, follow]);
  useEffect(() => {
    if (!journal || !follow) return;
    const go = (selected: number | undefined) => {
      if (selected === undefined || asked.current === selected) return;
      asked.current = selected;
      awaited.current = selected;
      journals
        .record({ id: journal.id, row: selected })
        .then((detail) => {
          if (useWorkbench.getState().row === selected) useWorkbench.getState().setSlot(detail.slot);
        }, report)
        .finally(() => {
          if (awaited.current === selected) awaited.current = undefined;
        });
    };
    go(useWorkbench.getState().row);
    // Not by rendering: nothing here shows which row is selected.
    return useWorkbench.subscribe((now, before) => {
      if (now.row !== before.row) go(now.row);
    });
  }, [journal, journals, follow]);
  return row;
}
