/** A framer that is chosen by what the first bytes say: an array, lines, values one after another, or a table. */
import { isConcatenated, parseHead, rowsAt } from './detect-json.ts';
import type { Framer, FrameSink } from './frame.ts';
import { jsonFramer } from './frame-json.ts';
import { lineFramer } from './frame-lines.ts';
import { psqlFramer } from './frame-psql.ts';
import { hasLines, renderingOf, sniffingFramer, type TableOptions, tableFramer } from './frame-table.ts';
import type { Path } from './plan.ts';
import type { StreamLinks } from './stream-links.ts';

export interface AutoOptions extends TableOptions {
  /** Where the rows are in a file that is one object. */
  readonly path: Path;
  /** The file's. */
  readonly name?: string;
  /** Which streams events are in, where another table said so. */
  readonly links?: Pick<StreamLinks, 'columns' | 'isTable' | 'count' | 'of'>;
  /** What rows of a table go through on their way. */
  readonly cells?: (sink: FrameSink) => FrameSink;
  readonly onBlock?: (bytes: Uint8Array, start: number, end: number) => void;
}

export function autoFramer(sink: FrameSink, options: AutoOptions): Framer {
  const { path, onBlock, cells = (to) => to } = options;
  return sniffingFramer(isEnough, (head) => {
    const text = head.trimStart();
    if (!/^[[{]/.test(text)) {
      // Lines of JSON under a heading, such as a licence.
      const lines = /^[ \t]*\{.*\}[ \t\r]*$/m.test(text) && renderingOf(head) === 'csv';
      return lines ? lineFramer(sink, onBlock) : tableFramer(cells(sink), options);
    }
    if (renderingOf(head) === 'psql') return psqlFramer(sink);
    if (text.startsWith('[')) return jsonFramer(sink, { path: [] });
    const cut = text.indexOf('\n');
    const line = (cut < 0 ? text : text.slice(0, cut)).trimEnd();
    if (path.length > 0 && isOneObject(text, line, path)) return jsonFramer(sink, { path });
    return (cut >= 0 && !line.endsWith('}')) || isConcatenated(text)
      ? jsonFramer(sink, 'values')
      : lineFramer(sink, onBlock);
  });
}

/** Whether the file is an object that holds the rows at the path, and not a row itself. */
function isOneObject(text: string, line: string, path: Path): boolean {
  const first = parseHead(line.endsWith('}') ? line : text);
  if (rowsAt(first, path)) return true;
  return path[0] !== '*' && !line.endsWith('}');
}

/** JSON tells itself by its first line, a table by some more. */
function isEnough(head: Uint8Array): boolean {
  const begun = head.findIndex((byte) => byte > 32);
  const json = head[begun] === 91 || head[begun] === 123;
  return begun >= 0 && hasLines(head.subarray(begun), json ? 1 : 8);
}
