import type { Rule } from '../rule.ts';
import { commandEmitsOwnTypes } from './command-emits-own-types.ts';
import { definitionNamesNoTechnology } from './definition-names-no-technology.ts';
import { eventHasUsableName } from './event-has-usable-name.ts';
import { eventIsNoCommand } from './event-is-no-command.ts';
import { eventNameKeepsItsStyle } from './event-name-keeps-its-style.ts';
import { eventNameTellsWhatHappened } from './event-name-tells-what-happened.ts';
import { eventNamedAfterFact } from './event-named-after-fact.ts';
import { factNotProvisional } from './fact-not-provisional.ts';
import { factNotRevocable } from './fact-not-revocable.ts';
import { intentNameTellsRequest } from './intent-name-tells-request.ts';
import { observationNameTellsObserving } from './observation-name-tells-observing.ts';
import { ownerIsDeclared } from './owner-is-declared.ts';
import { systemOwnsItsNamespace } from './system-owns-its-namespace.ts';

export const NAME_RULES: readonly Rule[] = [
  factNotProvisional,
  factNotRevocable,
  eventHasUsableName,
  eventNameKeepsItsStyle,
  eventNameTellsWhatHappened,
  eventNamedAfterFact,
  eventIsNoCommand,
  intentNameTellsRequest,
  observationNameTellsObserving,
  systemOwnsItsNamespace,
  ownerIsDeclared,
  commandEmitsOwnTypes,
  definitionNamesNoTechnology,
];
