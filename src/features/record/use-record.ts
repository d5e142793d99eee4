/** The selected record of the open journal. */
import { useEffect, useState } from 'react';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import type { RecordDetail } from '../../workers/journal/journal.protocol.ts';

export interface Selected {
  /** The last one read; of another row while the selected one is on its way. */
  readonly detail: RecordDetail | undefined;
  readonly stale: boolean;
  readonly error: string | undefined;
}

interface Answer {
  readonly journal: string;
  readonly row: number;
  readonly detail: RecordDetail | undefined;
  readonly error: string | undefined;
}

export function useRecord(): Selected {
  const { journals } = useServices();
  const id = useWorkbench((s) => s.journal?.id);
  const row = useWorkbench((s) => s.row);
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    if (id === undefined || row === undefined) return;
    const abort = new AbortController();
    journals
      .record({ id, row }, { signal: abort.signal })
      .then((detail) => {
        if (!abort.signal.aborted) setAnswer({ journal: id, row, detail, error: undefined });
      })
      .catch((reason: unknown) => {
        if (abort.signal.aborted) return;
        const error = reason instanceof Error ? reason.message : String(reason);
        setAnswer({ journal: id, row, detail: undefined, error });
      });
    return () => abort.abort();
  }, [journals, id, row]);
  const mine = row !== undefined && answer?.journal === id ? answer : undefined;
  return { detail: mine?.detail, error: mine?.error, stale: mine?.row !== row };
}
