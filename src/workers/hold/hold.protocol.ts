/** Records looked through for secrets and personal data on their way into a journal, in a worker of their own. */
import type { Found } from '../../core/hold/found.ts';
import type { HoldPart } from '../../core/hold/scan.ts';
import type { Call } from '../rpc.ts';

export type HoldService = {
  /** First. What was found in the segments that are stored already, and the types that they have. */
  begin(argument: { readonly before: readonly Found[]; readonly types: readonly string[] }, call?: Call): Promise<void>;
  /** Parts in order, from the first record on. Resolves to all that was found so far. */
  look(part: HoldPart, call?: Call): Promise<readonly Found[]>;
};

/** The service, and its end: it keeps what it has found. */
export type Hold = HoldService & { readonly end: () => void };
