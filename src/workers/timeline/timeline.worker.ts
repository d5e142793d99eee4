import { createTimeline } from './timeline.handler.ts';
import type { ToTimeline } from './timeline.protocol.ts';

const handle = createTimeline({
  post: (message) => self.postMessage(message),
  now: () => performance.now(),
  after: (millis, run) => void self.setTimeout(run, millis),
  onNextFrame: (draw) => self.requestAnimationFrame(draw),
});
self.addEventListener('message', ({ data }: MessageEvent<ToTimeline>) => handle(data));
