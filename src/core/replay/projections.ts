/**
 * All projections of a behavior, folded slot by slot, with a checkpoint each 1,024 slots. A checkpoint is a set of roots of persistent
 * arrays, so it costs what changed since the last one. Over budget, every second old one is dropped; those near the cursor stay.
 */

import { parsePath } from '../formats/path.ts';
import { isFieldName } from '../record/fields.ts';
import type { JournalRecord, JsonValue } from '../record/record.ts';
import type { Behavior, Projection } from './behavior.ts';
import { BehaviorError } from './behavior.ts';
import { valueAt } from './event.ts';
import type { ReplayFacts } from './facts.ts';
import type { ReplayJournal } from './journal.ts';
import { currentEvent, type ReplayHost, runHandler, type Step, StepError, verdictOf } from './step.ts';
import { emptyVersion, getAt, type Version, writer } from './versions.ts';
import type { NotApplied, ReplayError } from './view.ts';

export const CHECKPOINT_EVERY = 1024;
const MAX_CHECKPOINTS = 1200;
/** Sorting and looking through so many takes its time. */
const MANY_KEYS = 50_000;

interface Held {
  readonly rows: Version<JsonValue>;
  readonly error: ReplayError | undefined;
  readonly withoutKey: number;
}

/** The projections after some number of slots. */
export interface Snapshot {
  readonly slots: number;
  readonly held: readonly Held[];
  readonly notApplied: NotApplied;
  /** Replay ended at this slot for everything. */
  readonly stopped: ReplayError | undefined;
}

export interface Projections {
  readonly list: readonly Projection[];
  /** The state after `slots` slots. */
  at(slots: number): Promise<Snapshot>;
  /** One step on from a snapshot, and the keys that it touched by projection. */
  step(from: Snapshot): Promise<{ readonly snapshot: Snapshot; readonly touched: readonly ReadonlySet<string>[] }>;
  row(snapshot: Snapshot, projection: number, key: string): JsonValue | undefined;
  /** Keys of a projection that have a row, ascending by code unit. */
  keys(snapshot: Snapshot, projection: number, filter?: string): readonly string[];
  dropCheckpoints(): void;
}

/** A projection's key as a function of the event; undefined: the event has none. */
export function keyReader(projection: Projection): (step: Step, record: JournalRecord) => string | undefined {
  const { key, name } = projection;
  if (key === undefined) return () => '*';
  const field = /^record\.(\w+)$/.exec(key)?.[1];
  const path = field === undefined ? parsePath(key) : undefined;
  if (field === undefined && !path) throw new BehaviorError(`projections.${name}.key: ${key} is no path`);
  if (field !== undefined && !isFieldName(field))
    throw new BehaviorError(`projections.${name}.key: a record has no field ${field}`);
  return ({ event }, record) => {
    const value =
      field === 'type'
        ? event.type
        : field !== undefined
          ? (record as unknown as Record<string, unknown>)[field]
          : valueAt(event.payload, path ?? []);
    return typeof value === 'string'
      ? value
      : typeof value === 'number' || typeof value === 'boolean'
        ? String(value)
        : undefined;
  };
}

export function projectionsOf(
  journal: ReplayJournal,
  behavior: Behavior,
  facts: ReplayFacts,
  host: ReplayHost,
): Projections {
  const { order } = journal;
  const list = facts.projections;
  const keyOf = list.map(keyReader);
  const numbers = list.map(() => new Map<string, number>());
  const names = list.map((): string[] => []);
  let sorted: (readonly string[] | undefined)[] = list.map(() => undefined);
  const start: Snapshot = {
    slots: 0,
    held: list.map(() => ({ rows: emptyVersion<JsonValue>(), error: undefined, withoutKey: 0 })),
    notApplied: { duplicate: 0, unknown_type: 0, unknown_version: 0 },
    stopped: undefined,
  };
  const checkpoints = new Map<number, Snapshot>([[0, start]]);
  let every = CHECKPOINT_EVERY;

  const numberOf = (p: number, key: string): number => {
    const known = numbers[p]?.get(key);
    if (known !== undefined) return known;
    const n = names[p]?.length ?? 0;
    numbers[p]?.set(key, n);
    names[p]?.push(key);
    sorted[p] = undefined;
    return n;
  };

  /** Folds from a snapshot to a slot, telling the keys that were touched. */
  const fold = async (from: Snapshot, to: number, onTouch?: (p: number, key: string) => void): Promise<Snapshot> => {
    const writers = from.held.map(({ rows }) => writer(rows));
    const errors = from.held.map(({ error }) => error);
    const withoutKey = from.held.map((h) => h.withoutKey);
    let { duplicate, unknown_type, unknown_version } = from.notApplied;
    let { stopped } = from;
    let slot = from.slots;
    const snapshot = (): Snapshot => ({
      slots: slot,
      held: writers.map((w, p) => ({ rows: w.version(), error: errors[p], withoutKey: withoutKey[p] ?? 0 })),
      notApplied: { duplicate, unknown_type, unknown_version },
      stopped,
    });
    const stop = (message: string, record: string) => {
      stopped = { code: 'stopped', message, slot: slot + 1, record };
    };
    for (; slot < to && !stopped; slot++) {
      if ((slot & 63) === 0) await host.pause();
      if (slot % every === 0 && !checkpoints.has(slot)) checkpoints.set(slot, snapshot());
      const row = order.slotRow[slot] ?? 0;
      const type = order.types[order.type[row] ?? 0] ?? '';
      const verdict = verdictOf(facts, behavior, order.applied[row] ?? 0, type, order.version[row] ?? 1);
      const missing = order.gapBefore[row] ?? 0;
      if (missing > 0 && facts.onReplay.gap === 'stop') {
        stop(
          `${missing} ${missing === 1 ? 'record is' : 'records are'} missing before this one, and on_replay says that a gap stops the replay`,
          (await journal.record(row)).id,
        );
        break;
      }
      if (verdict === 'unknown type') {
        unknown_type++;
        if (facts.onReplay.unknown_type === 'stop') {
          stop(
            `the model does not know the type ${type}, and on_replay says that this stops the replay`,
            (await journal.record(row)).id,
          );
          break;
        }
        continue;
      }
      if (verdict === 'unknown version') {
        unknown_version++;
        if (facts.onReplay.unknown_version === 'stop') {
          stop(
            `no upcaster leads from version ${order.version[row] ?? 1} of ${type} to the current one, and on_replay says that this stops the replay`,
            (await journal.record(row)).id,
          );
          break;
        }
        continue;
      }
      if (verdict !== 'applied') {
        duplicate++;
        continue;
      }
      const known = facts.type(type);
      if (known?.intent === 'audit_only' || known?.intent === 'replay_only') continue;
      const name = known?.name ?? type;
      if (!list.some(({ on }) => on.has(name) || on.has('*'))) continue;
      const read = journal.record(row);
      const record = read instanceof Promise ? await read : read;
      let step: Step;
      try {
        step = { slot, event: currentEvent(host, facts, behavior, record, slot) };
      } catch (error) {
        if (!(error instanceof StepError)) throw error;
        stopped = error.detail;
        break;
      }
      for (let p = 0; p < list.length; p++) {
        const projection = list[p];
        const handler = projection?.on.get(name) ?? projection?.on.get('*');
        const rows = writers[p];
        if (!projection || !handler || !rows || errors[p]) continue;
        const key = keyOf[p]?.(step, record);
        if (key === undefined) {
          withoutKey[p] = (withoutKey[p] ?? 0) + 1;
          continue;
        }
        const n = numberOf(p, key);
        try {
          rows.set(
            n,
            runHandler(host, `projection/${projection.name}`, step, handler, rows.get(n) ?? projection.initial, true),
          );
          onTouch?.(p, key);
        } catch (error) {
          if (!(error instanceof StepError)) throw error;
          errors[p] = error.detail;
        }
      }
    }
    return snapshot();
  };

  /** Drops every second checkpoint when there are too many, except near the cursor. */
  const thin = (cursor: number) => {
    if (checkpoints.size <= MAX_CHECKPOINTS) return;
    every *= 2;
    for (const slots of checkpoints.keys())
      if (slots % every !== 0 && Math.abs(slots - cursor) > 16 * CHECKPOINT_EVERY) checkpoints.delete(slots);
  };

  return {
    list,
    async at(slots) {
      const to = Math.max(0, Math.min(slots, order.count));
      let from = start;
      const nearest = Math.floor(to / CHECKPOINT_EVERY) * CHECKPOINT_EVERY;
      for (let s = nearest; s > 0; s -= CHECKPOINT_EVERY) {
        const known = checkpoints.get(s);
        if (!known) continue;
        from = known;
        break;
      }
      // A short way touches few blocks: they are fetched at once. A long one reads ahead by itself.
      if (to - from.slots <= 2 * CHECKPOINT_EVERY) await journal.prefetch(order.slotRow.subarray(from.slots, to));
      const result = await fold(from, to);
      thin(to);
      return result;
    },
    async step(from) {
      const touched = list.map(() => new Set<string>());
      const snapshot = await fold(from, Math.min(from.slots + 1, order.count), (p, key) => touched[p]?.add(key));
      return { snapshot, touched };
    },
    row(snapshot, p, key) {
      const n = numbers[p]?.get(key);
      const held = snapshot.held[p];
      return n === undefined || !held ? undefined : getAt(held.rows, n);
    },
    keys(snapshot, p, filter) {
      if ((names[p]?.length ?? 0) > MANY_KEYS) host.ownWork();
      const all = sorted[p] ?? [...(names[p] ?? [])].sort((a, b) => (a < b ? -1 : 1));
      sorted = sorted.map((known, i) => (i === p ? all : known));
      const held = snapshot.held[p];
      if (!held) return [];
      const needle = filter?.toLowerCase();
      return all.filter(
        (key) =>
          (needle ? key.toLowerCase().includes(needle) : true) &&
          getAt(held.rows, numbers[p]?.get(key) ?? 0) !== undefined,
      );
    },
    dropCheckpoints() {
      checkpoints.clear();
      checkpoints.set(0, start);
      every = CHECKPOINT_EVERY;
    },
  };
}
