import type { Rule } from '../rule.ts';
import { aiConsumerHasPolicy } from './ai-consumer-has-policy.ts';
import { aiDecisionIsRecorded } from './ai-decision-is-recorded.ts';
import { aiUseIsAllowed } from './ai-use-is-allowed.ts';
import { consumerBearsDuplicates } from './consumer-bears-duplicates.ts';
import { consumerKnowsVersions } from './consumer-knows-versions.ts';
import { consumerWaitsForNobody } from './consumer-waits-for-nobody.ts';
import { consumerWithinAccess } from './consumer-within-access.ts';
import { effectLeavesTheEvent } from './effect-leaves-the-event.ts';

export const CONSUMER_RULES: readonly Rule[] = [
  consumerBearsDuplicates,
  consumerKnowsVersions,
  consumerWaitsForNobody,
  consumerWithinAccess,
  effectLeavesTheEvent,
  aiConsumerHasPolicy,
  aiUseIsAllowed,
  aiDecisionIsRecorded,
];
