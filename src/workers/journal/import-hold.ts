/** Segments looked through for secrets and personal data before they are stored: in a worker of its own where that is worth it. */
import type { Found } from '../../core/hold/found.ts';
import { createHoldScan } from '../../core/hold/scan.ts';
import type { Segment } from '../../core/journal/segment.ts';
import type { Hold } from '../hold/hold.protocol.ts';

export interface ImportHold {
  /** In order, from the first that is not stored yet. */
  segment(segment: Segment): void;
  /** All that was found up to the last segment given. Rejects where it could not be looked through. */
  found(): Promise<readonly Found[]>;
  end(): void;
}

interface Begun {
  readonly before: readonly Found[];
  readonly types: readonly string[];
}

/** From so many bytes on, a worker is started for it. */
const WORTH_BYTES = 16 * 2 ** 20;

export function startImportHold(begun: Begun, bytes: number, start: (() => Hold) | undefined): ImportHold {
  if (start === undefined || bytes < WORTH_BYTES) {
    const scan = createHoldScan(begun.before, begun.types);
    return {
      segment: scan.segment,
      found: async () => scan.found(),
      end: () => undefined,
    };
  }
  const worker = start();
  const awaited = (work: Promise<readonly Found[]>) => {
    // It is heard where it is asked for.
    work.catch(() => undefined);
    return work;
  };
  let last = awaited(worker.begin(begun).then(() => begun.before));
  return {
    segment({ first, count, line, type, dictionary, blocks }) {
      last = awaited(worker.look({ first, count, line, type, dictionary: { types: dictionary.types }, blocks }));
    },
    found: () => last,
    end: worker.end,
  };
}
