/** Rebuild = live: each projection alone, from nothing, by the engine that seeks, against the rows that were kept up record by record. */
import type { JsonValue } from '../record/record.ts';
import type { Behavior } from '../replay/behavior.ts';
import { type Change, changesOf } from '../replay/changes.ts';
import { replayFacts } from '../replay/facts.ts';
import { projectionsOf } from '../replay/projections.ts';
import type { ReplayError } from '../replay/view.ts';
import { rowId } from '../replay/walk.ts';
import { sameJson } from './digest.ts';
import type { Bench } from './prove.ts';
import type { Proof } from './prove.types.ts';
import { type Trial, trialOf } from './trial.ts';
import { untriedBecause } from './untried.ts';

const CLAUSES = ['HL-021', 'GS-004', 'GS-013', 'FA-022', 'FA-002'];
const MOST = 20;

/** `live`: rows by `projection/<name>` NUL key. A projection that ended early is compared up to there. */
export async function rebuildProofs(
  { journal, model, host }: Bench,
  fresh: () => Behavior,
  slots: number,
  live: ReadonlyMap<string, JsonValue>,
  trials: ReadonlyMap<string, Trial>,
  stopped: ReplayError | undefined,
): Promise<readonly Proof[]> {
  const proofs: Proof[] = [];
  for (const name of fresh().projections.map((projection) => projection.name)) {
    const all = fresh();
    const behavior = {
      folds: new Map(),
      projections: all.projections.filter((p) => p.name === name),
      upcasters: all.upcasters,
    };
    const projections = projectionsOf(journal, behavior, replayFacts(model, behavior), host);
    const target = `projection/${name}`;
    const prefix = rowId(target, '');
    const snapshot = await projections.at(slots);
    const rebuilt = new Map(
      projections.keys(snapshot, 0).map((key) => [key, projections.row(snapshot, 0, key)] as const),
    );
    const kept = new Map(
      [...live].flatMap(([id, row]) => (id.startsWith(prefix) ? [[id.slice(prefix.length), row] as const] : [])),
    );
    const differing: { readonly key: string; readonly changes: readonly Change[] }[] = [];
    let total = 0;
    for (const key of new Set([...kept.keys(), ...rebuilt.keys()])) {
      const [a, b] = [kept.get(key), rebuilt.get(key)];
      if (sameJson(a, b)) continue;
      total++;
      if (differing.length < MOST) differing.push({ key, changes: changesOf(a, b).slice(0, MOST) });
    }
    const error = snapshot.held[0]?.error;
    const liveError = trials.get(target)?.error;
    const sameEnd = (error === undefined) === (liveError === undefined);
    const same = total === 0 && sameEnd;
    const untried = same ? untriedBecause(trials.get(target) ?? trialOf(target), stopped) : undefined;
    proofs.push({
      name: 'rebuild',
      target,
      holds: same,
      ...(untried !== undefined && { not_tried: untried }),
      clauses: CLAUSES,
      evidence: {
        rows: kept.size,
        rebuilt: rebuilt.size,
        slots,
        ...(total > 0 && { differing, differing_total: total }),
        ...(error && { error }),
      },
    });
  }
  return proofs;
}
