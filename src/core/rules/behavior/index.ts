import type { Rule } from '../rule.ts';
import { CODE_RULES } from './code-rules.ts';
import { commandHasDecider } from './command-has-decider.ts';
import { consumerCountsOnce } from './consumer-counts-once.ts';
import { consumerHandlesEachVersion } from './consumer-handles-each-version.ts';
import { consumerKeepsItsContract } from './consumer-keeps-its-contract.ts';
import { eventHasItsHandlers } from './event-has-its-handlers.ts';
import { handlersNameKnownTypes } from './handlers-name-known-types.ts';
import { handlersRespectTheIntent } from './handlers-respect-the-intent.ts';
import { projectionAgreesWithCode } from './projection-agrees-with-code.ts';
import { workflowIsOrchestrated } from './workflow-is-orchestrated.ts';

export const BEHAVIOR_RULES: readonly Rule[] = [
  eventHasItsHandlers,
  handlersRespectTheIntent,
  projectionAgreesWithCode,
  handlersNameKnownTypes,
  commandHasDecider,
  consumerKeepsItsContract,
  consumerHandlesEachVersion,
  consumerCountsOnce,
  workflowIsOrchestrated,
  ...CODE_RULES,
];
