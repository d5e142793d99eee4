/** `--fix` on files as they are stored: byte order mark and line ends stay. */
import type { TextEdit } from '../core/finding.ts';
import type { Checked } from '../core/rules/check.ts';
import { type Fixed, fixAll } from '../core/rules/fix-all.ts';
import { asRead, type ModelInput, type TextFile } from './model-input.ts';

/** Edits count lines and columns as read; byte order mark and line ends stay as they are stored. */
export function editStored(stored: string, edits: readonly TextEdit[]): string {
  const starts = [stored.startsWith('\ufeff') ? 1 : 0];
  for (const { 0: end, index } of stored.matchAll(/\r\n?|\n/g)) starts.push(index + end.length);
  const lineEnd = /\r\n?|\n/.exec(stored)?.[0] ?? '\n';
  const offset = (line: number, column: number) =>
    Math.min(stored.length, (starts[line - 1] ?? stored.length) + column - 1);
  return [...edits]
    .sort((a, b) => b.line - a.line || b.column - a.column)
    .reduce(
      (text, { line, column, endLine, endColumn, text: into }) =>
        text.slice(0, offset(line, column)) + into.replace(/\n/g, lineEnd) + text.slice(offset(endLine, endColumn)),
      stored,
    );
}

function edited(input: ModelInput, edits: readonly TextEdit[]): ModelInput {
  const apply = (file: TextFile): TextFile => {
    const own = edits.filter((edit) => edit.file === file.path);
    if (own.length === 0) return file;
    const stored = editStored(file.stored, own);
    return { ...file, stored, text: asRead(stored) };
  };
  return { models: input.models.map(apply), behavior: input.behavior.map(apply) };
}

/** Applies fixes until none is left. Fixed again, nothing changes. */
export const fixStored = (given: ModelInput, check: (input: ModelInput) => Checked): Fixed<ModelInput> =>
  fixAll(given, { check, edit: edited, textOf: ({ models }) => JSON.stringify(models.map((file) => file.stored)) });
