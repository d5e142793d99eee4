/** Source records of Kafka Connect as a test or a log writes them out: an array of `{ sourcePartition, sourceOffset, topic, key, value, … }`. */
import { type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import { scalarText } from '../fit.ts';
import type { Framer, FrameSink } from '../frame.ts';
import type { AutoOptions } from '../frame-auto.ts';
import { messageReader } from './kafka-message.ts';
import { left, madeRow, objectText, quoted } from './made-row.ts';
import { keyText } from './opened.ts';
import { remarksFramer } from './remarks.ts';
import { unfoldFramer } from './unfold.ts';

export function connectFramer(sink: FrameSink, options: AutoOptions): Framer {
  const understand = messageReader();
  return unfoldFramer(sink, (inner) => remarksFramer(inner, options), {
    value(node, out) {
      const at = (name: string) => memberOf(node, name);
      const topic = at('topic');
      if (at('sourceOffset') === undefined || topic === undefined)
        return out.reject('this is no source record of Kafka Connect: it has no `sourceOffset` and `topic`');
      const { roles, rest } = understand({
        topic: scalarText(topic),
        key: at('key'),
        value: at('value'),
        headers: headersOf(at('headers')),
      });
      const source = keyText(at('sourcePartition'));
      const id = memberOf(at('sourceOffset'), 'id');
      const counts = id?.kind === 'number' && source !== undefined;
      const stamp = at('timestamp');
      const stamped = roles.t_event === undefined && stamp?.kind === 'number';
      const takes = ['value', ...(stamped ? ['timestamp'] : [])];
      out.emit(
        madeRow(
          {
            ...roles,
            ...(counts && { partition: quoted(source), sequence: textOf(id) }),
            ...(stamped && { t_event: textOf(stamp) }),
          },
          [...left(node, takes), ...(rest.length > 0 ? [['value', objectText(rest)] as const] : [])],
        ),
      );
    },
  });
}

/** `[{ key, value }]` or an object. */
function headersOf(node: JsonNode | undefined): readonly (readonly [string, string])[] {
  if (node?.kind === 'object')
    return node.members.map(({ key, value }): [string, string] => [key, scalarText(value) ?? '']);
  if (node?.kind !== 'array') return [];
  return node.items.map((item): [string, string] => {
    const text = (name: string) => scalarText(memberOf(item, name) ?? item) ?? '';
    return [text('key'), text('value')];
  });
}
