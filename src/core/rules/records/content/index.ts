import type { RecordRule } from '../record-rule.ts';
import { aiActionFollowsPolicy } from './ai-action-follows-policy.ts';
import { classificationIsKept } from './classification-is-kept.ts';
import { definitionIsUsed } from './definition-is-used.ts';
import { derivationFollowsItsSources } from './derivation-follows-its-sources.ts';
import { healthDataIsRedacted } from './health-data-is-redacted.ts';
import { payloadFitsSchema } from './payload-fits-schema.ts';
import { payloadHoldsOnlyItsOwn } from './payload-holds-only-its-own.ts';
import { precedenceHolds } from './precedence-holds.ts';
import { recordHoldsNoPersonalData } from './record-holds-no-personal-data.ts';
import { recordHoldsNoSecret } from './record-holds-no-secret.ts';
import { recordedTypeIsDefined } from './recorded-type-is-defined.ts';
import { threadHasParents } from './thread-has-parents.ts';
import { threadIsShared } from './thread-is-shared.ts';
import { threadLinksSteps } from './thread-links-steps.ts';

/** Rules on what records hold. */
export const CONTENT_RULES: readonly RecordRule[] = [
  recordHoldsNoSecret,
  recordHoldsNoPersonalData,
  healthDataIsRedacted,
  payloadFitsSchema,
  payloadHoldsOnlyItsOwn,
  recordedTypeIsDefined,
  definitionIsUsed,
  threadIsShared,
  threadHasParents,
  threadLinksSteps,
  precedenceHolds,
  derivationFollowsItsSources,
  aiActionFollowsPolicy,
  classificationIsKept,
];
