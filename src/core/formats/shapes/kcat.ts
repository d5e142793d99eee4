/** What `kcat -J` prints: one message a line. */
import { type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import { parseEpoch } from '../../record/time.ts';
import { scalarText } from '../fit.ts';
import type { Framer, FrameSink } from '../frame.ts';
import type { AutoOptions } from '../frame-auto.ts';
import { messageReader, stampUnsaid } from './kafka-message.ts';
import { left, madeRow, objectText, quoted, type Roles } from './made-row.ts';
import { opened } from './opened.ts';
import { remarksFramer } from './remarks.ts';
import { unfoldFramer } from './unfold.ts';

export function kcatFramer(sink: FrameSink, options: AutoOptions): Framer {
  const understand = messageReader();
  return unfoldFramer(sink, (inner) => remarksFramer(inner, options), {
    value(node, out) {
      const at = (name: string) => memberOf(node, name);
      const topic = textAt(node, 'topic');
      const partition = textAt(node, 'partition');
      const offset = at('offset');
      if (topic === undefined || partition === undefined || offset === undefined)
        return out.reject('this is no message of kcat: it has no `topic`, `partition` and `offset`');
      const { roles, rest } = understand({
        topic,
        key: at('key'),
        value: at('payload'),
        headers: headersOf(at('headers')),
      });
      const place = `${topic}/${partition}`;
      const time = stampUnsaid(timeOf(node), roles);
      const key = at('key');
      const usesKey = key?.kind === 'string' && roles.subject_id === textOf(key);
      const takes = [
        'topic',
        'partition',
        'offset',
        'payload',
        ...(usesKey ? ['key'] : []),
        ...(Object.keys(time).length > 0 ? ['ts'] : []),
      ];
      const bare = [
        ...left(node, takes).filter(([name, json]) => !(name === 'ts' && json === '0')),
        ...(rest.length > 0 ? [['payload', objectText(rest)] as const] : []),
      ];
      const made: Roles = { ...time, ...given(roles), partition: quoted(place), sequence: textOf(offset) };
      out.emit(madeRow({ subject_id: quoted(place), ...made }, bare));
    },
  });
}

/** The roles that are there. */
function given(roles: Roles): Roles {
  return Object.fromEntries(Object.entries(roles).filter(([, json]) => json !== undefined));
}

function textAt(node: JsonNode, name: string): string | undefined {
  const value = memberOf(node, name);
  return value && scalarText(value);
}

/** `create`: the producer said when it happened; `logappend`: the broker when it was written. */
function timeOf(node: JsonNode): Roles {
  const time = parseEpoch(textAt(node, 'ts') ?? '', 'ms');
  const role = { create: 't_event', logappend: 't_log' }[textAt(node, 'tstype') ?? ''];
  return time && role && !textAt(node, 'ts')?.startsWith('-') ? { [role]: quoted(time.text) } : {};
}

/** `[name, value, name, value …]`; some builds write an object. */
function headersOf(node: JsonNode | undefined): readonly (readonly [string, string])[] {
  const list = node ? opened(node) : undefined;
  if (list?.kind === 'object')
    return list.members.flatMap(({ key, value }): [string, string][] => [[key, scalarText(value) ?? '']]);
  if (list?.kind !== 'array') return [];
  return list.items.flatMap((item, i): [string, string][] => {
    const value = list.items[i + 1];
    return i % 2 === 0 ? [[scalarText(item) ?? '', (value && scalarText(value)) ?? '']] : [];
  });
}
