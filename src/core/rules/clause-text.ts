/** The clauses that problems break, in their own words, as Markdown. */
import type { Finding } from '../finding.ts';
import { clauseById } from './clauses.ts';

const MOST = 8;

/** Empty where none is broken. */
export function clausesText(problems: readonly Pick<Finding, 'rule' | 'clauses'>[]): string {
  return problems
    .filter(({ clauses }) => clauses.length > 0)
    .map(({ rule, clauses }) => {
      const lines = clauses.slice(0, MOST).flatMap((id) => {
        const clause = clauseById(id);
        return clause ? [`- **${id}** (${clause.profile}, ${clause.section}): ${clause.statement}`] : [];
      });
      const more = clauses.length > MOST ? [`- and ${clauses.length - MOST} more`] : [];
      return [`\`${rule}\` keeps these clauses of the chosen profiles:`, '', ...lines, ...more].join('\n');
    })
    .join('\n\n');
}
