import { ChevronFirst, ChevronLast, ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import { memo, useState } from 'react';
import { number } from '../../app/format.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report, toast } from '../../app/toast.ts';
import { STEPS } from '../../core/journal/neighbour.ts';
import type { Row } from '../../workers/journal/journal.protocol.ts';
import { control } from './controls.ts';
import { type Moving, STEP_NAMES } from './use-moving.ts';
import { type Playing, SPEEDS } from './use-playing.ts';

interface Props {
  readonly slot: number;
  readonly records: number;
  readonly row: Row | undefined;
  readonly play: Playing;
  readonly moving: Moving;
}

/** `2026-03-02 08:00:47.120` of a time in UTC. */
export const shortTime = (micros: number | undefined): string =>
  micros === undefined
    ? '–'
    : new Date(micros / 1000)
        .toISOString()
        .replace('T', ' ')
        .replace(/(\.\d+)?Z$/, (_, f: string | undefined) => (f === undefined || f === '.000' ? '' : f));

export function Scrubber({ slot, records, row, play, moving }: Props) {
  return (
    <div className="scrubber">
      <Buttons records={records} play={play} moving={moving} />
      <input
        type="range"
        className="scrub-range"
        aria-label="Slot"
        aria-valuetext={`Slot ${slot} of ${records}, logged ${shortTime(row?.tLogMicros)}`}
        min={0}
        max={records}
        value={slot}
        onChange={(event) => useWorkbench.getState().setSlot(Number(event.target.value))}
      />
    </div>
  );
}

/** By themselves: no step changes them. */
const Buttons = memo(function Buttons({ records, play, moving }: Pick<Props, 'records' | 'play' | 'moving'>) {
  const { playing, speed, skipIdle, setSpeed, setSkipIdle } = play;
  const { by, setBy, loop } = moving;
  const { journals } = useServices();
  const [at, setAt] = useState('');
  const go = async () => {
    const { journal, setSlot } = useWorkbench.getState();
    if (!journal || at.trim() === '') return;
    if (at.trim() === '0') {
      setSlot(0);
      return;
    }
    const found = await journals.resolve({ id: journal.id, at });
    if (found === undefined)
      toast(
        `Nothing is at “${at}”. Give a slot (1–${number(records)}), line:N, an id, or a time like 2026-03-02T08:30:00Z.`,
      );
    else setSlot((await journals.record({ id: journal.id, row: found })).slot);
  };
  return (
    <>
      <div className="scrub-buttons">
        <button
          type="button"
          className="btn btn-icon"
          aria-label="Before the first record"
          title="Before the first record (Home)"
          onClick={() => control({ to: 'first' })}
        >
          <ChevronFirst size={16} aria-hidden />
        </button>
        <button
          type="button"
          className="btn btn-icon"
          aria-label={`Previous ${STEP_NAMES[by]}`}
          title={`Previous ${STEP_NAMES[by]} (←)`}
          onClick={() => control({ to: 'previous' })}
        >
          <ChevronLeft size={16} aria-hidden />
        </button>
        <button
          type="button"
          className="btn btn-primary"
          aria-label={playing ? 'Pause' : 'Play'}
          title="Play or pause (Space)"
          onClick={() => control({ to: 'play' })}
        >
          {playing ? <Pause size={14} aria-hidden /> : <Play size={14} aria-hidden />}
        </button>
        <button
          type="button"
          className="btn btn-icon"
          aria-label={`Next ${STEP_NAMES[by]}`}
          title={`Next ${STEP_NAMES[by]} (→)`}
          onClick={() => control({ to: 'next' })}
        >
          <ChevronRight size={16} aria-hidden />
        </button>
        <button
          type="button"
          className="btn btn-icon"
          aria-label="Last record"
          title="Last record (End)"
          onClick={() => control({ to: 'last' })}
        >
          <ChevronLast size={16} aria-hidden />
        </button>
        <select
          className="select"
          aria-label="Speed"
          value={speed}
          onChange={(event) => setSpeed(SPEEDS.find(({ id }) => id === event.target.value)?.id ?? '10')}
        >
          {SPEEDS.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
        <select
          className="select"
          aria-label="Step by"
          title="What ← and → step by"
          value={by}
          onChange={(event) => setBy(STEPS.find((step) => step === event.target.value) ?? 'record')}
        >
          {STEPS.map((step) => (
            <option key={step} value={step}>
              by {step}
            </option>
          ))}
        </select>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            go().catch(report);
          }}
        >
          <input
            className="input"
            aria-label="Go to a slot, line:N, an id or a time"
            placeholder="slot, line:N, id or UTC time"
            title="Times are those of the log, in UTC: 2026-03-02T08:30:00Z"
            value={at}
            onChange={(event) => setAt(event.target.value)}
          />
        </form>
      </div>
      {(loop || speed.startsWith('t')) && (
        <div className="scrub-buttons scrub-options">
          {speed.startsWith('t') && (
            <label>
              <input type="checkbox" checked={skipIdle} onChange={(event) => setSkipIdle(event.target.checked)} /> skip
              idle time
            </label>
          )}
          {loop && (
            <span>
              Plays slots {number(loop.from)} to {number(loop.to)} over and over{' '}
              <button type="button" className="btn-link" onClick={() => control({ to: 'loop-off' })}>
                play all
              </button>
            </span>
          )}
        </div>
      )}
    </>
  );
});
