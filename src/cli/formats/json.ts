/** Problems as JSON (contract §6). */
import type { Finding } from '../../core/finding.ts';
import type { Problems, Summary } from './problems.ts';

/** A list longer than this is cut (contract §6); `…_total` says how many there are. */
const LISTED = 1000;

function problem({ rule, clauses, severity, message, place, count, examples }: Finding): object {
  return {
    rule,
    clauses,
    severity,
    message,
    ...place,
    ...(count !== undefined && { count }),
    ...(examples && { examples }),
  };
}

export interface ProblemsJson {
  readonly problems: readonly object[];
  /** The true count, where the list was cut. */
  readonly problems_total?: number;
  readonly summary: Summary;
}

/** The object that `check` prints; what other commands print holds its fields beside their own. */
export function problemsJson(findings: readonly Finding[], summary: Summary): ProblemsJson {
  return {
    problems: findings.slice(0, LISTED).map(problem),
    ...(findings.length > LISTED && { problems_total: findings.length }),
    summary,
  };
}

export const jsonText = ({ findings, summary }: Problems): string =>
  JSON.stringify(problemsJson(findings, summary), undefined, 2);
