/** Files as the commands see them. */
import { readFile } from 'node:fs/promises';
import { UsageError } from './command.ts';

/** Bytes of a file, `-` for standard input. Throws a UsageError that names what could not be read and why. */
export async function readInput(path: string): Promise<Uint8Array> {
  if (path === '-') {
    const chunks: Buffer[] = [];
    for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks);
  }
  try {
    return await readFile(path);
  } catch (error) {
    const why =
      error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'there is no such file' : String(error);
    throw new UsageError(`cannot read ${path}: ${why}`);
  }
}
