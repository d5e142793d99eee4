/** `factline check`: the problems of a model, and of a journal under it or alone (contract §6). */
import { writeFile } from 'node:fs/promises';
import type { Finding } from '../../core/finding.ts';
import { type Model, PROFILES, type ProfileName } from '../../core/model/model.ts';
import { behaviorFacts } from '../../core/rules/behavior/read.ts';
import { type Checked, checkModel } from '../../core/rules/check.ts';
import { checkJournal } from '../../core/rules/records/check-journal.ts';
import { type CliArgs, type CliCommand, type CliIo, UsageError } from '../command.ts';
import { fixAll } from '../fix.ts';
import { PROBLEM_FORMATS, printFindings } from '../formats/print.ts';
import { summaryOf } from '../formats/problems.ts';
import { whyOf } from '../io.ts';
import { readJournal } from '../journal-input.ts';
import { type ModelInput, readModels } from '../model-input.ts';
import { failOnOf, formatOf, statusOf, textOf, textsOf } from '../options.ts';

function profilesOf({ profile }: CliArgs['values']): readonly ProfileName[] | undefined {
  if (typeof profile !== 'string') return undefined;
  return profile.split(',').map((asked) => {
    const name = asked.trim();
    const known = PROFILES.find((p) => p === name);
    if (!known) throw new UsageError(`no profile "${name}"; there are: ${PROFILES.join(', ')}`);
    return known;
  });
}

/** The problems of one journal: a file, a folder, a zip. Without a model it is checked for its integrity. */
async function journalProblems(
  path: string,
  model: Model | undefined,
  profiles: readonly ProfileName[] | undefined,
  io: CliIo,
): Promise<readonly Finding[]> {
  const journal = await readJournal([path], {}, io);
  return checkJournal(journal, { model, profiles, file: path });
}

/** Writes what fixes changed, and says on standard error what was done and what was not. */
async function fixFiles(given: ModelInput, check: (input: ModelInput) => Checked, io: CliIo): Promise<ModelInput> {
  const readOnly = [...given.models, ...given.behavior].find(({ writable }) => !writable);
  if (readOnly)
    throw new UsageError(
      readOnly.path === '-'
        ? '--fix needs files, not standard input'
        : `--fix needs files, and ${readOnly.path} lies in a zip: unpack it first`,
    );
  const { input, done, refused } = fixAll(given, check);
  const before = new Map([...given.models, ...given.behavior].map(({ path, stored }) => [path, stored]));
  for (const { path, stored } of [...input.models, ...input.behavior])
    if (stored !== before.get(path))
      await writeFile(path, stored).catch((error: unknown) => {
        throw new UsageError(`cannot write ${path}: ${whyOf(error)}`);
      });
  if (done > 0) io.err(`fixed ${done} problem${done === 1 ? '' : 's'}`);
  for (const { place, fixes } of refused)
    io.err(
      `${place.file}:${place.line}:${place.column} is left: "${fixes?.[0]?.title ?? ''}" would bring other problems`,
    );
  return input;
}

export const check: CliCommand = {
  name: 'check',
  usage:
    'check MODEL… [--behavior F…] [--journal F] [--profile P,…] [--fix] [--format text|json|sarif|junit|github] [--fail-on info|warning|error]',
  summary: 'The problems of a model (files, a folder and all below it, a workspace zip), and of a journal.',
  options: {
    behavior: { type: 'string', multiple: true },
    journal: { type: 'string' },
    profile: { type: 'string' },
    fix: { type: 'boolean' },
  },
  async run({ positionals, values }, io) {
    const format = formatOf(values, PROBLEM_FORMATS);
    const failOn = failOnOf(values);
    const profiles = profilesOf(values);
    const journal = textOf(values.journal);
    if (journal !== undefined && positionals.length === 0) {
      for (const name of ['fix', 'behavior'])
        if (values[name] !== undefined) throw new UsageError(`--${name} needs a model: check MODEL… --${name}`);
      const found = await journalProblems(journal, undefined, profiles, io);
      io.out(printFindings(format, found, [], summaryOf(found)));
      return statusOf(found, failOn);
    }
    if (journal === '-' && positionals.includes('-'))
      throw new UsageError('only one of the model and the journal can be standard input');
    const given = await readModels(positionals, textsOf(values.behavior), io);
    const checked = ({ models, behavior }: ModelInput) =>
      checkModel(models, { profiles, ...(behavior.length > 0 && { behavior: behaviorFacts(behavior) }) });
    const input = values.fix === true ? await fixFiles(given, checked, io) : given;
    const { findings: ofModel, parsed } = checked(input);
    const ofJournal = journal === undefined ? [] : await journalProblems(journal, parsed.model, profiles, io);
    const findings = [...ofModel, ...ofJournal];
    const files = [...input.models, ...input.behavior];
    io.out(printFindings(format, findings, files, summaryOf(findings)));
    return statusOf(findings, failOn);
  },
};
