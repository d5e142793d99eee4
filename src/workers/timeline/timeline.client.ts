/** Starts timeline workers. `main` puts `timelineHost()` into the services. */
import { lagBuffers, laneBuffers } from '../../core/journal/lane-buffers.ts';
import type { FromTimeline, TimelineHost, ToTimeline } from './timeline.protocol.ts';

export function timelineHost(): TimelineHost {
  return {
    start(canvas, hear) {
      const worker = new Worker(new URL('./timeline.worker.ts', import.meta.url), { type: 'module', name: 'timeline' });
      const post = (message: ToTimeline, transfer: Transferable[] = []) => worker.postMessage(message, transfer);
      worker.addEventListener('message', ({ data }: MessageEvent<FromTimeline>) => hear(data));
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
