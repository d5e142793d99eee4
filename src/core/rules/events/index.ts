import { eventDeclaresClassification } from './event-declares-classification.ts';
import { eventDeclaresReplayIntent } from './event-declares-replay-intent.ts';
import { eventDeclaresVersion } from './event-declares-version.ts';
import { payloadHoldsNoSecret } from './payload-holds-no-secret.ts';

export const EVENT_RULES = [
  eventDeclaresReplayIntent,
  eventDeclaresVersion,
  payloadHoldsNoSecret,
  eventDeclaresClassification,
];
