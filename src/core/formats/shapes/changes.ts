/**
 * Rows of changed tables as Canal, Maxwell, Oracle GoldenGate, AWS DMS and wal2json write them: one dialect's line becomes a row for each changed
 * row that it holds.
 */
import { type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import { parseEpoch } from '../../record/time.ts';
import { isPadded, scalarText } from '../fit.ts';
import type { Framer, FrameSink } from '../frame.ts';
import type { AutoOptions } from '../frame-auto.ts';
import { left, type Member, madeRow, membersOf, quoted, tableRow } from './made-row.ts';
import { keyText, wordIn } from './opened.ts';
import { remarksFramer } from './remarks.ts';
import { type Unfolding, unfoldFramer } from './unfold.ts';

type Dialect = (line: JsonNode, out: Unfolding) => void;

const framerOf =
  (dialect: Dialect) =>
  (sink: FrameSink, options: AutoOptions): Framer =>
    unfoldFramer(sink, (inner) => remarksFramer(inner, options), {
      value(node, out) {
        if (node.kind === 'object') dialect(node, out);
        else out.reject('this is not a JSON object');
      },
    });

/** `data` and `old` are lists, a row of the one for each of the other; a statement has none of both. */
export const canalFramer = framerOf((line, out) => {
  const data = memberOf(line, 'data');
  const old = memberOf(line, 'old');
  const roles = { type: at(line, 'type'), t_event: at(line, 'es'), t_log: at(line, 'es'), t_process: at(line, 'ts') };
  const table = tableOf(line, ['database', 'table']);
  const rest = left(line, ['data', 'old', 'type', 'es', 'ts']);
  if (data?.kind !== 'array' || data.items.length === 0) {
    const payload = memberOf(line, 'isDdl')?.kind === 'true' ? at(line, 'sql') : undefined;
    const statement = payload === undefined ? 'null' : `{"sql":${payload}}`;
    out.emit(
      madeRow(
        { ...roles, ...tableRow(table, undefined), payload: statement },
        payload ? rest.filter(([name]) => name !== 'sql') : rest,
      ),
    );
    return;
  }
  const keys = namesIn(memberOf(line, 'pkNames'));
  data.items.forEach((row, i) => {
    const before = old?.kind === 'array' ? old.items[i] : undefined;
    out.emit(
      madeRow({ ...roles, ...tableRow(table, valuesOf(row, keys)), payload: textOf(row) }, [
        ...(before && before.kind !== 'null' ? [['old', textOf(before)] as const] : []),
        ...rest,
      ]),
    );
  });
});

/** Of a transaction (`xid`) the rows count from 0 in `xoffset`, but the last, which has `commit`. */
export const maxwellFramer = framerOf((line, out) => {
  const data = memberOf(line, 'data');
  const keys = namesIn(memberOf(line, 'primary_key_columns'));
  const id = keyText(memberOf(line, 'primary_key')) ?? valuesOf(data, keys);
  const xid = wordIn(memberOf(line, 'xid'));
  // Of rows in seconds, of statements in milliseconds.
  const ts = wordIn(memberOf(line, 'ts'));
  const time = ts === undefined ? undefined : /^\d{12,}$/.test(ts) ? (epoch(ts) ?? ts) : ts;
  const offset = at(line, 'xoffset');
  const counted = xid !== undefined && offset !== undefined;
  const holds = data !== undefined && data.kind !== 'null';
  const statement = at(line, 'sql') ?? at(line, 'def');
  out.emit(
    madeRow(
      {
        type: at(line, 'type'),
        ...tableRow(tableOf(line, ['database', 'table']), id),
        ...(counted && { partition: quoted(xid), sequence: offset }),
        position: xid === undefined ? undefined : at(line, 'xid'),
        t_event: time,
        t_log: time,
        correlation_id: xid === undefined ? undefined : quoted(xid),
        payload: holds ? textOf(data) : statement === undefined ? 'null' : `{"sql":${statement}}`,
      },
      left(line, [
        'data',
        'type',
        'ts',
        'xid',
        ...(counted ? ['xoffset'] : []),
        ...(holds || statement === undefined ? [] : ['sql']),
      ]),
    ),
  );
});

export const goldenGateFramer = framerOf((line, out) => {
  const row = ['after', 'before'].find((name) => membersOf(memberOf(line, name)).size > 0);
  const keys = namesIn(memberOf(line, 'primary_keys'));
  const changed = row === undefined ? undefined : memberOf(line, row);
  const position = memberOf(line, 'pos');
  const placed = at(line, 'pos');
  out.emit(
    madeRow(
      {
        type: at(line, 'op_type'),
        ...tableRow(tableOf(line, ['table']), valuesOf(changed, keys)),
        sequence: placed,
        t_event: at(line, 'op_ts'),
        t_log: at(line, 'op_ts'),
        t_process: at(line, 'current_ts'),
        correlation_id: at(line, 'xid'),
        payload: changed ? textOf(changed) : 'null',
      },
      left(line, [
        'op_type',
        'op_ts',
        'current_ts',
        'xid',
        ...(position && isPadded(position) ? [] : ['pos']),
        ...(row === undefined ? [] : [row]),
      ]),
    ),
  );
});

export const dmsFramer = framerOf((line, out) => {
  const metadata = memberOf(line, 'metadata');
  const place = ['data', 'control', 'before-image'].find((name) => (memberOf(line, name)?.kind ?? 'null') !== 'null');
  const row = place === undefined ? undefined : memberOf(line, place);
  const outer = left(metadata, ['operation', 'timestamp', 'commit-timestamp', 'transaction-id']);
  const id =
    memberOf(metadata, 'record-type') && wordIn(memberOf(metadata, 'record-type')) === 'control'
      ? undefined
      : valuesOf(row, []);
  out.emit(
    madeRow(
      {
        type: at(metadata, 'operation'),
        ...tableRow(tableOf(metadata, ['schema-name', 'table-name']), id),
        t_event: at(metadata, 'commit-timestamp'),
        t_log: at(metadata, 'timestamp'),
        correlation_id: at(metadata, 'transaction-id'),
        payload: row ? textOf(row) : 'null',
      },
      [
        ...left(line, ['metadata', ...(place === undefined ? [] : [place])]),
        ...(outer.length > 0 ? [['metadata', objectOf(outer)] as const] : []),
      ],
    ),
  );
});

const objectOf = (members: readonly Member[]) =>
  `{${members.map(([name, json]) => `${quoted(name)}:${json}`).join(',')}}`;

/** Milliseconds as RFC 3339. */
function epoch(digits: string): string | undefined {
  const time = parseEpoch(digits, 'ms');
  return time && quoted(time.text);
}

/** The JSON text of a member that says something. */
function at(node: JsonNode | undefined, name: string): string | undefined {
  const value = memberOf(node, name);
  return value === undefined || value.kind === 'null' ? undefined : textOf(value);
}

function tableOf(node: JsonNode | undefined, names: readonly string[]): string {
  return names.flatMap((name) => wordIn(memberOf(node, name)) ?? []).join('.');
}

function namesIn(list: JsonNode | undefined): readonly string[] {
  return list?.kind === 'array' ? list.items.flatMap((item) => scalarText(item) ?? []) : [];
}

/** The values of a row's key; where its columns are not named, of `id`. */
function valuesOf(row: JsonNode | undefined, keys: readonly string[]): string | undefined {
  const values = (keys.length > 0 ? keys : ['id']).flatMap((name) => wordIn(memberOf(row, name)) ?? []);
  return values.length === 0 ? undefined : values.join('/');
}
