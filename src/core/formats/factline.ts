/**
 * Our own records, and envelopes that are close to them (contract §4, "Reading other envelopes"). A line that needs nothing moved stays
 * word for word.
 */
import { FIELD_KINDS, type FieldName, isFieldName, OUTCOMES } from '../record/fields.ts';
import { type JsonNode, memberOf, textOf, treeIn } from '../record/json-tree.ts';
import type { ProcessingOutcome } from '../record/record.ts';
import { makeId, newDraft, textIn, writeLine } from './draft.ts';
import { fitValue } from './fit.ts';
import { parseHeader } from './header.ts';
import type { JournalHeader, TimeRole, TimeUnit } from './mapping.ts';
import type { UnderstandRow, Understood } from './understood.ts';

export interface Target {
  readonly field: FieldName | 't_process';
  readonly unit?: TimeUnit;
  /** The value is JSON as text. */
  readonly json?: true;
  /** Also sets the type of the subject. */
  readonly subjectType?: string;
}

/** By name in snake case: game, envelope, evidence. */
const ALIASES: Readonly<Record<string, Target>> = {
  event_type: { field: 'type' },
  payload_json: { field: 'payload', json: true },
  campaign_id: { field: 'subject_id', subjectType: 'campaign' },
  seq: { field: 'sequence' },
  event_hash: { field: 'id' },
  timestamp: { field: 't_event', unit: 'ms' },
  source: { field: 'producer' },
  event_schema_version: { field: 'version' },
  occurred_at: { field: 't_event' },
  recorded_at: { field: 't_log' },
  action_invocation_id: { field: 'request_id' },
};

function snake(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}

/** The field that a source's key means, in any case; undefined where it means none. */
export function targetOf(key: string): Target | undefined {
  const name = snake(key);
  if (isFieldName(name) || name === 't_process') return { field: name };
  return Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
}

/** How the rows read so far spelled their fields: who reads rows otherwise (by bytes) shares it. */
export interface Spelling {
  /** A row had the contract's own names. */
  plain: boolean;
  /** A row had another name for a field. */
  otherwise: boolean;
  /** By field, the name that it had first. */
  readonly usual: Map<string, string>;
}
/** As it is kept with what was read, so that who reads on goes on with it. */
export type KeptSpelling = Readonly<Pick<Spelling, 'plain' | 'otherwise'>> & {
  readonly usual: readonly (readonly [field: string, name: string])[];
};

export const newSpelling = (kept?: KeptSpelling): Spelling => ({
  plain: kept?.plain ?? false,
  otherwise: kept?.otherwise ?? false,
  usual: new Map(kept?.usual),
});

export const keptSpelling = ({ plain, otherwise, usual }: Spelling): KeptSpelling => ({
  plain,
  otherwise,
  usual: [...usual],
});

/** A reader of Factline rows. `header` gives what is known so far: the zones and the scope of the sequence. */
export function factlineRows(header: () => JournalHeader, spelling: Spelling): UnderstandRow {
  const { usual } = spelling;
  /** Of a row's fields, by name, those that the rows before spelled in another way: `meta.spelled`. */
  const unusual = (named: ReadonlyMap<string, string>): Readonly<Record<string, string>> => {
    const otherwise = [...named].some(([field, key]) => key !== field);
    if (!otherwise && !spelling.otherwise) {
      spelling.plain = true;
      return {};
    }
    spelling.otherwise = true;
    const found: Record<string, string> = {};
    for (const [field, key] of named) {
      // Of the rows that had nothing to move it is only known that each had a `type`.
      const before = usual.get(field) ?? (field === 'type' && spelling.plain ? field : key);
      usual.set(field, before);
      if (key !== before) found[field] = key;
    }
    return found;
  };
  return (row, line) => {
    if (row.kind !== 'object') return { kind: 'rejected', reason: `this is ${article(row)}, not a JSON object` };
    if (memberOf(row, 'factline') !== undefined && memberOf(row, 'type') === undefined) {
      return { kind: 'header', header: parseHeader(row, header().journal) };
    }
    if (memberOf(row, 'processed') !== undefined && memberOf(row, 'type') === undefined) return processingRow(row);
    return record(row, line, header(), unusual);
  };
}

function record(
  row: JsonNode & { kind: 'object' },
  line: number,
  header: JournalHeader,
  unusual: (named: ReadonlyMap<string, string>) => Readonly<Record<string, string>>,
): Understood {
  const draft = newDraft();
  let moved = false;
  let tProcess: string | undefined;
  const later: { key: string; value: JsonNode; target: Target | undefined }[] = [];
  const seen = new Set<string>();
  const named = new Map<string, string>();

  const take = (target: Target, value: JsonNode, key: string) => {
    const { field } = target;
    if (value.kind === 'null' && field !== 'payload') {
      moved = true;
      return;
    }
    // `campaign_id` says more than `subject_id` does: both may stand in one journal.
    if (target.subjectType === undefined) named.set(field, key);
    const zone =
      field === 't_event' || field === 't_log' || field === 't_process' ? header.zones?.[field as TimeRole] : undefined;
    const how = { strict: true, ...(target.unit && { unit: target.unit }), ...(zone !== undefined && { zone }) };
    const source = target.json && value.kind === 'string' ? treeIn(value.text) : value;
    const json = source && fitValue(field === 't_process' ? 'time' : FIELD_KINDS[field], source, how);
    if (json === undefined) {
      draft.raw.set(field, textOf(value));
      moved = true;
    } else if (field === 't_process') {
      tProcess = String(JSON.parse(json));
      if (key !== field) moved = true;
    } else {
      if (field === 'meta') draft.meta = value;
      draft.fields.set(field, json);
      if (key !== field || (FIELD_KINDS[field] === 'time' && json !== textOf(value))) moved = true;
      if (target.subjectType !== undefined && !draft.fields.has('subject_type')) {
        draft.fields.set('subject_type', JSON.stringify(target.subjectType));
      }
    }
  };

  // Of keys that come twice the last one counts; each stands where it stood first.
  const last = new Map(row.members.map((member) => [member.key, member.value]));
  if (last.size < row.members.length) moved = true;
  // Stored lines write the names of the contract without escapes.
  if (row.members.some(({ key, start }) => !row.source.startsWith(`"${key}"`, start))) moved = true;
  for (const [key, value] of last) {
    seen.add(key);
    if (isFieldName(key) || key === 't_process') take({ field: key }, value, key);
    else later.push({ key, value, target: targetOf(key) });
  }
  for (const { key, value, target } of later) {
    const free = target && !seen.has(target.field) && (target.subjectType === undefined || !seen.has('subject_type'));
    moved = true;
    if (target && free) {
      seen.add(target.field);
      take(target, value, key);
    } else draft.rest.push([key, textOf(value)]);
  }

  if (textIn(draft, 'type') === undefined) return { kind: 'rejected', reason: noType(row, draft.raw.get('type')) };
  const spelled = unusual(named);
  if (Object.keys(spelled).length > 0) {
    moved = true;
    draft.rest.push(['spelled', JSON.stringify(spelled)]);
  }
  if (textIn(draft, 'id') === undefined) moved = true;
  makeId(draft, header.sequence.per, line);
  const text = moved ? writeLine(draft) : tProcess === undefined ? textOf(row) : withoutProcess(row);
  return { kind: 'record', line: text, ...(tProcess !== undefined && { tProcess }) };
}

/** The object's text without its `t_process` member: what nothing else moves stays word for word. */
function withoutProcess(row: JsonNode & { kind: 'object' }): string {
  const at = row.members.findIndex(({ key }) => key === 't_process');
  const [before, member, after] = [row.members[at - 1], row.members[at], row.members[at + 1]];
  if (!member) return textOf(row);
  const from = after ? member.start : (before?.value.end ?? member.start);
  const to = after ? after.start : member.value.end;
  const source = row.source.slice(row.start, from) + row.source.slice(to, row.end);
  return textOf({ ...row, source, start: 0, end: source.length });
}

function noType(row: JsonNode & { kind: 'object' }, raw: string | undefined): string {
  if (raw !== undefined) return `its type is ${raw.length > 40 ? `${raw.slice(0, 40)}…` : raw}, which is no text`;
  const keys = row.members.slice(0, 8).map((m) => m.key);
  return `it has no type; it has ${keys.length > 0 ? keys.join(', ') : 'no fields at all'}`;
}

/** A value in words, with its article. */
export function article(node: JsonNode): string {
  const names = {
    object: 'an object',
    array: 'an array',
    string: 'a string',
    number: 'a number',
    true: 'true',
    false: 'false',
    null: 'null',
  };
  return names[node.kind];
}

function processingRow(row: JsonNode): Understood {
  const rejected = (reason: string): Understood => ({ kind: 'rejected', reason: `a processing row ${reason}` });
  const text = (key: string) => {
    const node = memberOf(row, key);
    return node?.kind === 'string' && node.text !== '' ? node.text : undefined;
  };
  const processed = text('processed');
  const consumer = text('consumer');
  if (processed === undefined) return rejected('names the record by its id in `processed`; this one does not');
  if (consumer === undefined) return rejected('needs a `consumer`');
  const times: { t_start?: string; t_process?: string } = {};
  for (const key of ['t_start', 't_process'] as const) {
    const node = memberOf(row, key);
    if (node === undefined || node.kind === 'null') continue;
    const json = fitValue('time', node, { strict: true });
    if (json === undefined) return rejected(`has a \`${key}\` that is no RFC 3339 time: ${textOf(node).slice(0, 40)}`);
    times[key] = String(JSON.parse(json));
  }
  if (times.t_start === undefined && times.t_process === undefined) return rejected('needs `t_start` or `t_process`');
  const outcomeNode = memberOf(row, 'outcome');
  const outcome = outcomeNode === undefined || outcomeNode.kind === 'null' ? undefined : (text('outcome') ?? '');
  if (outcome !== undefined && !OUTCOMES.slice(1).includes(outcome)) {
    return rejected(`has an \`outcome\` that is none of ${OUTCOMES.slice(1).join(', ')}`);
  }
  const attemptNode = memberOf(row, 'attempt');
  const attempt =
    attemptNode === undefined || attemptNode.kind === 'null'
      ? undefined
      : fitValue('version', attemptNode, { strict: true });
  if (attemptNode !== undefined && attemptNode.kind !== 'null' && attempt === undefined)
    return rejected('has an `attempt` that is no number from 1');
  return {
    kind: 'processing',
    row: {
      processed,
      consumer,
      ...times,
      ...(outcome !== undefined && { outcome: outcome as ProcessingOutcome }),
      ...(attempt !== undefined && { attempt: Number(attempt) }),
    },
  };
}
