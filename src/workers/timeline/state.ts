/** What the panel is told after each frame. */
import { summaryBetween } from '../../core/journal/lag-strips.ts';
import type { TimeWindow } from '../../core/journal/timeline-window.ts';
import { idleIn } from './paint-idle.ts';
import type { Scene } from './scene.ts';
import type { TimelineState } from './timeline.protocol.ts';
import { countFromTo } from './tracks.ts';

const IDLE_SHOWN = 40;

/** Undefined while there is nothing in time. */
export function stateOf(scene: Scene): TimelineState | undefined {
  const { content, window, area, measure, tracks, firstTrack, lags, axis } = scene;
  if (!content || !window) return undefined;
  const [a, b, c] = content.counts;
  const within = ({ fromMicros, toMicros }: TimeWindow): [number, number, number] => [
    a.between(fromMicros, toMicros),
    b.between(fromMicros, toMicros),
    c.between(fromMicros, toMicros),
  ];
  const { split } = content.data;
  const from = measure && Math.min(measure.startMicros, measure.endMicros);
  const to = measure && Math.max(measure.startMicros, measure.endMicros);
  return {
    window,
    fit: content.fit,
    totals: [a.total, b.total, c.total],
    visible: within(window),
    marks: content.markCounts,
    area: area && { ...area, counts: within(area) },
    lanes: tracks.map(({ name, counts }) => ({
      name,
      visible: counts.between(window.fromMicros, window.toMicros),
      total: counts.total,
    })),
    split: split && { by: split.by, first: firstTrack, of: split.names.length },
    idle: {
      found: content.idle.length,
      folded: axis.folds.length,
      shown: idleIn(content, scene, window.fromMicros, window.toMicros).slice(0, IDLE_SHOWN),
    },
    measure:
      measure && from !== undefined && to !== undefined
        ? {
            fromMicros: from,
            toMicros: to,
            done: measure.done,
            counts: tracks.map((track) => countFromTo(track, from, to)),
          }
        : undefined,
    lags: lags?.strips.map((strip) => summaryBetween(strip, window.fromMicros, window.toMicros)),
  };
}
