/** A projection or a fold under faults. */
import { canonicalText } from '../record/canonical.ts';
import type { JsonValue } from '../record/record.ts';
import { messageOf } from '../replay/step.ts';
import type { Context } from '../writepath/context.ts';
import { Refusal } from '../writepath/errors.ts';
import type { Memory } from '../writepath/memory.ts';
import type { SimRecord } from '../writepath/record.ts';
import { unreadable } from '../writepath/unreadable.ts';
import { createWorld } from '../writepath/world.ts';
import { type Course, runner } from './course.ts';
import { foldedStates, like, type PoisonSeen, type Seen, type Subject, withoutProjections } from './subject.ts';

interface Unread {
  /** In which nobody can look at the payload of the records that are tried. */
  readonly context: Context;
  /** Lets a handler meet one like this record that cannot be read. A failure is what should come of it: it is put aside, and the next one comes. */
  meet(record: SimRecord, run: (one: SimRecord) => void): { readonly seen: PoisonSeen; readonly told: Seen };
}
function unreadIn(context: Context): Unread {
  const unread = new WeakSet<SimRecord>();
  let looked = false;
  const onLook = () => {
    looked = true;
  };
  return {
    context: {
      ...context,
      eventOf(record, slot) {
        const event = context.eventOf(record, slot);
        return unread.has(record) ? unreadable(event, onLook) : event;
      },
    },
    meet(record, run) {
      const one = like(record);
      unread.add(one);
      looked = false;
      let error: string | undefined;
      try {
        run(one);
      } catch (thrown) {
        // The engine itself looks at the payload for the key of a row.
        if (!(thrown instanceof Refusal) && !looked) throw thrown;
        error = messageOf(thrown);
      }
      return {
        seen: { like: record.id, traceless: looked && error === undefined, effects: 0, commands: 0 },
        told: error === undefined ? { outcome: 'ok' } : { outcome: 'failed', error },
      };
    },
  };
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
    const unread = unreadIn(one);
    const world = createWorld(unread.context, { keepSteps: false, memory });
    const poison: PoisonSeen[] = [];
    let threw: string | undefined;
    let applied = 0;
    return {
      begin: () => undefined,
      take({ record, poison: bad }, at, watch) {
        const delivered = records[record];
        if (!delivered) return true;
        if (bad) {
          const { seen, told } = unread.meet(delivered, (unreadable) => world.tryRecord(0, unreadable));
          poison.push(seen);
          watch?.(at, told);
          return true;
        }
        const before = watch && new Map(world.view(0).rows);
        try {
          world.applyRecord(0, delivered);
        } catch (error) {
          if (!(error instanceof Refusal)) throw error;
          threw = error.message;
          watch?.(at, { error: threw });
          return false;
        }
        applied++;
        if (before) watch?.(at, { changed: changedRows(before, world.view(0).rows) });
        return true;
      },
      poison,
      troubled: () => threw !== undefined,
      result: () => ({
        effects: [],
        effectCount: 0,
        rest: canonicalText({ rows: Object.fromEntries(world.view(0).rows), threw: threw ?? null }),
        swallowed: false,
        ...(poison.length > 0 && { poison }),
        ...(threw !== undefined && { threw, failed: { count: records.length - applied, of: records.length } }),
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
  const bare = withoutProjections(context);
  const takes = (type: string | undefined) =>
    name === '*' ? type === undefined || !context.behavior.folds.has(type) : type === name;
  const records = journal.filter((record) => record.subject_id !== undefined && takes(record.subject_type));
  const on = context.behavior.folds.get(name)?.on;
  const isHeard = ({ type }: SimRecord) => {
    const known = context.facts.type(type);
    return known?.intent !== 'audit_only' && (on?.has(known?.name ?? type) || on?.has('*')) === true;
  };
  const start = (memory: Memory): Course => {
    const unread = unreadIn(bare);
    const world = createWorld(unread.context, { keepSteps: false, memory });
    const delivered: SimRecord[] = [];
    const poison: PoisonSeen[] = [];
    return {
      begin: () => undefined,
      take({ record: place, poison: bad }, at, watch) {
        const record = records[place];
        if (!record) return true;
        if (bad) {
          const { seen, told } = unread.meet(record, (unreadable) => world.tryFold(unreadable));
          poison.push(seen);
          watch?.(at, told);
          return true;
        }
        const before = watch && Object.values(foldedStates(world, [record]).states)[0];
        delivered.push(record);
        world.adopt(record);
        watch?.(at, {
          changed: Object.entries(foldedStates(world, [record]).states).map(([key, after]) => ({ key, before, after })),
        });
        return true;
      },
      poison,
      troubled: () => false,
      result() {
        const { states, failed, threw } = foldedStates(world, delivered);
        return {
          effects: [],
          effectCount: 0,
          rest: canonicalText({ states }),
          swallowed: false,
          ...(poison.length > 0 && { poison }),
          ...(threw !== undefined && { threw, failed: { count: failed, of: Object.keys(states).length } }),
        };
      },
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
