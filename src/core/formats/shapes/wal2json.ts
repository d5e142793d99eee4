/**
 * What PostgreSQL's plugin wal2json writes: an object a transaction with all its changes (version 1), or one a changed row (version 2);
 * alone, or in the table (`lsn`, `xid`, `data`) that pg_logical_slot_get_changes gives.
 */
import { type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import { scalarText } from '../fit.ts';
import type { Framer, FrameSink } from '../frame.ts';
import type { AutoOptions } from '../frame-auto.ts';
import { left, type Member, madeRow, objectText, quoted, tableRow } from './made-row.ts';
import { opened, wordIn } from './opened.ts';
import { remarksFramer } from './remarks.ts';
import { type Unfolding, unfoldFramer } from './unfold.ts';

const BOUNDS = 'Where a transaction begins and ends (`B`, `C`) is no change. Those lines are passed over.';

export function wal2jsonFramer(sink: FrameSink, options: AutoOptions): Framer {
  return unfoldFramer(sink, (inner) => remarksFramer(inner, options), {
    value(node, out) {
      const data = memberOf(node, 'data');
      const isTable = data !== undefined && memberOf(node, 'lsn') !== undefined;
      const whole = isTable ? opened(data) : node;
      const around = isTable ? left(node, ['data']) : [];
      const changes = memberOf(whole, 'change');
      const action = wordIn(memberOf(whole, 'action'));
      if (changes?.kind === 'array') {
        const common = [...left(whole, ['change', 'timestamp']), ...around];
        for (const change of changes.items) emitChange(change, wordIn(memberOf(change, 'kind')), whole, common, out);
      } else if (action === 'B' || action === 'C') out.note(BOUNDS);
      else if (action !== undefined) emitChange(whole, action, whole, around, out);
      else out.reject('this is no output of wal2json: it has neither `change` nor `action`');
    },
  });
}

/** `within`: what has the transaction and its time. */
function emitChange(
  change: JsonNode,
  type: string | undefined,
  within: JsonNode,
  common: readonly Member[],
  out: Unfolding,
): void {
  const old = memberOf(change, 'oldkeys');
  const after = columnsOf(change, 'column') ?? listed(memberOf(change, 'columns'));
  const before = columnsOf(old, 'key') ?? listed(memberOf(change, 'identity'));
  const row = after ?? before;
  const table = ['schema', 'table'].flatMap((name) => wordIn(memberOf(change, name)) ?? []).join('.');
  const primary = memberOf(change, 'pk');
  const names =
    textsIn(memberOf(primary, 'pknames')) ??
    textsIn(primary, 'name') ??
    (after ? before?.map(({ name }) => name) : undefined) ??
    (after ? ['id'] : (before?.map(({ name }) => name) ?? []));
  const keys = names.flatMap((name) => wordIn(row?.find((one) => one.name === name)?.value) ?? []);
  const time = memberOf(within, 'timestamp');
  const thread = memberOf(within, 'xid') ?? memberOf(change, 'xid');
  const types = (row ?? []).flatMap(({ name, type: of }): Member[] => (of ? [[name, textOf(of)]] : []));
  const taken = ['kind', 'action', 'schema', 'table', 'columnnames', 'columnvalues', 'columntypes', 'columns', 'xid'];
  const said = time && time.kind !== 'null' ? textOf(time) : undefined;
  out.emit(
    madeRow(
      {
        type: type === undefined ? undefined : quoted(type),
        ...tableRow(table, keys.length === 0 ? undefined : keys.join('/')),
        t_event: said,
        t_log: said,
        correlation_id: thread && thread.kind !== 'null' ? textOf(thread) : undefined,
        payload: row ? objectText(row.map(({ name, value }): Member => [name, textOf(value)])) : messageIn(change),
      },
      [
        ...left(change, [
          ...taken,
          'timestamp',
          ...(row ? [] : ['content']),
          ...(after ? [] : ['oldkeys', 'identity']),
        ]),
        ...common.filter(([name]) => name !== 'xid'),
        ...(types.length > 0 ? [['types', objectText(types)] as const] : []),
      ],
    ),
  );
}

interface Column {
  readonly name: string;
  readonly value: JsonNode;
  readonly type: JsonNode | undefined;
}

/** Version 1: three lists, `columnnames`, `columnvalues` and perhaps `columntypes`. */
function columnsOf(node: JsonNode | undefined, prefix: 'column' | 'key'): readonly Column[] | undefined {
  const names = textsIn(memberOf(node, `${prefix}names`));
  const values = memberOf(node, `${prefix}values`);
  const types = memberOf(node, `${prefix}types`);
  if (!names || values?.kind !== 'array') return undefined;
  return names.flatMap((name, i): Column[] => {
    const value = values.items[i];
    return value ? [{ name, value, type: types?.kind === 'array' ? types.items[i] : undefined }] : [];
  });
}

/** Version 2: `[{ name, type, value }]`. */
function listed(node: JsonNode | undefined): readonly Column[] | undefined {
  if (node?.kind !== 'array') return undefined;
  return node.items.flatMap((item): Column[] => {
    const name = wordIn(memberOf(item, 'name'));
    const value = memberOf(item, 'value');
    return name === undefined || value === undefined ? [] : [{ name, value, type: memberOf(item, 'type') }];
  });
}

/** Of a list the texts, or those of a member of its objects. */
function textsIn(node: JsonNode | undefined, member?: string): readonly string[] | undefined {
  if (node?.kind !== 'array') return undefined;
  return node.items.flatMap((item) => scalarText(member === undefined ? item : (memberOf(item, member) ?? item)) ?? []);
}

/** A message that was written to the log has its content, a truncation nothing. */
function messageIn(change: JsonNode): string {
  const content = memberOf(change, 'content');
  return content ? textOf(opened(content)) : 'null';
}
