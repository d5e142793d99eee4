/** What names say about roles. Names are compared in snake case, so `EventReceivedTime` and `event-received-time` are one. */
import type { Role } from './mapping.ts';
import type { Column, Sample } from './sample.ts';

/** `EventReceivedTime` -> `event_received_time`, `case:concept:name` -> `case_concept_name`, `$correlationId` -> `correlation_id`. */
export function snakeOf(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}@]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}

/** A pattern for the last key of a path, or (with a dot in it) for the last two, and how strongly it speaks, 0 to 1. */
type Rules = readonly (readonly [RegExp, number])[];

const ID_HOLDER = 'event|message|msg|record|entry|log|history';

export const TIME_RULES: Readonly<Record<'t_event' | 't_log' | 't_process', Rules>> = {
  t_event: [
    [
      /occur|happen|(^|_)event_?time(stamp)?(_utc)?$|(^|_)event_?date|valid_?(at|from|time)|effective|business_?(time|date)|originat|client_?time|device_?time|source\.ts_(ms|us|ns)$/,
      1,
    ],
    [
      /^@?time_?stamp$|^time$|^time_stamp$|^ts$|^date_?time$|^when$|^at$|^(wann|zeit(punkt|stempel)?|datum)$|(^|_)time_timestamp$|ocel_timestamp$/,
      0.6,
    ],
    [
      /^(action|activity|start|begin|transaction|op|measured|sample|captured|raised|sent|generated|triggered|placed|completed?|emitted)_?(time(stamp)?|at|on|ts)?$|^(es|op_ts|ts_(ms|us|ns)|ts_?(ms|us|ns)?|epoch(_ms|_us|_ns)?|timestamp_(ms|us|ns|s))$/,
      0.6,
    ],
    [
      /^(created?|creation)_?(time(stamp)?|at|on|date|ts)?$|^(time|date)(_.*)?$|_(time|date|timestamp|at|on)$|timestamp/,
      0.45,
    ],
  ],
  t_log: [
    [
      /record(ed|ing)_?|receiv|insert|stored|persist|append|written|write_?time|committed?_?|logged|ingress|arriv|registered_?(at|on|time)|^meta\.dt$|collected/,
      1,
    ],
    [/^(created?|creation)_?(time(stamp)?|at|on|date|ts)?$|^updated$|^added_?(at|on)?$/, 0.7],
    [/^@?time_?stamp$|^time$|^time_stamp$|^ts$|^date_?time$|^ts_(ms|us|ns)$/, 0.4],
    [/_(time|date|timestamp|at|on)$|timestamp/, 0.2],
  ],
  t_process: [
    [
      /process(ed|ing)_?|ingest|index(ed|ing)_?|handled|consumed|projected|exported|published|delivered|dispatched|loaded|dequeued|finished_?(at|on)/,
      1,
    ],
    [/^@timestamp$/, 0.75],
    [/^current_ts$|^ts_(ms|us|ns)$/, 0.55],
  ],
};

export const ROLE_RULES: Readonly<Partial<Record<Role, Rules>>> = {
  id: [
    [new RegExp(`^(${ID_HOLDER})_?(uu|gu)?id(entifier)?$|^(${ID_HOLDER})_(uuid|guid|identifier|key)$`), 1],
    [/^(id|_id|uuid|guid|identifier|eid|ocel_eid|delivery_id|ce_id)$/, 0.9],
    [/^event_hash$/, 0.6],
  ],
  type: [
    [/^(event|message|msg|activity|detail|action)_?type$|^event_(name|kind|class)$|^message_name$/, 0.95],
    [/^type$|^ce_type$|^event$|^activity$|^ocel_activity$|^concept_name$|^(payload|body|data|record)_type$/, 0.85],
    [
      /^(event|message|payload)?_?(ser_)?manifest$|^action$|^operation(_name)?$|^event_?action$|^op$|^op_type$|^verb$|^kind$|^event_category$/,
      0.75,
    ],
    [/^(dotnet|java|clr|class)_type$|_type$|^method$|^command$|^status$|^name$|^task$|^transition$/, 0.4],
  ],
  sequence: [
    [
      /^(seq|sequence|sequence_?(number|nr|no|id)|seq_?(no|nr|num)|stream_?(position|version|revision|sequence)|aggregate_?(version|sequence|sequence_number)|event_?(number|no|nr|seq|sequence|version)|record_?(number|no|nr)|expected_version)$/,
      1,
    ],
    [
      /^(position|revision|version|offset|ordinal|ordering|record_id|event_record_id|number|nr|no|counter|index|idx|serial|lsn|event_id|line_?(no|number)?|step|xoffset)$/,
      0.7,
    ],
  ],
  position: [
    [
      /^(global|commit|store|log|all|total)_?(position|index|sequence|seq|offset|order(ing)?|version|id|number)$|^(ordering|gpos|seq_id|position|offset|checkpoint|event_?number|id|row_?id|lsn|seq(uence)?|sequence_number)$/,
      1,
    ],
  ],
  subject_id: [
    [
      /^(stream|aggregate|subject|entity|case|persistence|actor_system|process_instance|workflow|saga|instance|order|cart|customer|device|campaign|game|match|session|vehicle|patient|booking|ticket|invoice|shipment|thing|asset)_?(id|identifier|name|key|uuid|no|number|nr)$|^case_concept_name$|^repo(sitory)?\.(full_)?name$/,
      1,
    ],
    [
      /^(stream|subject|aggregate|entity|case|stream_uuid|repo|repository|order|key|partition_key|document_id|object_id|user_identity\.arn|case_?ref)$|^title$/,
      0.8,
    ],
    [
      /^(host|computer|node|machine|server|device|agent|vm|instance|pod|container)_?(name|id)?$|^(channel|log_name|topic|queue|table|wiki|source\.table)$/,
      0.6,
    ],
    [/_(id|key|no|nr|number|ref)$|^repo(sitory)?\.id$/, 0.3],
  ],
  subject_type: [[/^(aggregate|stream|subject|entity)_?(type|category|kind|name_type)$|^category$/, 1]],
  version: [
    [/^(event|message|payload|schema|event_schema|message_schema|type|data)_?(version|revision)$/, 1],
    [/^(version|revision|schema)$/, 0.7],
  ],
  correlation_id: [
    [/^correlation_?(id|identifier|uuid)?$|^conversation_id$|^saga_id$/, 1],
    [/^trace_?id$|^workflow_run_id$|^transaction\.id$/, 0.8],
  ],
  causation_id: [
    [
      /^causation_?(id|identifier|uuid|message_id)?$|^(parent|cause|caused_by|triggered_by)(_event)?_?(id|identifier|uuid)$/,
      1,
    ],
  ],
  request_id: [[/^(request|command|action_invocation)_?(id|uuid)$/, 1]],
  idempotency_key: [[/^(idempotency|dedup(lication|e)?)_?(key|id)$/, 1]],
  actor_id: [
    [/^(actor|user|principal|author|sender|user_identity)\.(login|arn|name|user_name|username|email)$/, 1],
    [/^(actor|user|principal|author|sender|user_identity)\.(id|user_id|principal_id)$/, 0.9],
    [
      /^(actor|user|principal|performed_by|performer|operator|author|initiated_by|created_by|auth)_?(id|login|name|uuid)?$|^org_resource$|^resource$|^username$/,
      0.9,
    ],
  ],
  actor_type: [[/^(actor|user|principal|auth)_?type$|^user_identity\.type$/, 1]],
  producer: [
    [/^(producer|source|service|service_name|event_source|emitter|publisher|application_name|app_name|ce_source)$/, 1],
  ],
  tenant_id: [[/^tenant(_id|_name)?$|^organi[sz]ation_id$/, 1]],
  space_id: [[/^space(_id)?$|^workspace_id$/, 1]],
  payload: [
    [
      /^(payload|data|body|detail|details|event_data|message_data|event_payload|event_body|message_body|payload_json|arguments|args)$/,
      1,
    ],
    [/^(content|value|after|message|event)$/, 0.4],
  ],
  meta: [[/^(meta|metadata|meta_data|headers|event_metadata|message_metadata|hdrs)$/, 1]],
};

/** Fields that say in which log, table or area a numbered kind of event is defined. */
export const NAMESPACE_RULES: Rules = [
  [/^(channel|log_?name|table|table_name|collection|namespace|facility|topic|source\.table)$/, 1],
  [
    /^(provider|provider_name|source_?name|logger|module|subsystem|product|component|area|category|source|event_source|vendor|database_name)$/,
    0.7,
  ],
];

/** Names of what a counter of a log system, not of a subject, counts in. */
export const PARTITION_NAME =
  /^(topic|partition|shard|queue|broker|consumer_group|stream_shard|partition_?(id|no|number))$/;

/** Fields that tell an occurrence, not a place: a scope made of them is an accident of the sample. */
const TRANSIENT =
  /correlation|causation|trace|span|request|session|thread|(^|_)p?pid$|process_?id|transaction|parent|message$|url|uri|email|address|_ip$|port$|hash/;

const PAYLOADS =
  /^(payload|data|body|detail|details|before|after|event_data|message_data|event_payload|attributes|arguments|params|request_parameters|response_elements|additional_event_data)$/;
const METAS = /^(meta|metadata|meta_data|headers|event_metadata|message_metadata)$/;

export function isInMeta(column: Column): boolean {
  return column.keys.slice(0, -1).some((key) => METAS.test(snakeOf(key)));
}

export function isTransient(column: Column): boolean {
  return TRANSIENT.test(snakeOf(column.keys.at(-1) ?? ''));
}

/**
 * Keys of the object that holds the event, where each row is a thin wrapper around it: `{ "type": "event", "payload": { "event": {…} } }`.
 * Empty where the row itself is the event.
 */
export function rootOf(sample: Sample, root: readonly string[] = []): readonly string[] {
  const inside = sample.columns.filter((c) => isUnder(c.keys, root) && c.keys.length === root.length + 1);
  if (inside.length > 3 || root.length > 3) return root;
  const holders = inside.filter(
    (c) =>
      c.kinds.length === 1 &&
      c.kinds[0] === 'object' &&
      c.present * 10 >= sample.rows * 9 &&
      /^(event|payload|message|record|value|data|entry|item|doc|document|_source|body)$/.test(
        snakeOf(c.keys.at(-1) ?? ''),
      ),
  );
  const [holder] = holders;
  const size = holder
    ? sample.columns.filter((c) => isUnder(c.keys, holder.keys) && c.keys.length === holder.keys.length + 1).length
    : 0;
  return holder && holders.length === 1 && size >= (inside.length === 1 ? 2 : 1) ? rootOf(sample, holder.keys) : root;
}

function isUnder(keys: readonly string[], root: readonly string[]): boolean {
  return keys.length > root.length && root.every((key, i) => keys[i] === key);
}

/** How strongly a column's name speaks for a role, 0 to 1; a name inside of the payload, or deep, speaks softer. */
export function nameScore(rules: Rules | undefined, column: Column, root: readonly string[]): number {
  const names = column.keys.map(snakeOf);
  const leaf = names.at(-1) ?? '';
  const pair = names.slice(-2).join('.');
  let best = 0;
  for (const [pattern, score] of rules ?? [])
    if (score > best && (pattern.test(leaf) || pattern.test(pair))) best = score;
  if (best === 0) return 0;
  const parents = isUnder(column.keys, root) ? names.slice(root.length, -1) : names.slice(0, -1);
  if (parents.some((name) => PAYLOADS.test(name))) best -= 0.35;
  else if (!parents.some((name) => METAS.test(name))) best -= 0.06 * parents.length;
  return Math.max(0, isUnder(column.keys, root) ? best : best - 0.1);
}
