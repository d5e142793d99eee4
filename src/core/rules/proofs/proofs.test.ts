import { describe, expect, it } from 'vitest';
import type { ProfileName } from '../../model/model.ts';
import type { Proof } from './proof.ts';
import { problemsOf } from './run.ts';

const PROFILE_OF: Readonly<Record<string, ProfileName>> = {
  HL: 'hless',
  GS: 'game',
  ES: 'envelope',
  FA: 'evidence',
  EM: 'eventing',
};
/** `streams.proofs.ts` exports its list as `PROOFS`. */
const files = import.meta.glob<{ readonly PROOFS: readonly Proof[] }>('./*.proofs.ts', { eager: true });
const proofs = Object.values(files).flatMap(({ PROOFS }) => PROOFS);
const text = (findings: readonly { readonly rule: string; readonly severity: string; readonly message: string }[]) =>
  findings.map((f) => `${f.severity} ${f.rule}: ${f.message}`);

describe.each(proofs.map((proof, i) => ({ ...proof, title: `${proof.clause} #${i}` })))('$title', (proof) => {
  const profile = proof.profile ?? PROFILE_OF[proof.clause.slice(0, 2)] ?? 'unified';
  it('is found where it is broken', async () => {
    const problems = await problemsOf(proof.violates, profile);
    expect(
      problems.flatMap(({ clauses }) => clauses),
      text(problems).join('\n'),
    ).toContain(proof.clause);
  });
  it('is clean where it is kept', async () => {
    const problems = await problemsOf(proof.satisfies, profile);
    expect(text(problems.filter((f) => f.severity === 'error' || f.clauses.includes(proof.clause)))).toEqual([]);
  });
});
