/** Older versions of a model, and how each is read. */
import { isModelFile } from '../../app/checking.ts';
import type { ModelFile } from '../../core/model/parse.ts';
import type { FileVersion } from '../../core/workspace/workspace.ts';
import { unzipWorkspace } from '../../core/workspace/zip.ts';

export type Older =
  /** The open workspace as it was when it was opened. */
  | { readonly kind: 'opened' }
  | { readonly kind: 'workspace'; readonly id: string; readonly files: readonly ModelFile[] }
  /** The open workspace as it was until then, from its history. */
  | { readonly kind: 'history'; readonly at: number; readonly files: readonly ModelFile[] }
  /** Undefined until one is chosen. */
  | { readonly kind: 'disk'; readonly files?: readonly ModelFile[] }
  | { readonly kind: 'text'; readonly files?: readonly ModelFile[] };

export const modelsOf = (files: readonly ModelFile[]): readonly ModelFile[] =>
  files.filter(({ path }) => isModelFile(path));

/** The files as they stood just before `at`: of each the first text that was replaced then or later, else what it holds now. */
export function asOf(at: number, now: readonly ModelFile[], history: readonly FileVersion[]): readonly ModelFile[] {
  const paths = new Set([...now, ...history].map(({ path }) => path));
  return [...paths].flatMap((path) => {
    const later = history.filter((version) => version.path === path && version.at >= at);
    const first = later.reduce<FileVersion | undefined>((a, b) => (a && a.at < b.at ? a : b), undefined);
    return first ? [{ path, text: first.text }] : now.filter((file) => file.path === path);
  });
}

export const pasted = (text: string): readonly ModelFile[] => [{ path: 'pasted text', text }];

/** Files of any name, and the models of zips. Throws what a person can act on. */
export async function readFromDisk(files: readonly File[]): Promise<readonly ModelFile[]> {
  const read = await Promise.all(
    files.map(async (file) => {
      const bytes = new Uint8Array(await file.arrayBuffer());
      if (/\.zip$/i.test(file.name)) {
        const models = modelsOf(unzipWorkspace(bytes).files);
        if (models.length === 0) throw new Error(`There is no *.model.yaml in ${file.name}.`);
        return models;
      }
      try {
        return [{ path: file.name, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }];
      } catch {
        throw new Error(`${file.name} is not UTF-8 text: save it as UTF-8, or choose another file.`);
      }
    }),
  );
  return read.flat();
}
