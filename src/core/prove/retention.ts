/**
 * Retention against replay: what is left by a rule is folded again and set beside what all of it gives. A fold or projection that comes out
 * differently needs what the rule takes away, or a checkpoint that was kept before it.
 */
import { UNHEARD } from '../judged.ts';
import type { JsonValue } from '../record/record.ts';
import { type Change, changesOf } from '../replay/changes.ts';
import { openReplayJournal } from '../replay/journal.ts';
import type { Hole } from '../replay/source.ts';
import type { ReplayError } from '../replay/view.ts';
import { rowId, rowOf, slotsBetween, type Walked, walk } from '../replay/walk.ts';
import { restored } from './clone.ts';
import { chainFrom, digester, sameJson } from './digest.ts';
import { masking } from './mask.ts';
import type { Bench } from './prove.ts';
import type { Proof } from './prove.types.ts';
import { cutOf, type RetentionRule } from './retention-rules.ts';

const CLAUSES = ['HL-022'];
const MOST = 20;

export interface RetentionAnswer {
  readonly proofs: readonly Proof[];
  readonly records: { readonly all: number; readonly kept: number; readonly masked: number };
  /** Gaps that the rule makes, and how many. */
  readonly gaps: readonly Hole[];
  readonly gaps_total: number;
  /** Scopes that would begin late. */
  readonly starts_total: number;
  readonly error?: ReplayError;
}

/** The first record of a row that is gone or altered. */
interface Lost {
  readonly slot: number;
  readonly record: string;
  readonly type: string;
}

export async function retain(bench: Bench, rules: readonly RetentionRule[]): Promise<RetentionAnswer> {
  const { journal, model, host, source } = bench;
  const cut = cutOf(rules);
  const left = await openReplayJournal(source, cut);
  const whole = await source.order({});
  const kept = new Set(left.order.slotRow);
  const maskedIds = new Set<string>();
  const paths = rules.flatMap((rule) => (rule.rule === 'mask' ? [rule.path] : []));
  const retouch = masking(paths, model, (id) => maskedIds.add(id));
  const { count } = journal.order;
  const step = { model, host };

  const lost = new Map<string, Lost>();
  let lastLost = 0;
  // Which records a mask alters is seen once for all of them, before rows ask.
  const isAltered = async (slot: number) => {
    if (!retouch) return false;
    const record = await journal.record(journal.order.slotRow[slot] ?? 0);
    return retouch(record) !== record;
  };
  const altered = new Uint8Array(count);
  for (let slot = 0; slot < count; slot++) {
    if ((slot & 63) === 0) await host.pause();
    if (!kept.has(journal.order.slotRow[slot] ?? 0) || (await isAltered(slot))) {
      altered[slot] = 1;
      lastLost = slot + 1;
    }
  }

  const called = new Set<string>();
  let checkpoint: Map<string, JsonValue> | undefined;
  const before = await walk({
    ...step,
    journal,
    behavior: bench.fresh(),
    progress: (done, total) => bench.progress(done, 3 * total),
    onTouch({ slot, heard, call }) {
      const id = rowId(call.target, call.key);
      called.add(call.target);
      if (altered[slot] === 1 && !lost.has(id))
        lost.set(id, { slot: slot + 1, record: heard.record.id, type: heard.event.type });
    },
    onSlot(slot, _, states) {
      if (slot + 1 === lastLost) checkpoint = new Map([...states].map(([id, state]) => [id, restored(state) ?? null]));
    },
  });
  const after = await walk({
    ...step,
    journal: left,
    behavior: bench.fresh(),
    ...(retouch && { retouch }),
    progress: (done, total) => bench.progress(count + done, 2 * count + total),
  });
  // That the checkpoint is enough is shown, not said: a new realm goes on from it with what is kept.
  const resumed = await walk({
    ...step,
    journal,
    behavior: bench.fresh(),
    states: new Map(checkpoint),
    slots: slotsBetween(lastLost, count),
  });
  bench.progress(1, 1);

  const erased = new Set(cut.erased);
  const targets = [
    ...[...before.listener.behavior.folds.keys()].map((name) => `fold/${name}`),
    ...before.listener.facts.projections.map(({ name }) => `projection/${name}`),
  ];
  const found = new Set((whole.holes ?? []).map((hole) => JSON.stringify(hole)));
  const gaps = (left.order.holes ?? []).filter((hole) => !found.has(JSON.stringify(hole)));
  const known = new Set((whole.starts ?? []).map(({ subject }) => subject));
  const starts = (left.order.starts ?? []).filter(({ subject }) => !known.has(subject)).length;
  const byRule = { slot: lastLost, states: checkpoint ?? new Map<string, JsonValue>(), resumed };
  const proofs = targets.map(
    (target): Proof => proofOf(target, before, after, lost, erased, byRule, gaps.length + starts, called.has(target)),
  );
  const error = after.stopped ?? before.stopped ?? [...after.errors.values()][0];
  return {
    proofs,
    records: { all: count, kept: left.order.count, masked: maskedIds.size },
    gaps: gaps.slice(0, 1000),
    gaps_total: gaps.length,
    starts_total: starts,
    ...(error && { error }),
  };
}

interface Kept {
  readonly slot: number;
  readonly states: ReadonlyMap<string, JsonValue>;
  readonly resumed: Walked;
}

function proofOf(
  target: string,
  before: Walked,
  after: Walked,
  lost: ReadonlyMap<string, Lost>,
  erased: ReadonlySet<string>,
  { slot, states, resumed }: Kept,
  holes: number,
  isCalled: boolean,
): Proof {
  const prefix = rowId(target, '');
  const own = [...new Set([...before.states.keys(), ...after.states.keys()])].filter((id) => id.startsWith(prefix));
  const changed: {
    readonly key: string;
    readonly changes: readonly Change[];
    readonly gone?: true;
    readonly because?: Lost;
  }[] = [];
  let total = 0;
  let gone = 0;
  for (const id of own) {
    const [was, is] = [before.states.get(id), after.states.get(id)];
    if (sameJson(was, is)) continue;
    total++;
    if (is === undefined) gone++;
    const because = lost.get(id);
    if (changed.length < MOST)
      changed.push({
        key: rowOf(id).key,
        changes: changesOf(was, is).slice(0, MOST),
        ...(is === undefined && { gone: true as const }),
        ...(because && { because }),
      });
  }
  const stopped = after.stopped;
  const holds = total === 0 && !(stopped && !before.stopped);
  const enough = own.every((id) => sameJson(before.states.get(id), resumed.states.get(id)));
  const rows = [...states].filter(([id]) => id.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
  const chain = chainFrom(digester());
  chain.add(rows.map(([id, state]) => ({ ...rowOf(id), after: state })));
  return {
    name: 'retention',
    target,
    holds,
    ...(holds && !isCalled && { not_tried: UNHEARD }),
    clauses: CLAUSES,
    evidence: {
      rows: own.length,
      ...(total > 0 && { changed, changed_total: total, gone }),
      ...(!holds && {
        rebuildable: false,
        checkpoint: {
          slot,
          rows: rows.length,
          hash: `sha256:${chain.hash}`,
          enough,
          ...(erased.size > 0 && {
            note: 'It would keep what is to be erased: erase it there too, or keep nothing of it.',
          }),
        },
      }),
      gaps: holes,
      ...(stopped && { error: stopped }),
    },
  };
}
