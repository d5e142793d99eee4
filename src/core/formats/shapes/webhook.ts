/**
 * GitHub webhooks: bodies as they were sent, and the records of deliveries. A body says neither its event nor when it was sent; a delivery
 * does.
 */
import { type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import { parseTime } from '../../record/time.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { objectOf, webhookEvent } from './github-events.ts';
import { type Members, membersOf, type ObjectNode, objectAt, rowText, textAt } from './row-text.ts';
import { unfoldFramer } from './unfold.ts';

export function webhookFramer(sink: FrameSink, options: AutoOptions): Framer {
  const file = options.name ?? '';
  return unfoldFramer(sink, (inner) => autoFramer(inner, options), {
    value(node, out) {
      if (node.kind !== 'object') return out.emit(textOf(node));
      const row: Members = memberOf(node, 'delivered_at') ? delivery(node) : new Map();
      const body = row.size === 0 ? node : objectAt(objectAt(node, 'request'), 'payload');
      const action = textAt(body, 'action') ?? textAt(node, 'action') ?? '';
      const alert = objectAt(body, 'alert')?.members.map(({ key }) => `alert.${key}`) ?? [];
      const keys = new Set([...(body?.members.map(({ key }) => key) ?? []), ...alert]);
      const event = row.size > 0 ? textAt(node, 'event') : webhookEvent(keys, action, file);
      if (event === undefined)
        return out.reject(
          'neither the body nor the name of its file says which event this is: name the file by it, such as issues.opened.json',
        );
      row.set('type', JSON.stringify(action === '' ? event : `${event}.${action}`));
      if (body) {
        row.set('body', textOf(body));
        const time = timeOf(event, body);
        if (time !== undefined) row.set('happened', JSON.stringify(time));
      }
      out.emit(rowText(row));
    },
  });
}

/** What a delivery has beside the body and what names the event. */
function delivery(node: ObjectNode): Members {
  const row = membersOf(node);
  const request = objectAt(node, 'request');
  if (request) {
    const rest = membersOf(request);
    rest.delete('payload');
    row.set('request', rowText(rest));
  }
  row.delete('event');
  row.delete('action');
  return row;
}

/** Where the body says when it happened: the latest time of the object that the event is about. */
function timeOf(event: string, body: ObjectNode): string | undefined {
  const starred = textAt(body, 'starred_at');
  if (starred !== undefined) return starred;
  const key = objectOf(event);
  const about: JsonNode | undefined = key === undefined ? undefined : memberOf(body, key);
  const names = ['updated_at', 'timestamp', 'submitted_at', 'completed_at', 'published_at', 'started_at', 'created_at'];
  return names.map((name) => textAt(about, name)).find((text) => text !== undefined && parseTime(text) !== undefined);
}
