/** `factline check`: the problems of a model (contract §6). */
import { writeFile } from 'node:fs/promises';
import { PROFILES } from '../../core/model/model.ts';
import { behaviorFacts } from '../../core/rules/behavior/read.ts';
import { type Checked, checkModel } from '../../core/rules/check.ts';
import { type CliArgs, type CliCommand, type CliIo, UsageError } from '../command.ts';
import { fixStored } from '../fix.ts';
import { PROBLEM_FORMATS, printFindings } from '../formats/print.ts';
import { summaryOf } from '../formats/problems.ts';
import { whyOf } from '../io.ts';
import { type ModelInput, readModels } from '../model-input.ts';
import { failOnOf, formatOf, statusOf, textsOf } from '../options.ts';

function profilesOf({ profile }: CliArgs['values']): readonly string[] | undefined {
  if (typeof profile !== 'string') return undefined;
  const names = profile.split(',').map((name) => name.trim());
  for (const name of names)
    if (!PROFILES.some((p) => p === name))
      throw new UsageError(`no profile "${name}"; there are: ${PROFILES.join(', ')}`);
  return names;
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
  const { input, done, refused } = fixStored(given, check);
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
    'check MODEL… [--behavior F…] [--profile P,…] [--fix] [--format text|json|sarif|junit|github] [--fail-on info|warning|error]',
  summary: 'The problems of a model: of files, of a folder and all below it, of a workspace zip.',
  options: {
    behavior: { type: 'string', multiple: true },
    profile: { type: 'string' },
    fix: { type: 'boolean' },
  },
  async run({ positionals, values }, io) {
    const format = formatOf(values, PROBLEM_FORMATS);
    const failOn = failOnOf(values);
    const profiles = profilesOf(values);
    const given = await readModels(positionals, textsOf(values.behavior), io);
    const checked = ({ models, behavior }: ModelInput) =>
      checkModel(models, { profiles, ...(behavior.length > 0 && { behavior: behaviorFacts(behavior) }) });
    const input = values.fix === true ? await fixFiles(given, checked, io) : given;
    const { findings } = checked(input);
    const files = [...input.models, ...input.behavior];
    io.out(printFindings(format, findings, files, summaryOf(findings)));
    return statusOf(findings, failOn);
  },
};
