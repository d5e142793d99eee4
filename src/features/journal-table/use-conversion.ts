/** The conversion that the export dialog asks for: begun anew with each choice, the one before cancelled. */
import { useEffect, useState } from 'react';
import { useServices } from '../../app/services.ts';
import type { RowQuery } from '../../core/journal/query.types.ts';
import type { Converted, ConvertProgress } from '../../workers/journal/journal.protocol.ts';

export type Part = 'all' | 'filter' | 'record';

export interface Choice {
  readonly id: string;
  readonly format: string;
  readonly part: Part;
  readonly query: RowQuery;
  readonly row: number | undefined;
}

export type Conversion =
  | { readonly state: 'writing'; readonly progress: ConvertProgress | undefined }
  | { readonly state: 'done'; readonly converted: Converted }
  | { readonly state: 'failed'; readonly why: string };

const BEGUN: Conversion = { state: 'writing', progress: undefined };

export function useConversion({ id, format, part, query, row }: Choice): Conversion {
  const { journals } = useServices();
  const [conversion, setConversion] = useState<Conversion>(BEGUN);
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    const what = part === 'filter' ? { query } : part === 'record' && row !== undefined ? { row } : {};
    const onProgress = (value: unknown) => {
      if (!signal.aborted) setConversion({ state: 'writing', progress: value as ConvertProgress });
    };
    setConversion(BEGUN);
    journals
      .convert({ id, format, ...what }, { signal, onProgress })
      .then((converted) => {
        if (!signal.aborted) setConversion({ state: 'done', converted });
      })
      .catch((error: unknown) => {
        if (!signal.aborted)
          setConversion({ state: 'failed', why: error instanceof Error ? error.message : String(error) });
      });
    return () => abort.abort();
  }, [journals, id, format, part, query, row]);
  return conversion;
}
