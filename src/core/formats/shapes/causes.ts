/**
 * message-db names a cause by its stream and position. Where that message stood before in the file, its id is added to the row as `cause`.
 * So many of the latest messages are remembered; a cause further back keeps its name.
 */
import { type JsonNode, memberOf, parseTree, textOf } from '../../record/json-tree.ts';
import { scalarText } from '../fit.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { unfoldFramer } from './unfold.ts';

const REMEMBERED = 300_000;

export function causesFramer(sink: FrameSink, options: AutoOptions): Framer {
  const ids = new Map<string, string>();
  return unfoldFramer(sink, (inner) => autoFramer(inner, options), {
    value(node, out) {
      const metadata = opened(memberOf(node, 'metadata'));
      const cause = placeOf(metadata, 'causationMessageStreamName', 'causationMessagePosition');
      const id = cause === undefined ? undefined : ids.get(cause);
      const own = placeOf(node, 'stream_name', 'position');
      const ownId = textAt(node, 'id');
      if (own !== undefined && ownId !== undefined) {
        if (ids.size >= REMEMBERED) ids.delete(ids.keys().next().value ?? '');
        ids.set(own, ownId);
      }
      const json = textOf(node);
      const adds = id !== undefined && node.kind === 'object' && memberOf(node, 'cause') === undefined;
      out.emit(adds ? `${json.slice(0, -1)},"cause":${JSON.stringify(id)}}` : json);
    },
  });
}

function placeOf(node: JsonNode | undefined, stream: string, place: string): string | undefined {
  const name = textAt(node, stream);
  const position = textAt(node, place);
  return name === undefined || position === undefined ? undefined : `${position} ${name}`;
}

function textAt(node: JsonNode | undefined, key: string): string | undefined {
  const value = memberOf(node, key);
  return value && scalarText(value);
}

/** Metadata is an object, or its JSON as text. */
function opened(node: JsonNode | undefined): JsonNode | undefined {
  if (node?.kind !== 'string' || !node.text.startsWith('{')) return node;
  try {
    return parseTree(node.text);
  } catch {
    return undefined;
  }
}
