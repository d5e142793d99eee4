import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { number, plural } from '../../app/format.ts';
import { showPanel } from '../../app/layout.ts';
import { NoRecord } from '../../app/no-journal.tsx';
import { recall, remember } from '../../app/remember.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import type { ThreadNode } from '../../core/journal/thread.ts';
import { deltaText } from '../../core/journal/timeline-text.ts';
import type { ThreadAnswer } from '../../workers/journal/journal.protocol.ts';
import { ThreadGraph } from './thread-graph.tsx';
import './thread.css';

/** Pixels of a row, and of a step to the right. */
const ROW = 26;
const STEP = 16;

function useThread(): { readonly thread: ThreadAnswer | undefined; readonly error: string | undefined } {
  const { journals } = useServices();
  const id = useWorkbench((s) => s.journal?.id);
  const row = useWorkbench((s) => s.row);
  const [thread, setThread] = useState<ThreadAnswer>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    setError(undefined);
    if (id === undefined || row === undefined) {
      setThread(undefined);
      return;
    }
    const abort = new AbortController();
    journals
      .thread({ id, row }, { signal: abort.signal })
      .then((found) => {
        if (!abort.signal.aborted) setThread(found);
      })
      .catch((reason: unknown) => {
        if (!abort.signal.aborted) setError(reason instanceof Error ? reason.message : String(reason));
      });
    return () => abort.abort();
  }, [journals, id, row]);
  return { thread, error };
}

const VIEWS = [
  { id: 'graph', title: 'Graph' },
  { id: 'list', title: 'List' },
] as const;
type View = (typeof VIEWS)[number]['id'];
const KEY = 'thread.view';

function useView(): readonly [View, (view: View) => void] {
  const [view, setView] = useState<View>(() => (recall(KEY) === 'list' ? 'list' : 'graph'));
  const choose = (next: View) => {
    remember(KEY, next);
    setView(next);
  };
  return [view, choose];
}

export function ThreadPanel() {
  const journal = useWorkbench((s) => s.journal);
  const row = useWorkbench((s) => s.row);
  const { thread, error } = useThread();
  const [view, setView] = useView();
  if (!journal || row === undefined)
    return (
      <div className="panel">
        <NoRecord>
          What led to it and what it led to shows here: the records of its correlation id, each below its cause.
        </NoRecord>
      </div>
    );
  if (error !== undefined)
    return (
      <div className="panel">
        <div className="notice" data-severity="error" role="alert">
          The thread could not be read: {error} Choose another record, or open the journal again.
        </div>
      </div>
    );
  if (!thread) return <div className="panel muted thread-empty">Following the thread…</div>;
  const records = thread.nodes.filter((node) => node.record).length;
  const missing = thread.nodes.length - records;
  return (
    <div className="panel">
      <div className="thread-head">
        <p role="status">
          {`${records === 1 ? 'One record' : plural(records, 'record')}${missing > 0 ? `, ${missing === 1 ? '1 cause is' : `${number(missing)} causes are`} missing` : ''}${thread.cut ? `; there are more than are drawn` : ''}.`}
        </p>
        {VIEWS.map(({ id, title }) => (
          <button key={id} type="button" className="btn" aria-pressed={view === id} onClick={() => setView(id)}>
            {title}
          </button>
        ))}
      </div>
      {thread.nodes.length === 1 && <Alone linked={thread.linked} />}
      {view === 'graph' ? (
        <ThreadGraph
          nodes={thread.nodes}
          row={row}
          since={({ parent, record }) => since(thread.nodes, parent, record?.tLogMicros)}
        />
      ) : (
        <Tree nodes={thread.nodes} row={row} />
      )}
    </div>
  );
}

/** Why a record stands by itself, and what can be done where no record of the journal could stand otherwise. */
function Alone({ linked }: { readonly linked: boolean }) {
  if (linked)
    return (
      <p className="muted thread-alone">It names no cause and shares no correlation id, and no record names it.</p>
    );
  return (
    <div className="notice thread-alone">
      <p>
        This journal carries no causation or correlation ids, so no record leads to another. If its source has them
        under other names, import it again and give those fields the roles <code>causation_id</code> (the id of the
        record that caused it) and <code>correlation_id</code> (what all records of one request share).
      </p>
      <button type="button" className="btn" onClick={() => showPanel('import', { focus: true })}>
        Import again
      </button>
    </div>
  );
}

function Tree({ nodes, row }: { readonly nodes: readonly ThreadNode[]; readonly row: number }) {
  const selectRow = useWorkbench((s) => s.selectRow);
  const body = useRef<HTMLDivElement>(null);
  const selected = nodes.findIndex((node) => node.record?.row === row);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the selected record is brought into view when it or the thread changes
  useEffect(() => {
    body.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [selected, nodes]);
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') showPanel('record', { focus: true });
    else if (step === undefined) return;
    else {
      let to = selected + step;
      while (nodes[to] && !nodes[to]?.record) to += step;
      const next = nodes[to]?.record;
      if (next) selectRow(next.row);
    }
    event.preventDefault();
  };
  const width = (Math.max(0, ...nodes.map(({ depth }) => depth)) + 1) * STEP;
  const x = (depth: number) => depth * STEP + STEP / 2;
  const y = (i: number) => i * ROW + ROW / 2;
  return (
    <div className="panel-body thread-body">
      <svg className="thread-graph" width={width} height={nodes.length * ROW} aria-hidden>
        {nodes.map(({ parent, depth, id }, i) =>
          parent === undefined ? null : (
            <path
              key={`${id} ${y(i)}`}
              className={nodes[parent]?.record ? 'thread-edge' : 'thread-edge thread-broken'}
              d={`M${x(nodes[parent]?.depth ?? 0)} ${y(parent)}V${y(i)}H${x(depth)}`}
            />
          ),
        )}
        {nodes.map(({ depth, id, record }, i) => (
          <circle
            key={`${id} ${y(i)}`}
            className={record ? 'thread-dot' : 'thread-dot thread-missing'}
            data-selected={i === selected}
            cx={x(depth)}
            cy={y(i)}
            r={i === selected ? 5.5 : 4}
          />
        ))}
      </svg>
      <div ref={body} className="thread-list" role="tree" aria-label="Thread" tabIndex={0} onKeyDown={onKey}>
        {nodes.map(({ depth, parent, id, record, loop }, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
          <div
            key={`${id} ${y(i)}`}
            role="treeitem"
            tabIndex={-1}
            aria-level={depth + 1}
            aria-selected={i === selected}
            style={{ height: ROW, paddingLeft: x(depth) + 12 }}
            onClick={() => record && selectRow(record.row)}
          >
            {record ? (
              <>
                <b>{record.type}</b> <span className="muted">{record.subject}</span>{' '}
                <span className="muted mono">{since(nodes, parent, record.tLogMicros)}</span>
                {loop && <span className="sev-warning"> its causes lead back to it</span>}
              </>
            ) : (
              <span className="sev-error">
                missing: <code>{id}</code>
              </span>
            )}
          </div>
        ))}
      </div>
    </div>
  );
}

/** How long after its cause it was logged. */
function since(nodes: readonly ThreadNode[], parent: number | undefined, micros: number | undefined): string {
  const before = parent === undefined ? undefined : nodes[parent]?.record?.tLogMicros;
  return before === undefined || micros === undefined ? '' : (deltaText(before, micros) ?? '');
}
