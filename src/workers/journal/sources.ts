/** Which files a journal is made from, told by their names, sizes and beginnings. */
import type { SourceRef } from '../../core/formats/mapping.ts';
import { headHash } from './import.ts';

export async function sourcesOf(files: readonly File[]): Promise<readonly SourceRef[]> {
  const sources: SourceRef[] = [];
  for (const file of files) {
    const sha256 = await headHash(file);
    sources.push({ name: file.name, bytes: file.size, ...(sha256 !== undefined && { sha256 }) });
  }
  return sources;
}

/** Nothing speaks against their being the same file; a person who chose it says that it is. */
export const mayBe = (given: SourceRef, known: SourceRef | undefined): boolean =>
  given.bytes === known?.bytes &&
  (given.sha256 === undefined || known.sha256 === undefined || given.sha256 === known.sha256);

/** The same file, without a person who says so. */
export const isSame = (given: SourceRef, known: SourceRef | undefined): boolean =>
  given.name === known?.name &&
  given.bytes === known.bytes &&
  given.sha256 !== undefined &&
  given.sha256 === known.sha256;
