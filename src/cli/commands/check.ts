/** `factline check`: the problems of a model (contract §6). */
import { writeFile } from 'node:fs/promises';
import type { Finding } from '../../core/finding.ts';
import { PROFILES } from '../../core/model/model.ts';
import type { ModelFile } from '../../core/model/parse.ts';
import { checkModel } from '../../core/rules/check.ts';
import { applyEdits } from '../../core/rules/edit.ts';
import { type CliCommand, UsageError } from '../command.ts';
import { PROBLEM_FORMATS, printFindings } from '../formats/print.ts';
import { summaryOf } from '../formats/problems.ts';
import { failOnOf, formatOf, statusOf } from '../options.ts';

/** One fix a place; the others come with the next run. */
function fixFile(file: ModelFile, findings: readonly Finding[]): ModelFile {
  let lastLine = 0;
  const edits = findings.flatMap(({ rule, place, fixes }) => {
    const [fix] = rule === 'undecided' || place.file !== file.path ? [] : (fixes ?? []);
    const first = fix?.edits[0];
    if (!fix || !first || first.line <= lastLine) return [];
    lastLine = Math.max(...fix.edits.map((e) => e.endLine));
    return fix.edits;
  });
  return { path: file.path, text: applyEdits(file.text, edits) };
}

export const check: CliCommand = {
  name: 'check',
  usage: 'check MODEL… [--profile P,…] [--fix] [--format text|json|sarif|junit|github] [--fail-on info|warning|error]',
  summary: 'The problems of a model.',
  options: { profile: { type: 'string' }, fix: { type: 'boolean' } },
  async run({ positionals, values }, io) {
    if (positionals.length === 0) throw new UsageError('check needs a model file');
    const format = formatOf(values, PROBLEM_FORMATS);
    const failOn = failOnOf(values);
    const profiles = typeof values.profile === 'string' ? values.profile.split(',') : undefined;
    for (const name of profiles ?? [])
      if (!PROFILES.some((p) => p === name))
        throw new UsageError(`no profile "${name}"; there are: ${PROFILES.join(', ')}`);
    if (values.fix === true && positionals.includes('-')) throw new UsageError('--fix needs files, not standard input');
    let files = await Promise.all(
      positionals.map(async (path) => ({ path, text: new TextDecoder().decode(await io.read(path)) })),
    );
    if (values.fix === true) {
      const { findings } = checkModel(files, { profiles });
      const fixed = files.map((file) => fixFile(file, findings));
      for (const [i, { path, text }] of fixed.entries()) if (text !== files[i]?.text) await writeFile(path, text);
      files = fixed;
    }
    const { findings } = checkModel(files, { profiles });
    io.out(printFindings(format, findings, files, summaryOf(findings)));
    return statusOf(findings, failOn);
  },
};
