/**
 * The expanded output of psql (`-x`): a record a block, a column a line, `+` where a value goes on with the next line. Nothing, and the
 * text that `\pset null` usually sets, is NULL. The line of a record is its number.
 */
import { decodeUtf8 } from '../record/json.ts';
import { cutterFramer, lineCutter } from './cut-lines.ts';
import type { Framer, FrameSink } from './frame.ts';
import { MAX_ROW_BYTES, TOO_LONG } from './frame.ts';
import { psqlNulls } from './psql-null.ts';

export const EXPANDED_RECORD = /^(\+-|[┌├]─|[-─])\[ [^\]]*\d+ \][-─+┬┼┐┤]*$/;
const GOES_ON = / *[+↵]$/;
const WRAPPED = /[.…]$/;
const utf8 = new TextEncoder();

interface Cell {
  readonly name: string;
  /** The lines of the value but for the last, each with what joins it to the next; a long value is put together once. */
  readonly before: string[];
  last: string;
}

const textOf = ({ before, last }: Cell) => before.join('') + last;

export function expandedFramer(sink: FrameSink): Framer {
  let lines = 0;
  let cells: Cell[] | undefined;
  let size = 0;
  let wrong: string | undefined;
  let separator = -1;
  let boxed = false;
  let most = 0;
  const nulls = psqlNulls();

  const finish = () => {
    if (!cells) return;
    most = Math.max(most, cells.length);
    const texts = cells.map(textOf);
    nulls.met(texts);
    const reason = size > MAX_ROW_BYTES ? TOO_LONG : wrong;
    if (reason !== undefined) sink.reject(lines, reason);
    else {
      const members = cells.map(
        ({ name }, i) => `${JSON.stringify(name)}:${nulls.isNull(texts[i] ?? '') ? 'null' : JSON.stringify(texts[i])}`,
      );
      const json = utf8.encode(`{${members.join(',')}}`);
      sink.row(json, 0, json.length, lines);
    }
    cells = undefined;
  };
  const cellLine = (of: Cell[], line: string) => {
    const bare = boxed ? line.replace(/^[|│] ?/, '').replace(/ ?[|│]$/, '') : line;
    if (of.length === 0) separator = bare.search(/[|│](?: |$)/);
    const at = /[|│:;]/.test(bare[separator] ?? '') ? separator : bare.search(/[|│](?: |$)/);
    if (at < 0) {
      wrong ??= `it has a line without \`|\`: ${line.slice(0, 60)}`;
      return;
    }
    const name = bare.slice(0, at).trim();
    const mark = bare[at + 1] ?? '';
    const value = bare.slice(at + 2);
    const last = of.at(-1);
    size += line.length;
    if (size > MAX_ROW_BYTES) return;
    if (name !== '' || !last) {
      of.push({ name, before: [], last: boxed ? value.trimEnd() : value });
      return;
    }
    const wraps = mark === '.' || mark === '…';
    last.before.push(wraps ? last.last.replace(WRAPPED, '') : `${last.last.replace(GOES_ON, '')}\n`);
    last.last = wraps || !boxed ? value : value.trimEnd();
  };
  const take = (bytes: Uint8Array, start: number, end: number) => {
    let line: string;
    try {
      line = decodeUtf8(bytes.subarray(start, end));
    } catch (error) {
      wrong ??= error instanceof Error ? error.message : String(error);
      return;
    }
    const head = EXPANDED_RECORD.exec(line);
    if (head) {
      finish();
      lines++;
      cells = [];
      size = 0;
      wrong = undefined;
      boxed = head[1] !== '-' && head[1] !== '─';
    } else if (line.trim() === '' || /^\(\d+ \S+\)$/.test(line) || (boxed && /^[+└][-─]/.test(line))) finish();
    else if (cells) cellLine(cells, line);
    else nulls.said(line);
  };
  const cutter = lineCutter(
    take,
    () => {
      size = MAX_ROW_BYTES + 1;
    },
    () => sink.settle?.(),
  );
  return cutterFramer(
    cutter,
    () => lines,
    () => {
      if (cells && cells.length < most) wrong ??= 'the file ends inside this record: it was cut off';
      finish();
    },
  );
}
