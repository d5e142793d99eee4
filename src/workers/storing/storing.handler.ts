/** The work of the storing worker; runs in Node too, and where a worker can start none. */
import type { Found } from '../../core/hold/found.ts';
import { createHoldScan, type HoldScan } from '../../core/hold/scan.ts';
import { blockBuffers } from '../../core/journal/columns.ts';
import type { JournalStore, Manifest } from '../../storage/journals.ts';
import { move } from '../rpc.ts';
import type { StoringService } from './storing.protocol.ts';

/** What is thrown crosses over with its own name alone: an error that Dexie wraps is thrown itself. */
function thrownItself(error: unknown): never {
  throw (error as { inner?: unknown } | undefined)?.inner ?? error;
}

/** Nothing found is no hold. */
export const heldFor = (found: readonly Found[]): Pick<Manifest, 'hold'> =>
  found.length > 0 ? { hold: { found } } : {};

export function storingService(store: Promise<Pick<JournalStore, 'append'>>): StoringService {
  let scan: HoldScan | undefined;
  let journal = '';
  // One after another, so that a killed tab leaves a prefix, and nothing is stored after what was not.
  let last: Promise<unknown> = Promise.resolve();
  return {
    async begin(argument) {
      journal = argument.journal;
      scan = createHoldScan(argument.before, argument.types);
    },
    async append({ segments, standing }) {
      if (!scan) throw new Error('storing has not begun');
      for (const segment of segments) scan.segment(segment);
      const found = scan.found();
      const stored = last.then(async () => (await store).append(journal, segments, { ...standing, ...heldFor(found) }));
      last = stored;
      await stored.catch(thrownItself);
      const blocks = segments.map((segment) => segment.blocks);
      return move({ found, blocks }, blocks.flatMap(blockBuffers));
    },
  };
}
