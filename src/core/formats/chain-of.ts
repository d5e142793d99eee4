/** Whether a journal's hash chain is whole: that of its source where the source has one, else that of a sealed journal. */
import { type ChainLines, type ChainVerdict, verifyChain } from '../record/chain.ts';
import { verifyEsdbChain } from './esdb-chain.ts';
import type { JournalHeader } from './mapping.ts';

/** Its source chained its events by hashes of its own, which the records keep in `meta`; of a masked copy they no longer hold. */
export const hasOwnChain = ({ from, masked }: JournalHeader): boolean => from === 'eventsourcingdb' && !masked;

/** `records`: the journal's lines, in line order. They are gone through twice where the source chained them by hashes of its own. */
export async function chainVerdict(header: JournalHeader, records: () => ChainLines): Promise<ChainVerdict> {
  const sealed = await verifyChain(records(), header.head);
  return sealed === 'none' && hasOwnChain(header) ? verifyEsdbChain(records()) : sealed;
}
