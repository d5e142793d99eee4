import type { Rule } from '../rule.ts';
import { eventHasUsableName } from './event-has-usable-name.ts';
import { eventNameTellsWhatHappened } from './event-name-tells-what-happened.ts';
import { factNotProvisional } from './fact-not-provisional.ts';
import { intentNameTellsRequest } from './intent-name-tells-request.ts';
import { observationNameTellsObserving } from './observation-name-tells-observing.ts';
import { systemOwnsItsNamespace } from './system-owns-its-namespace.ts';

export const NAME_RULES: readonly Rule[] = [
  eventHasUsableName,
  eventNameTellsWhatHappened,
  factNotProvisional,
  intentNameTellsRequest,
  observationNameTellsObserving,
  systemOwnsItsNamespace,
];
