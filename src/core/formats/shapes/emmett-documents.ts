/** Emmett's streams in MongoDB: a document each with all its `messages`, as mongoexport writes them. */
import { type JsonNode, memberOf, textOf } from '../../record/json-tree.ts';
import type { Framer, FrameSink } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { rowText } from './row-text.ts';
import { unfoldFramer } from './unfold.ts';

/** What each message says too. */
const IN_MESSAGES = ['messages', 'streamName', '_id'];
const BESIDE =
  'What a document says of its stream beside the messages (its metadata, its projections) is in no record.';

export function emmettDocumentsFramer(sink: FrameSink, options: AutoOptions): Framer {
  return unfoldFramer(sink, (inner) => autoFramer(inner, options), {
    value(node, out) {
      const messages = memberOf(node, 'messages');
      if (messages?.kind !== 'array') return out.reject('this document holds no `messages`');
      if (node.kind === 'object' && node.members.some(({ key }) => !IN_MESSAGES.includes(key))) out.note(BESIDE);
      for (const message of messages.items) out.emit(plain(message));
    },
  });
}

/** MongoDB's Extended JSON: whole numbers and times that are written as objects. */
function plain(node: JsonNode): string {
  if (node.kind === 'array') return `[${node.items.map(plain).join(',')}]`;
  if (node.kind !== 'object') return textOf(node);
  const [only, ...more] = node.members;
  if (only && more.length === 0 && only.value.kind === 'string') {
    const { key, value } = only;
    if (/^\$number(?:Long|Int)$/.test(key) && /^-?(?:0|[1-9]\d*)$/.test(value.text)) return value.text;
    if (key === '$date') return textOf(value);
  }
  return rowText(node.members.map(({ key, value }) => [key, plain(value)]));
}
