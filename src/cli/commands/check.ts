/** `factline check`: the problems of a model, as text with the source line and a caret, or as JSON (contract §6). */
import { writeFile } from 'node:fs/promises';
import type { Finding } from '../../core/finding.ts';
import { PROFILES } from '../../core/model/model.ts';
import type { ModelFile } from '../../core/model/parse.ts';
import { checkModel } from '../../core/rules/check.ts';
import { applyEdits } from '../../core/rules/edit.ts';
import { type CliCommand, UsageError } from '../command.ts';

const RANK = { info: 0, warning: 1, error: 2 } as const;
/** A list longer than this is cut (contract §6); `…_total` says how many there are. */
const LISTED = 1000;

function problem({ place: { record: _, ...place }, fixes: _fixes, ...finding }: Finding) {
  return { ...finding, ...place };
}

function asText({ rule, severity, message, clauses, place }: Finding, files: readonly ModelFile[]): string {
  const line = files.find(({ path }) => path === place.file)?.text.split(/\r?\n/)[(place.line ?? 1) - 1] ?? '';
  const from = place.column ?? 1;
  const to = place.endLine === place.line ? (place.endColumn ?? from + 1) : line.length + 1;
  const caret = ' '.repeat(from - 1) + '^'.repeat(Math.max(1, to - from));
  const why = clauses.length > 0 ? `, ${clauses.join(' ')}` : '';
  return `${place.file}:${place.line}:${from} ${severity} ${message} (${rule}${why})\n  ${line}\n  ${caret}`;
}

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
  usage: 'check MODEL… [--profile P,…] [--fix] [--format text|json] [--fail-on info|warning|error]',
  summary: 'The problems of a model.',
  options: { profile: { type: 'string' }, fix: { type: 'boolean' } },
  async run({ positionals, values }, io) {
    if (positionals.length === 0) throw new UsageError('check needs a model file');
    const format = values.format ?? 'text';
    if (format !== 'text' && format !== 'json') throw new UsageError(`--format is text or json, not ${String(format)}`);
    const failOn = values['fail-on'] ?? 'error';
    if (failOn !== 'info' && failOn !== 'warning' && failOn !== 'error')
      throw new UsageError(`--fail-on is info, warning or error, not ${String(failOn)}`);
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
    const summary = { error: 0, warning: 0, info: 0 };
    for (const { severity } of findings) summary[severity]++;
    if (format === 'json') {
      const cut = findings.length > LISTED && { problems_total: findings.length };
      io.out(JSON.stringify({ problems: findings.slice(0, LISTED).map(problem), ...cut, summary }, undefined, 2));
    } else {
      const counts = `${summary.error} errors, ${summary.warning} warnings, ${summary.info} infos`;
      io.out([...findings.map((finding) => asText(finding, files)), counts].join('\n'));
    }
    return findings.some(({ severity }) => RANK[severity] >= RANK[failOn]) ? 1 : 0;
  },
};
