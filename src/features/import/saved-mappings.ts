/** Mappings as files of the workspace, `<name>.mapping.json`: the wizard offers them, and the command line reads them. */

import { parseMapping } from '../../core/formats/header.ts';
import type { Mapping } from '../../core/formats/mapping.ts';
import type { WorkspaceFile } from '../../core/workspace/workspace.ts';

export type SavedMapping =
  | { readonly path: string; readonly mapping: Mapping }
  | { readonly path: string; readonly problem: string };

/** A workspace's mapping file, parsed; or what is wrong with it. */
export function readSaved({ path, text }: WorkspaceFile): SavedMapping {
  try {
    return { path, mapping: parseMapping(JSON.parse(text) as unknown) };
  } catch (error) {
    return { path, problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The file of a mapping; characters that no file name should have become `-`. */
export function mappingFile(mapping: Mapping): WorkspaceFile {
  const name = mapping.name.replace(/[^\p{L}\p{N}._-]+/gu, '-') || 'mapping';
  return { path: `${name}.mapping.json`, text: `${JSON.stringify(mapping, undefined, 2)}\n` };
}
