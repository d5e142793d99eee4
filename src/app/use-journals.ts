/** The journals that can be chosen from. */
import { useEffect, useState } from 'react';
import type { JournalSummary } from '../workers/journal/journal.protocol.ts';
import { useServices } from './services.ts';
import { useWorkbench } from './store.ts';
import { report } from './toast.ts';

/** The complete journals of this browser, those of the open workspace first. */
export function useJournals(): readonly JournalSummary[] {
  const { journals } = useServices();
  const own = useWorkbench((s) => s.workspace?.journals);
  const open = useWorkbench((s) => s.journal?.id);
  const changed = useWorkbench((s) => s.journalsChanged);
  const [list, setList] = useState<readonly JournalSummary[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when another journal is open, or one is gone
  useEffect(() => {
    let current = true;
    const first = ({ id }: JournalSummary) => (own?.includes(id) ? 0 : 1);
    journals
      .list()
      .then((all) => {
        const complete = all.filter(({ state, deletedAt }) => state === 'complete' && deletedAt === undefined);
        if (current) setList(complete.toSorted((a, b) => first(a) - first(b)));
      })
      .catch(report);
    return () => {
      current = false;
    };
  }, [journals, own, open, changed]);
  return list;
}
