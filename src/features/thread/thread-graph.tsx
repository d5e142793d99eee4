/** The thread drawn: a box a record, causes above, effects below, what is missing in dashes. */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { showPanel } from '../../app/layout.ts';
import { useWorkbench } from '../../app/store.ts';
import type { ThreadNode } from '../../core/journal/thread.ts';
import { layoutThread, type Step, stepInThread } from '../../core/journal/thread-layout.ts';

/** Pixels of a box, of a column with its box, and of a layer. */
const BOX = { width: 168, height: 40 };
const COLUMN = 180;
const LAYER = 66;
const MARGIN = 10;
const LETTERS = 19;
const STEPS: Readonly<Record<string, Step>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

const short = (text: string) => (text.length > LETTERS ? `${text.slice(0, LETTERS - 1)}…` : text);

interface ThreadGraphProps {
  readonly nodes: readonly ThreadNode[];
  readonly row: number;
  /** How long after its cause a node was logged. */
  readonly since: (node: ThreadNode) => string;
}

export function ThreadGraph({ nodes, row, since }: ThreadGraphProps) {
  const selectRow = useWorkbench((s) => s.selectRow);
  const layout = useMemo(() => layoutThread(nodes), [nodes]);
  const selected = nodes.findIndex((node) => node.record?.row === row);
  const [focused, setFocused] = useState<string>();
  const svg = useRef<SVGSVGElement>(null);
  const keyOf = ({ id, record }: ThreadNode) => (record ? `${record.row}` : `missing ${id}`);
  const at = Math.max(
    0,
    nodes.findIndex((node) => keyOf(node) === focused),
  );
  const current = focused !== undefined && nodes.some((node) => keyOf(node) === focused) ? at : Math.max(0, selected);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the selected record is brought into view when it or the thread changes
  useEffect(() => {
    svg.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [selected, nodes]);
  const go = (to: number) => {
    const node = nodes[to];
    if (!node) return;
    setFocused(keyOf(node));
    svg.current?.querySelectorAll<SVGGElement>('[role=treeitem]')[to]?.focus();
    if (node.record) selectRow(node.record.row);
  };
  const onKey = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (event.key === 'Enter') showPanel('record', { focus: true });
    else if (step) go(stepInThread(nodes, layout, current, step));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const left = (i: number) => MARGIN + (layout.columns[i] ?? 0) * COLUMN;
  const top = (i: number) => MARGIN + (layout.layers[i] ?? 0) * LAYER;
  const middle = (i: number) => left(i) + BOX.width / 2;
  return (
    <div className="panel-body" role="tree" aria-label="Thread, drawn" tabIndex={-1} onKeyDown={onKey}>
      <svg
        ref={svg}
        className="thread-drawing"
        role="presentation"
        width={layout.width * COLUMN + 2 * MARGIN}
        height={(layout.height - 1) * LAYER + BOX.height + 2 * MARGIN}
      >
        <g aria-hidden>
          {nodes.map((node, i) =>
            node.parent === undefined ? null : (
              <path
                key={keyOf(node)}
                className={nodes[node.parent]?.record ? 'thread-edge' : 'thread-edge thread-broken'}
                d={`M${middle(node.parent)} ${top(node.parent) + BOX.height}C${middle(node.parent)} ${top(i) - 8} ${middle(i)} ${top(node.parent) + BOX.height + 8} ${middle(i)} ${top(i)}`}
              />
            ),
          )}
        </g>
        {nodes.map((node, i) => {
          const { record, id, loop, depth } = node;
          const after = since(node);
          const said = record
            ? `${record.type}${record.subject === '' ? '' : `, ${record.subject}`}${after === '' ? '' : `, ${after}`}${loop ? ', its causes lead back to it' : ''}`
            : `missing: ${id}`;
          return (
            <g
              key={keyOf(node)}
              role="treeitem"
              aria-level={depth + 1}
              aria-selected={i === selected}
              aria-label={said}
              tabIndex={i === current ? 0 : -1}
              className={record ? 'thread-box' : 'thread-box thread-gone'}
              transform={`translate(${left(i)} ${top(i)})`}
              onFocus={() => setFocused(keyOf(node))}
              onClick={() => go(i)}
            >
              <title>{said}</title>
              <rect width={BOX.width} height={BOX.height} rx={4} />
              <text x={8} y={17}>
                {record ? short(record.type) : 'missing'}
              </text>
              <text x={8} y={32} className="thread-small">
                {record ? short([record.subject, after].filter((part) => part !== '').join(' ')) : short(id)}
              </text>
              {loop && (
                <text x={BOX.width - 16} y={17} className="thread-loop">
                  ↻
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}
