/** What happened, step by step: each is an arrow of a sequence diagram, with the data that went over it. */
import type { JsonValue } from '../record/record.ts';

export const STEP_KINDS = [
  'request',
  'command',
  'policy',
  'known',
  'intent',
  'load',
  'decide',
  'append',
  'apply',
  'publish',
  'deliver',
  'effect',
  'issue',
  'processed',
  'answer',
  'refused',
  'failed',
  'crash',
  'restart',
  'read',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export interface Step {
  readonly kind: StepKind;
  /** The two lifelines: `client`, `engine`, `decider/PlaceOrder`, `journal`, `fold/order`, `projection/open_orders`, `consumer/mailer`. */
  readonly from: string;
  readonly to: string;
  readonly t: string;
  /** One line for people. */
  readonly says: string;
  readonly data?: JsonValue;
}
