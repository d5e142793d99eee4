/** The journal's side of a port, as the realm asks it. */
import type { Block } from '../core/journal/columns.ts';
import type { Checkpoint } from '../core/replay/checkpoint.ts';
import { unpackNames } from '../core/replay/names.ts';
import type { ReplayOrder, ReplaySource, ReplaySourceAnswer } from '../core/replay/source.ts';

/** A journal that may keep checkpoints: only where the load says so. */
export interface KeepingSource extends ReplaySource {
  checkpoints(): Promise<readonly unknown[]>;
  keep(checkpoints: readonly Checkpoint[]): Promise<void>;
}

export function sourceOver(port: MessagePort): KeepingSource {
  const waiting = new Map<
    number,
    { readonly parts: Partial<ReplayOrder>; resolve(value: unknown): void; reject(error: Error): void }
  >();
  let last = 0;
  port.onmessage = ({ data }: MessageEvent<ReplaySourceAnswer>) => {
    const entry = waiting.get(data.id);
    if ('part' in data) {
      if (entry) Object.assign(entry.parts, data.part);
      return;
    }
    waiting.delete(data.id);
    if ('error' in data) entry?.reject(new Error(data.error));
    else if ('checkpoints' in data) entry?.resolve(data.checkpoints);
    else if ('block' in data) entry?.resolve(data.block);
    else entry?.resolve({ ...entry.parts, ...data.order, subjects: unpackNames(data.subjects) });
  };
  const ask = (request: object) =>
    new Promise<unknown>((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { parts: {}, resolve, reject });
      port.postMessage({ id, ...request });
    });
  return {
    order: async (cut) => (await ask({ ask: 'order', ...(cut && { cut }) })) as ReplayOrder,
    block: async (index) => (await ask({ ask: 'block', index })) as Block,
    checkpoints: async () => (await ask({ ask: 'checkpoints' })) as readonly unknown[],
    keep: async (checkpoints) => void (await ask({ ask: 'keep', checkpoints })),
  };
}
