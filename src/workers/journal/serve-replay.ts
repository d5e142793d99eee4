/** ReplaySource over a port: what the sandbox realm asks of a journal. */
import { cutOrder } from '../../core/journal/cut.ts';
import { withRecordedSkips } from '../../core/journal/recorded-skips.ts';
import { replayOrder } from '../../core/journal/replay-order.ts';
import type { Cut, ReplayOrder, ReplaySourceAnswer, ReplaySourceRequest } from '../../core/replay/source.ts';
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

/** The whole order, or what a cut leaves, as if the rest had never been recorded. */
async function orderOf(open: OpenJournal, cut: Cut | undefined): Promise<ReplayOrder> {
  const { columns, analysis, slotRow, manifest, read } = open;
  const { sequence, identity, from } = manifest.header;
  const order = cut
    ? await cutOrder({ columns, analysis, slotRow, sequence, identity, read, hashes: await open.hashes() }, cut)
    : replayOrder(columns, analysis, undefined, slotRow);
  return withRecordedSkips(order, from, read);
}

/** What the far side asks for as a cut; anything else in it is left out. */
function parseCut(value: unknown): Cut | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const given = value as Readonly<Record<string, unknown>>;
  const numbers = ['tEvent', 'tLog', 'fromSlot', 'last', 'ageMicros'].flatMap((name) =>
    typeof given[name] === 'number' && !Number.isNaN(given[name]) ? [[name, given[name]]] : [],
  );
  const erased = Array.isArray(given.erased) ? given.erased.filter((name) => typeof name === 'string') : undefined;
  return { ...Object.fromEntries(numbers), ...(erased && { erased }) };
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
      const { order, buffers } = copied(await orderOf(open, request.cut));
      post({ id, order }, buffers);
    } catch (error) {
      post({ id, error: error instanceof Error ? error.message : String(error) });
    }
  };
  port.addEventListener('message', (event: MessageEvent) => {
    const request = event.data as
      | { readonly id?: unknown; readonly ask?: unknown; readonly index?: unknown; readonly cut?: unknown }
      | undefined;
    if (typeof request?.id !== 'number') return;
    const { id, index } = request;
    const cut = parseCut(request.cut);
    if (request.ask === 'order') void answer({ id, ask: 'order', ...(cut && { cut }) });
    else if (request.ask === 'block' && Number.isInteger(index))
      void answer({ id, ask: 'block', index: index as number });
  });
  port.start();
}
