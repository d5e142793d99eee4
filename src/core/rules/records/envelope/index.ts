/** Rules on the fields that a profile requires of a record, and on what they hold. */
import type { RecordRule } from '../record-rule.ts';
import { actorTypeIsKnown } from './actor-type-is-known.ts';
import { idIsUuid } from './id-is-uuid.ts';
import { intentHasActor } from './intent-has-actor.ts';
import { payloadStatesResults } from './payload-states-results.ts';
import { payloadTimeIsRecordTime } from './payload-time-is-record-time.ts';
import { producerIsService } from './producer-is-service.ts';
import { producerOwnsRecord } from './producer-owns-record.ts';
import { recordCarriesRequiredFields } from './record-carries-required-fields.ts';
import { recordFitsItsStream } from './record-fits-its-stream.ts';
import { recordKeepsOneSpelling } from './record-keeps-one-spelling.ts';
import { rejectionMutatesNothing } from './rejection-mutates-nothing.ts';
import { subjectIdIsPayloadId } from './subject-id-is-payload-id.ts';
import { systemRecordNamesItsSystem } from './system-record-names-its-system.ts';
import { timeIsOfOccurrence } from './time-is-of-occurrence.ts';
import { typeHasDomain } from './type-has-domain.ts';

export const ENVELOPE_RULES: readonly RecordRule[] = [
  recordCarriesRequiredFields,
  recordKeepsOneSpelling,
  idIsUuid,
  typeHasDomain,
  timeIsOfOccurrence,
  payloadTimeIsRecordTime,
  producerIsService,
  producerOwnsRecord,
  actorTypeIsKnown,
  intentHasActor,
  recordFitsItsStream,
  systemRecordNamesItsSystem,
  rejectionMutatesNothing,
  payloadStatesResults,
  subjectIdIsPayloadId,
];
