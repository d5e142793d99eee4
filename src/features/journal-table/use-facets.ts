/** Counts of facets for the present filter; asked again while the worker still looks through the journal. */
import { useEffect, useState } from 'react';
import { useServices } from '../../app/services.ts';
import type { FacetAsk } from '../../core/journal/find/facets.ts';
import type { RowQuery } from '../../core/journal/query.types.ts';
import type { FacetAnswer } from '../../workers/journal/journal.protocol.ts';

export interface Facets {
  readonly answer: FacetAnswer | undefined;
  /** What is shown answers an older question, or not all of this one yet. */
  readonly stale: boolean;
  readonly error: string | undefined;
}

const REST_MILLIS = 60;

export function useFacets(id: string | undefined, query: RowQuery, asks: readonly FacetAsk[]): Facets {
  const { journals } = useServices();
  const { sort: _, descending: __, ...filters } = query;
  const question = JSON.stringify([id, filters, asks]);
  const [held, setHeld] = useState<{ readonly id: string; readonly question: string; readonly answer: FacetAnswer }>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    setError(undefined);
    const [journal, asked, wanted] = JSON.parse(question) as [string | null, Omit<RowQuery, 'sort'>, FacetAsk[]];
    if (journal === null || wanted.length === 0) return;
    const abort = new AbortController();
    const ask = async () => {
      for (;;) {
        const answer = await journals.facets(
          { id: journal, query: { sort: 'slot', ...asked }, asks: wanted },
          { signal: abort.signal },
        );
        if (abort.signal.aborted) return;
        setHeld({ id: journal, question, answer });
        if (answer.searched === 1 && answer.read === 1) return;
      }
    };
    const timer = setTimeout(() => {
      ask().catch((reason: unknown) => {
        if (!abort.signal.aborted) setError(reason instanceof Error ? reason.message : String(reason));
      });
    }, REST_MILLIS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [journals, question]);
  const answer = held && held.id === id ? held.answer : undefined;
  const whole = answer !== undefined && answer.searched === 1 && answer.read === 1;
  return { answer, stale: !whole || held?.question !== question, error };
}
