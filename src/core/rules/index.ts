/** All rules. A new one is added here, and nowhere else. */
import { deliveryNotExactlyOnce } from './delivery-not-exactly-once.ts';
import { eventDeclaresClassification } from './event-declares-classification.ts';
import { eventDeclaresReplayIntent } from './event-declares-replay-intent.ts';
import { eventDeclaresVersion } from './event-declares-version.ts';
import { factNotProvisional } from './fact-not-provisional.ts';
import { mutatingCommandEmits } from './mutating-command-emits.ts';
import { payloadHoldsNoSecret } from './payload-holds-no-secret.ts';
import type { Rule } from './rule.ts';
import { screenReadsProjections } from './screen-reads-projections.ts';
import { streamDeclaresKind } from './stream-declares-kind.ts';
import { systemOwnsItsNamespace } from './system-owns-its-namespace.ts';

export const RULES: readonly Rule[] = [
  streamDeclaresKind,
  factNotProvisional,
  eventDeclaresReplayIntent,
  systemOwnsItsNamespace,
  eventDeclaresVersion,
  payloadHoldsNoSecret,
  mutatingCommandEmits,
  screenReadsProjections,
  eventDeclaresClassification,
  deliveryNotExactlyOnce,
];
