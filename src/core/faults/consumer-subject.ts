/** A consumer under faults. */
import { canonicalText } from '../record/canonical.ts';
import type { JsonValue } from '../record/record.ts';
import { formatMicros } from '../record/time.ts';
import { type Clock, idOf, START_MICROS } from '../writepath/clock.ts';
import { createConsumer } from '../writepath/consumers.ts';
import type { Context } from '../writepath/context.ts';
import type { Memory } from '../writepath/memory.ts';
import type { SimRecord } from '../writepath/record.ts';
import { createWorld } from '../writepath/world.ts';
import { type Course, runner } from './course.ts';
import { foldedStates, like, type PoisonSeen, type Subject, withoutProjections } from './subject.ts';

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
  const bare = withoutProjections(context);
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
        const dead = bench.deadLetters.filter((id) => !poisoned.has(id)).sort();
        return {
          effects: multiset(
            effects.map(({ name: effect, data }) => [effect, data]),
            canonical,
          ),
          effectCount: effects.length,
          did,
          ...(poison.length > 0 && { poison }),
          rest: JSON.stringify({
            dead,
            parked: bench.parked.filter((id) => !poisoned.has(id)).sort(),
            events: multiset(
              written
                .filter(({ kind, type }) => kind !== 'INTENT' && !isRejection(context, type))
                .map(({ type, subject_id, payload }) => [type, subject_id ?? null, payload]),
              canonical,
            ) as JsonValue,
            states: Object.entries(foldedStates(world, written).states)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([subject, state]) => [subject, canonical(state)]),
          }),
          swallowed,
          ...(threw !== undefined && { threw, failed: { count: dead.length, of: records.length } }),
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

const isRejection = ({ model }: Context, type: string): boolean =>
  Object.values(model.commands).some(({ rejects }) => Object.values(rejects ?? {}).includes(type));
