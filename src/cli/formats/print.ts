/** The one entry of all commands that print problems: a format each in the files beside this one. */
import type { Finding } from '../../core/finding.ts';
import { githubText } from './github.ts';
import { jsonText } from './json.ts';
import { junitText } from './junit.ts';
import type { CheckedFile, Problems, Summary } from './problems.ts';
import { sarifText } from './sarif.ts';
import { textText } from './text.ts';

/** `--format` of a command that prints problems; the first is the default. */
export const PROBLEM_FORMATS = ['text', 'json', 'sarif', 'junit', 'github'] as const;
export type ProblemFormat = (typeof PROBLEM_FORMATS)[number];

const PRINTERS: Readonly<Record<ProblemFormat, (problems: Problems) => string>> = {
  text: textText,
  json: jsonText,
  sarif: sarifText,
  junit: junitText,
  github: githubText,
};

/** Problems as text of a format. `files` are all that were looked at: those without a problem are told where the format has a place for it. */
export function printFindings(
  format: ProblemFormat,
  findings: readonly Finding[],
  files: readonly CheckedFile[],
  summary: Summary,
): string {
  return PRINTERS[format]({ findings, files, summary });
}
