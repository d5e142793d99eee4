/** A consumer before records that its author did not know: a newer version, one more field, an older version that it lists. */
import type { JsonObject, JsonValue } from '../record/record.ts';
import { type Context, shownClauses } from '../writepath/context.ts';
import type { SimRecord } from '../writepath/record.ts';
import { consumerSubject } from './consumer-subject.ts';
import type { Result } from './subject.ts';
import { failureOf, type Trial, untriedOf } from './trial.ts';
import { fixOf, VERDICT_CLAUSES, type Verdict } from './verdict.ts';

const isMap = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One record of each type that reaches the consumer. */
const examples = (records: readonly SimRecord[]): readonly SimRecord[] => [
  ...new Map(records.map((record) => [record.type, record])).values(),
];

/** The record as its author did not know it. */
export function strange(record: SimRecord, fault: string, newest: number): SimRecord {
  if (fault === 'unknown version') return { ...record, version: newest };
  const payload: JsonValue = record.payload;
  return isMap(payload) ? { ...record, payload: { ...payload, factline_new_field: 'new' } } : record;
}

/** A version that nobody knows yet. */
export function nextVersion(context: Context, consumer: string, record: SimRecord): number {
  const known = context.facts.type(record.type)?.name ?? record.type;
  const listed = context.model.consumers[consumer]?.on?.[known] ?? [];
  return Math.max(record.version, context.event(known)?.version ?? 1, ...listed) + 1;
}

export function versionVerdict({ context, subject, clean: whole }: Trial, name: string): Verdict {
  const found: { readonly record: SimRecord; readonly fault: string; readonly message: string }[] = [];
  let tried = 0;
  const runOf = (record: SimRecord): Result => {
    tried++;
    return consumerSubject(context, name, [record]).run([{ record: 0 }]);
  };
  const untried = untriedOf(subject, whole);
  for (const record of untried === undefined ? examples(subject.records) : []) {
    const clean = runOf(record);
    const payload: JsonValue = record.payload;
    if (clean.threw === undefined && isMap(payload)) {
      const more = runOf(strange(record, 'unknown field', record.version));
      if (more.threw !== undefined)
        found.push({
          record,
          fault: 'unknown field',
          message: `with one more field in its payload it failed: ${more.threw}`,
        });
      else if (more.effectCount !== clean.effectCount)
        found.push({
          record,
          fault: 'unknown field',
          message: 'with one more field in its payload it did other effects',
        });
    }
    const newest = nextVersion(context, name, record);
    const later = runOf(strange(record, 'unknown version', newest));
    const { dead, parked } = JSON.parse(later.rest) as {
      readonly dead: readonly string[];
      readonly parked: readonly string[];
    };
    if (later.effectCount > 0)
      found.push({ record, fault: 'unknown version', message: `version ${newest} was handled as if it were known` });
    else if (dead.length + parked.length === 0)
      found.push({ record, fault: 'unknown version', message: `version ${newest} was dropped without a trace` });
  }
  const [first] = found;
  return {
    target: subject.target,
    property: 'version',
    holds: first === undefined,
    ...(untried !== undefined && { not_tried: untried }),
    clauses: shownClauses(
      context,
      (VERDICT_CLAUSES.consumer.version ?? []).filter(
        (clause) => clause !== 'ES-032' || first?.fault !== 'unknown field',
      ),
    ),
    schedule: first ? [{ fault: first.fault, record: first.record.id, type: first.record.type }] : [],
    tried,
    ...failureOf(whole),
    ...(first && { message: `${first.message}. ${fixOf('consumer', 'version')}` }),
  };
}
