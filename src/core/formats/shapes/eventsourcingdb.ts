/**
 * EventSourcingDB: what its interface streams, what a backup holds, and bare events. Lines beside the events (heartbeats, schemas) are
 * passed over; an `error` line says that what is before it is not all.
 */
import { type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { membersOf, objectAt, rowText, textAt } from './row-text.ts';
import { unfoldFramer } from './unfold.ts';

/** Lines of these types are no events. */
const BESIDE = ['heartbeat', 'schema', 'eventType', 'subject'];

export function eventSourcingDbFramer(sink: FrameSink, options: AutoOptions): Framer {
  return unfoldFramer(sink, (inner) => autoFramer(inner, options), {
    value(node, out) {
      const payload = memberOf(node, 'payload');
      const event = objectAt(payload, 'event');
      const type = textAt(node, 'type') ?? '';
      if (event) {
        // Of a backup no event may be missing: the chain is checked accordingly.
        const rest = [...membersOf(payload as JsonNode & { kind: 'object' })].filter(([key]) => key !== 'event');
        out.emit(rowText(new Map([...membersOf(event), ...rest, ['backup', 'true']])));
      } else if (payload?.kind === 'object' && memberOf(payload, 'specversion')) out.emit(textOf(payload));
      else if (memberOf(node, 'specversion')) out.emit(textOf(node));
      else if (type === 'error') out.reject(`the export is not complete: ${errorIn(payload)}`);
      else if (type === 'row') out.reject('this is a row of a query and no event: read events, or query whole ones');
      else if (BESIDE.includes(type)) sink.note?.(`Lines of type \`${type}\` hold no events. They are passed over.`);
      else out.emit(textOf(node));
    },
  });
}

function errorIn(payload: JsonNode | undefined): string {
  return textAt(payload, 'error') ?? textAt(payload) ?? (payload ? textOf(payload) : 'it ends with an error');
}
