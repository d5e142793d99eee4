#!/usr/bin/env node
/** The factline command: `factline COMMAND …`, or help. */
import { parseArgs } from 'node:util';
import { type CliCommand, type CliIo, UsageError } from './command.ts';
import { readInput } from './io.ts';

/** Loaded when called, so that `--help` and `rules` need not load a sandbox. */
const COMMANDS: Readonly<Record<string, () => Promise<CliCommand>>> = {
  check: async () => (await import('./commands/check.ts')).check,
  diff: async () => (await import('./commands/diff.ts')).diff,
  catalog: async () => (await import('./commands/catalog.ts')).catalog,
  coverage: async () => (await import('./commands/coverage.ts')).coverage,
  convert: async () => (await import('./commands/convert.ts')).convert,
  draft: async () => (await import('./commands/draft.ts')).draft,
  inspect: async () => (await import('./commands/inspect.ts')).inspect,
  prove: async () => (await import('./commands/prove.ts')).prove,
  replay: async () => (await import('./commands/replay.ts')).replay,
  test: async () => (await import('./commands/test.ts')).test,
  lab: async () => (await import('./commands/lab.ts')).lab,
  rules: async () => (await import('./commands/rules.ts')).rules,
};

const io: CliIo = {
  out: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
  err: (text) => void process.stderr.write(text.endsWith('\n') ? text : `${text}\n`),
  read: readInput,
};

async function help(): Promise<string> {
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  const lines = commands.map((c) => `  factline ${c.usage}\n      ${c.summary}`);
  return `factline: check event models, inspect and replay journals\n\n${lines.join('\n')}\n\nExit status: 0 nothing at or above --fail-on (default error), 1 something, 2 bad usage or unreadable input.`;
}

async function main(argv: readonly string[]): Promise<0 | 1 | 2> {
  const [name, ...rest] = argv;
  if (name === undefined || name === '--help' || name === 'help') {
    io.out(await help());
    return name === undefined ? 2 : 0;
  }
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!load) throw new UsageError(`no command "${name}"; there are: ${Object.keys(COMMANDS).join(', ')}`);
  const command = await load();
  const options = {
    ...command.options,
    format: { type: 'string' as const },
    'fail-on': { type: 'string' as const },
    help: { type: 'boolean' as const },
  };
  const parse = () => {
    try {
      return parseArgs({ args: rest, options, allowPositionals: true, strict: true });
    } catch (error) {
      throw new UsageError(
        `${error instanceof Error ? error.message : String(error)}\nusage: factline ${command.usage}`,
      );
    }
  };
  const { positionals, values } = parse();
  if (values.help === true) {
    io.out(`factline ${command.usage}\n${command.summary}`);
    return 0;
  }
  return command.run({ positionals, values }, io);
}

// `factline … | head` closes the pipe early: that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const known = error instanceof UsageError;
    io.err(
      `factline: ${error instanceof Error ? (known ? error.message : (error.stack ?? error.message)) : String(error)}`,
    );
    process.exitCode = 2;
  },
);
