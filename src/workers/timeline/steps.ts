/** From record to record and from finding to finding, and to the record that is meant when none is pointed at. */
import { type Lane, MARK_KINDS, type MarkKind, rowAt } from '../../core/journal/lanes.ts';
import { stepMark } from '../../core/journal/timeline-marks.ts';
import { indexOfRow, lowerBound, nearestIndex } from '../../core/journal/timeline-search.ts';
import type { TimeWindow } from '../../core/journal/timeline-window.ts';
import { snapped } from './gestures.ts';
import { timeAt } from './layout.ts';
import { type Content, type Scene, timesOf, windowScale } from './scene.ts';

export interface Step {
  readonly row: number;
  readonly atMicros: number;
}
export interface FindingStep extends Step {
  /** In the marks. */
  readonly index: number;
  readonly kind: MarkKind;
  /** 1-based, among those shown. */
  readonly place: number;
  readonly total: number;
}

/** The lane whose order steps follow: logged, else happened, else processed. */
function stepLane({ data: { lanes } }: Content): { readonly lane: Lane; readonly index: 0 | 1 | 2 } {
  for (const index of [1, 0] as const) if (lanes[index].timesMicros.length > 0) return { lane: lanes[index], index };
  return { lane: lanes[2], index: 2 };
}

/** The instant that a zoom or a pick without a place means: the pointer's, the selected record's, the middle. */
export function focusMicros(scene: Scene, content: Content, window: TimeWindow): number {
  if (scene.pointer) return timeAt(scene.layout, windowScale(scene, window), scene.pointer.x);
  return selectedInside(scene, content, window) ?? (window.fromMicros + window.toMicros) / 2;
}

function selectedInside({ selectedRow }: Scene, content: Content, window: TimeWindow): number | undefined {
  if (selectedRow === undefined) return undefined;
  return timesOf(content, selectedRow).find((time) => time >= window.fromMicros && time < window.toMicros);
}

/** Where a person is, exactly: on the record that is pointed at or selected, whichever came last; else at the pointer; else in the middle. */
export function personAt(
  scene: Scene,
  content: Content,
  window: TimeWindow,
): { readonly atMicros: number; readonly row: number | undefined } {
  const { pointer, hoverRow, selectedRow, ledBy } = scene;
  const selected = selectedRow === undefined ? undefined : selectedAt(content, selectedRow);
  if (ledBy === 'keys' && selected !== undefined) return { atMicros: selected, row: selectedRow };
  if (pointer) return { atMicros: snapped(scene, content, window, pointer.x, pointer.y), row: hoverRow };
  if (selected !== undefined) return { atMicros: selected, row: selectedRow };
  return { atMicros: Math.round((window.fromMicros + window.toMicros) / 2), row: undefined };
}

/** When a record was logged, else happened, else was processed. */
export function selectedAt(content: Content, row: number): number | undefined {
  const [event, log, process] = timesOf(content, row);
  return [log, event, process].find((time) => !Number.isNaN(time));
}

export function nearestRow(scene: Scene, content: Content, window: TimeWindow): number | undefined {
  const { lane } = stepLane(content);
  return scene.hoverRow ?? rowAt(lane, nearestIndex(lane.timesMicros, focusMicros(scene, content, window)));
}

/** The record after (or before) the selected one; without one the first (or last) of the window. */
export function nextRecord(scene: Scene, content: Content, window: TimeWindow, direction: 1 | -1): Step | undefined {
  const { lane, index } = stepLane(content);
  const { selectedRow } = scene;
  const at =
    selectedRow === undefined
      ? -1
      : indexOfRow(lane.timesMicros, lane.rows, timesOf(content, selectedRow)[index], selectedRow);
  const edge =
    direction === 1
      ? lowerBound(lane.timesMicros, window.fromMicros)
      : lowerBound(lane.timesMicros, window.toMicros) - 1;
  const next = at >= 0 ? at + direction : edge;
  const row = rowAt(lane, next);
  return row === undefined ? undefined : { row, atMicros: lane.timesMicros[next] ?? 0 };
}

/** The shown finding after (or before) the last one stepped to; else from the selected record, else from the window's edge. */
export function nextFinding(
  scene: Scene,
  content: Content,
  window: TimeWindow,
  direction: 1 | -1,
): FindingStep | undefined {
  const { marks } = content.data;
  const { markIndex, selectedRow, shown } = scene;
  const edge = direction === 1 ? window.fromMicros : window.toMicros;
  const from =
    markIndex !== undefined && marks.rows[markIndex] === selectedRow
      ? { index: markIndex }
      : { timeMicros: selectedInside(scene, content, window) ?? edge };
  const index = stepMark(marks, shown, from, direction);
  const row = index === undefined ? undefined : marks.rows[index];
  const kind = index === undefined ? undefined : MARK_KINDS[marks.kind[index] ?? -1];
  if (index === undefined || row === undefined || kind === undefined) return undefined;
  let place = 0;
  let total = 0;
  marks.kind.forEach((k, i) => {
    if (!shown.has(k)) return;
    total++;
    if (i <= index) place++;
  });
  return { index, row, kind, place, total, atMicros: marks.timesMicros[index] ?? 0 };
}
