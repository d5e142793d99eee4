/** Files as the commands see them. */
import { readFile } from 'node:fs/promises';
import { UsageError } from './command.ts';

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Check the path, and from where it counts',
  ENOTDIR: 'there is no such file, a part of the path is no folder. Check the path',
  EISDIR: 'it is a folder. Name a file in it',
  EACCES: 'you may not read it. Change its permissions, or run as somebody who may',
  EPERM: 'you may not read it. Change its permissions, or run as somebody who may',
  ENAMETOOLONG: 'no file can have so long a name. Check the path',
};

/** Why a file cannot be read or written, in words, and what to do. */
export function whyOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = Object.hasOwn(WHY, code) ? WHY[code] : undefined;
  return known ?? (error instanceof Error ? error.message : String(error));
}

/** Bytes of a file, `-` for standard input. Throws a UsageError that names what could not be read, why, and what to do. */
export async function readInput(path: string): Promise<Uint8Array> {
  try {
    if (path !== '-') return await readFile(path);
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  } catch (error) {
    throw new UsageError(`cannot read ${path === '-' ? 'standard input' : path}: ${whyOf(error)}`);
  }
}
