/** Profiles and rules: which severity a rule has under the chosen profiles, and which of its clauses are theirs. */
import type { Severity } from '../finding.ts';
import type { ProfileName } from '../model/model.ts';
import type { RuleMeta } from './rule.ts';

/** How the clauses of a specification begin. `unified` answers for all of them. */
const PREFIX: Readonly<Record<Exclude<ProfileName, 'unified'>, string>> = {
  hless: 'HL-',
  game: 'GS-',
  envelope: 'ES-',
  evidence: 'FA-',
  eventing: 'EM-',
};
const ORDER: readonly Severity[] = ['off', 'info', 'warning', 'error'];

export const isSeverity = (word: string | undefined): word is Severity => ORDER.some((severity) => severity === word);

/** The highest severity of the chosen profiles; what the model itself says of the rule comes first, unless the rule is fixed. */
export function severityOf(
  meta: RuleMeta,
  profiles: readonly ProfileName[],
  own: Readonly<Record<string, string>>,
): Severity {
  const chosen = Object.hasOwn(own, meta.id) ? own[meta.id] : undefined;
  const given = profiles.map((profile) => meta.severity[profile] ?? 'off');
  const highest = ORDER.findLast((severity) => given.includes(severity)) ?? 'off';
  if (!isSeverity(chosen)) return highest;
  return meta.fixed && ORDER.indexOf(chosen) < ORDER.indexOf(highest) ? highest : chosen;
}

/** Those of some clauses that belong to the chosen profiles. */
export function clausesOf(clauses: readonly string[], profiles: readonly ProfileName[]): readonly string[] {
  if (profiles.includes('unified')) return clauses;
  return clauses.filter((clause) =>
    profiles.some((profile) => profile !== 'unified' && clause.startsWith(PREFIX[profile])),
  );
}
