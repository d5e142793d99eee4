/** ReplaySource over a port: what the sandbox realm asks of a journal. */
import { blockBuffers } from '../../core/journal/columns.ts';
import { cutOrder } from '../../core/journal/cut.ts';
import { withRecordedSkips } from '../../core/journal/recorded-skips.ts';
import { replayOrder } from '../../core/journal/replay-order.ts';
import { type Checkpoint, MOST_BETWEEN, parseCheckpoint, prefixHashes } from '../../core/replay/checkpoint.ts';
import { packNames } from '../../core/replay/names.ts';
import type { Cut, ReplayOrder, ReplaySourceAnswer, ReplaySourceRequest } from '../../core/replay/source.ts';
import type { StoredCheckpoint } from '../../storage/journals.ts';
import type { OpenJournal } from './open-journal.ts';

/** With the cursor and the head. */
const MOST_KEPT = MOST_BETWEEN + 2;

/** Hands an order over, a column at a time: a copy of what stays with the open journal is gone before the next one is made. */
function handOver(
  order: ReplayOrder,
  { columns: { type, version, subject, subjectTypeOf }, analysis, slotRow }: OpenJournal,
  post: (part: Partial<ReplayOrder>, buffers: ArrayBuffer[]) => void,
): Partial<ReplayOrder> {
  const staying = new Set<unknown>([type, version, subject, subjectTypeOf, analysis.applied, slotRow]);
  const rest: [string, unknown][] = [];
  for (const [name, value] of Object.entries(order) as [string, unknown][]) {
    if (!ArrayBuffer.isView(value)) {
      rest.push([name, value]);
      continue;
    }
    const column = value as Uint32Array<ArrayBuffer>;
    const isWhole = column.byteLength === column.buffer.byteLength;
    const own = staying.has(column) || !isWhole ? column.slice() : column;
    post({ [name]: own }, [own.buffer]);
  }
  return Object.fromEntries(rest);
}

/** The whole order, or what a cut leaves, as if the rest had never been recorded. */
async function orderOf(open: OpenJournal, cut: Cut | undefined): Promise<ReplayOrder> {
  const { columns, analysis, slotRow, manifest, read } = open;
  const { sequence, identity, from } = manifest.header;
  const order = cut
    ? await cutOrder(
        { columns, analysis, slotRow, sequence, identity, read, hashes: await open.hashes('identity') },
        cut,
      )
    : replayOrder(columns, analysis, slotRow);
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

/** Checkpoints of one behavior over one journal. */
export interface Keeping {
  read(): Promise<readonly StoredCheckpoint[]>;
  /** In place of what was kept. */
  write(checkpoints: readonly StoredCheckpoint[]): Promise<void>;
}

/** Those whose part of the journal is still what it was. */
async function keptOf(open: OpenJournal, keeping: Keeping): Promise<readonly Checkpoint[]> {
  const rows = await keeping.read();
  if (rows.length === 0) return [];
  const hashes = await hashesOf(open, rows);
  return rows
    .filter(({ checkpoint, prefix }) => hashes.get(checkpoint.slots) === prefix)
    .map(({ checkpoint }) => checkpoint);
}
async function hashesOf(open: OpenJournal, of: readonly Pick<StoredCheckpoint, 'checkpoint'>[]) {
  const { id, createdAt } = open.manifest;
  const slots = of.map(({ checkpoint }) => checkpoint.slots);
  return prefixHashes(await orderOf(open, undefined), JSON.stringify([id, createdAt]), slots);
}
async function keep(open: OpenJournal, keeping: Keeping, given: readonly unknown[]): Promise<void> {
  const checkpoints = given.slice(0, MOST_KEPT).flatMap((one) => parseCheckpoint(one) ?? []);
  const hashes = await hashesOf(
    open,
    checkpoints.map((checkpoint) => ({ checkpoint })),
  );
  await keeping.write(
    checkpoints.flatMap((checkpoint) => {
      const prefix = hashes.get(checkpoint.slots);
      return prefix === undefined ? [] : [{ checkpoint, prefix }];
    }),
  );
}

/** Serves until the port closes. The far side is hostile: what is no request is not answered. */
export function serveReplay(open: OpenJournal, port: MessagePort, keeping?: Keeping): void {
  const answer = async (request: ReplaySourceRequest): Promise<void> => {
    const { id } = request;
    const post = (reply: ReplaySourceAnswer, buffers: ArrayBuffer[] = []) => port.postMessage(reply, buffers);
    try {
      if (request.ask === 'block') {
        const block = await open.freshBlock(request.index);
        return post({ id, block }, blockBuffers([block]));
      }
      if (request.ask === 'checkpoints') return post({ id, checkpoints: keeping ? await keptOf(open, keeping) : [] });
      if (request.ask === 'keep') {
        if (keeping) await keep(open, keeping, request.checkpoints);
        return post({ id, checkpoints: [] });
      }
      const whole = await orderOf(open, request.cut);
      const { subjects: names, ...order } = handOver(whole, open, (part, buffers) => post({ id, part }, buffers));
      const subjects = packNames(names ?? []);
      post({ id, order, subjects }, [subjects.ends.buffer]);
    } catch (error) {
      post({ id, error: error instanceof Error ? error.message : String(error) });
    }
  };
  port.addEventListener('message', (event: MessageEvent) => {
    const request = event.data as
      | {
          readonly id?: unknown;
          readonly ask?: unknown;
          readonly index?: unknown;
          readonly cut?: unknown;
          readonly checkpoints?: unknown;
        }
      | undefined;
    if (typeof request?.id !== 'number') return;
    const { id, index } = request;
    const cut = parseCut(request.cut);
    if (request.ask === 'order') void answer({ id, ask: 'order', ...(cut && { cut }) });
    else if (request.ask === 'checkpoints') void answer({ id, ask: 'checkpoints' });
    else if (request.ask === 'keep' && Array.isArray(request.checkpoints))
      void answer({ id, ask: 'keep', checkpoints: request.checkpoints });
    else if (request.ask === 'block' && Number.isInteger(index))
      void answer({ id, ask: 'block', index: index as number });
  });
  port.start();
}
