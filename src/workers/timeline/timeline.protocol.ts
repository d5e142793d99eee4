/** The timeline worker draws on an OffscreenCanvas; the panel owns input and the list twin. Owner: the timeline feature. */
import type { LaneData } from '../../core/journal/lanes.ts';

/** Starts a timeline worker for one canvas. */
export interface TimelineHost {
  start(canvas: OffscreenCanvas): TimelineView;
}
export interface TimelineView {
  readonly port: Pick<Worker, 'postMessage' | 'addEventListener' | 'removeEventListener'>;
  setData(data: LaneData): void;
  dispose(): void;
}
