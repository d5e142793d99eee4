/** Messages of NATS JetStream: JSON with headers and data in base64, or what `nats stream view` prints. */
import { memberOf, textOf } from '../../record/json-tree.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { hasLines, sniffingFramer } from '../frame-table.ts';
import { bytesAt, contentOf, headersOf, textIn8 } from './nats-content.ts';
import { dumped } from './nats-dump.ts';
import { HEADING, viewFramer } from './nats-view.ts';
import { membersOf, objectAt, rowText } from './row-text.ts';
import { unfoldFramer } from './unfold.ts';

export function natsFramer(sink: FrameSink, options: AutoOptions): Framer {
  return sniffingFramer(
    (head) => hasLines(head, 1),
    (head) =>
      HEADING.test(head.trimStart().split('\n', 1)[0] ?? '') ? viewFramer(sink) : messageFramer(sink, options),
  );
}

function messageFramer(sink: FrameSink, options: AutoOptions): Framer {
  return unfoldFramer(sink, (inner) => autoFramer(inner, options), {
    value(node, out) {
      // The answer of the server's own interface has the message inside.
      const message = objectAt(node, 'message') ?? node;
      if (message.kind !== 'object') return out.emit(textOf(node));
      if (memberOf(message, 'Subject')) return out.emit(dumped(message));
      const members = membersOf(message);
      const headers = bytesAt(message, 'hdrs');
      const data = bytesAt(message, 'data');
      const lines = headers && textIn8(headers)?.split('\r\n');
      if (lines?.[0]?.startsWith('NATS/1.0')) {
        members.delete('hdrs');
        members.set('headers', headersOf(lines.slice(1)));
        const status = lines[0].slice(8).trim();
        if (status !== '') members.set('status', JSON.stringify(status));
      }
      if (data) members.set('data', contentOf(data));
      out.emit(rowText(members));
    },
  });
}
