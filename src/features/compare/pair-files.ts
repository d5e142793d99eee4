/** Which file of an older version stands beside which of the open one. */
import type { ModelFile } from '../../core/model/parse.ts';

export interface FilePair {
  readonly title: string;
  readonly old: ModelFile | undefined;
  readonly now: ModelFile | undefined;
}

/** By name; a single file of another name stands beside the single one that is left. */
export function pairFiles(old: readonly ModelFile[], now: readonly ModelFile[]): readonly FilePair[] {
  const twin = (files: readonly ModelFile[], { path }: ModelFile) => files.find((file) => file.path === path);
  const [gone, fresh] = [old.filter((file) => !twin(now, file)), now.filter((file) => !twin(old, file))];
  const [only, added] = [gone[0], fresh[0]];
  const alone = gone.length === 1 && fresh.length === 1;
  const pairs = now.map((file): FilePair => {
    const before = alone && file === added ? only : twin(old, file);
    const renamed = before !== undefined && before.path !== file.path;
    return { title: renamed ? `${before.path} → ${file.path}` : file.path, old: before, now: file };
  });
  return alone ? pairs : [...pairs, ...gone.map((file) => ({ title: file.path, old: file, now: undefined }))];
}
