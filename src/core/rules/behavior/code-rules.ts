/** Rules whose findings come out of reading the code alone. */
import { PROFILES } from '../../model/model.ts';
import type { Rule, RuleMeta } from '../rule.ts';

const rule = (meta: Omit<RuleMeta, 'targets' | 'since'>): Rule => ({
  meta: { ...meta, targets: 'behavior', since: '0.2' },
  whole({ behavior, report }) {
    for (const { rule: id, place, message, clauses } of behavior?.findings ?? [])
      if (id === meta.id) report({ pointer: '', place, message, clauses });
  },
});
const everywhere = Object.fromEntries(PROFILES.map((name) => [name, 'error' as const]));

export const CODE_RULES: readonly Rule[] = [
  rule({ id: 'behavior-syntax', title: 'Behavior can be read', clauses: [], severity: everywhere }),
  rule({
    id: 'code-uses-only-its-reach',
    title: 'A handler only executes, a consumer only has effects and issues',
    clauses: ['HL-020', 'GS-001', 'GS-010', 'GS-011', 'GS-021', 'GS-062', 'FA-051'],
    severity: { hless: 'error', game: 'error', evidence: 'error', unified: 'error' },
  }),
  rule({
    id: 'replayed-code-is-pure',
    title: 'Replayed code gives the same result again',
    clauses: ['GS-013', 'GS-025', 'FA-002'],
    severity: { game: 'error', evidence: 'error', unified: 'error' },
  }),
  rule({
    id: 'event-is-only-read',
    title: 'Nobody changes or removes an event',
    clauses: ['EM-030', 'GS-002'],
    severity: { game: 'error', eventing: 'error', unified: 'error' },
  }),
  rule({
    id: 'code-imports-only-behavior',
    title: 'Behavior imports behavior and nothing else',
    clauses: ['EM-130', 'EM-131', 'EM-132'],
    severity: { eventing: 'error', unified: 'error' },
  }),
  rule({
    id: 'code-knows-no-vendor',
    title: 'Behavior does not look at what one transport adds',
    clauses: ['EM-130', 'EM-131', 'EM-132'],
    severity: { eventing: 'error', unified: 'error' },
  }),
  rule({
    id: 'code-waits-for-nobody',
    title: 'Behavior waits for nobody',
    clauses: ['ES-054', 'EM-003', 'EM-142'],
    severity: { envelope: 'error', eventing: 'error', unified: 'error' },
  }),
  rule({
    id: 'consumer-dedupes-by-id',
    title: 'A consumer knows an event again by its id',
    clauses: ['ES-042'],
    severity: { envelope: 'error', unified: 'error' },
  }),
  rule({
    id: 'consumer-tolerates-delay',
    title: 'A consumer does not drop what comes late',
    clauses: ['ES-052'],
    severity: { envelope: 'error', unified: 'error' },
  }),
];
