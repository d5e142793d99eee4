/** Brings the lanes of the open journal to the timeline's worker, again when the filter changes. */
import { type RefObject, useEffect, useState } from 'react';
import { usePanelShown } from '../../app/panel-shown.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { SplitBy } from '../../core/journal/lane-split.ts';
import type { RowQuery } from '../../core/journal/query.types.ts';
import type { TimelineView } from '../../workers/timeline/timeline.protocol.ts';
import { owe } from './session.ts';

export type Loading =
  | { readonly state: 'none' | 'loading' | 'ready' }
  | { readonly state: 'failed'; readonly message: string };

/** The filter without order and range: the timeline shows a range as an area, and everything around it. */
export function laneQuery({ types, find, marks }: RowQuery): RowQuery {
  return {
    sort: 'log',
    ...(types && { types }),
    ...(find !== undefined && { find }),
    ...(marks && { marks }),
  };
}

const PLAIN = JSON.stringify(laneQuery({ sort: 'log' }));

export function useLanes(
  view: TimelineView | undefined,
  consumer: string | undefined,
  by: SplitBy | undefined,
  folds: boolean,
): Loading {
  const { journals } = useServices();
  const id = useWorkbench((s) => s.journal?.id);
  const firstLook = useWorkbench((s) => s.firstLook);
  const filter = useWorkbench((s) => JSON.stringify(laneQuery(s.query)));
  const [loading, setLoading] = useState<Loading>({ state: 'none' });

  useEffect(() => {
    if (!view) return;
    if (id === undefined) {
      view.send({ kind: 'clear' });
      setLoading({ state: 'none' });
      return;
    }
    const abort = new AbortController();
    setLoading({ state: 'loading' });
    const query = JSON.parse(filter) as RowQuery;
    journals
      .lanes({ id, query, ...(consumer !== undefined && { consumer }), ...(by && { by }) }, { signal: abort.signal })
      .then((data) => {
        if (abort.signal.aborted) return;
        view.setData(data);
        setLoading({ state: 'ready' });
      })
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        setLoading({ state: 'failed', message: error instanceof Error ? error.message : String(error) });
      });
    return () => abort.abort();
  }, [view, journals, id, filter, consumer, by]);

  // A journal's first look never keeps the window of another one.
  useEffect(() => {
    if (id !== undefined) return () => view?.send({ kind: 'clear' });
    return undefined;
  }, [view, id]);

  // Painted until the lanes come. Other lanes, or folds, would not come in its place.
  const isPlain = consumer === undefined && by === undefined && !folds && filter === PLAIN;
  useEffect(() => {
    if (!view) return;
    if (firstLook && isPlain && (id === undefined || id === firstLook.id))
      view.send({ kind: 'bins', bins: firstLook.bins });
    else if (id === undefined) view.send({ kind: 'clear' });
  }, [view, id, firstLook, isPlain]);

  return firstLook && loading.state === 'none' ? { state: 'loading' } : loading;
}

/** Brings the lags while they are shown. */
export function useLags(view: TimelineView | undefined, consumer: string | undefined, shown: boolean): void {
  const { journals } = useServices();
  const id = useWorkbench((s) => s.journal?.id);
  const filter = useWorkbench((s) => JSON.stringify(laneQuery(s.query)));
  useEffect(() => {
    if (!view || id === undefined || !shown) return;
    const abort = new AbortController();
    const query = JSON.parse(filter) as RowQuery;
    journals
      .lags({ id, query, ...(consumer !== undefined && { consumer }) }, { signal: abort.signal })
      .then((lags) => {
        if (!abort.signal.aborted) view.setLags(lags);
      })
      .catch(report);
    return () => abort.abort();
  }, [view, journals, id, filter, consumer, shown]);
  useEffect(() => {
    if (view && (!shown || id === undefined)) view.setLags(undefined);
  }, [view, shown, id]);
}

/** Tells the worker which range filters the table. */
export function useMirroredRange(view: TimelineView | undefined): void {
  const range = useWorkbench((s) => s.query.range);
  useEffect(() => {
    if (!range) return;
    const lane = ['t_event', 't_log', 't_process'].indexOf(range.lane);
    view?.send({ kind: 'area', area: { lane, fromMicros: range.from, toMicros: range.to } });
  }, [view, range]);
}

interface MirrorProps {
  readonly view: TimelineView | undefined;
  /** The row that the worker chose last. */
  readonly picked: RefObject<number | undefined>;
}

/** Tells the worker which record is selected, and which one is at the replay cursor: the latter is only drawn. A component, so that a step draws nothing else anew. */
export function MirroredSelection({ view, picked }: MirrorProps): undefined {
  const seen = usePanelShown();
  const { journals } = useServices();
  const id = useWorkbench((s) => s.journal?.id);
  const row = useWorkbench((s) => s.row);
  const slot = useWorkbench((s) => (seen ? s.slot : 0));

  useEffect(() => {
    if (view) picked.current = undefined;
  }, [view, picked]);
  // What the worker picked it knows; said again, later, it would undo its next step.
  useEffect(() => {
    if (row !== undefined && row === picked.current) return;
    picked.current = undefined;
    owe(seen ? undefined : { kind: 'select', row });
    if (seen) view?.send({ kind: 'select', row });
  }, [view, seen, row, picked]);

  useEffect(() => {
    if (!view || !seen) return;
    if (id === undefined || slot < 1) {
      view.send({ kind: 'cursor', row: undefined });
      return;
    }
    const abort = new AbortController();
    journals
      .resolve({ id, at: `slot:${slot}` }, { signal: abort.signal })
      .then((found) => {
        if (!abort.signal.aborted) view.send({ kind: 'cursor', row: found });
      })
      .catch(() => {
        if (!abort.signal.aborted) view.send({ kind: 'cursor', row: undefined });
      });
    return () => abort.abort();
  }, [view, seen, journals, id, slot]);
}
