import { commandRecordsItsRequest } from './command-records-its-request.ts';
import { consumerOrderIsGiven } from './consumer-order-is-given.ts';
import { deliveryNotExactlyOnce } from './delivery-not-exactly-once.ts';
import { derivationNamesItsSources } from './derivation-names-its-sources.ts';
import { eventDeclaresRetention } from './event-declares-retention.ts';
import { intentNamesItsOutcomes } from './intent-names-its-outcomes.ts';
import { invariantNamesItsOrder } from './invariant-names-its-order.ts';
import { noGlobalOrder } from './no-global-order.ts';
import { observationClaimsNoTruth } from './observation-claims-no-truth.ts';
import { orderWithinOneEntity } from './order-within-one-entity.ts';
import { recordsCarryTheirIds } from './records-carry-their-ids.ts';
import { rejectionIsAFact } from './rejection-is-a-fact.ts';
import { retentionOutlastsRebuild } from './retention-outlasts-rebuild.ts';
import { streamDeclaresKind } from './stream-declares-kind.ts';
import { streamDeclaresOrderingScope } from './stream-declares-ordering-scope.ts';
import { streamDeclaresPartitionKey } from './stream-declares-partition-key.ts';
import { streamDeclaresRetention } from './stream-declares-retention.ts';
import { streamDeclaresTime } from './stream-declares-time.ts';
import { streamHoldsOneKind } from './stream-holds-one-kind.ts';
import { streamIsDeclared } from './stream-is-declared.ts';
import { streamIsDefined } from './stream-is-defined.ts';
import { streamRecognisesRepeats } from './stream-recognises-repeats.ts';

export const STREAM_RULES = [
  streamIsDefined,
  streamIsDeclared,
  streamDeclaresKind,
  streamDeclaresPartitionKey,
  streamDeclaresOrderingScope,
  streamDeclaresRetention,
  streamDeclaresTime,
  streamRecognisesRepeats,
  streamHoldsOneKind,
  commandRecordsItsRequest,
  intentNamesItsOutcomes,
  rejectionIsAFact,
  derivationNamesItsSources,
  observationClaimsNoTruth,
  retentionOutlastsRebuild,
  eventDeclaresRetention,
  recordsCarryTheirIds,
  deliveryNotExactlyOnce,
  invariantNamesItsOrder,
  consumerOrderIsGiven,
  orderWithinOneEntity,
  noGlobalOrder,
];
