/** What the timeline's worker spends on a frame. */
import type { Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly url?: string } };
}

export interface FrameCosts {
  /** CPU milliseconds of the worker's script for each frame: the drawing, and the messages that led to it. */
  readonly script: readonly number[];
  /** Milliseconds from a drawing's start to its end by the clock: what else the machine did meanwhile is counted. */
  readonly clock: readonly number[];
}

/** While `act` runs, as Chromium's own trace has it. */
export async function timelineFrames(page: Page, act: () => Promise<void>): Promise<FrameCosts> {
  const browser = page.context().browser();
  if (!browser) throw new Error('a page of a browser is traced');
  await browser.startTracing(page, { categories: ['devtools.timeline'] });
  await act();
  const { traceEvents }: { readonly traceEvents: readonly TraceEvent[] } = JSON.parse(
    (await browser.stopTracing()).toString('utf8'),
  );
  const calls = traceEvents.filter(({ name }) => name === 'FunctionCall');
  const worker = calls.find(({ args }) => args?.data?.url?.includes('timeline.worker'));
  const own = ({ pid, tid }: TraceEvent) => pid === worker?.pid && tid === worker.tid;
  const cpu = ({ tdur }: TraceEvent) => {
    if (tdur === undefined) throw new Error('the trace has no CPU times');
    return tdur / 1000;
  };
  const inOrder = calls.filter(own).toSorted((a, b) => a.ts - b.ts);
  const script: number[] = [];
  const clock: number[] = [];
  let next = 0;
  for (const frame of traceEvents
    .filter((e) => e.name === 'FireAnimationFrame' && own(e))
    .toSorted((a, b) => a.ts - b.ts)) {
    const { ts, dur = 0 } = frame;
    let spent = 0;
    for (let call = inOrder[next]; call && call.ts < ts + dur; call = inOrder[++next]) spent += cpu(call);
    script.push(spent);
    clock.push(dur / 1000);
  }
  return { script, clock };
}
