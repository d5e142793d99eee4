/** Fixes by pointer as edits of the text. */
import type { Fix, Place, TextEdit } from '../finding.ts';
import { pointer } from '../json-pointer.ts';
import type { ParsedModel } from '../model/parse.ts';
import type { FixSpec, FixStep } from './rule.ts';

/** A text in place of what stands there. */
export const editAt = (at: Place | undefined, text: string): TextEdit | undefined =>
  at?.file === undefined || at.line === undefined || at.column === undefined
    ? undefined
    : {
        file: at.file,
        line: at.line,
        column: at.column,
        endLine: at.endLine ?? at.line,
        endColumn: at.endColumn ?? at.column,
        text,
      };

type Locate = ParsedModel['exactly'];
type Lines = ParsedModel['line'];

/** Undefined where the text offers no safe place, or one of the pointers is not there. */
export function editOf(fix: FixSpec, { exactly, line }: Pick<ParsedModel, 'exactly' | 'line'>): Fix | undefined {
  const steps = 'steps' in fix ? fix.steps : [fix];
  const edits = steps.map((step) => stepEdit(step, exactly, line));
  return edits.every((made) => made !== undefined) && edits.length > 0 ? { title: fix.title, edits } : undefined;
}

function stepEdit(step: FixStep, locate: Locate, lines: Lines) {
  if ('insert' in step) return insert(step.insert, locate, lines);
  if ('replace' in step) return replace(step.replace.at, step.replace.value, locate, lines);
  if ('rename' in step) return editAt(locate(step.rename.at, 'key'), step.rename.to);
  return remove(step.remove.at, locate, lines);
}

const samePlace = (a: Place, b: Place) => a.line === b.line && a.column === b.column;

/** Whether a pointer names an item of a list: it has no key. */
function isItem(pointer: string, locate: Locate, lines: Lines): boolean {
  const list = locate(pointer.slice(0, pointer.lastIndexOf('/')), 'value');
  if (list?.file === undefined || list.line === undefined || list.column === undefined) return false;
  return /^(\[|-(\s|$))/.test((lines(list.file, list.line) ?? '').slice(list.column - 1));
}

/** Puts a value in place of another one; a key that has none yet gets it. */
function replace(pointer: string, text: string, locate: Locate, lines: Lines): TextEdit | undefined {
  const [key, value] = [locate(pointer), locate(pointer, 'value')];
  if (!key || !value) return undefined;
  const empty = value.line === value.endLine && value.column === value.endColumn;
  if (!empty && (!samePlace(key, value) || isItem(pointer, locate, lines))) return editAt(value, text);
  if (key.file === undefined || key.endLine === undefined || key.endColumn === undefined) return undefined;
  const behind = (lines(key.file, key.endLine) ?? '').slice(key.endColumn - 1);
  const colon = /^\s*:(?=[\s,}]|$)/.exec(behind)?.[0];
  const column = key.endColumn + (colon?.length ?? 0);
  const at = { file: key.file, line: key.endLine, column, endLine: key.endLine, endColumn: column };
  return editAt(at, colon === undefined ? `: ${text}` : ` ${text}`);
}

function insert(
  { into, key, value }: { readonly into: string; readonly key: string; readonly value: string },
  locate: Locate,
  lines: Lines,
): TextEdit | undefined {
  const name = locate(into);
  const body = locate(into, 'value');
  if (!name || !body) return undefined;
  if (name.file === undefined || name.line === undefined || body.line === undefined || body.column === undefined)
    return undefined;
  // A key that is there and holds nothing (`policy: null`) gets its value; what it holds and could not be understood is told, and stays.
  const there = locate(into + pointer(key), 'value');
  if (there) {
    const line = lines(name.file, there.line ?? 1) ?? '';
    const held = there.line === there.endLine ? line.slice((there.column ?? 1) - 1, (there.endColumn ?? 1) - 1) : '…';
    return /^(?:null|~)?$/i.test(held) ? replace(into + pointer(key), value, locate, lines) : undefined;
  }
  const text = lines(name.file, body.line) ?? '';
  const opens = text[body.column - 1] === '{';
  if (opens) {
    const empty = /^\{\s*\}/.test(text.slice(body.column - 1));
    const at = {
      file: name.file,
      line: body.line,
      column: body.column + 1,
      endLine: body.line,
      endColumn: body.column + 1,
    };
    return editAt(at, empty ? ` ${key}: ${value} ` : ` ${key}: ${value},`);
  }
  // A block: a line of its own below the name, indented as its first key is; an empty one by two more.
  const indent = body.line > name.line ? body.column - 1 : (name.column ?? 1) + 1;
  const keyLine = lines(name.file, name.line) ?? '';
  if (body.line === name.line && !/:\s*(#.*)?$/.test(keyLine)) return undefined;
  // What stands below is a word, no map.
  if (
    body.line > name.line &&
    !/^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'#][^#]*?)\s*:(?:\s|$)/.test(text.slice(body.column - 1))
  )
    return undefined;
  const end = keyLine.length + 1;
  return editAt(
    { file: name.file, line: name.line, column: end, endLine: name.line, endColumn: end },
    `\n${' '.repeat(indent)}${key}: ${value}`,
  );
}

function remove(pointer: string, locate: Locate, lines: Lines): TextEdit | undefined {
  const key = locate(pointer);
  const value = locate(pointer, 'value');
  if (!key || !value) return undefined;
  if (
    key.file === undefined ||
    key.line === undefined ||
    key.column === undefined ||
    value.endLine === undefined ||
    value.endColumn === undefined
  )
    return undefined;
  const before = (lines(key.file, key.line) ?? '').slice(0, key.column - 1);
  const last = lines(key.file, value.endLine) ?? '';
  const after = last.slice(value.endColumn - 1);
  // On lines of its own: the lines go.
  if (
    (before.trim() === '' || (/^\s*-\s+$/.test(before) && isItem(pointer, locate, lines))) &&
    (after.trim() === '' || after.trimStart().startsWith('#'))
  )
    return editAt({ file: key.file, line: key.line, column: 1, endLine: value.endLine + 1, endColumn: 1 }, '');
  // In braces: with the comma behind it, else the one before it.
  const comma = /^\s*,\s*/.exec(after)?.[0];
  if (comma !== undefined)
    return editAt(
      {
        file: key.file,
        line: key.line,
        column: key.column,
        endLine: value.endLine,
        endColumn: value.endColumn + comma.length,
      },
      '',
    );
  const behind = /,\s*$/.exec(before)?.[0] ?? '';
  return editAt(
    {
      file: key.file,
      line: key.line,
      column: key.column - behind.length,
      endLine: value.endLine,
      endColumn: value.endColumn,
    },
    '',
  );
}

/**
 * Applies edits to a text as it is stored. They count lines and columns as the text is read: without its byte order mark, lines ended by any of
 * `\r\n`, `\r`, `\n`; both stay as they are, and new lines end as the first one does. Edits must not overlap; insertions at one place stand in
 * the order in which they are given.
 */
export function applyEdits(stored: string, edits: readonly TextEdit[]): string {
  const first = stored.startsWith('\ufeff') ? 1 : 0;
  const starts = [first];
  for (const { 0: end, index } of stored.matchAll(/\r\n?|\n/g)) starts.push(index + end.length);
  const lineEnd = /\r\n?|\n/.exec(stored)?.[0] ?? '\n';
  const offset = (line: number, column: number) =>
    Math.min(stored.length, (starts[line - 1] ?? stored.length) + column - 1);
  const ordered = edits
    .map(({ line, column, endLine, endColumn, text }, i) => ({
      from: offset(line, column),
      to: offset(endLine, endColumn),
      text: text.replace(/\r\n?|\n/g, lineEnd),
      i,
    }))
    .sort((a, b) => a.from - b.from || a.to - b.to || a.i - b.i);
  let result = '';
  let at = 0;
  for (const { from, to, text } of ordered) {
    result += stored.slice(at, from) + text;
    at = to;
  }
  return result + stored.slice(at);
}
