import { classificationFitsPayload } from './classification-fits-payload.ts';
import { correctionNamesItsEvent } from './correction-names-its-event.ts';
import { eventDeclaresClassification } from './event-declares-classification.ts';
import { eventDeclaresReplayIntent } from './event-declares-replay-intent.ts';
import { eventDeclaresVersion } from './event-declares-version.ts';
import { eventHasConsumer } from './event-has-consumer.ts';
import { eventIsNoHousekeeping } from './event-is-no-housekeeping.ts';
import { eventNamesItsProducer } from './event-names-its-producer.ts';
import { healthFieldRedacted } from './health-field-redacted.ts';
import { identifierIsStable } from './identifier-is-stable.ts';
import { payloadHidesInternals } from './payload-hides-internals.ts';
import { payloadHoldsNoSecret } from './payload-holds-no-secret.ts';
import { payloadIsExplicit } from './payload-is-explicit.ts';
import { payloadIsTyped } from './payload-is-typed.ts';
import { payloadPersonalData } from './payload-personal-data.ts';
import { sensitiveFieldRestricted } from './sensitive-field-restricted.ts';
import { subjectHasOneOwner } from './subject-has-one-owner.ts';

export const EVENT_RULES = [
  eventDeclaresReplayIntent,
  eventDeclaresVersion,
  eventDeclaresClassification,
  eventNamesItsProducer,
  subjectHasOneOwner,
  identifierIsStable,
  correctionNamesItsEvent,
  eventHasConsumer,
  eventIsNoHousekeeping,
  payloadIsTyped,
  payloadIsExplicit,
  payloadHidesInternals,
  payloadHoldsNoSecret,
  payloadPersonalData,
  sensitiveFieldRestricted,
  classificationFitsPayload,
  healthFieldRedacted,
];
