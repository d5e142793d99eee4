/** Fixes by pointer as edits of the text. */
import type { Fix, Place, TextEdit } from '../finding.ts';
import type { ParsedModel } from '../model/parse.ts';
import { type FixSpec, type FixStep, pointer } from './rule.ts';

const edit = (at: Place, text: string): TextEdit | undefined =>
  at.file === undefined || at.line === undefined || at.column === undefined
    ? undefined
    : {
        file: at.file,
        line: at.line,
        column: at.column,
        endLine: at.endLine ?? at.line,
        endColumn: at.endColumn ?? at.column,
        text,
      };

/** Undefined where the text offers no safe place. `lines` gives a file's lines. */
export function editOf(
  fix: FixSpec,
  { locate }: ParsedModel,
  lines: (file: string) => readonly string[],
): Fix | undefined {
  const steps = 'steps' in fix ? fix.steps : [fix];
  const edits = steps.map((step) => stepEdit(step, locate, lines));
  return edits.every((made) => made !== undefined) && edits.length > 0 ? { title: fix.title, edits } : undefined;
}

function stepEdit(step: FixStep, locate: ParsedModel['locate'], lines: (file: string) => readonly string[]) {
  if ('insert' in step) return insert(step.insert, locate, lines);
  if ('replace' in step) return edit(locate(step.replace.at, 'value'), step.replace.value);
  if ('rename' in step) return edit(locate(step.rename.at, 'key'), step.rename.to);
  return remove(step.remove.at, locate, lines);
}

function insert(
  { into, key, value }: { readonly into: string; readonly key: string; readonly value: string },
  locate: ParsedModel['locate'],
  lines: (file: string) => readonly string[],
): TextEdit | undefined {
  const name = locate(into);
  const body = locate(into, 'value');
  if (name.file === undefined || name.line === undefined || body.line === undefined || body.column === undefined)
    return undefined;
  // A missing key is placed where `into` is. One that is there and holds nothing (`policy: null`) gets its value; what it holds and could not be
  // understood is told, and stays.
  const there = locate(into + pointer(key), 'value');
  if (there.line !== name.line || there.column !== name.column) {
    const line = lines(name.file)[(there.line ?? 1) - 1] ?? '';
    const held = there.line === there.endLine ? line.slice((there.column ?? 1) - 1, (there.endColumn ?? 1) - 1) : '…';
    return /^(?:null|~)?$/i.test(held) ? edit(there, held === '' ? ` ${value}` : value) : undefined;
  }
  const text = lines(name.file)[body.line - 1] ?? '';
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
    return edit(at, empty ? ` ${key}: ${value} ` : ` ${key}: ${value},`);
  }
  // A block: a line of its own below the name, indented as its first key is; an empty one by two more.
  const indent = body.line > name.line ? body.column - 1 : (name.column ?? 1) + 1;
  const keyLine = lines(name.file)[name.line - 1] ?? '';
  if (body.line === name.line && !/:\s*(#.*)?$/.test(keyLine)) return undefined;
  // What stands below is a word, no map.
  if (
    body.line > name.line &&
    !/^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s"'#][^#]*?)\s*:(?:\s|$)/.test(text.slice(body.column - 1))
  )
    return undefined;
  const end = keyLine.length + 1;
  return edit(
    { file: name.file, line: name.line, column: end, endLine: name.line, endColumn: end },
    `\n${' '.repeat(indent)}${key}: ${value}`,
  );
}

function remove(
  pointer: string,
  locate: ParsedModel['locate'],
  lines: (file: string) => readonly string[],
): TextEdit | undefined {
  const key = locate(pointer);
  const value = locate(pointer, 'value');
  if (
    key.file === undefined ||
    key.line === undefined ||
    key.column === undefined ||
    value.endLine === undefined ||
    value.endColumn === undefined
  )
    return undefined;
  const all = lines(key.file);
  const before = (all[key.line - 1] ?? '').slice(0, key.column - 1);
  const last = all[value.endLine - 1] ?? '';
  const after = last.slice(value.endColumn - 1);
  // On lines of its own: the lines go.
  if (before.trim() === '' && (after.trim() === '' || after.trimStart().startsWith('#')))
    return edit({ file: key.file, line: key.line, column: 1, endLine: value.endLine + 1, endColumn: 1 }, '');
  // In braces: with the comma behind it, else the one before it.
  const comma = /^\s*,\s*/.exec(after)?.[0];
  if (comma !== undefined)
    return edit(
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
  return edit(
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

/** Applies edits to a text. They must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const starts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === '\n') starts.push(i + 1);
  const offset = (line: number, column: number) =>
    Math.min(text.length, (starts[line - 1] ?? text.length) + column - 1);
  const ordered = [...edits].sort((a, b) => b.line - a.line || b.column - a.column);
  let result = text;
  for (const e of ordered)
    result = result.slice(0, offset(e.line, e.column)) + e.text + result.slice(offset(e.endLine, e.endColumn));
  return result;
}
