/** `--fix` on files as they are stored: byte order mark and line ends stay. */
import type { TextEdit } from '../core/finding.ts';
import { asRead } from '../core/model/parse.ts';
import type { Checked } from '../core/rules/check.ts';
import { applyEdits } from '../core/rules/edit.ts';
import { type Fixed, fixAll } from '../core/rules/fix-all.ts';
import type { ModelInput, TextFile } from './model-input.ts';

function edited(input: ModelInput, edits: readonly TextEdit[]): ModelInput {
  const apply = (file: TextFile): TextFile => {
    const own = edits.filter((edit) => edit.file === file.path);
    if (own.length === 0) return file;
    const stored = applyEdits(file.stored, own);
    return { ...file, stored, text: asRead(stored) };
  };
  return { models: input.models.map(apply), behavior: input.behavior.map(apply) };
}

/** Applies fixes until none is left. Fixed again, nothing changes. */
export const fixStored = (given: ModelInput, check: (input: ModelInput) => Checked): Fixed<ModelInput> =>
  fixAll(given, { check, edit: edited, textOf: ({ models }) => JSON.stringify(models.map((file) => file.stored)) });
