import { ChevronLeft, ChevronRight, Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import type { ReactNode } from 'react';
import { number } from '../../app/format.ts';
import { MARK_KINDS, type MarkKind } from '../../core/journal/lanes.ts';
import { MARK_TEXT, spanText } from '../../core/journal/timeline-text.ts';
import type { TimelineState } from '../../workers/timeline/timeline.protocol.ts';
import { commands } from './commands.ts';
import { outOfView } from './in-view.ts';
import { MarkGlyph } from './mark-glyph.tsx';
import { send } from './session.ts';

export interface TimelineToolbarProps {
  readonly state: TimelineState | undefined;
  readonly hidden: ReadonlySet<MarkKind>;
  readonly onToggle: (kind: MarkKind) => void;
  /** What the last step found; read out. */
  readonly said: string;
  readonly consumers: readonly string[];
  readonly consumer: string | undefined;
  readonly onConsumer: (consumer: string | undefined) => void;
}

export function TimelineToolbar(props: TimelineToolbarProps) {
  const { state, hidden, onToggle, said, consumers, consumer, onConsumer } = props;
  return (
    <div className="panel-toolbar" role="toolbar" aria-label="Timeline">
      <Run id="timeline.zoom-in" keys="W" off={!state}>
        <ZoomIn size={16} />
      </Run>
      <Run id="timeline.zoom-out" keys="S" off={!state}>
        <ZoomOut size={16} />
      </Run>
      <Run id="timeline.fit" keys="0" off={!state}>
        <Maximize2 size={16} />
      </Run>
      <Run id="timeline.previous-finding" keys="[" off={!state}>
        <ChevronLeft size={16} />
      </Run>
      <Run id="timeline.next-finding" keys="]" off={!state}>
        <ChevronRight size={16} />
      </Run>
      <fieldset className="timeline-legend">
        <legend className="visually-hidden">Findings shown</legend>
        {state &&
          MARK_KINDS.map((kind, i) => (
            <button
              key={kind}
              type="button"
              className="chip timeline-kind"
              aria-pressed={!hidden.has(kind)}
              disabled={!state.marks[i]}
              title={`${MARK_TEXT[kind].says}. ${hidden.has(kind) ? 'Show' : 'Hide'} these marks`}
              onClick={() => onToggle(kind)}
            >
              <MarkGlyph kind={kind} />
              {number(state.marks[i] ?? 0)} {state.marks[i] === 1 ? MARK_TEXT[kind].one : MARK_TEXT[kind].many}
            </button>
          ))}
      </fieldset>
      <span className="muted timeline-said" role="status">
        {said}
      </span>
      {state && <InView state={state} />}
      {state && (
        <span className="muted timeline-span" title="Length of what is shown">
          {spanText(state.window.toMicros - state.window.fromMicros)}
        </span>
      )}
      {consumers.length > 1 && (
        <select
          className="select"
          aria-label="Consumer of the t_process lane"
          value={consumer ?? ''}
          onChange={(event) => onConsumer(event.target.value === '' ? undefined : event.target.value)}
        >
          <option value="">all consumers</option>
          {consumers.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      )}
    </div>
  );
}

/** That there is more than is shown, and the way to it. */
function InView({ state }: { readonly state: TimelineState }) {
  const out = outOfView(state);
  return (
    out && (
      <span className="timeline-in-view" title={out.says}>
        {number(out.visible)} of {number(out.total)} in view{' '}
        <button type="button" className="btn-link" onClick={() => send({ kind: 'jump', to: 'extent' })}>
          all
        </button>
      </span>
    )
  );
}

interface RunProps {
  readonly id: string;
  readonly keys: string;
  readonly off: boolean;
  readonly children: ReactNode;
}

/** A command as a button. */
function Run({ id, keys, off, children }: RunProps) {
  const command = commands.find((c) => c.id === id);
  return (
    command && (
      <button
        type="button"
        className="btn btn-icon"
        aria-label={command.title}
        title={`${command.title} (${keys})`}
        disabled={off}
        onClick={() => void command.run()}
      >
        {children}
      </button>
    )
  );
}
