/** A workspace as a zip of exactly its files (contract §1); what a zip holds is not trusted. */
import { strToU8, unzipSync, zipSync } from 'fflate';
import type { WorkspaceFile } from './workspace.ts';

const MAX_FILE = 64 * 2 ** 20;
const MAX_TOTAL = 512 * 2 ** 20;
const MAX_FILES = 2000;

/** Files of a workspace by their ending; journals are apart. */
const TEXT = /\.(model\.ya?ml|behavior\.ts|mapping\.json|notes\.json)$/;
const JOURNAL = /\.ndjson$/;

export interface ZippedWorkspace {
  readonly files: readonly WorkspaceFile[];
  readonly journals: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

export class ZipError extends Error {
  override readonly name = 'ZipError';
}

export const isWorkspaceFile = (path: string): boolean => TEXT.test(path);

export function zipWorkspace(
  files: readonly WorkspaceFile[],
  journals: readonly { readonly name: string; readonly bytes: Uint8Array }[],
): Uint8Array {
  const entries = [
    ...files.map(({ path, text }) => [path, strToU8(text)] as const),
    ...journals.map(({ name, bytes }) => [`${name}.ndjson`, bytes] as const),
  ];
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: new Date(Date.UTC(2000, 0, 2)) });
}

/** Throws a ZipError that says what is wrong: no zip, too large, a path that leads out, text that is not UTF-8, no file of a workspace. */
export function unzipWorkspace(bytes: Uint8Array): ZippedWorkspace {
  let total = 0;
  let count = 0;
  let unzipped: Record<string, Uint8Array>;
  try {
    unzipped = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        total += originalSize;
        count++;
        if (count > MAX_FILES)
          throw new ZipError(`The zip holds more than ${MAX_FILES} entries: that is no workspace.`);
        if (originalSize > (JOURNAL.test(name) ? MAX_TOTAL : MAX_FILE) || total > MAX_TOTAL)
          throw new ZipError(`The zip unpacks to more than a workspace may hold (${name}).`);
        if (/^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)/.test(name))
          throw new ZipError(`The zip holds a path that leads out of it: ${name}.`);
        return TEXT.test(name) || JOURNAL.test(name);
      },
    });
  } catch (error) {
    if (error instanceof ZipError) throw error;
    throw new ZipError(`This is no zip that can be read (${error instanceof Error ? error.message : String(error)}).`);
  }
  const files: WorkspaceFile[] = [];
  const journals: { name: string; bytes: Uint8Array }[] = [];
  for (const [path, content] of Object.entries(unzipped)) {
    if (JOURNAL.test(path)) {
      journals.push({ name: path.replace(/^.*\//, '').replace(JOURNAL, ''), bytes: content });
      continue;
    }
    try {
      files.push({ path, text: new TextDecoder('utf-8', { fatal: true }).decode(content) });
    } catch {
      throw new ZipError(`${path} is not UTF-8 text.`);
    }
  }
  if (files.length + journals.length === 0)
    throw new ZipError(
      'There is no *.model.yaml, *.behavior.ts, *.mapping.json, *.notes.json or *.ndjson in it: that is no workspace. To import a journal, unpack the zip first.',
    );
  return { files, journals };
}
