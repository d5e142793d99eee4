/** Which clause is proved by what: made from the metas of the rules, so that it cannot drift. */
import { DIFF_RULES } from '../diff/diff-rules.ts';
import { CLAUSES, type Clause } from './clauses.ts';
import { RULES } from './index.ts';
import { RECORD_RULES } from './records/index.ts';
import { SIMULATED } from './simulated.ts';

export interface CoverageRow extends Clause {
  /** `rule:fact-not-provisional`, `record:…`, `diff:…`, `test:<what holds it>`. */
  readonly proofs: readonly string[];
  /**
   * `proved`: a rule, difference, simulation or test shows it broken. `partial`: what a text or a journal can show is shown, and the note says
   * what of its behavior is not. `human`: a person judges. `open`: nothing proves it yet.
   */
  readonly status: 'proved' | 'partial' | 'human' | 'open';
  /** Why it is not more. */
  readonly note?: string;
}

/** Proved by what is no rule and no simulation. */
const OTHERWISE: Readonly<Record<string, { readonly proofs: readonly string[] }>> = {
  'HL-004': { proofs: ['test:cli/commands/check (exit status 1 while an error stands)'] },
  'GS-064': { proofs: ['test:cli/commands/catalog (--check)'] },
};
const REBUILT = 'test:core/prove/prove (rebuild = live)';
const DETERMINISTIC = 'test:core/prove/prove (deterministic)';
const PURE = 'test:core/prove/prove (pure)';
const ANY_SEEK = 'test:core/replay/engine (any seek equals a fold from the start)';
const UNCHANGED = 'test:core/writepath/consumers (an event cannot be changed)';
const EACH_DELIVERY = 'test:core/writepath/consumers (a row for each delivery)';
const REACH = 'test:core/writepath/world (what reaches whom)';
/** How it behaves, a test holds: a proof over a journal, or an engine that leaves behavior no way to do otherwise. */
const HELD: Readonly<Record<string, readonly string[]>> = {
  'HL-010': [UNCHANGED],
  'HL-021': [REBUILT, ANY_SEEK],
  'HL-022': ['test:core/prove/retention (what a rule takes away)'],
  'HL-072': [EACH_DELIVERY],
  'GS-002': [UNCHANGED],
  'GS-004': [REBUILT],
  'GS-013': [REBUILT, DETERMINISTIC],
  'GS-025': [DETERMINISTIC, PURE],
  'GS-031': [REACH],
  'GS-032': [REACH],
  'GS-033': [REACH],
  'EM-002': ['test:core/writepath/replaceable (a producer writes the same with and without a new consumer)'],
  'EM-030': [UNCHANGED],
  'EM-131': ['test:core/writepath/replaceable (a consumer sees the same over several transports)'],
  'ES-003': [EACH_DELIVERY],
  'ES-061': ['test:core/writepath/consumers (a start without an end where it crashed)'],
  'FA-002': [REBUILT, PURE, 'test:sandbox/node (no clock, randomness or way out)'],
  'FA-020': [UNCHANGED],
  'FA-022': [REBUILT, ANY_SEEK],
  'FA-023': [
    'test:core/ask/ask (known at: the replay of a journal that holds only what was known by then)',
    'test:cli/commands/replay (--t-log leaves out what was recorded later)',
  ],
  'FA-031': ['test:core/replay/engine (a gap is marked, or stops)'],
  'FA-033': [DETERMINISTIC],
  'FA-035': [DETERMINISTIC, 'test:core/journal/slots (one order, ties by line)'],
};
/** What of a clause's behavior nothing shows. */
const LEFT: Readonly<Record<string, string>> = {
  'HL-056':
    'that a derived value is what its sources give, no run can tell: the language has no function that derives it',
  'EM-023': 'whether an outcome was the real one, no run can tell',
};
const HUMAN: Readonly<Record<string, string>> = {
  'ES-090': 'whether a consumer counts on what is future work, a person judges',
};

const isSimulated = (proof: string) => proof.startsWith('lab:') || proof.startsWith('simulator:');

/** By clause: what the rules of a kind prove. */
function proofsByClause(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const add = (kind: string, id: string, clauses: readonly string[]) => {
    for (const clause of clauses) found.set(clause, [...(found.get(clause) ?? []), `${kind}:${id}`]);
  };
  for (const { meta } of RULES) add('rule', meta.id, meta.clauses);
  for (const { meta } of RECORD_RULES) add('record', meta.id, meta.clauses);
  for (const { id, clauses } of DIFF_RULES) add('diff', id, clauses);
  for (const { proof, clauses } of SIMULATED)
    for (const clause of clauses) found.set(clause, [...(found.get(clause) ?? []), proof]);
  return found;
}

/** All clauses, in the order of their specifications. */
export function coverage(): readonly CoverageRow[] {
  const found = proofsByClause();
  return CLAUSES.map((clause): CoverageRow => {
    const held = HELD[clause.id] ?? [];
    const listed = [...(found.get(clause.id) ?? []), ...(OTHERWISE[clause.id]?.proofs ?? []), ...held];
    const proofs = [...new Set(listed)];
    const { id } = clause;
    if (proofs.length === 0 && Object.hasOwn(HUMAN, id))
      return { ...clause, proofs, status: 'human', note: HUMAN[id] ?? '' };
    if (proofs.length === 0) return { ...clause, proofs, status: 'open', note: LEFT[id] ?? 'nothing proves it yet' };
    const behaves = clause.proof.includes('behavior');
    const shown = held.length > 0 || proofs.some(isSimulated);
    return behaves && !shown
      ? { ...clause, proofs, status: 'partial', note: LEFT[id] ?? 'how it behaves is not run' }
      : { ...clause, proofs, status: 'proved' };
  });
}
