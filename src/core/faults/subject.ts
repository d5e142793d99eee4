/** What is put under faults: a consumer, a projection or a fold, run over deliveries, and what came of it in a form that can be compared. */
import { canonicalText } from '../record/canonical.ts';
import type { JsonObject, JsonValue } from '../record/record.ts';
import { formatMicros } from '../record/time.ts';
import { type Clock, idOf, START_MICROS } from '../writepath/clock.ts';
import { createConsumer } from '../writepath/consumers.ts';
import type { Context } from '../writepath/context.ts';
import { Refusal } from '../writepath/errors.ts';
import { fieldOf } from '../writepath/make-record.ts';
import type { Memory } from '../writepath/memory.ts';
import type { Outcome, SimRecord } from '../writepath/record.ts';
import { createWorld, type World } from '../writepath/world.ts';
import { type Course, poisonId, runner } from './course.ts';
import type { Delivery } from './schedule.ts';

/** What came of a run. */
export interface Result {
  /** Effects as texts, sorted: a multiset. */
  readonly effects: readonly string[];
  /** What else is compared: states, events, rows, dead letters. */
  readonly rest: string;
  /** An effect failed, and the consumer said that all was well. */
  readonly swallowed: boolean;
  readonly threw?: string;
  readonly effectCount: number;
  /** Effects and commands by record; of the clean run. */
  readonly did?: ReadonlyMap<string, number>;
  /** Of records that nobody can read; what they did is not among the rest. */
  readonly poison?: readonly PoisonSeen[];
}
export interface PoisonSeen {
  /** The record that it is like. */
  readonly like: string;
  /** Reading it failed, and the consumer said that all was well. */
  readonly traceless: boolean;
  readonly effects: number;
  readonly commands: number;
}
/** What one delivery did. */
export interface Seen {
  readonly outcome?: string;
  readonly effects?: readonly { readonly name: string; readonly data: JsonValue }[];
  /** Of the commands that it issued. */
  readonly commands?: readonly Outcome[];
  /** A row or state that is another one now; undefined where there is none. */
  readonly changed?: readonly {
    readonly key: string;
    readonly before: JsonValue | undefined;
    readonly after: JsonValue | undefined;
  }[];
  readonly error?: string;
}
export interface Subject {
  /** `consumer/mailer`. */
  readonly target: string;
  /** The records that reach it, in clean order. */
  readonly records: readonly SimRecord[];
  /** How many of them a handler hears. */
  readonly heard: number;
  /**
   * Commands that a consumer issues meet the journal as it was when the record was written; or, `settled`, all of it: where only the order of
   * deliveries is to matter, what else was recorded meanwhile may not.
   */
  run(deliveries: readonly Delivery[], settled?: boolean, watch?: (at: number, seen: Seen) => void): Result;
}

export const same = (a: Result, b: Result): boolean =>
  a.rest === b.rest && a.effects.length === b.effects.length && a.effects.every((effect, i) => effect === b.effects[i]);
export const sameEffects = (a: Result, b: Result): boolean =>
  a.effects.length === b.effects.length && a.effects.every((effect, i) => effect === b.effects[i]);

export const subjectOf = ({ subject_type, subject_id }: SimRecord): string | undefined =>
  subject_id === undefined ? undefined : `${subject_type ?? ''}/${subject_id}`;

/** The partition that a record stands in: its own, else what its stream's key says, else its subject. */
export function partitionOf({ model, event }: Context, record: SimRecord): string | undefined {
  if (record.partition !== undefined) return record.partition;
  const name = record.stream ?? event(record.type)?.stream;
  const key = name === undefined ? undefined : model.streams[name]?.partition_key;
  const value = key === 'subject_id' ? record.subject_id : fieldOf(record.payload, key);
  return value === undefined ? subjectOf(record) : `${name}/${value}`;
}

/** What time it is follows from the record that is handled, so that a late one is not told from another by the clock alone. */
function recordClock(memory: Memory): Clock & { at(index: number): void } {
  const made = memory.map<number>();
  let micros = START_MICROS;
  let text: string | undefined;
  return {
    now() {
      text ??= formatMicros(micros) ?? '';
      return text;
    },
    micros: () => micros,
    tick: () => undefined,
    id(kind) {
      const n = (made.get(kind) ?? 0) + 1;
      made.set(kind, n);
      return idOf(kind, n);
    },
    at(index) {
      micros = START_MICROS + index * 1_000_000;
      text = undefined;
    },
  };
}

const without = (context: Context): Context => ({ ...context, facts: { ...context.facts, projections: [] }, keys: [] });

type Canonical = (value: JsonValue) => string;
/** Canonical text; what came before in the same words, as nearly all does from run to run, is not taken apart again. */
function rememberedText(): Canonical {
  const known = new Map<string, string>();
  return (value) => {
    const words = JSON.stringify(value);
    const text = known.get(words) ?? canonicalText(value);
    if (known.size < MOST_REMEMBERED) known.set(words, text);
    return text;
  };
}
const MOST_REMEMBERED = 20_000;

/** Counts of what is alike, as sorted text. */
const multiset = (values: readonly JsonValue[], canonical: Canonical): readonly string[] =>
  values.map(canonical).sort();

export function consumerSubject(context: Context, name: string, journal: readonly SimRecord[]): Subject {
  const bare = without(context);
  const probe = createConsumer(createWorld(bare, { keepSteps: false }), name);
  const places = journal.flatMap((record, i) => (probe.hears(record) ? [i] : []));
  const records = places.flatMap((i) => journal[i] ?? []);
  const acts = (context.model.consumers[name]?.issues?.length ?? 0) > 0;
  const canonical = rememberedText();
  const start = (memory: Memory, settled: boolean): Course => {
    const clock = recordClock(memory);
    const world = createWorld(bare, { clock, memory, keepSteps: false });
    const bench = createConsumer(world, name, false);
    const grown = memory.map<number>();
    const sent = memory.map<true>();
    let swallowed = false;
    let threw: string | undefined;
    const did = new Map<string, number>();
    const poison: PoisonSeen[] = [];
    const poisoned = new Set<string>();
    /** The journal grows in its clean order, however late a delivery is. What a command of this run wrote is there already. */
    const grow = (to: number) => {
      let head = grown.get('') ?? 0;
      if (head >= to) return;
      for (; head < to; head++) {
        const record = journal[head];
        if (record && !(record.request_id !== undefined && sent.has(record.request_id))) world.adopt(record);
      }
      grown.set('', head);
    };
    return {
      begin() {
        if (acts && settled) grow(journal.length);
      },
      take({ record, fault, poison: bad }, at, watch) {
        const place = places[record];
        const good = records[record];
        if (place === undefined || !good) return true;
        const one = bad ? like(good) : good;
        if (bad) poisoned.add(one.id);
        if (acts) grow(place + 1);
        clock.at(place);
        const [effects, commands] = [bench.effects.length, bench.commands.length];
        const done = bench.process(one, bad ? { unreadable: true } : fault);
        watch?.(at, {
          outcome: done.outcome,
          effects: bench.effects.slice(effects),
          commands: bench.commands.slice(commands),
          ...(done.error && { error: done.error.message }),
        });
        const acted = { effects: bench.effects.length - effects, commands: bench.commands.length - commands };
        did.set(one.id, (did.get(one.id) ?? 0) + acted.effects + acted.commands);
        if (bad) poison.push({ like: good.id, traceless: done.outcome === 'ok' && done.swallowed, ...acted });
        swallowed ||= done.swallowed && !bad;
        if (done.error && !bad) threw ??= done.error.message;
        for (let i = commands; i < bench.commands.length; i++) sent.set(bench.commands[i]?.command ?? '', true);
        return true;
      },
      poison,
      troubled: () => swallowed || threw !== undefined,
      result() {
        if (acts) grow(journal.length);
        const written = acts
          ? world.log.filter((record) => record.request_id !== undefined && sent.has(record.request_id))
          : [];
        const effects = bench.effects.filter(({ record }) => !poisoned.has(record));
        return {
          effects: multiset(
            effects.map(({ name: effect, data }) => [effect, data]),
            canonical,
          ),
          effectCount: effects.length,
          did,
          ...(poison.length > 0 && { poison }),
          rest: JSON.stringify({
            dead: bench.deadLetters.filter((id) => !poisoned.has(id)).sort(),
            parked: bench.parked.filter((id) => !poisoned.has(id)).sort(),
            events: multiset(
              written
                .filter(({ kind, type }) => kind !== 'INTENT' && !isRejection(context, type))
                .map(({ type, subject_id, payload }) => [type, subject_id ?? null, payload]),
              canonical,
            ) as JsonValue,
            states: Object.entries(statesOf(world, written))
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([subject, state]) => [subject, canonical(state)]),
          }),
          swallowed,
          ...(threw !== undefined && { threw }),
        };
      },
    };
  };
  const inTime = runner((memory) => start(memory, false), records);
  const late = acts ? runner((memory) => start(memory, true), records) : inTime;
  return {
    target: `consumer/${name}`,
    records,
    heard: records.length,
    run: (deliveries, settled = false, watch) => (settled ? late : inTime)(deliveries, watch),
  };
}

/** One like it, with ids of its own. */
const like = (record: SimRecord): SimRecord => ({
  ...record,
  id: poisonId(record),
  ...(record.idempotency_key !== undefined && { idempotency_key: `${record.idempotency_key}:poison` }),
});

const isRejection = ({ model }: Context, type: string): boolean =>
  Object.values(model.commands).some(({ rejects }) => Object.values(rejects ?? {}).includes(type));

function statesOf(world: World, records: readonly SimRecord[]): JsonObject {
  const states: Record<string, JsonValue> = {};
  for (const record of records) {
    const subject = subjectOf(record);
    if (subject === undefined || Object.hasOwn(states, subject)) continue;
    try {
      states[subject] = world.stateOf(record.subject_type, record.subject_id);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      states[subject] = `failed: ${error.message}`;
    }
  }
  return states;
}

/** Folds a projection over its deliveries, wherever they come from. */
export function projectionSubject(context: Context, name: string, journal: readonly SimRecord[]): Subject {
  const index = context.facts.projections.findIndex((projection) => projection.name === name);
  const one: Context = {
    ...context,
    facts: { ...context.facts, projections: context.facts.projections.filter((_, i) => i === index) },
    keys: context.keys.filter((_, i) => i === index),
  };
  const projection = context.facts.projections[index];
  const records = journal.filter(({ type }) => {
    const known = context.facts.type(type);
    const heard = projection?.on.has(known?.name ?? type) || projection?.on.has('*');
    return heard && known?.intent !== 'audit_only' && known?.intent !== 'replay_only';
  });
  const start = (memory: Memory): Course => {
    const world = createWorld(one, { keepSteps: false, memory });
    let threw: string | undefined;
    return {
      begin: () => undefined,
      take({ record }, at, watch) {
        const delivered = records[record];
        if (!delivered) return true;
        const before = watch && new Map(world.view(0).rows);
        try {
          world.applyRecord(0, delivered);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          threw = error.message;
          watch?.(at, { error: threw });
          return false;
        }
        if (before) watch?.(at, { changed: changedRows(before, world.view(0).rows) });
        return true;
      },
      poison: [],
      troubled: () => threw !== undefined,
      result: () => ({
        effects: [],
        effectCount: 0,
        rest: canonicalText({ rows: Object.fromEntries(world.view(0).rows), threw: threw ?? null }),
        swallowed: false,
        ...(threw !== undefined && { threw }),
      }),
    };
  };
  const run = runner(start, records);
  return {
    target: `projection/${name}`,
    records,
    heard: records.length,
    run: (deliveries, _, watch) => run(deliveries, watch),
  };
}

const changedRows = (
  before: ReadonlyMap<string, JsonValue>,
  after: ReadonlyMap<string, JsonValue>,
): NonNullable<Seen['changed']> =>
  [...new Set([...before.keys(), ...after.keys()])]
    .filter((key) => before.get(key) !== after.get(key))
    .map((key) => ({ key, before: before.get(key), after: after.get(key) }));

/** The states of all subjects of a type that has a fold. */
export function foldSubject(context: Context, name: string, journal: readonly SimRecord[]): Subject {
  const bare = without(context);
  const takes = (type: string | undefined) =>
    name === '*' ? type === undefined || !context.behavior.folds.has(type) : type === name;
  const records = journal.filter((record) => record.subject_id !== undefined && takes(record.subject_type));
  const on = context.behavior.folds.get(name)?.on;
  const isHeard = ({ type }: SimRecord) => {
    const known = context.facts.type(type);
    return known?.intent !== 'audit_only' && (on?.has(known?.name ?? type) || on?.has('*')) === true;
  };
  const start = (memory: Memory): Course => {
    const world = createWorld(bare, { keepSteps: false, memory });
    const delivered: SimRecord[] = [];
    return {
      begin: () => undefined,
      take({ record: place }, at, watch) {
        const record = records[place];
        if (!record) return true;
        const before = watch && Object.values(statesOf(world, [record]))[0];
        delivered.push(record);
        world.adopt(record);
        watch?.(at, {
          changed: Object.entries(statesOf(world, [record])).map(([key, after]) => ({ key, before, after })),
        });
        return true;
      },
      poison: [],
      troubled: () => false,
      result: () => ({
        effects: [],
        effectCount: 0,
        rest: canonicalText({ states: statesOf(world, delivered) }),
        swallowed: false,
      }),
    };
  };
  const run = runner(start, records);
  return {
    target: `fold/${name}`,
    records,
    heard: records.filter(isHeard).length,
    run: (deliveries, _, watch) => run(deliveries, watch),
  };
}
