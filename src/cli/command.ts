/** What a command of `factline` is. One file each in `commands/`; `main.ts` lists them. */

export interface CliIo {
  out(text: string): void;
  err(text: string): void;
  /** Bytes of a file, `-` for standard input; throws a UsageError that names it. */
  read(path: string): Promise<Uint8Array>;
}

export interface CliCommand {
  readonly name: string;
  /** `inspect JOURNAL [--from FORMAT] [--mapping F]` */
  readonly usage: string;
  readonly summary: string;
  /** Options of node:util parseArgs. `--format` and `--fail-on` are added for all. */
  readonly options: Readonly<
    Record<string, { readonly type: 'string' | 'boolean'; readonly multiple?: boolean; readonly short?: string }>
  >;
  /** Exit status (contract §6): 0 nothing at or above --fail-on, 1 something, 2 bad usage or unreadable input. */
  run(args: CliArgs, io: CliIo): Promise<0 | 1 | 2>;
}

export interface CliArgs {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
}

/** Bad usage or unreadable input: printed without a stack, exit status 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
