/** Where a query finds nothing: which of its types and fields no record of the journal has. */
import { useEffect, useState } from 'react';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { askedPaths, askedTypes } from '../../core/journal/find/asked-paths.ts';

/** Each is a search of its own through the journal. */
const MOST = 3;

export function MissingPaths({ id, find }: { readonly id: string; readonly find: string }) {
  const { journals } = useServices();
  const [missing, setMissing] = useState<readonly string[]>([]);
  const types = useWorkbench((s) => s.journal?.types);
  const known = new Set(types?.map(({ type }) => type.toLowerCase()));
  const unknown = askedTypes(find).filter((type) => !known.has(type.toLowerCase()));
  useEffect(() => {
    setMissing([]);
    const abort = new AbortController();
    const isMissing = async (any: string): Promise<boolean> => {
      for (;;) {
        const asked = { id, query: { sort: 'file' as const, find: any }, from: 0, count: 1 };
        const { total, searched } = await journals.rows(asked, { signal: abort.signal });
        if (total > 0 || searched === 1) return total === 0;
      }
    };
    const look = async () => {
      for (const { path, any } of askedPaths(find).slice(0, MOST))
        if (await isMissing(any)) setMissing((before) => (abort.signal.aborted ? before : [...before, path]));
    };
    // Without it the answer stands as well.
    look().catch(() => undefined);
    return () => abort.abort();
  }, [journals, id, find]);
  return (
    <>
      {unknown.map((type) => (
        <p key={type} role="status">
          No record of this journal is of type <code>{type}</code>.
        </p>
      ))}
      {missing.map((path) => (
        <p key={path} role="status">
          No record of this journal has a plain value at <code>{path}</code>.
        </p>
      ))}
    </>
  );
}
