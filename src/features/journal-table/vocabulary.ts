/** What the query line's suggestions know of the open journal. */
import { useEffect, useMemo, useState } from 'react';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import type { Vocabulary } from '../../core/journal/find/complete-find.ts';

const MOST_PATHS = 2000;

/** Fields of payloads are looked for once they are `wanted`: that reads a sample of the records. */
export function useVocabulary(wanted: boolean): Vocabulary {
  const { journals } = useServices();
  const journal = useWorkbench((s) => s.journal);
  const [paths, setPaths] = useState<readonly string[]>([]);
  const id = journal?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: those of another journal do not hold
  useEffect(() => setPaths([]), [id]);
  useEffect(() => {
    if (id === undefined || !wanted) return;
    const abort = new AbortController();
    journals
      .shapes({ id }, { signal: abort.signal })
      .then((shapes) => {
        const found = new Set(shapes.flatMap(({ fields }) => fields.map(({ path }) => `payload.${path}`)));
        if (!abort.signal.aborted) setPaths([...found].slice(0, MOST_PATHS));
      })
      // Without them the line works as well.
      .catch(() => undefined);
    return () => abort.abort();
  }, [journals, id, wanted]);
  return useMemo(
    () => ({
      types: journal?.types ?? [],
      subjectTypes: journal?.subjectTypes ?? [],
      consumers: journal?.consumers ?? [],
      paths,
    }),
    [journal, paths],
  );
}
