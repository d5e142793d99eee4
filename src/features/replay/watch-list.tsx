/** Watched paths: what stands there now, and how it went over the journal. */

import { ChevronLeft, ChevronRight, X } from 'lucide-react';
import { memo, useMemo } from 'react';
import { number, plural } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import type { WatchedCourse } from '../../core/ask/ask.types.ts';
import { keysOf } from '../../core/json-pointer.ts';
import type { StateView } from '../../core/replay/view.ts';
import { nextChange, sparkColumns } from './sparkline.ts';
import { type Courses, type Watch, type WatchesKept, watchId } from './watches.ts';

const WIDTH = 240;
const HEIGHT = 28;

const nameOf = ({ key, pointer }: Watch) => `${key} · ${pointer === '' ? 'all of it' : keysOf(pointer).join('.')}`;

interface Props {
  readonly watches: WatchesKept;
  readonly courses: Courses;
  readonly view: StateView;
  readonly records: number;
}

export const WatchList = memo(List);

function List({ watches: { list, remove }, courses: { courses, problem }, view, records }: Props) {
  if (list.length === 0) return null;
  return (
    <section aria-label="Watched paths">
      <h3>Watched</h3>
      {problem !== undefined && <p className="notice">Their course is not known: {problem}</p>}
      <ul className="watched">
        {list.map((watch, i) => {
          // Until the next answer, what is watched and what was answered may differ.
          const now = view.watched.length === list.length ? view.watched[i] : undefined;
          const course = courses?.[i];
          return (
            <li key={watchId(watch)} data-changed={now?.changed}>
              <b className="watched-name">{nameOf(watch)}</b>
              <span className="mono watched-now">{now ? (now.text ?? 'nothing there') : '…'}</span>
              {course ? <Sparkline name={nameOf(watch)} course={course} slot={view.slot} records={records} /> : '…'}
              <span className="watched-buttons">
                <Step name={nameOf(watch)} course={course} slot={view.slot} forward={false} />
                <Step name={nameOf(watch)} course={course} slot={view.slot} forward />
                <button
                  type="button"
                  className="btn btn-icon"
                  aria-label={`Watch ${nameOf(watch)} no longer`}
                  title="Watch it no longer"
                  onClick={() => remove(watch)}
                >
                  <X size={14} aria-hidden />
                </button>
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface StepProps {
  readonly name: string;
  readonly course: WatchedCourse | undefined;
  readonly slot: number;
  readonly forward: boolean;
}

function Step({ name, course, slot, forward }: StepProps) {
  const to = course && nextChange([course], slot, forward);
  const what = `${forward ? 'Next' : 'Previous'} change of ${name}`;
  return (
    <button
      type="button"
      className="btn btn-icon"
      aria-label={what}
      title={what}
      disabled={to === undefined}
      onClick={() => to !== undefined && useWorkbench.getState().setSlot(to)}
    >
      {forward ? <ChevronRight size={14} aria-hidden /> : <ChevronLeft size={14} aria-hidden />}
    </button>
  );
}

interface SparklineProps {
  readonly name: string;
  readonly course: WatchedCourse;
  readonly slot: number;
  readonly records: number;
}

/** Numbers as a band from least to greatest; of anything else, where it changed. */
function Sparkline({ name, course, slot, records }: SparklineProps) {
  const { path, said } = useMemo(() => drawn(course, records), [course, records]);
  const at = records === 0 ? 0 : (slot / records) * WIDTH;
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${name}: ${said}`}>
      <title>{said}</title>
      <path d={path} />
      <line x1={at} x2={at} y1={0} y2={HEIGHT} className="sparkline-here" />
    </svg>
  );
}

function drawn(course: WatchedCourse, records: number): { readonly path: string; readonly said: string } {
  const columns = sparkColumns(course, Math.max(1, records), WIDTH);
  const lows = columns.flatMap(({ low }) => low ?? []);
  const highs = columns.flatMap(({ high }) => high ?? []);
  const { error } = course;
  const until = error?.slot === undefined ? '' : ` until it ended at slot ${number(error.slot)}`;
  const changes = `${plural(course.total, 'change')}${until}`;
  if (lows.length === 0) {
    const ticks = columns.flatMap(({ changed }, x) => (changed ? `M${x + 0.5} 6V${HEIGHT - 6}` : []));
    return { path: ticks.join(''), said: changes };
  }
  const low = Math.min(...lows);
  const high = Math.max(...highs);
  const y = (value: number) => (high === low ? HEIGHT / 2 : HEIGHT - 2 - ((value - low) / (high - low)) * (HEIGHT - 4));
  let path = '';
  let open = false;
  for (const [x, column] of columns.entries()) {
    if (column.low === undefined || column.high === undefined) {
      open = false;
      continue;
    }
    path += `${open ? 'L' : 'M'}${x} ${y(column.low).toFixed(1)}L${x} ${y(column.high).toFixed(1)}L${x + 1} ${y(column.high).toFixed(1)}`;
    open = true;
  }
  return { path, said: `${changes}, from ${number(low)} to ${number(high)}` };
}
