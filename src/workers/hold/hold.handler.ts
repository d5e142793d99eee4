import { createHoldScan, type HoldScan } from '../../core/hold/scan.ts';
import type { HoldService } from './hold.protocol.ts';

export function holdService(): HoldService {
  let scan: HoldScan | undefined;
  return {
    async begin({ before, types }) {
      scan = createHoldScan(before, types);
    },
    async look(part) {
      if (!scan) throw new Error('the look through the records has not begun');
      scan.segment(part);
      return scan.found();
    },
  };
}
