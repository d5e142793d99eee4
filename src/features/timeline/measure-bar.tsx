/** What lies between two points. */
import { X, ZoomIn } from 'lucide-react';
import { number } from '../../app/format.ts';
import { lengthText, timeText } from '../../core/journal/timeline-text.ts';
import type { Zone } from '../../core/record/zone.ts';
import type { TimelineState } from '../../workers/timeline/timeline.protocol.ts';
import { send } from './session.ts';

const CLOCKS = ['t_event', 't_log', 't_process'];

export interface MeasureBarProps {
  readonly measure: NonNullable<TimelineState['measure']>;
  readonly lanes: TimelineState['lanes'];
  readonly zone: Zone;
}

export function MeasureBar({ measure, lanes, zone }: MeasureBarProps) {
  const { fromMicros, toMicros, counts, done } = measure;
  const found = lanes.flatMap(({ name }, i) => ((counts[i] ?? 0) > 0 || lanes.length <= 3 ? [{ name, i }] : []));
  return (
    <section className="timeline-area timeline-measure" aria-label="Measure">
      <strong>Δ {lengthText(toMicros - fromMicros)}</strong>
      <span className="mono">
        {timeText(fromMicros, zone)} – {timeText(toMicros, zone)}
      </span>
      <span className="timeline-counts" title="Records between, both ends included">
        {found.map(({ name, i }) => (
          <span key={`${name} ${i}`} className="chip" data-lane={CLOCKS.includes(name) ? name : undefined}>
            {number(counts[i] ?? 0)} {name}
          </span>
        ))}
        {found.length === 0 && <span className="muted">no records between</span>}
      </span>
      {!done && <span className="muted">M sets the other end</span>}
      <button
        type="button"
        className="btn"
        disabled={toMicros <= fromMicros}
        onClick={() => send({ kind: 'window', window: { fromMicros, toMicros: toMicros + 1 } })}
      >
        <ZoomIn size={14} aria-hidden /> Zoom to it
      </button>
      <button
        type="button"
        className="btn btn-icon"
        aria-label="Clear the measure"
        title="Clear the measure (Esc)"
        onClick={() => send({ kind: 'measure-clear' })}
      >
        <X size={16} />
      </button>
    </section>
  );
}
