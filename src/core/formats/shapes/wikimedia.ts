/**
 * Changes of Wikimedia's wikis, as lines, an array, or as the stream sends them (`data: {…}`). A change names the revision before it: where
 * that stood before in the file, its id is added as `cause`.
 */
import { type JsonNode, textOf } from '../../record/json-tree.ts';
import { cutterFramer, lineCutter } from '../cut-lines.ts';
import { type Framer, type FrameSink, TOO_LONG } from '../frame.ts';
import { type AutoOptions, autoFramer } from '../frame-auto.ts';
import { hasLines, sniffingFramer } from '../frame-table.ts';
import { objectAt, textAt } from './row-text.ts';
import { unfoldFramer } from './unfold.ts';

const REMEMBERED = 300_000;

export function wikimediaFramer(sink: FrameSink, options: AutoOptions): Framer {
  const ids = new Map<string, string>();
  return unfoldFramer(sink, (inner) => changesFramer(inner, options), {
    value(node, out) {
      const revision = objectAt(node, 'revision');
      const of = (key: string) => revisionOf(node, textAt(revision, key));
      const cause = ids.get(of('old') ?? '');
      const own = of('new');
      const id = textAt(node, 'meta', 'id');
      if (own !== undefined && id !== undefined) {
        if (ids.size >= REMEMBERED) ids.delete(ids.keys().next().value ?? '');
        ids.set(own, id);
      }
      if (node.kind !== 'object') return out.emit(textOf(node));
      out.emit(`{"change":${textOf(node)}${cause === undefined ? '' : `,"cause":${JSON.stringify(cause)}`}}`);
    },
  });
}

function revisionOf(node: JsonNode, revision: string | undefined): string | undefined {
  return revision === undefined ? undefined : `${revision} ${textAt(node, 'wiki')}`;
}

const DATA = /^data: ?/;

function changesFramer(sink: FrameSink, options: AutoOptions): Framer {
  return sniffingFramer(
    (head) => hasLines(head, 1),
    (head) => (/^\s*[[{]/.test(head) ? autoFramer(sink, options) : streamFramer(sink)),
  );
}

/** Server-sent events, each with its change in one `data:` line. */
function streamFramer(sink: FrameSink): Framer {
  let lines = 0;
  const utf8 = new TextEncoder();
  const cutter = lineCutter(
    (bytes, start, end) => {
      lines++;
      const text = new TextDecoder().decode(bytes.subarray(start, end));
      if (!DATA.test(text)) return;
      const row = utf8.encode(text.replace(DATA, ''));
      sink.row(row, 0, row.length, lines);
    },
    () => sink.reject(++lines, TOO_LONG),
  );
  return cutterFramer(cutter, () => lines);
}
