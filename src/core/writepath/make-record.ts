/** Records as the engine makes them: their fields from model, command and clock (contract §2, §4). */
import type { JsonValue } from '../record/record.ts';
import { parseTime } from '../record/time.ts';
import { ownerOf } from '../rules/names/owner.ts';
import type { Clock } from './clock.ts';
import type { Context } from './context.ts';
import type { CommandEnvelope, SimRecord } from './record.ts';

export interface Draft {
  readonly type: string;
  /** The current one, unless a given record states an older. */
  readonly version?: number;
  readonly payload: JsonValue;
  readonly subject_type?: string | undefined;
  readonly subject_id?: string | undefined;
  readonly entity_type?: string | undefined;
  readonly entity_id?: string | undefined;
  readonly envelope?: CommandEnvelope | undefined;
  readonly request_id?: string | undefined;
  readonly causation_id?: string | undefined;
  readonly correlation_id?: string | undefined;
  readonly idempotency_key?: string | undefined;
}

export const fieldOf = (payload: JsonValue, name: string | undefined): string | undefined => {
  if (name === undefined || typeof payload !== 'object' || payload === null || !Object.hasOwn(payload, name))
    return undefined;
  const value = (payload as Readonly<Record<string, JsonValue>>)[name];
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;
};

/** What of a context a record is made of: no behavior. */
export type RecordContext = Pick<Context, 'model' | 'sequence' | 'has' | 'event'>;

/** The partition that a record's sequence counts in; undefined: its subject. '' where nothing is counted. */
function partitionOf(
  { model, sequence }: RecordContext,
  draft: Draft,
  stream: string | undefined,
  subject: string | undefined,
) {
  if (sequence !== 'stream scope' || stream === undefined) return undefined;
  const { ordering_scope, partition_key } = model.streams[stream] ?? {};
  if (ordering_scope === 'none') return '';
  if (ordering_scope === 'stream') return stream;
  if (ordering_scope !== 'partition') return undefined;
  const value = partition_key === 'subject_id' ? subject : fieldOf(draft.payload, partition_key);
  return value === undefined ? undefined : `${stream}/${value}`;
}

function defined<T extends object>(fields: T) {
  const kept: Partial<T> = {};
  for (const key in fields) if (fields[key] !== undefined) kept[key] = fields[key];
  return kept as { [K in keyof T]?: Exclude<T[K], undefined> };
}

/** `next` gives the next number within a scope and counts it. */
export function makeRecord(
  context: RecordContext,
  clock: Clock,
  draft: Draft,
  next: (scope: string) => number,
): SimRecord {
  const { model } = context;
  const { type, payload, envelope = {} } = draft;
  const event = context.event(type);
  const stream = event?.stream;
  const declared = stream === undefined ? undefined : model.streams[stream];
  const subjectType = draft.subject_type ?? event?.subject;
  const subjectId =
    draft.subject_id ?? fieldOf(payload, subjectType === undefined ? undefined : model.subjects[subjectType]?.id);
  const partition = partitionOf(context, draft, stream, subjectId);
  const scope = partition ?? (subjectId === undefined ? '*' : `${subjectType ?? ''}/${subjectId}`);
  const stated = fieldOf(payload, declared?.time?.t_event);
  const t = clock.now();
  const id = clock.id('record');
  const owner = ownerOf(type, event?.owner);
  const producer =
    event?.producer ??
    Object.entries(model.services).find(
      ([, { owns }]) => subjectType !== undefined && owns?.includes(subjectType),
    )?.[0];
  return {
    id,
    type,
    version: draft.version ?? event?.version ?? 1,
    ...defined({
      kind: event?.kind ?? declared?.record_kind,
      stream,
      subject_type: subjectId === undefined ? undefined : subjectType,
      subject_id: subjectId,
      entity_type: draft.entity_type,
      entity_id: draft.entity_id,
      sequence: partition === '' ? undefined : next(scope),
      partition: partition === '' ? undefined : partition,
      t_event: stated !== undefined && parseTime(stated) ? stated : t,
      t_log: t,
      producer,
      actor_type: envelope.actor_type ?? 'system',
      actor_id: envelope.actor_id ?? 'simulator',
      tenant_id: context.has('evidence') ? 'tenant' : undefined,
      space_id: context.has('evidence') ? 'space' : undefined,
      correlation_id: draft.correlation_id ?? envelope.correlation_id ?? clock.id('thread'),
      causation_id: draft.causation_id,
      request_id: draft.request_id,
      idempotency_key: draft.idempotency_key ?? id,
      system_id: owner === 'core' ? undefined : (envelope.system_id ?? owner),
      system_version: owner === 'core' ? undefined : (envelope.system_version ?? model.systems[owner]?.version),
      classification: event?.classification,
    }),
    payload,
  } as SimRecord;
}
