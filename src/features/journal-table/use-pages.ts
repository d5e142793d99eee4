/** Rows of the open journal by pages, as the table comes to need them. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { useServices } from '../../app/services.ts';
import type { RowQuery } from '../../core/journal/query.types.ts';
import type { Row, RowPage } from '../../workers/journal/journal.protocol.ts';

const PAGE = 100;
/** Pages kept, the oldest forgotten first. */
const KEPT = 80;

interface Answer {
  /** Journal and query that it answers. */
  readonly question: string;
  readonly total: number;
  readonly pages: ReadonlyMap<number, readonly Row[]>;
  readonly searched: number;
  readonly answer: RowPage['answer'];
}

export interface Pages {
  readonly total: number;
  /** The first page came. */
  readonly loaded: boolean;
  /** What is shown answers an older question. */
  readonly stale: boolean;
  /** How much of the journal was looked through, 0 to 1; what is found so far is shown meanwhile. */
  readonly searched: number;
  readonly answer: RowPage['answer'];
  readonly error: string | undefined;
  readonly rowAt: (index: number) => Row | undefined;
  /** Asks for these rows, and for a page before and after. */
  readonly need: (first: number, count: number) => void;
}

const none = () => undefined;

export function usePages(id: string | undefined, query: RowQuery): Pages {
  const { journals } = useServices();
  const question = JSON.stringify([id, query]);
  const [answer, setAnswer] = useState<Answer>();
  const [error, setError] = useState<string>();
  const asked = useRef(new Set<number>());
  const wanted = useRef({ first: 0, count: 50 });
  const abort = useRef(new AbortController());
  const again = useRef(() => {});

  const load = useCallback(
    async (page: number) => {
      const { signal } = abort.current;
      const [journal, asks] = JSON.parse(question) as [string | null, RowQuery];
      if (journal === null || page < 0 || asked.current.has(page)) return;
      asked.current.add(page);
      await journals
        .rows({ id: journal, query: asks, from: page * PAGE, count: PAGE }, { signal })
        .then(({ rows, total, searched, answer }) => {
          if (signal.aborted) return;
          setError(undefined);
          // The search goes on: what is shown is asked for again.
          if (searched < 1) {
            asked.current.clear();
            again.current();
          }
          setAnswer((before) => {
            const pages = new Map(before?.question === question && before.searched === searched ? before.pages : []);
            pages.delete(page);
            pages.set(page, rows);
            for (const old of [...pages.keys()].slice(0, Math.max(0, pages.size - KEPT))) {
              pages.delete(old);
              asked.current.delete(old);
            }
            return { question, total, pages, searched, answer };
          });
        })
        .catch((reason: unknown) => {
          if (signal.aborted) return;
          asked.current.delete(page);
          setError(reason instanceof Error ? reason.message : String(reason));
        });
    },
    [journals, question],
  );

  const loadWanted = useCallback(async () => {
    const { signal } = abort.current;
    const { first, count } = wanted.current;
    const from = Math.floor(first / PAGE);
    const to = Math.floor((first + count) / PAGE);
    await Promise.all(Array.from({ length: to - from + 1 }, (_, i) => load(from + i)));
    // What is seen comes first; who scrolls on has no use for the pages beside it.
    if (signal.aborted || Math.floor(wanted.current.first / PAGE) !== from) return;
    await Promise.all([load(from - 1), load(to + 1)]);
  }, [load]);

  again.current = loadWanted;

  // A new question: what was under way is of no use.
  useEffect(() => {
    asked.current = new Set();
    abort.current = new AbortController();
    setError(undefined);
    void loadWanted();
    void load(0);
    const mine = abort.current;
    return () => mine.abort();
  }, [load, loadWanted]);

  const need = useCallback(
    (first: number, count: number) => {
      wanted.current = { first, count };
      void loadWanted();
    },
    [loadWanted],
  );
  const rowAt = useCallback((index: number) => answer?.pages.get(Math.floor(index / PAGE))?.[index % PAGE], [answer]);
  const own = answer?.question.startsWith(`[${JSON.stringify(id)},`) ? answer : undefined;
  return {
    total: own?.total ?? 0,
    loaded: own !== undefined,
    stale: own !== undefined && own.question !== question,
    searched: own?.searched ?? 1,
    answer: own?.answer,
    error,
    rowAt: own ? rowAt : none,
    need,
  };
}
