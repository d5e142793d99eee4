/** Our own records as a table: its cells are text, and those that mean numbers or JSON are written as what they mean. */
import { FIELD_KINDS } from '../record/fields.ts';
import { decodeUtf8 } from '../record/json.ts';
import { type JsonNode, parseTree, textOf, treeIn } from '../record/json-tree.ts';
import { targetOf } from './factline.ts';
import type { FrameSink } from './frame.ts';

const utf8 = new TextEncoder();

/** A sink for rows of cells, which hands them on typed. */
export function typedCells(sink: FrameSink): FrameSink {
  return {
    ...sink,
    row(bytes, start, end, line) {
      const typed = utf8.encode(typedRow(parseTree(decodeUtf8(bytes.subarray(start, end)))));
      sink.row(typed, 0, typed.length, line);
    },
  };
}

export function typedRow(row: JsonNode): string {
  if (row.kind !== 'object') return textOf(row);
  return `{${row.members.map(({ key, value }) => `${JSON.stringify(key)}:${typedCell(key, value)}`).join(',')}}`;
}

function typedCell(key: string, cell: JsonNode): string {
  if (cell.kind !== 'string') return textOf(cell);
  const target = targetOf(key);
  const kind = !target || target.field === 't_process' ? undefined : FIELD_KINDS[target.field];
  const isNumber = /^-?(?:0|[1-9]\d*)$/.test(cell.text);
  if (isNumber && (kind === 'count' || kind === 'version' || target?.unit !== undefined || key === 'attempt'))
    return cell.text;
  if ((kind === 'any' && !target?.json) || kind === 'object' || kind === 'also')
    return textOf(treeIn(cell.text) ?? cell);
  return textOf(cell);
}
