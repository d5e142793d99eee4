/**
 * The output of psql as it usually is: a heading, a line of dashes, a record a line with `|` between its columns, padded with spaces; a
 * value of several lines has `+` after each but its last. With a border all around, as mysql draws it, and with none, too. The line of a record is its
 * number. Spaces at the end of a value are not told from padding.
 */
import { decodeUtf8 } from '../record/json.ts';
import { cutterFramer, lineCutter } from './cut-lines.ts';
import { type Framer, type FrameSink, MAX_ROW_BYTES, TOO_LONG } from './frame.ts';
import { psqlNulls } from './psql-null.ts';
import { charWidth } from './text-width.ts';

const RULE = /^(?:[-─]+(?:[+┼][-─]+)+|([+├╞╠])[-─═]+(?:[+┼╪╬][-─═]+)+[+┤╡╣])\s*$/;
const BARE_RULE = /^-+(?: -+)+ ?$/;
const FRAME = /^[┌╔└╚][─═┬╦┴╩┐╗┘╝]+$/;
const FOOTER = /^\(\d+ \S+\)$/;
const BARS = '|│║:;';

/** Where psql's columns are: each takes a space (or a mark), its width, and a space or mark; without bars its width and a space or mark. */
interface Columns {
  readonly names: readonly string[];
  readonly widths: readonly number[];
  /** A line begins and ends with a bar; bars stand between columns; there are none. */
  readonly bars: 'around' | 'between' | 'none';
}
interface Cell {
  readonly text: string;
  readonly goesOn: boolean;
  /** The text was broken where it was too wide, not at a line break of its own. */
  readonly wraps: boolean;
}

/** Whether the second of these lines is the rule under the first, the heading. */
export function isAlignedHead(heading: string, rule: string): boolean {
  return columnsOf(heading, rule) !== undefined;
}

function columnsOf(heading: string, rule: string): Columns | undefined {
  const found = RULE.exec(rule);
  const dashes = rule.trim();
  if (!found && !BARE_RULE.test(rule)) return undefined;
  const bars = !found ? 'none' : found[1] === undefined ? 'between' : 'around';
  const parts = (bars === 'around' ? dashes.slice(1, -1) : dashes).split(found ? /[+┼╪╬]/ : ' ');
  const widths = parts.map((part) => [...part].length - (found ? 2 : 0));
  if (widths.some((width) => width < 1)) return undefined;
  const cells = cellsOf(heading, { names: [], widths, bars });
  const names = cells?.map(({ text }) => text.trim());
  return names?.every((name) => name !== '' && (found !== null || !/ {2}/.test(name)))
    ? { names, widths, bars }
    : undefined;
}

/** The cells of a line; undefined where bars do not stand where the rule has them. */
function cellsOf(line: string, { widths, bars }: Columns): readonly Cell[] | undefined {
  const chars = [...line];
  let at = 0;
  const take = (width: number): string => {
    let text = '';
    let room = width;
    for (let next = chars[at]; next !== undefined; next = chars[at]) {
      const size = charWidth(next);
      if (size > room) break;
      room -= size;
      text += next;
      at++;
    }
    return text;
  };
  const bar = () => at < chars.length && BARS.includes(chars[at++] ?? '');
  if (bars === 'around' && !bar()) return undefined;
  const cells: Cell[] = [];
  for (const [i, width] of widths.entries()) {
    if (bars !== 'none') take(1);
    const text = take(width);
    const mark = take(1);
    if (mark !== '' && !/^[ +↵.…]$/.test(mark)) return undefined;
    cells.push({ text, goesOn: mark !== '' && mark !== ' ', wraps: mark === '.' || mark === '…' });
    if ((bars === 'around' || (bars === 'between' && i < widths.length - 1)) && !bar()) return undefined;
  }
  return at === chars.length || chars.slice(at).join('').trim() === '' ? cells : undefined;
}

const NUMBER = /^ *-?\d+(?:\.\d+)?$/;
const utf8 = new TextEncoder();

export function alignedFramer(sink: FrameSink): Framer {
  const nulls = psqlNulls();
  let lines = 0;
  let columns: Columns | undefined;
  let heading: string | undefined;
  /** Of the record that is being read, by column: its text so far, and what joins the next line to it. */
  let values: { text: string; join: string | undefined }[] | undefined;
  let size = 0;

  const finish = () => {
    const done = values;
    values = undefined;
    if (!done || !columns) return;
    const { names } = columns;
    if (size > MAX_ROW_BYTES) return sink.reject(++lines, TOO_LONG);
    // Numbers stand at the right, and text at the left.
    const texts = done.map(({ text }) => (NUMBER.test(text) ? text.trim() : text));
    nulls.met(texts);
    const members = texts.map(
      (text, i) => `${JSON.stringify(names[i])}:${nulls.isNull(text) ? 'null' : JSON.stringify(text)}`,
    );
    const json = utf8.encode(`{${members.join(',')}}`);
    sink.row(json, 0, json.length, ++lines);
  };
  const recordLine = (line: string, of: Columns) => {
    const cells = cellsOf(line, of);
    if (!cells) {
      values = undefined;
      return sink.reject(++lines, `its columns do not stand under those of the heading: ${line.trim().slice(0, 60)}`);
    }
    size += line.length;
    values ??= cells.map(() => ({ text: '', join: '' }));
    cells.forEach(({ text, goesOn, wraps }, i) => {
      const value = values?.[i];
      if (!value || value.join === undefined || size > MAX_ROW_BYTES) return;
      value.text += value.join + (wraps ? text : text.trimEnd());
      value.join = goesOn ? (wraps ? '' : '\n') : undefined;
    });
    if (!cells.some(({ goesOn }) => goesOn)) {
      finish();
      size = 0;
    }
  };
  const take = (line: string) => {
    const found = heading === undefined ? undefined : columnsOf(heading, line);
    if (found) {
      columns = found;
      values = undefined;
      heading = undefined;
      return;
    }
    const isBlank = line.trim() === '';
    if (columns && !values && (isBlank || FOOTER.test(line) || RULE.test(line) || FRAME.test(line))) {
      // A rule ends a table that has a border around it; what comes next is another's heading.
      columns = undefined;
      return;
    }
    if (columns) return recordLine(line, columns);
    if (!isBlank) nulls.said(line);
    heading = line;
  };
  const cutter = lineCutter(
    (bytes, start, end) => {
      let line: string;
      try {
        line = decodeUtf8(bytes.subarray(start, end));
      } catch (error) {
        values = undefined;
        sink.reject(++lines, error instanceof Error ? error.message : String(error));
        return;
      }
      take(line);
    },
    () => {
      size = MAX_ROW_BYTES + 1;
      values ??= [];
      finish();
    },
    () => sink.settle?.(),
  );
  return cutterFramer(
    cutter,
    () => lines,
    () => {
      if (!values) return;
      values = undefined;
      sink.reject(++lines, 'the file ends inside this record: it was cut off');
    },
  );
}
