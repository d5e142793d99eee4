/** What was known at a time: only records that had happened by one cut-off and reached the log by another. */
import { useEffect, useRef, useState } from 'react';
import { AnswerView, useAnswer } from '../../app/answer.tsx';
import { number, plural } from '../../app/format.ts';
import { useServices } from '../../app/services.ts';
import { report } from '../../app/toast.ts';
import type { Cut, KnownDifference } from '../../core/ask/ask.types.ts';
import { formatMicros, parseTime } from '../../core/record/time.ts';
import type { StateView } from '../../core/replay/view.ts';
import { JsonTree } from '../../ui/json-tree/json-tree.tsx';
import { ErrorLine } from './blame-view.tsx';
import { DifferenceList } from './difference-list.tsx';
import type { QuestionProps } from './parts.tsx';
import { type Plane, planeOf, type Range } from './plane.ts';

const BINS = 48;
const SIZE = 240;

interface Known {
  readonly difference: KnownDifference;
  /** Of the subject that was asked for. */
  readonly state: StateView | undefined;
}

export function KnownView({ asking, journal }: QuestionProps) {
  const { journals } = useServices();
  const [plane, setPlane] = useState<Plane | 'none'>();
  const [event, setEvent] = useState<number>();
  const [log, setLog] = useState<number>();
  const [subject, setSubject] = useState('');
  const answering = useAnswer<Known>();
  useEffect(() => {
    const abort = new AbortController();
    journals.lanes({ id: journal.id }, { signal: abort.signal }).then(({ tEventMicros, tLogMicros }) => {
      if (!abort.signal.aborted) setPlane(planeOf(tEventMicros, tLogMicros, BINS) ?? 'none');
    }, report);
    return () => abort.abort();
  }, [journals, journal.id]);
  if (plane === undefined) return <p role="status">Reading the times of {plural(journal.records, 'record')}…</p>;
  if (plane === 'none')
    return (
      <p>
        No record has both a t_event and a t_log, so what had happened and what was known cannot be told apart in this
        journal.
      </p>
    );
  const e = event ?? plane.event.to;
  const l = log ?? plane.log.to;
  const look = () => {
    const cut: Cut = { tEvent: e, tLog: l };
    answering.run(async (options) => ({
      difference: await asking.ask({ ask: 'known-between', cut }, options),
      state:
        subject.trim() === ''
          ? undefined
          : await asking.ask({ ask: 'known', cut, request: { subject: subject.trim() } }, options),
    }));
  };
  return (
    <>
      <form
        className="ask-form"
        onSubmit={(submitted) => {
          submitted.preventDefault();
          look();
        }}
      >
        <PlaneView
          plane={plane}
          event={e}
          log={l}
          onChoose={(at, by) => {
            setEvent(at);
            setLog(by);
          }}
        />
        <Cutoff title="Had happened by (t_event)" range={plane.event} value={e} onChange={setEvent} />
        <Cutoff title="Was in the log by (t_log)" range={plane.log} value={l} onChange={setLog} />
        <label>
          Subject, to see its state{' '}
          <input
            className="input"
            placeholder="order/o-1"
            value={subject}
            onChange={(changed) => setSubject(changed.target.value)}
          />
        </label>
        <button type="submit" className="btn btn-primary">
          What was known?
        </button>
      </form>
      <AnswerView answering={answering} doing={`Folding ${plural(journal.records, 'record')} twice`}>
        {({ difference, state }) => (
          <>
            {difference.error && <ErrorLine message={difference.error.message} slot={difference.error.slot} />}
            <p role="status">
              {number(difference.records.believed)} of the {plural(difference.records.known, 'record')} known today had
              happened and were in the log by then.{' '}
              {difference.total === 0
                ? 'No state was another one.'
                : `${plural(difference.total, 'state')} differ from what is known today (then → today).`}
            </p>
            {state &&
              (state.subjectState === undefined ? (
                <p>Nothing was known of {state.subject ?? subject} then.</p>
              ) : (
                <section aria-label="State as it was believed">
                  <h3>{state.subject} as it was believed then</h3>
                  <JsonTree value={state.subjectState} label={`State of ${state.subject ?? ''} then`} openLevels={3} />
                </section>
              ))}
            <DifferenceList found={difference} />
          </>
        )}
      </AnswerView>
    </>
  );
}

interface CutoffProps {
  readonly title: string;
  readonly range: Range;
  readonly value: number;
  readonly onChange: (micros: number) => void;
}

function Cutoff({ title, range, value, onChange }: CutoffProps) {
  const shown = formatMicros(Math.floor(value)) ?? '';
  const [text, setText] = useState<string>();
  const parsed = text === undefined ? undefined : parseTime(text.trim(), 'Z');
  const steps = 1000;
  const part = range.to === range.from ? steps : Math.round(((value - range.from) / (range.to - range.from)) * steps);
  return (
    <div className="ask-slider">
      <label>
        {title}{' '}
        <input
          className="input mono"
          value={text ?? shown}
          aria-invalid={text !== undefined && !parsed}
          title="RFC 3339; without a zone it is UTC"
          onChange={(event) => {
            setText(event.target.value);
            const time = parseTime(event.target.value.trim(), 'Z');
            if (time) onChange(time.micros);
          }}
          onBlur={() => setText(undefined)}
        />
      </label>
      <input
        type="range"
        aria-label={`${title}, slider`}
        aria-valuetext={shown}
        min={0}
        max={steps}
        value={Math.max(0, Math.min(steps, part))}
        onChange={(event) =>
          onChange(Math.round(range.from + (Number(event.target.value) / steps) * (range.to - range.from)))
        }
      />
    </div>
  );
}

interface PlaneViewProps {
  readonly plane: Plane;
  readonly event: number;
  readonly log: number;
  readonly onChoose: (event: number, log: number) => void;
}

/** Each record a place: when it happened across, when it was logged upwards. A click sets both cut-offs. */
function PlaneView({ plane, event, log, onChoose }: PlaneViewProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    const style = getComputedStyle(canvas.current);
    context.clearRect(0, 0, SIZE, SIZE);
    const cell = SIZE / BINS;
    context.fillStyle = style.getPropertyValue('--accent');
    for (let y = 0; y < BINS; y++)
      for (let x = 0; x < BINS; x++) {
        const count = plane.counts[y * BINS + x] ?? 0;
        if (count === 0) continue;
        context.globalAlpha = 0.25 + 0.75 * (Math.log(1 + count) / Math.log(1 + plane.most));
        context.fillRect(x * cell, SIZE - (y + 1) * cell, cell, cell);
      }
    context.globalAlpha = 1;
    const place = (value: number, { from, to }: Range) =>
      to === from ? SIZE : Math.max(0, Math.min(SIZE, ((value - from) / (to - from)) * SIZE));
    const x = place(event, plane.event);
    const y = SIZE - place(log, plane.log);
    context.strokeStyle = style.getPropertyValue('--fg');
    context.strokeRect(0, y, x, SIZE - y);
  }, [plane, event, log]);
  return (
    <canvas
      ref={canvas}
      className="ask-plane"
      width={SIZE}
      height={SIZE}
      role="img"
      aria-label={`${plural(plane.records, 'record')} by t_event (across) and t_log (up); the frame is what was known. The two sliders set it.`}
      onClick={({ nativeEvent: { offsetX, offsetY } }) => {
        const at = (part: number, { from, to }: Range) =>
          Math.round(from + Math.max(0, Math.min(1, part)) * (to - from));
        onChoose(at(offsetX / SIZE, plane.event), at(1 - offsetY / SIZE, plane.log));
      }}
    />
  );
}
