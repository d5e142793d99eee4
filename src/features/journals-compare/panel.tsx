import { useCallback, useEffect, useState } from 'react';
import { track } from '../../app/busy.ts';
import { number, plural } from '../../app/format.ts';
import { ImportButton } from '../../app/no-journal.tsx';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { useJournals } from '../../app/use-journals.ts';
import type { ComparedTotals, DifferenceKind, JournalSummary } from '../../workers/journal/journal.protocol.ts';
import { Differences } from './differences.tsx';
import './journals-compare.css';

type State =
  | { readonly kind: 'none' }
  | { readonly kind: 'comparing'; readonly done: number; readonly abort: AbortController }
  | { readonly kind: 'failed'; readonly message: string }
  /** `left` may no longer be the open journal: the way to a record opens it again. */
  | {
      readonly kind: 'done';
      readonly left: JournalSummary;
      readonly right: JournalSummary;
      readonly totals: ComparedTotals;
    };

const KINDS: readonly { readonly id: DifferenceKind; readonly title: string }[] = [
  { id: 'onlyLeft', title: 'Only left' },
  { id: 'onlyRight', title: 'Only right' },
  { id: 'changed', title: 'Changed' },
  { id: 'moved', title: 'Moved' },
];

export function JournalsCompare() {
  const { journals } = useServices();
  const open = useWorkbench((s) => s.journal);
  const list = useJournals();
  const [leftId, setLeft] = useState<string>();
  const [rightId, setRight] = useState<string>();
  const [state, setState] = useState<State>({ kind: 'none' });
  const [kind, setKind] = useState<DifferenceKind>('changed');
  const left = list.find(({ id }) => id === (leftId ?? open?.id)) ?? list[0];
  const others = list.filter(({ id }) => id !== left?.id);
  const right = others.find(({ id }) => id === rightId) ?? others[0];

  const compare = useCallback(async () => {
    if (!left || !right) return;
    // What was compared stays chosen, also when a record of the right one opens that.
    setLeft(left.id);
    setRight(right.id);
    const abort = new AbortController();
    setState({ kind: 'comparing', done: 0, abort });
    try {
      const onProgress = (done: unknown) => setState({ kind: 'comparing', done: done as number, abort });
      const totals = await track(
        journals.compare({ id: left.id, other: right.id }, { signal: abort.signal, onProgress }),
      );
      setState({ kind: 'done', left, right, totals });
      setKind(
        KINDS.find(({ id }) => id === 'changed' && totals[id] > 0)?.id ??
          KINDS.find(({ id }) => totals[id] > 0)?.id ??
          'changed',
      );
    } catch (error) {
      if (abort.signal.aborted) setState({ kind: 'none' });
      else setState({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
    }
  }, [journals, left, right]);

  // Opened is one of the two to look at a record, or a third to compare: then the answer is to a question that is gone.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked when another journal is opened
  useEffect(() => {
    if (state.kind !== 'done' || open === undefined || [state.left.id, state.right.id].includes(open.id)) return;
    setState({ kind: 'none' });
    setLeft(undefined);
  }, [open?.id]);

  if (!left || !right)
    return (
      <div className="panel">
        <div className="empty-state">
          <h2>There is nothing to compare yet</h2>
          <p>
            Two journals are needed. Import another export: then this page says which records are in one of them only,
            which say something else, and which stand in another order.
          </p>
          <ImportButton />
        </div>
      </div>
    );
  const choice = (label: string, chosen: string, of: readonly JournalSummary[], set: (id: string) => void) => (
    <label className="journals-choice">
      {label}{' '}
      <select
        className="select"
        value={chosen}
        onChange={(event) => {
          set(event.target.value);
          setState({ kind: 'none' });
        }}
      >
        {of.map(({ id, name, records }) => (
          <option key={id} value={id}>
            {name} ({number(records)})
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="panel">
      <div className="panel-toolbar" role="toolbar" aria-label="Journals to compare">
        {choice('Left', left.id, list, setLeft)}
        {choice('Right', right.id, others, setRight)}
        {state.kind === 'comparing' ? (
          <button type="button" className="btn" onClick={() => state.abort.abort()}>
            Cancel
          </button>
        ) : (
          <button type="button" className="btn btn-primary" onClick={() => void compare()}>
            Compare
          </button>
        )}
      </div>
      <div className="panel-body">
        {state.kind === 'none' && (
          <p className="journals-note muted">
            Records go together by their identity; without one by what they say, then by subject and sequence. Position
            and hash chain are not compared.
          </p>
        )}
        {state.kind === 'comparing' && (
          <p className="journals-note" role="status">
            <progress value={state.done} aria-label="Comparing" /> {Math.floor(state.done * 100)} %
          </p>
        )}
        {state.kind === 'failed' && (
          <div className="notice" data-severity="error" role="alert">
            The journals could not be compared: {state.message} Open both once, then try again.
          </div>
        )}
        {state.kind === 'done' && (
          <>
            <p className="journals-note" role="status">
              {KINDS.every(({ id }) => state.totals[id] === 0)
                ? `Both have the same ${plural(state.totals.same, 'record')}.`
                : `${plural(state.totals.same, 'record says', 'records say')} the same in both.`}
            </p>
            <div className="journals-kinds" role="toolbar" aria-label="Kinds of difference">
              {KINDS.map(({ id, title }) => (
                <button
                  key={id}
                  type="button"
                  className="btn"
                  aria-pressed={kind === id}
                  disabled={state.totals[id] === 0}
                  onClick={() => setKind(id)}
                >
                  {title} <span className="chip">{number(state.totals[id])}</span>
                </button>
              ))}
            </div>
            {state.totals[kind] > 0 && (
              <Differences
                key={`${state.left.id} ${state.right.id} ${kind}`}
                left={state.left}
                right={state.right}
                kind={kind}
                total={state.totals[kind]}
              />
            )}
          </>
        )}
      </div>
    </div>
  );
}
