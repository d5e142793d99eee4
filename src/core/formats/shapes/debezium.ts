/**
 * Debezium's change events, with and without their schema, alone or with their key: the envelope taken apart. Who carries them (a line, a
 * Kafka message) is another's business.
 */
import { type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import { parseEpoch } from '../../record/time.ts';
import { scalarText } from '../fit.ts';
import type { Framer, FrameSink } from '../frame.ts';
import type { AutoOptions } from '../frame-auto.ts';
import { left, type Member, madeRow, quoted, type Roles, tableRow } from './made-row.ts';
import { keyText, opened, wordIn } from './opened.ts';
import { remarksFramer } from './remarks.ts';
import { unfoldFramer } from './unfold.ts';

/** A change, taken apart: roles, what is left of the envelope, and the table's name. */
export interface Change {
  readonly roles: Roles;
  readonly rest: readonly Member[];
  readonly table: string;
}

const BOUNDS = 'Where a transaction begins and ends (`BEGIN`, `END`) is no change. Those lines are passed over.';
const OPS = /^[crudtm]$/;
/** What holds the row, the first that is there: after a change, before one, of a message, of an update in MongoDB. */
const ROWS = ['after', 'before', 'message', 'patch', 'updateDescription'];

/** The change that a value is; undefined where it is none. `key` is the one that its message has. */
export function changeIn(value: JsonNode, key: JsonNode | undefined): Change | undefined {
  const inner = memberOf(value, 'payload');
  const whole = memberOf(value, 'op') === undefined && inner?.kind === 'object' ? inner : value;
  const source = memberOf(whole, 'source');
  const op = wordIn(memberOf(whole, 'op'));
  if (source?.kind !== 'object' || op === undefined || !OPS.test(op)) return undefined;

  const place = ROWS.find((name) => (memberOf(whole, name)?.kind ?? 'null') !== 'null');
  const row = place === undefined ? undefined : opened(memberOf(whole, place) as JsonNode);
  const names = ['db', 'schema', 'table', 'collection'].flatMap((name) => wordIn(memberOf(source, name)) ?? []);
  const table = wordIn(memberOf(source, 'table')) ?? wordIn(memberOf(source, 'collection'));
  const id =
    keyText(key) ?? (place === 'message' ? undefined : (wordIn(memberOf(row, 'id')) ?? wordIn(memberOf(row, '_id'))));
  const happened = timeIn(source);
  const processed = timeIn(whole);
  const thread = memberOf(memberOf(whole, 'transaction'), 'id') ?? memberOf(source, 'txId') ?? memberOf(source, 'gtid');
  const lsn = memberOf(source, 'lsn');
  const named = table ?? wordIn(memberOf(row, 'prefix')) ?? wordIn(memberOf(source, 'name')) ?? 'message';
  return {
    table: named,
    roles: {
      type: quoted(`${named}/${op}`),
      ...tableRow(names.join('.'), id),
      position: lsn && lsn.kind !== 'null' ? textOf(lsn) : undefined,
      t_event: happened?.json,
      t_log: happened?.json,
      t_process: processed?.json,
      correlation_id: thread && thread.kind !== 'null' ? textOf(thread) : undefined,
      payload: row ? textOf(row) : 'null',
    },
    rest: [
      ...left(whole, ['op', ...(place === undefined ? [] : [place]), ...(processed ? [processed.name] : [])]),
      ...(whole === value ? [] : left(value, ['payload'])),
    ],
  };
}

/** The finest of the times that an object writes. */
function timeIn(object: JsonNode): { readonly name: string; readonly json: string } | undefined {
  for (const unit of ['ns', 'us', 'ms'] as const) {
    const node = memberOf(object, `ts_${unit}`);
    const digits = node && scalarText(node);
    if (digits === undefined) continue;
    const time = parseEpoch(digits, unit);
    return { name: `ts_${unit}`, json: time ? quoted(time.text) : textOf(node as JsonNode) };
  }
  return undefined;
}

/** Of the change before: what the tombstone that follows it is of. */
export function tombstoneOf({ roles, table }: Change, key: string | undefined): Roles {
  const { subject_type, subject_id } = roles;
  const subject = key === undefined ? { subject_type, subject_id } : { subject_type, subject_id: quoted(key) };
  return { type: quoted(`${table}/tombstone`), ...subject, payload: 'null' };
}

/** Lines, an array or values; a value may stand under `value` with its key beside it. */
export function debeziumFramer(sink: FrameSink, options: AutoOptions): Framer {
  let last: Change | undefined;
  return unfoldFramer(sink, (inner) => remarksFramer(inner, options), {
    value(node, out) {
      const carried = memberOf(node, 'value');
      const key = carried === undefined ? undefined : memberOf(node, 'key');
      const value = opened(carried ?? node);
      const change = value.kind === 'object' ? changeIn(value, key) : undefined;
      const rest = carried === undefined ? [] : left(node, ['value', ...(isPlain(key) ? ['key'] : [])]);
      if (change) out.emit(madeRow(change.roles, [...change.rest, ...rest]));
      else if (/^(?:BEGIN|END)$/.test(wordIn(memberOf(value, 'status')) ?? '')) return out.note(BOUNDS);
      else if (value.kind !== 'null')
        out.reject('this is no change event of Debezium: it has no `op` of c, r, u, d, t or m with a `source`');
      else if (last && (key || /\/d"$/.test(last.roles.type ?? '')))
        out.emit(madeRow(tombstoneOf(last, keyText(key)), rest));
      else
        out.reject('this is a tombstone without a key, and no deletion stands before it: nothing says what it is of');
      last = change;
    },
  });
}

function isPlain(key: JsonNode | undefined): boolean {
  return key !== undefined && scalarText(opened(key)) !== undefined;
}
