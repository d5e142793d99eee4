/** Problems as workflow commands of GitHub Actions: annotations of the changed files. */
import type { Finding } from '../../core/finding.ts';
import { type Problems, ruleText, summaryText } from './problems.ts';

const LEVEL = { error: 'error', warning: 'warning', info: 'notice' } as const;

const data = (text: string) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string) => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

function command(finding: Finding): string {
  const { severity, message, place } = finding;
  const { file, line, column, endLine = line, endColumn } = place;
  // GitHub refuses columns of a range of several lines; what came from standard input has no file to be shown in.
  const inLine = line === endLine;
  const properties = Object.entries({
    file: file === '-' ? undefined : file,
    line,
    col: inLine ? column : undefined,
    endLine,
    endColumn: inLine ? endColumn : undefined,
    title: ruleText(finding),
  }).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${property(String(value))}`]));
  return `::${LEVEL[severity]} ${properties.join(',')}::${data(message)}`;
}

export const githubText = ({ findings, summary }: Problems): string =>
  [...findings.map(command), summaryText(summary)].join('\n');
