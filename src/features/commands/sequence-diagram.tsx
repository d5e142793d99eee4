/** What happened, as arrows between lifelines; each opens the data that went over it. The same stands below as a table. */

import { type KeyboardEvent, memo, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { number, plural } from '../../app/format.ts';
import type { Step } from '../../core/writepath/steps.ts';
import { JsonTree } from '../../ui/json-tree/json-tree.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { type Arrow, diagramOf, HEAD, sentence } from './lifelines.ts';

/** More arrows than this make no picture; the table has them all. */
const DRAWN = 200;

/** Of an element, as it changes. */
function useWidth(of: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(480);
  useEffect(() => {
    if (!of.current) return;
    const watch = new ResizeObserver(([entry]) => {
      const seen = Math.floor(entry?.contentRect.width ?? 0);
      // Hidden, it has none.
      if (seen > 0) setWidth(seen);
    });
    watch.observe(of.current);
    return () => watch.disconnect();
  }, [of]);
  return width;
}

interface SequenceDiagramProps {
  readonly steps: readonly Step[];
  /** Of which command. */
  readonly label: string;
}

export const SequenceDiagram = memo(function SequenceDiagram({ steps, label }: SequenceDiagramProps) {
  const [chosen, setChosen] = useState(0);
  const svg = useRef<SVGSVGElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const marker = useId();
  const room = useWidth(scroll);
  const { lifelines, arrows, width, height } = diagramOf(steps.slice(0, DRAWN), room);
  const step = steps[chosen];
  const onKey = (event: KeyboardEvent) => {
    const to = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, Home: 0, End: arrows.length - 1 }[event.key];
    if (to === undefined || to < 0 || to >= arrows.length) return;
    event.preventDefault();
    event.stopPropagation();
    setChosen(to);
    svg.current?.querySelector<SVGGElement>(`[data-step="${to}"]`)?.focus();
  };
  if (steps.length === 0) return <p className="muted">Nothing happened.</p>;
  return (
    <div className="sequence">
      <div className="sequence-scroll" ref={scroll}>
        {/* biome-ignore lint/a11y/useSemanticElements: a drawing is no fieldset */}
        <svg
          ref={svg}
          width={width}
          height={height}
          viewBox={`0 0 ${width} ${height}`}
          role="group"
          aria-label={`Sequence diagram of ${label}: ${plural(arrows.length, 'step')}`}
          onKeyDown={onKey}
        >
          <defs>
            {(['plain', 'bad'] as const).map((kind) => (
              <marker
                key={kind}
                id={`${marker}${kind}`}
                viewBox="0 0 8 8"
                refX="7"
                refY="4"
                markerWidth="8"
                markerHeight="8"
                orient="auto-start-reverse"
              >
                <path d="M0 0 8 4 0 8z" className={`sequence-head-${kind}`} />
              </marker>
            ))}
          </defs>
          {lifelines.map(({ name, x }) => (
            <g key={name}>
              <line x1={x} x2={x} y1={HEAD - 8} y2={height - 6} className="sequence-life" />
              <LifelineHead name={name} x={x} />
            </g>
          ))}
          {arrows.map((arrow, i) => (
            <ArrowButton
              // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the order
              key={i}
              arrow={arrow}
              index={i}
              chosen={i === chosen}
              marker={`url(#${marker}${arrow.bad ? 'bad' : 'plain'})`}
              onChoose={() => setChosen(i)}
            />
          ))}
        </svg>
      </div>
      {steps.length > DRAWN && (
        <p className="muted">
          The first {number(DRAWN)} of {plural(steps.length, 'step')} are drawn; the table has all.
        </p>
      )}
      {step && (
        <section className="sequence-data" aria-label="Data of the step">
          <h4>
            {number(chosen + 1)}. {sentence(step)}
          </h4>
          {step.data === undefined ? (
            <p className="muted">No data went over it.</p>
          ) : (
            <JsonTree key={chosen} value={step.data} label={`data of step ${chosen + 1}`} searchable={false} />
          )}
        </section>
      )}
      <StepTable steps={steps} onChoose={setChosen} />
    </div>
  );
});

function LifelineHead({ name, x }: { readonly name: string; readonly x: number }) {
  const [kind, ...rest] = name.split('/');
  const of = rest.join('/');
  return (
    <text x={x} y={of === '' ? 18 : 11} textAnchor="middle" className="sequence-name">
      <title>{name}</title>
      {kind}
      {of !== '' && (
        <tspan x={x} dy="13" className="sequence-of">
          {of.length > 15 ? `${of.slice(0, 14)}…` : of}
        </tspan>
      )}
    </text>
  );
}

interface ArrowButtonProps {
  readonly arrow: Arrow;
  readonly index: number;
  readonly chosen: boolean;
  readonly marker: string;
  readonly onChoose: () => void;
}

function ArrowButton({ arrow: { step, from, to, y, bad, label }, index, chosen, marker, onChoose }: ArrowButtonProps) {
  const left = Math.min(from, to);
  const right = from === to ? from + 30 : Math.max(from, to);
  return (
    // biome-ignore lint/a11y/useSemanticElements: there is no button within a drawing
    <g
      role="button"
      tabIndex={chosen ? 0 : -1}
      data-step={index}
      data-kind={step.kind}
      data-bad={bad}
      aria-pressed={chosen}
      aria-label={`${index + 1}. ${sentence(step)}`}
      className="sequence-arrow"
      style={{ animationDelay: `${Math.min(index, 20) * 40}ms` }}
      onClick={onChoose}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        onChoose();
      }}
    >
      <title>{sentence(step)}</title>
      <rect x={left - 4} y={y - 19} width={right - left + 8} height={27} className="sequence-hit" />
      {from === to ? (
        <path d={`M${from} ${y - 8}h26v8h-24`} markerEnd={marker} className="sequence-line" />
      ) : (
        <line x1={from} x2={to} y1={y} y2={y} markerEnd={marker} className="sequence-line" />
      )}
      <text x={label.x} y={label.y} className="sequence-says">
        {label.text}
      </text>
    </g>
  );
}

function StepTable({ steps, onChoose }: { readonly steps: readonly Step[]; readonly onChoose: (i: number) => void }) {
  return (
    <details>
      <summary>The same as a table</summary>
      <table className="plain">
        <TableHead titles={['#', 'Step', 'From', 'To', 'What happened']} />
        <tbody>
          {steps.map(({ kind, from, to, says }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is its place in the order
            <tr key={i}>
              <td>{number(i + 1)}</td>
              <td>
                <button type="button" className="btn-link" onClick={() => onChoose(i)}>
                  {kind}
                </button>
              </td>
              <td>{from}</td>
              <td>{to}</td>
              <td>{says}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
