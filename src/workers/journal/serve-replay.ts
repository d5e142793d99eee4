/** ReplaySource over a port: what the sandbox realm asks of a journal. */
import { replayOrder } from '../../core/journal/replay-order.ts';
import type { ReplaySourceAnswer, ReplaySourceRequest } from '../../core/replay/source.ts';
import type { OpenJournal } from './open-journal.ts';

/** An order is handed over; a block stays in the cache, and is copied. */
function buffersOf(reply: ReplaySourceAnswer): ArrayBuffer[] {
  return 'order' in reply
    ? Object.values(reply.order).flatMap((column: unknown) =>
        ArrayBuffer.isView(column) ? [column.buffer as ArrayBuffer] : [],
      )
    : [];
}

/** Serves until the port closes. The far side is hostile: what is no request is not answered. */
export function serveReplay(open: OpenJournal, port: MessagePort): void {
  const answer = async (request: ReplaySourceRequest): Promise<ReplaySourceAnswer> => {
    const { id } = request;
    try {
      if (request.ask === 'order')
        return { id, order: replayOrder(open.columns, open.analysis, undefined, open.slotRow) };
      const block = await open.block(request.index);
      return { id, block };
    } catch (error) {
      return { id, error: error instanceof Error ? error.message : String(error) };
    }
  };
  port.addEventListener('message', (event: MessageEvent) => {
    const request = event.data as Partial<ReplaySourceRequest> | undefined;
    const known =
      typeof request?.id === 'number' &&
      (request.ask === 'order' || (request.ask === 'block' && Number.isInteger(request.index)));
    if (known) void answer(request as ReplaySourceRequest).then((reply) => port.postMessage(reply, buffersOf(reply)));
  });
  port.start();
}
