/**
 * All projections of a behavior, folded slot by slot, with a checkpoint each 512 slots. A checkpoint is a set of roots of persistent
 * arrays, so it costs what changed since the last one. Over budget, every second old one is dropped; those near the cursor stay.
 */

import { parsePath } from '../formats/path.ts';
import { isFieldName } from '../record/fields.ts';
import type { JournalRecord, JsonValue } from '../record/record.ts';
import { admissionOf } from './admission.ts';
import { type Behavior, BehaviorError, type Projection, type ProjectionHandler } from './behavior.ts';
import type { Checkpoint } from './checkpoint.ts';
import { valueAt } from './event.ts';
import type { ReplayFacts } from './facts.ts';
import type { ReplayJournal } from './journal.ts';
import { currentEvent, type ReplayHost, runHandler, type Step, StepError } from './step.ts';
import { emptyVersion, getAt, type Version, writer } from './versions.ts';
import type { NotApplied, ReplayError } from './view.ts';

export const CHECKPOINT_EVERY = 512;
const MAX_CHECKPOINTS = 2400;
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
  /** The slots that have a checkpoint, ascending. */
  checkpointed(): readonly number[];
  /** All rows of a snapshot; undefined where anything had ended before it. */
  stored(snapshot: Snapshot): Omit<Checkpoint, 'subject'> | undefined;
  /** Takes up what was stored of the same behavior over the same journal; what does not fit it is left. */
  restore(checkpoint: Checkpoint): void;
  /** Checkpoints up to so many slots, for a behavior that is the same until there. */
  handOver(until: number): HandedProjections;
}

export interface HandedProjections {
  readonly checkpoints: readonly Snapshot[];
  readonly numbers: readonly Map<string, number>[];
  readonly names: readonly string[][];
}

/** The handler of a projection for a type. Where the model lists what it hears, `*` takes no more than that. */
export function handlerOf({ on, hears }: Projection, type: string): ProjectionHandler | undefined {
  return on.get(type) ?? (hears && !hears.has(type) ? undefined : on.get('*'));
}

/** A projection's key as a function of the event; undefined: the event has none. */
export type KeyReader = (step: Step, record: JournalRecord) => string | undefined;

export function keyReader(projection: Projection): KeyReader {
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

/** Nothing had ended: what is told of an end has places in the text of then. */
const isSound = ({ held, stopped }: Snapshot) => !stopped && held.every(({ error }) => !error);

export function projectionsOf(
  journal: ReplayJournal,
  behavior: Behavior,
  facts: ReplayFacts,
  host: ReplayHost,
  handed?: HandedProjections,
): Projections {
  const { order } = journal;
  const list = facts.projections;
  const keyOf = list.map(keyReader);
  const numbers = handed?.numbers ?? list.map(() => new Map<string, number>());
  const names = handed?.names ?? list.map((): string[] => []);
  let sorted: (readonly string[] | undefined)[] = list.map(() => undefined);
  const start: Snapshot = {
    slots: 0,
    held: list.map(() => ({ rows: emptyVersion<JsonValue>(), error: undefined, withoutKey: 0 })),
    notApplied: { duplicate: 0, unknown_type: 0, unknown_version: 0 },
    stopped: undefined,
  };
  const checkpoints = new Map<number, Snapshot>([[0, start]]);
  /** At any slot, few of them, never thinned. */
  const restored = new Map<number, Snapshot>();
  for (const snapshot of handed?.checkpoints ?? [])
    (snapshot.slots % CHECKPOINT_EVERY === 0 ? checkpoints : restored).set(snapshot.slots, snapshot);
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
    for (; slot < to && !stopped; slot++) {
      if ((slot & 63) === 0) await host.pause();
      if (slot % every === 0 && !checkpoints.has(slot)) checkpoints.set(slot, snapshot());
      const admission = admissionOf(order, facts, behavior, slot);
      const { row, name, verdict } = admission;
      if (verdict === 'unknown type') unknown_type++;
      else if (verdict === 'unknown version') unknown_version++;
      else if (verdict.endsWith('duplicate')) duplicate++;
      if (admission.stop !== undefined) {
        stopped = { code: 'stopped', message: admission.stop, slot: slot + 1, record: (await journal.record(row)).id };
        break;
      }
      if (!admission.projected || !list.some((projection) => handlerOf(projection, name))) continue;
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
        const handler = projection && handlerOf(projection, name);
        const rows = writers[p];
        if (!projection || !handler || !rows || errors[p]) continue;
        const key = keyOf[p]?.(step, record);
        if (key === undefined) {
          withoutKey[p] = (withoutKey[p] ?? 0) + 1;
          continue;
        }
        const n = numberOf(p, key);
        try {
          const before = rows.get(n);
          const row = before === undefined ? projection.initial : before;
          rows.set(n, runHandler(host, `projection/${projection.name}`, step, handler, row, true));
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
      if (slots % every !== 0 && Math.abs(slots - cursor) > 32 * CHECKPOINT_EVERY) checkpoints.delete(slots);
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
      for (const [slots, snapshot] of restored) if (slots <= to && slots > from.slots) from = snapshot;
      // A short way touches few blocks: they are fetched at once. A long one reads ahead by itself.
      // With the next one: whoever seeks takes a step from here.
      if (to - from.slots <= 4 * CHECKPOINT_EVERY) await journal.prefetch(order.slotRow.subarray(from.slots, to + 1));
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
      restored.clear();
      checkpoints.set(0, start);
      every = CHECKPOINT_EVERY;
    },
    checkpointed: () => [...checkpoints.keys(), ...restored.keys()].sort((a, b) => a - b),
    stored(snapshot) {
      if (!isSound(snapshot)) return undefined;
      return {
        slots: snapshot.slots,
        projections: list.map(({ name }, p) => {
          const { rows = emptyVersion<JsonValue>(), withoutKey = 0 } = snapshot.held[p] ?? {};
          const keys: string[] = [];
          const values: JsonValue[] = [];
          for (const [n, key] of (names[p] ?? []).entries()) {
            const value = getAt(rows, n);
            if (value === undefined) continue;
            keys.push(key);
            values.push(value);
          }
          return { name, keys, values, withoutKey };
        }),
        notApplied: snapshot.notApplied,
      };
    },
    restore({ slots, projections, notApplied }) {
      if (slots === 0 || slots > order.count || projections.length !== list.length) return;
      if (projections.some(({ name }, p) => name !== list[p]?.name)) return;
      const held = projections.map(({ keys, values, withoutKey }, p): Held => {
        const rows = writer(emptyVersion<JsonValue>());
        for (const [i, key] of keys.entries()) rows.set(numberOf(p, key), host.plain(values[i], 'row'));
        return { rows: rows.version(), error: undefined, withoutKey };
      });
      restored.set(slots, { slots, held, notApplied, stopped: undefined });
    },
    handOver: (until) => ({
      checkpoints: [...checkpoints.values(), ...restored.values()].filter(
        (snapshot) => snapshot.slots > 0 && snapshot.slots <= until && isSound(snapshot),
      ),
      numbers,
      names,
    }),
  };
}
