/** The work of the records worker; runs in Node too, and where a worker can start none. */
import { release } from '../../core/journal/release.ts';
import { type RecordCheck, startRecordCheck } from '../../core/rules/records/check-records.ts';
import { seenIn } from '../../core/rules/records/seen.ts';
import type { RecordsService } from './records.protocol.ts';

export function recordsService(): RecordsService {
  const types = [''];
  let running: RecordCheck | undefined;
  const begun = (): RecordCheck => {
    if (!running) throw new Error('the check of the records has not begun');
    return running;
  };
  return {
    async begin(options) {
      running = startRecordCheck(options);
      return { hearsProcessing: running.hearsProcessing };
    },
    async check({ flags, line, type, words, blocks, given }) {
      const check = begun();
      for (const word of words) types.push(word);
      for (const [index, block] of blocks.entries()) {
        for (const seen of seenIn(block, index, { flags, line, type, types })) check.record(seen);
        if (given) release(block.bytes);
      }
    },
    async processing({ rows }) {
      for (const row of rows) begun().processing(row, 0);
    },
    finish: async () => begun().finish(),
  };
}
