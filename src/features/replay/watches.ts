/** Which paths are watched: of a workspace, kept in this browser. */

import { useEffect, useMemo, useState } from 'react';
import { useAsking } from '../../app/asking.ts';
import { recall, remember } from '../../app/remember.ts';
import { useWorkbench } from '../../app/store.ts';
import type { WatchedCourse } from '../../core/ask/ask.types.ts';
import { keysOf } from '../../core/json-pointer.ts';

/** `pointer` is a JSON pointer into the state of a subject or into a row. */
export interface Watch {
  readonly target: string;
  readonly key: string;
  readonly pointer: string;
}

const MOST = 30;
const keptUnder = (workspace: string) => `factline.watch.${workspace}`;
export const watchId = ({ target, key, pointer }: Watch): string => JSON.stringify([target, key, pointer]);

/** What was kept; what is none is left out. */
export function parseWatches(text: string | undefined): readonly Watch[] {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
  if (!Array.isArray(value)) return [];
  const watches = value.flatMap((one: unknown): readonly Watch[] => {
    const { target, key, pointer } = (typeof one === 'object' && one !== null ? one : {}) as Record<string, unknown>;
    return typeof target === 'string' && typeof key === 'string' && typeof pointer === 'string'
      ? [{ target, key, pointer }]
      : [];
  });
  return [...new Map(watches.map((watch) => [watchId(watch), watch])).values()].slice(0, MOST);
}

export interface WatchesKept {
  readonly list: readonly Watch[];
  add(watch: Watch): void;
  remove(watch: Watch): void;
}

export function useWatchList(): WatchesKept {
  const workspace = useWorkbench((s) => s.workspace?.id) ?? '';
  const kept = keptUnder(workspace);
  const [list, setList] = useState<readonly Watch[]>(() => parseWatches(recall(kept)));
  useEffect(() => setList(parseWatches(recall(kept))), [kept]);
  return useMemo(() => {
    const change = (to: (before: readonly Watch[]) => readonly Watch[]) => {
      const next = parseWatches(JSON.stringify(to(parseWatches(recall(kept)))));
      remember(kept, next.length === 0 ? undefined : JSON.stringify(next));
      setList(next);
    };
    return {
      list,
      add: (watch) => change((before) => [...before, watch]),
      remove: (watch) => change((before) => before.filter((one) => watchId(one) !== watchId(watch))),
    };
  }, [list, kept]);
}

export interface Courses {
  /** Of the list, in its order; undefined until they are known. */
  readonly courses: readonly WatchedCourse[] | undefined;
  /** Why they are not. */
  readonly problem: string | undefined;
}

/** Asked for in a realm of their own. `ready` is false while there is no behavior; `outline` is another one after each load. */
export function useCourses(list: readonly Watch[], ready: boolean, outline: unknown): Courses {
  const journal = useWorkbench((s) => s.journal?.id);
  const asking = useAsking();
  const [found, setFound] = useState<{ readonly of: readonly Watch[] } & Courses>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another journal or behavior has other courses
  useEffect(() => {
    setFound(undefined);
    if (!ready || list.length === 0) return;
    const abort = new AbortController();
    const { signal } = abort;
    const paths = list.map(({ target, key, pointer }) => ({ target, key, path: keysOf(pointer) }));
    asking.ask({ ask: 'watch', paths }, { signal }).then(
      ({ courses }) => {
        if (!signal.aborted) setFound({ of: list, courses, problem: undefined });
      },
      (error: unknown) => {
        const problem = error instanceof Error ? error.message : String(error);
        if (!signal.aborted) setFound({ of: list, courses: undefined, problem });
      },
    );
    return () => abort.abort();
  }, [asking, list, ready, journal, outline]);
  const shown = found?.of === list ? found : undefined;
  return useMemo(() => ({ courses: shown?.courses, problem: shown?.problem }), [shown]);
}
