/** ReplaySource over a port: what the sandbox realm asks of a journal. */
import { replayOrder } from '../../core/journal/replay-order.ts';
import type { ReplayOrder, ReplaySourceAnswer, ReplaySourceRequest } from '../../core/replay/source.ts';
import type { OpenJournal } from './open-journal.ts';

/** An order in buffers of its own, to be handed over: those of an open journal stay with it. */
function copied(order: ReplayOrder): { readonly order: ReplayOrder; readonly buffers: ArrayBuffer[] } {
  const buffers: ArrayBuffer[] = [];
  const own = Object.entries(order).map(([name, column]: [string, unknown]) => {
    if (!ArrayBuffer.isView(column)) return [name, column];
    const copy = (column as Uint32Array<ArrayBuffer>).slice();
    buffers.push(copy.buffer);
    return [name, copy];
  });
  return { order: Object.fromEntries(own) as ReplayOrder, buffers };
}

/** Serves until the port closes. The far side is hostile: what is no request is not answered. */
export function serveReplay(open: OpenJournal, port: MessagePort): void {
  const answer = async (request: ReplaySourceRequest): Promise<void> => {
    const { id } = request;
    const post = (reply: ReplaySourceAnswer, buffers: ArrayBuffer[] = []) => port.postMessage(reply, buffers);
    try {
      if (request.ask === 'block') {
        const block = await open.freshBlock(request.index);
        return post({ id, block }, [block.bytes.buffer, block.offsets.buffer] as ArrayBuffer[]);
      }
      const { order, buffers } = copied(replayOrder(open.columns, open.analysis, undefined, open.slotRow));
      post({ id, order }, buffers);
    } catch (error) {
      post({ id, error: error instanceof Error ? error.message : String(error) });
    }
  };
  port.addEventListener('message', (event: MessageEvent) => {
    const request = event.data as Partial<ReplaySourceRequest> | undefined;
    const known =
      typeof request?.id === 'number' &&
      (request.ask === 'order' || (request.ask === 'block' && Number.isInteger(request.index)));
    if (known) void answer(request as ReplaySourceRequest);
  });
  port.start();
}
