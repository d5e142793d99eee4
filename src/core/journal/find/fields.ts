/** What the query line can ask for by name. `columns`: answered without reading a record. */

export interface FindField {
  readonly name: string;
  readonly also?: readonly string[];
  readonly title: string;
  /** What a value of it is. */
  readonly value: 'name' | 'number' | 'time' | 'duration' | 'mark' | 'text';
  readonly columns: boolean;
  readonly examples: readonly string[];
}

const column = (
  name: string,
  value: FindField['value'],
  title: string,
  examples: readonly string[],
  also: readonly string[] = [],
): FindField => ({ name, title, value, columns: true, examples, also });
const text = (name: string, title: string, also: readonly string[] = []): FindField => ({
  name,
  title,
  value: 'text',
  columns: false,
  examples: [],
  also,
});

export const FIELDS: readonly FindField[] = [
  column('type', 'name', 'Type of the record', ['Order*', 'OrderPlaced,OrderShipped']),
  column('subject', 'name', 'Subject, as type/id', ['order/o-1', 'order/*']),
  column('subject_type', 'name', 'Type of the subject', ['order']),
  column('partition', 'name', 'What the sequence counts in', []),
  column('consumer', 'name', 'Who processed it', ['mailer']),
  column('outcome', 'name', 'How processing ended', ['ok', 'failed', 'skipped', 'parked']),
  column('sequence', 'number', 'Position within the scope', ['>=100', '5..9'], ['seq']),
  column('position', 'number', 'Position in the whole log', ['>1000']),
  column('version', 'number', 'Schema version of the type', ['2']),
  column('line', 'number', 'Line of the source', ['1..100']),
  column('slot', 'number', 'Place in replay order', ['1..100']),
  column('t_event', 'time', 'When it happened', ['2026-01', '2026-01..2026-02']),
  column('t_log', 'time', 'When it was written to the log', ['2026-01-31', '>=2026-01-01T12:00']),
  column('t_process', 'time', 'When it was processed', ['2026-01-31']),
  column('hour', 'number', 'Hour of the day in UTC when it happened, else when it was logged', ['9..17', '23']),
  column('late', 'duration', 'How long from happening to the log; or yes', ['yes', '>1h', '>PT5M'], ['lag']),
  column('processing', 'duration', 'How long from the log to having been processed', ['>10s']),
  column('gap', 'mark', 'A hole in the sequence stands before it', ['yes']),
  column('duplicate', 'mark', 'It is there more than once', ['yes', 'exact', 'conflicting', 'sequence']),
  column('out_of_order', 'mark', 'It stands after later ones of its scope', ['yes']),
  column('skew', 'mark', 'Its clocks disagree', ['yes']),
  column('start', 'mark', 'Its scope begins late with it', ['yes']),
  column('orphan', 'mark', 'Its cause is not in the journal', ['yes']),
  text('id', 'Id of the record'),
  text('kind', 'Record kind'),
  text('stream', 'Stream'),
  text('subject_id', 'Id of the subject'),
  text('entity_type', 'Type of the part addressed'),
  text('entity_id', 'Id of the part addressed'),
  text('producer', 'Who wrote it'),
  text('actor_type', 'Type of the actor'),
  text('actor_id', 'Who did it', ['actor']),
  text('tenant_id', 'Tenant'),
  text('space_id', 'Space'),
  text('correlation_id', 'Thread', ['correlation', 'thread']),
  text('causation_id', 'Immediate cause', ['causation', 'cause']),
  text('request_id', 'Request'),
  text('idempotency_key', 'Idempotency key'),
  text('system_id', 'System'),
  text('system_version', 'Version of the system'),
  text('classification', 'Classification'),
  text('hash', 'Hash of a sealed record'),
  text('prev_hash', 'Hash of the record before'),
];

const BY_NAME = new Map(FIELDS.flatMap((field) => [field.name, ...(field.also ?? [])].map((name) => [name, field])));

/** Paths into these may be asked for, whatever comes after the dot. */
export const ROOTS = ['payload', 'meta', 'also'] as const;

/** A field by its name or another name of it. */
export function fieldNamed(name: string): FindField | undefined {
  return BY_NAME.get(name.toLowerCase());
}
