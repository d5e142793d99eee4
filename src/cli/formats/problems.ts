/** What the formats of problems have in common. */
import type { Finding } from '../../core/finding.ts';

export interface Summary {
  readonly error: number;
  readonly warning: number;
  readonly info: number;
}

/** A file that was looked at, with or without problems. Lines and columns of findings count in this text. */
export interface CheckedFile {
  readonly path: string;
  readonly text: string;
}

/** Everything that a format prints. */
export interface Problems {
  readonly findings: readonly Finding[];
  readonly files: readonly CheckedFile[];
  readonly summary: Summary;
}

export function summaryOf(findings: readonly Finding[]): Summary {
  const summary = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) summary[severity]++;
  return summary;
}

const counted = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;

/** `1 error, 0 warnings, 2 infos` */
export const summaryText = ({ error, warning, info }: Summary): string =>
  [counted(error, 'error'), counted(warning, 'warning'), counted(info, 'info')].join(', ');

/** `(rule, HL-001 HL-002)`, and for problems of records how many there are. */
export function ruleText({ rule, clauses, count }: Finding): string {
  const times = count === undefined ? '' : `, ${counted(count, 'record')}`;
  return `${rule}${clauses.length > 0 ? `, ${clauses.join(' ')}` : ''}${times}`;
}
