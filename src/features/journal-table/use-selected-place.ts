/** Where the selected record stands in what the table lists: it may have been chosen elsewhere, or the filter may have changed. */
import { useEffect, useState } from 'react';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import type { RowQuery } from '../../core/journal/query.types.ts';

export interface Place {
  readonly row: number;
  /** Undefined: the filter leaves it out. */
  readonly index: number | undefined;
}
export interface SelectedPlace {
  /** Of the record before until that of the selected one is known, so that a step draws the table once. */
  readonly place: Place | undefined;
  /** To bring into view; another object each time. */
  readonly reveal: { readonly index: number } | undefined;
  /** Where it is known already, by who selects it. */
  readonly setPlace: (place: Place) => void;
  readonly setReveal: (reveal: { readonly index: number }) => void;
}

export function useSelectedPlace(id: string | undefined, query: RowQuery): SelectedPlace {
  const { journals } = useServices();
  const [place, setPlace] = useState<Place>();
  const [reveal, setReveal] = useState<{ readonly index: number }>();
  useEffect(() => {
    let abort = new AbortController();
    const locate = (row: number | undefined) => {
      abort.abort();
      abort = new AbortController();
      const { signal } = abort;
      if (id === undefined || row === undefined) {
        setPlace(undefined);
        return;
      }
      journals.locate({ id, query, row }, { signal }).then(
        (index) => {
          if (signal.aborted) return;
          setPlace((before) => (before?.row === row && before.index === index ? before : { row, index }));
          if (index !== undefined) setReveal({ index });
        },
        () => {
          if (!signal.aborted) setPlace(undefined);
        },
      );
    };
    locate(useWorkbench.getState().row);
    const off = useWorkbench.subscribe((now, before) => {
      if (now.row !== before.row) locate(now.row);
    });
    return () => {
      off();
      abort.abort();
    };
  }, [journals, id, query]);
  return { place, reveal, setPlace, setReveal };
}
