/** Behavior files read without being run: what they declare, and what stands in them that a clause forbids. */
import type { BehaviorFacts } from './facts.ts';

export interface BehaviorText {
  readonly path: string;
  readonly text: string;
}

export function behaviorFacts(_files: readonly BehaviorText[]): BehaviorFacts | undefined {
  return undefined;
}
