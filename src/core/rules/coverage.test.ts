import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DIFF_RULES } from '../diff/diff-rules.ts';
import { CLAUSES, clauseById } from './clauses.ts';
import { coverage } from './coverage.ts';
import { RULES } from './index.ts';
import type { Proof } from './proofs/proof.ts';
import { RECORD_RULES } from './records/index.ts';

const files = import.meta.glob<{ readonly PROOFS: readonly Proof[] }>('./proofs/*.proofs.ts', { eager: true });
const proved = new Set(Object.values(files).flatMap(({ PROOFS }) => PROOFS.map(({ clause }) => clause)));
const rows = coverage();

it('has each of the 200 clauses once', () => {
  expect(rows.map(({ id }) => id)).toEqual(CLAUSES.map(({ id }) => id));
  expect(new Set(rows.map(({ id }) => id)).size).toBe(200);
});

it('names no clause that there is not', () => {
  const named = [...RULES, ...RECORD_RULES].flatMap(({ meta }) => meta.clauses);
  for (const id of [...named, ...DIFF_RULES.flatMap(({ clauses }) => clauses), ...proved])
    expect(clauseById(id), id).toBeDefined();
});

it('calls nothing proved without an example that was run, or a test that is there', () => {
  for (const { id, proofs, status } of rows) {
    if (status !== 'proved' && status !== 'partial') continue;
    // Those of the simulator are run by core/faults/clauses.test.ts.
    const byRule = proofs.some((proof) => /^(rule|record|diff):/.test(proof));
    if (byRule) expect(proved.has(id), `${id} has a rule, but no runnable example`).toBe(true);
    for (const proof of proofs.filter((p) => p.startsWith('test:'))) {
      const path = /^test:([\w/-]+)/.exec(proof)?.[1] ?? '';
      expect(existsSync(new URL(`../../${path}.test.ts`, import.meta.url)), proof).toBe(true);
    }
  }
});

it('shows a clause without a proof as one', () => {
  for (const { proofs, status, note } of rows)
    if (proofs.length === 0) expect([['open', 'human'].includes(status), (note ?? '') !== '']).toEqual([true, true]);
});
