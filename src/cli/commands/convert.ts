/** `factline convert`: a journal in another format, and what could not be carried (contract §6). */
import { closeSync, openSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { startConversion } from '../../core/formats/writers/convert.ts';
import type { NotCarried, OutputFormat } from '../../core/formats/writers/writer.ts';
import { WRITERS, writerOf } from '../../core/formats/writers/writers.ts';
import { type CliArgs, type CliCommand, type CliIo, UsageError } from '../command.ts';
import { whyOf } from '../io.ts';
import { type JournalOptions, readJournal } from '../journal-input.ts';
import { merged, outlookText, readToMerge } from '../merge-input.ts';
import { refuse, textOf, textsOf } from '../options.ts';

const LISTED = 100;
const utf8 = new TextDecoder();

function formatOf(id: string | undefined): OutputFormat {
  const known = WRITERS.map((format) => format.id).join(', ');
  if (id === undefined) throw new UsageError(`to which format? --to ${known}`);
  const format = writerOf(id);
  if (!format) throw new UsageError(`there is no format ${id} to write. Known are ${known}`);
  return format;
}

interface Output {
  write(text: string): void;
  close(): void;
}

function outputOf(path: string | undefined, io: CliIo): Output {
  if (path === undefined || path === '-') return { write: (text) => io.out(text), close: () => undefined };
  const failed = (error: unknown) => new UsageError(`cannot write ${path}: ${whyOf(error)}`);
  let file: number;
  try {
    file = openSync(path, 'w');
  } catch (error) {
    throw failed(error);
  }
  return {
    write(text) {
      const bytes = Buffer.from(text);
      try {
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
      } catch (error) {
        throw failed(error);
      }
    },
    close: () => closeSync(file),
  };
}

function listText(notCarried: readonly NotCarried[], format: OutputFormat): string {
  if (notCarried.length === 0) return `all of it is carried by ${format.id}`;
  const lines = notCarried.slice(0, LISTED).map(({ field, what, count, line }) => {
    const where = line === undefined ? '' : ` (${count}, first in line ${line})`;
    return `  ${field}: ${what}${line === undefined && count > 1 ? ` (${count})` : where}`;
  });
  const rest = notCarried.length > LISTED ? [`  and ${notCarried.length - LISTED} more`] : [];
  return [`not carried by ${format.id}, or not as it was:`, ...lines, ...rest].join('\n');
}

const mergeOf = (paths: readonly string[], values: CliArgs['values'], reading: JournalOptions, io: CliIo) =>
  readToMerge(paths, { ...reading, offsets: textsOf(values.offset), clock: textOf(values.clock) }, io);

export const convert: CliCommand = {
  name: 'convert',
  usage:
    'convert JOURNAL… --to FORMAT [-o F] [--from FORMAT] [--mapping F] [--merge [--offset JOURNAL=+2s]… [--clock all|log|event] [--dry-run]]',
  summary: `The journal in another format (${WRITERS.map(({ id }) => id).join(', ')}); what could not be carried is listed on standard error. With --merge each JOURNAL is one of its own, and they are put on one axis; --dry-run says what that would change, and writes nothing.`,
  options: {
    to: { type: 'string' },
    out: { type: 'string', short: 'o' },
    from: { type: 'string' },
    mapping: { type: 'string' },
    merge: { type: 'boolean' },
    offset: { type: 'string', multiple: true },
    clock: { type: 'string' },
    'dry-run': { type: 'boolean' },
  },
  async run({ positionals, values }, io) {
    refuse(values, 'convert', {
      format: 'the format to write is --to',
      'fail-on': 'it prints a journal, no problems',
    });
    const reading = { from: textOf(values.from), mapping: textOf(values.mapping) };
    const toMerge = values.merge ? await mergeOf(positionals, values, reading, io) : undefined;
    for (const name of ['offset', 'clock', 'dry-run'] as const)
      if (!toMerge && values[name] !== undefined) throw new UsageError(`--${name} belongs to --merge`);
    if (toMerge && values['dry-run']) {
      io.out(await outlookText(toMerge));
      return 0;
    }
    const format = formatOf(textOf(values.to));
    const path = textOf(values.out);
    if (path !== undefined && path !== '-' && positionals.some((input) => resolve(input) === resolve(path)))
      throw new UsageError(`-o ${path} is the journal itself. Write to another file`);
    const journal = toMerge ? await merged(toMerge) : await readJournal(positionals, reading, io);
    const { columns, header, rejected, rejectedTotal } = journal;
    const output = outputOf(path, io);
    try {
      const conversion = startConversion({ format, header, part: false, onText: (text) => output.write(text) });
      for (let row = 0; row < columns.count; row++)
        conversion.record(columns.line[row] ?? 0, utf8.decode(journal.line(row)));
      for (const lines of journal.processingLines)
        for (const line of utf8.decode(lines).trimEnd().split('\n')) conversion.processing(line);
      io.err(listText(conversion.end(), format));
    } finally {
      output.close();
    }
    if (rejectedTotal > 0)
      io.err(
        `${rejectedTotal} lines were no records and are left out, the first in line ${rejected[0]?.line}: ${rejected[0]?.reason}`,
      );
    return rejectedTotal > 0 ? 1 : 0;
  },
};
