/**
 * CloudTrail: log files (`{ "Records": [] }`), whose names say when they were delivered, `ACCOUNT_CloudTrail_REGION_20230710T1205Z_xyz.json.gz`,
 * and what `aws cloudtrail lookup-events` answers (`{ "Events": [] }`), where the record is text and what stands around it says it again.
 */
import { type JsonNode, memberOf, textOf, treeIn } from '../../record/json-tree.ts';
import { parseHead, rowsAt } from '../detect-json.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { sniffingFramer } from '../frame-table.ts';
import { membersOf, type ObjectNode, rowText, textAt } from './row-text.ts';
import { unfoldFramer } from './unfold.ts';

const DELIVERED = /_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})Z_/;
const LOOKED_AT = 1 << 14;
/** What `lookup-events` says around a record, and the name that the record has for it. */
const AROUND: Readonly<Record<string, string>> = {
  EventId: 'eventID',
  EventName: 'eventName',
  EventSource: 'eventSource',
  ReadOnly: 'readOnly',
};

export function cloudtrailFramer(sink: FrameSink, options: AutoOptions): Framer {
  const name = options.name?.split(/[\\/]/).at(-1) ?? '';
  const [, year, month, day, hour, minute] = DELIVERED.exec(name) ?? [];
  const time = year === undefined ? undefined : `${year}-${month}-${day}T${hour}:${minute}:00Z`;
  const inner = (to: FrameSink) =>
    sniffingFramer(
      (head) => head.length > LOOKED_AT,
      (head) => {
        const text = head.trimStart();
        const found = text.startsWith('{') && rowsAt(parseHead(text), ['Events']) !== undefined;
        return autoFramer(to, found ? { ...options, path: ['Events'] } : options);
      },
    );
  return unfoldFramer(sink, inner, {
    value(node, out) {
      const json = node.kind === 'object' ? (lookedUp(node) ?? textOf(node)) : textOf(node);
      const adds = time !== undefined && node.kind === 'object' && memberOf(node, 'delivered') === undefined;
      out.emit(adds && node.members.length > 0 ? `${json.slice(0, -1)},"delivered":"${time}"}` : json);
    },
  });
}

/** The record in an answer of `lookup-events`; what the answer says besides stands in `lookup`. */
function lookedUp(node: ObjectNode): string | undefined {
  const text = memberOf(node, 'CloudTrailEvent');
  const record: JsonNode | undefined = text?.kind === 'string' ? treeIn(text.text) : text;
  if (record?.kind !== 'object') return undefined;
  const besides = node.members.filter(({ key, value }) => {
    const again = AROUND[key];
    const isSame = again !== undefined && textAt(record, again) === textAt(node, key);
    return value !== text && !isSame;
  });
  const members = membersOf(record);
  if (besides.length > 0) members.set('lookup', rowText(besides.map(({ key, value }) => [key, textOf(value)])));
  return rowText(members);
}
