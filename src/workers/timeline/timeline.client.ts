/** Starts timeline workers. `main` puts `timelineHost()` into the services. */
import type { LagStrips } from '../../core/journal/lag-strips.ts';
import type { LaneData } from '../../core/journal/lanes.ts';
import type { FromTimeline, TimelineHost, ToTimeline } from './timeline.protocol.ts';

const buffersOf = (columns: readonly (Float64Array | Uint32Array | Uint8Array)[]): Transferable[] => [
  ...new Set(columns.map((column) => column.buffer as ArrayBuffer)),
];

const laneBuffers = ({ lanes, marks, split, tEventMicros, tLogMicros, tProcessMicros }: LaneData): Transferable[] =>
  buffersOf([
    ...lanes.flatMap((lane) => [lane.timesMicros, lane.rows]),
    ...[marks.kind, marks.timesMicros, marks.rows, marks.lane],
    ...[tEventMicros, tLogMicros, tProcessMicros],
    ...(split ? [split.starts, split.timesMicros, split.rows] : []),
    ...(split ? [split.marks.lane, split.marks.kind, split.marks.timesMicros] : []),
  ]);

const lagBuffers = ({ strips }: LagStrips): Transferable[] =>
  buffersOf(strips.flatMap(({ timesMicros, lags }) => [timesMicros, lags.values, lags.bits, lags.zeros]));

export function timelineHost(): TimelineHost {
  const listeners = new Set<(millis: number) => void>();
  return {
    onFrame(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    start(canvas, hear) {
      const worker = new Worker(new URL('./timeline.worker.ts', import.meta.url), { type: 'module', name: 'timeline' });
      const post = (message: ToTimeline, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
      worker.addEventListener('message', ({ data }: MessageEvent<FromTimeline>) => {
        if (data.kind === 'frame') for (const listener of listeners) listener(data.millis);
        hear(data);
      });
      worker.addEventListener('error', ({ message }) =>
        hear({ kind: 'failed', message: message || 'its worker could not start' }),
      );
      post({ kind: 'canvas', canvas }, [canvas]);
      return {
        setData: (data) => post({ kind: 'data', data }, laneBuffers(data)),
        setLags: (lags) => post({ kind: 'lags', lags }, lags ? lagBuffers(lags) : []),
        send: (message) => post(message),
        dispose: () => worker.terminate(),
      };
    },
  };
}
