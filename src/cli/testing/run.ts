/** Commands run in this process, over files of a folder that is made for a test. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CliArgs, CliCommand } from '../command.ts';
import { readInput } from '../io.ts';

export interface Ran {
  readonly status: 0 | 1 | 2;
  readonly out: string;
  readonly err: string;
}

/** Runs a command; `stdin` is what `-` reads. Rejects with a UsageError where the process would exit with 2. */
export async function run(
  command: CliCommand,
  positionals: readonly string[],
  values: CliArgs['values'] = {},
  stdin: string | Uint8Array = '',
): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const status = await command.run(
    { positionals, values },
    {
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
      read: async (path) => (path === '-' ? Buffer.from(stdin) : readInput(path)),
    },
  );
  return { status, out: out.join('\n'), err: err.join('\n') };
}

export interface Folder {
  readonly path: string;
  /** Writes a file, and the folders above it; gives its path. */
  file(name: string, content: string | Uint8Array): string;
  text(name: string): string;
  remove(): void;
}

export function folder(name: string): Folder {
  const path = mkdtempSync(join(tmpdir(), `factline-${name}-`));
  return {
    path,
    file(inner, content) {
      const at = join(path, inner);
      mkdirSync(dirname(at), { recursive: true });
      writeFileSync(at, content);
      return at;
    },
    text: (inner) => readFileSync(join(path, inner), 'utf8'),
    remove: () => rmSync(path, { recursive: true }),
  };
}
