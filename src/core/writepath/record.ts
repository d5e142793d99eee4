/** What the simulator's own journal holds, and what is asked of it. */
import type { JournalRecord, JsonValue } from '../record/record.ts';
import type { WriteError } from './errors.ts';

/** A record whose payload holds what behavior can use. */
export type SimRecord = JournalRecord & { readonly payload: JsonValue };

/** The envelope of a command (contract §7, `with:`). */
export interface CommandEnvelope {
  readonly system_id?: string;
  readonly system_version?: string;
  readonly actor_type?: string;
  readonly actor_id?: string;
  readonly correlation_id?: string;
  readonly causation_id?: string;
  readonly expected_sequence?: number;
}
export interface CommandRequest {
  readonly type: string;
  readonly payload: JsonValue;
  /** Made where it is absent. */
  readonly id?: string;
  readonly with?: CommandEnvelope;
}

export type Outcome =
  | { readonly outcome: 'accepted'; readonly command: string; readonly events: readonly SimRecord[] }
  | {
      readonly outcome: 'rejected';
      readonly command: string;
      readonly code: string;
      readonly message: string;
      /** The INTENT and the FACT of the rejection, where the model records them. */
      readonly events: readonly SimRecord[];
    }
  | { readonly outcome: 'refused'; readonly command: string; readonly error: WriteError; readonly events: readonly [] };
