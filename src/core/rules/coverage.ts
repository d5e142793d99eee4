/** Which clause is proved by what: made from the metas of the rules, so that it cannot drift. */
import { DIFF_RULES } from '../diff/diff-rules.ts';
import { CLAUSES, type Clause } from './clauses.ts';
import { RULES } from './index.ts';
import { RECORD_RULES } from './records/index.ts';

export interface CoverageRow extends Clause {
  /** `rule:fact-not-provisional`, `record:…`, `diff:…`, `test:<what holds it>`. */
  readonly proofs: readonly string[];
  /**
   * `proved`: a rule, difference or test shows it broken. `partial`: what a text or a journal can show is shown; how it behaves needs the
   * simulator. `human`: a person judges. `open`: nothing proves it yet.
   */
  readonly status: 'proved' | 'partial' | 'human' | 'open';
  /** Why it is not more. */
  readonly note?: string;
}

/** Proved by what is no rule. */
const OTHERWISE: Readonly<Record<string, { readonly proofs: readonly string[] }>> = {
  'HL-004': { proofs: ['test:cli/commands/check (exit status 1 while an error stands)'] },
  'GS-064': { proofs: ['test:cli/commands/catalog (--check)'] },
  'HL-021': {
    proofs: [
      'test:core/prove/prove (rebuild = live)',
      'test:core/replay/engine (any seek equals a fold from the start)',
    ],
  },
  'HL-022': { proofs: ['test:core/prove/retention (what a rule takes away)'] },
  'GS-004': { proofs: ['test:core/prove/prove (rebuild = live)'] },
  'GS-013': { proofs: ['test:core/prove/prove (rebuild = live)', 'test:core/prove/prove (deterministic)'] },
  'GS-025': { proofs: ['test:core/prove/prove (deterministic)', 'test:core/prove/prove (pure)'] },
  'FA-002': { proofs: ['test:core/prove/prove (rebuild = live)', 'test:core/prove/prove (pure)'] },
  'FA-022': {
    proofs: [
      'test:core/prove/prove (rebuild = live)',
      'test:core/replay/engine (any seek equals a fold from the start)',
    ],
  },
  'FA-023': {
    proofs: ['test:core/ask/ask (known at: the replay of a journal that holds only what was known by then)'],
  },
  'FA-033': { proofs: ['test:core/prove/prove (deterministic)'] },
  'FA-035': { proofs: ['test:core/prove/prove (deterministic)', 'test:core/journal/slots (one order, ties by line)'] },
};
const SIMULATOR = 'how it behaves is for the simulator, which is not built yet';
const HUMAN: Readonly<Record<string, string>> = {
  'ES-090': 'whether a consumer counts on what is future work, a person judges',
};

/** By clause: what the rules of a kind prove. */
function proofsByClause(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (kind: string, id: string, clauses: readonly string[]) => {
    for (const clause of clauses) found.set(clause, [...(found.get(clause) ?? []), `${kind}:${id}`]);
  };
  for (const { meta } of RULES) add('rule', meta.id, meta.clauses);
  for (const { meta } of RECORD_RULES) add('record', meta.id, meta.clauses);
  for (const { id, clauses } of DIFF_RULES) add('diff', id, clauses);
  return found;
}

/** All clauses, in the order of their specifications. */
export function coverage(): readonly CoverageRow[] {
  const found = proofsByClause();
  return CLAUSES.map((clause): CoverageRow => {
    const proofs = [...(found.get(clause.id) ?? []), ...(OTHERWISE[clause.id]?.proofs ?? [])];
    const behaves = clause.proof.includes('behavior');
    if (proofs.length === 0 && Object.hasOwn(HUMAN, clause.id))
      return { ...clause, proofs, status: 'human', note: HUMAN[clause.id] ?? '' };
    if (proofs.length === 0) return { ...clause, proofs, status: 'open', note: SIMULATOR };
    return behaves
      ? { ...clause, proofs, status: 'partial', note: SIMULATOR }
      : { ...clause, proofs, status: 'proved' };
  });
}
