/**
 * A consumer as a transport meets it: at least once, with a processing log, retries, dead letters and parked versions. Effects are recorded, guarded or not.
 * Where a consumer dedupes, its effects, commands and the mark “processed” are one unit (contract §7): a crash before it undoes them all.
 */
import type { JsonObject, JsonValue, ProcessingRow } from '../record/record.ts';
import { deepFreeze } from '../replay/event.ts';
import { currentEvent, StepError } from '../replay/step.ts';
import type { BehaviorCommand } from './behavior.ts';
import { call, plainOf } from './decide.ts';
import { asWriteError, Refusal, type WriteError } from './errors.ts';
import { execute } from './execute.ts';
import { fieldOf } from './make-record.ts';
import type { CommandEnvelope, Outcome, SimRecord } from './record.ts';
import { unreadable } from './unreadable.ts';
import type { World } from './world.ts';

export interface Effect {
  readonly name: string;
  readonly data: JsonValue;
  readonly record: string;
}
/** What happens to one delivery besides being handled. */
export interface DeliveryFault {
  /** The process ends: before anything, after so many effects and commands, or after all is done and before that is noted. */
  readonly crash?: 'before' | 'after' | number;
  /** The effect of this number (from 1) fails this once. */
  readonly failEffect?: number;
  /** Whatever it would do, effect or command, is refused this once: the broker is down. */
  readonly refused?: boolean;
  /** Its payload cannot be read, however often it comes: whoever looks at it is thrown at. */
  readonly unreadable?: boolean;
}
export interface Metrics {
  readonly delivered: number;
  readonly ok: number;
  readonly failed: number;
  readonly skipped: number;
  readonly parked: number;
  readonly deadLettered: number;
}
export interface Delivered {
  /** `unheard`: not for this consumer. `crashed`: nothing was noted. */
  readonly outcome: 'ok' | 'failed' | 'skipped' | 'parked' | 'crashed' | 'unheard';
  readonly error?: WriteError;
  /** An effect failed, or the payload could not be read, and the consumer said that all was well. */
  readonly swallowed: boolean;
}
export interface ConsumerBench {
  readonly effects: readonly Effect[];
  readonly commands: readonly Outcome[];
  readonly rows: readonly ProcessingRow[];
  readonly parked: readonly string[];
  readonly deadLetters: readonly string[];
  metrics(): Metrics;
  hears(record: SimRecord): boolean;
  /** One delivery. */
  deliver(record: SimRecord, fault?: DeliveryFault): Delivered;
  /** Delivered until it is done, parked or dead: a failure or crash is followed by another attempt, without the fault. */
  process(record: SimRecord, fault?: DeliveryFault): Delivered;
}

const ATTEMPTS = 3;

/** The highest version that a consumer's list holds and upcasters lead to; undefined: the stored one is unknown to it. */
function versionFor(
  { context }: World,
  record: SimRecord,
  name: string,
  listed: readonly number[] | undefined,
): number | undefined {
  const current = context.event(name)?.version ?? 1;
  const steps = context.behavior.upcasters.get(name);
  const reached = new Set([record.version]);
  for (let v = record.version; steps?.has(v); v++) reached.add(v + 1);
  const wanted = (listed ?? [current]).filter((v) => reached.has(v));
  return wanted.length > 0 ? Math.max(...wanted) : undefined;
}

/** `keepRows`: whether a processing log is kept. */
export function createConsumer(world: World, name: string, keepRows = true): ConsumerBench {
  const { context, clock } = world;
  const model = context.model.consumers[name] ?? {};
  const run = context.behavior.consumers.get(name);
  const target = `consumer/${name}`;
  const declared = new Map(
    (model.effects ?? []).flatMap((effect) =>
      effect.name === undefined ? [] : [[effect.name, effect.guard] as const],
    ),
  );
  const { memory } = world;
  const effects = memory.list(({ name: effect, data, record }: Effect) => JSON.stringify([effect, data, record]));
  const commands = memory.list<Outcome>();
  const rows: ProcessingRow[] = [];
  const parked = memory.map<true>();
  const deadLetters = memory.map<true>();
  const processed = memory.map<true>();
  const guards = memory.map<true>();
  const attempts = new Map<string, number>();
  const counts = { delivered: 0, ok: 0, failed: 0, skipped: 0, parked: 0 };

  const nameOf = (record: SimRecord) => context.facts.type(record.type)?.name ?? record.type;
  const listOf = (record: SimRecord): { readonly heard: boolean; readonly versions: readonly number[] | undefined } => {
    const on = model.on ?? {};
    const type = nameOf(record);
    if (Object.hasOwn(on, type)) return { heard: true, versions: on[type] };
    return { heard: Object.hasOwn(on, '*'), versions: undefined };
  };
  const dedupeKey = (record: SimRecord): string | undefined =>
    model.dedupe_by === 'id' ? record.id : model.dedupe_by === 'idempotency_key' ? record.idempotency_key : undefined;
  const guardKey = (effect: string, guard: string | undefined, record: SimRecord): string | undefined => {
    const value =
      guard === 'id'
        ? record.id
        : guard === 'idempotency_key'
          ? record.idempotency_key
          : fieldOf(record.payload, guard);
    return guard === undefined || value === undefined ? undefined : JSON.stringify([effect, value]);
  };
  const attemptOf = (record: SimRecord): number => {
    const attempt = (attempts.get(record.id) ?? 0) + 1;
    attempts.set(record.id, attempt);
    return attempt;
  };
  const note = (record: SimRecord, outcome: 'ok' | 'failed' | 'skipped' | 'parked', started: string) => {
    counts[outcome]++;
    if (!keepRows) return;
    const attempt = attemptOf(record);
    clock.tick(1000);
    rows.push({ processed: record.id, consumer: name, t_start: started, t_process: clock.now(), outcome, attempt });
    world.say('processed', target, 'processing log', `${record.type}: ${outcome}`, {
      record: record.id,
      outcome,
      attempt,
    });
  };

  const issue = (record: SimRecord, n: number, type: string, payload: JsonValue, given: CommandEnvelope) => {
    const id = `${record.id}:${name}:${n}`;
    const envelope: CommandEnvelope = {
      ...(record.correlation_id !== undefined && { correlation_id: record.correlation_id }),
      causation_id: record.id,
      ...(model.kind === 'ai' && {
        actor_type: context.has('evidence') ? 'agent' : context.has('game') ? 'system' : 'agent',
        actor_id: name,
      }),
      ...given,
    };
    world.say('issue', target, 'engine', type, { id, payload });
    if (model.kind === 'ai' && !allowed(record, { id, type, payload }, envelope)) return;
    commands.push(execute(world, { type, payload, id, with: envelope }));
  };
  /** The policy is asked first, and that it was asked is recorded before the command runs (EM-100). */
  const allowed = (
    record: SimRecord,
    { id, type, payload }: { readonly id: string; readonly type: string; readonly payload: JsonValue },
    envelope: CommandEnvelope,
  ): boolean => {
    const policy = model.policy;
    const check = policy === undefined ? undefined : context.behavior.policies.get(policy);
    if (policy === undefined || !check)
      throw new Refusal(
        'no-policy',
        `${target} is an AI, and ${policy === undefined ? 'has no policy' : `the policy \`${policy}\` has no code`}: it does nothing.`,
        { target },
      );
    const command: BehaviorCommand = deepFreeze({
      id,
      type,
      subject_id: fieldOf(payload, context.model.subjects[context.command(type)?.subject ?? '']?.id) ?? null,
      actor_type: envelope.actor_type ?? null,
      actor_id: envelope.actor_id ?? null,
      t: clock.now(),
      payload,
    } as unknown as JsonValue) as unknown as BehaviorCommand;
    const event = context.eventOf(record, world.log.length);
    const decision = call(context, `policy/${policy}`, world.log.length, () => check(event, command));
    const rejected =
      (decision as { readonly rejected?: unknown } | undefined)?.rejected !== undefined || decision === undefined;
    world.say('policy', target, `policy/${policy}`, rejected ? 'rejected' : 'accepted', { command: id });
    const recorded = context.model.policies[policy]?.recorded_by;
    if (recorded !== undefined) {
      const names = Object.keys(context.event(recorded)?.payload ?? {});
      const known: JsonObject = {
        ...(payload as JsonObject),
        command: type,
        command_id: id,
        policy,
        allowed: !rejected,
        consumer: name,
      };
      const of = Object.fromEntries(
        names.flatMap((field) => (Object.hasOwn(known, field) ? [[field, known[field] ?? null]] : [])),
      );
      world.append([
        world.make({
          type: recorded,
          payload: of,
          envelope,
          causation_id: record.id,
          correlation_id: record.correlation_id,
          request_id: id,
        }),
      ]);
    }
    return !rejected;
  };

  const handle = (
    record: SimRecord,
    version: number,
    fault: DeliveryFault,
  ): { readonly crashed: boolean; readonly swallowed: boolean; readonly error?: Refusal } => {
    const unit = dedupeKey(record) !== undefined;
    const later: (() => void)[] = [];
    let done = 0;
    let issued = 0;
    let acted = 0;
    let crashed = false;
    let failed = false;
    const act = (work: () => void) => {
      if (crashed) throw new Error('the process has ended');
      if (unit) later.push(work);
      else work();
      acted++;
      if (fault.crash === acted) {
        crashed = true;
        throw new Error('the process has ended');
      }
    };
    const reach: Record<string, (data?: unknown) => void> = Object.create(null);
    for (const [effect, guard] of declared) {
      reach[effect] = (given) => {
        const data = given === undefined ? null : plainOf(context, target, given, effect);
        done++;
        if (fault.failEffect === done || fault.refused === true) {
          failed = true;
          throw new Error(`${effect} is down`);
        }
        act(() => {
          const key = guardKey(effect, guard, record);
          if (key !== undefined && guards.has(key)) return;
          if (key !== undefined) guards.set(key, true);
          effects.push({ name: effect, data, record: record.id });
          world.say('effect', target, `effect/${effect}`, effect, data);
        });
      };
    }
    const send = (type: unknown, payload: unknown, given?: unknown) => {
      const known = typeof type === 'string' && context.command(type) !== undefined;
      if (!known || !model.issues?.includes(type))
        throw new Refusal(
          'undeclared-command',
          `${target} issues \`${String(type)}\`, which its \`issues\` do not name.`,
          { target },
        );
      const of = plainOf(context, target, payload ?? {}, type);
      const envelope = given === undefined ? {} : (plainOf(context, target, given, 'envelope') as CommandEnvelope);
      issued++;
      if (fault.refused === true) {
        failed = true;
        throw new Error('the broker is down');
      }
      const n = issued;
      act(() => issue(record, n, type, of, envelope));
    };
    try {
      if (!run) throw new Refusal('throw', `There is no code of ${target}.`, { target });
      const event = context.eventOf(record, world.log.length);
      const current = event.version === version ? event : versioned(record, version);
      const seen = fault.unreadable === true ? unreadable(current, () => (failed = true)) : current;
      call(context, target, world.log.length, () =>
        run(seen, Object.freeze({ effects: Object.freeze(reach), issue: send })),
      );
      if (!crashed && fault.crash !== 'after') for (const work of later) work();
      return { crashed: crashed || fault.crash === 'after', swallowed: failed && !crashed };
    } catch (error) {
      if (crashed) return { crashed: true, swallowed: false };
      if (error instanceof StepError) {
        const { message, ...detail } = asWriteError(error.detail);
        return { crashed: false, swallowed: false, error: new Refusal(detail.code, message, detail) };
      }
      if (!(error instanceof Refusal)) throw error;
      return { crashed: false, swallowed: false, error };
    }
  };
  /** The event in a version below the current one: upcast so far and no further. */
  const versioned = (record: SimRecord, version: number) => {
    const steps = context.behavior.upcasters.get(nameOf(record));
    const kept = new Map([...(steps ?? [])].filter(([v]) => v < version));
    const facts = {
      ...context.facts,
      type: (stored: string) => {
        const known = context.facts.type(stored);
        return known && { ...known, version };
      },
    };
    const behavior = { ...context.behavior, upcasters: new Map([[nameOf(record), kept]]) };
    return currentEvent(context.host, facts, behavior, record, world.log.length);
  };

  const deliver = (record: SimRecord, fault: DeliveryFault = {}): Delivered => {
    const { heard, versions } = listOf(record);
    if (!heard) return { outcome: 'unheard', swallowed: false };
    counts.delivered++;
    world.say('deliver', 'broker', target, `${record.type} ${record.id}`, record as unknown as JsonValue);
    if (fault.crash === 'before') return { outcome: 'crashed', swallowed: false };
    const started = keepRows ? clock.now() : '';
    const key = dedupeKey(record);
    const done = (
      outcome: 'ok' | 'failed' | 'skipped' | 'parked',
      swallowed = false,
      error?: WriteError,
    ): Delivered => {
      note(record, outcome, started);
      return { outcome, swallowed, ...(error && { error }) };
    };
    if (key !== undefined && processed.has(key)) return done('skipped');
    const version = versionFor(world, record, nameOf(record), versions);
    if (version === undefined) {
      if (model.unknown_version === 'ignore') return done('skipped');
      if (model.unknown_version === 'fail')
        return done('failed', false, {
          code: 'stopped',
          message: `version ${record.version} is unknown to ${target}`,
          clauses: [],
          target,
        });
      parked.set(record.id, true);
      return done('parked');
    }
    const { crashed, swallowed, error } = handle(record, version, fault);
    if (crashed) {
      // Work that was begun and never finished.
      if (keepRows) rows.push({ processed: record.id, consumer: name, t_start: started, attempt: attemptOf(record) });
      return { outcome: 'crashed', swallowed: false };
    }
    if (error) return done('failed', false, error.detail);
    if (key !== undefined) processed.set(key, true);
    return done('ok', swallowed);
  };

  return {
    effects,
    commands,
    rows,
    get parked() {
      return [...parked.keys()];
    },
    get deadLetters() {
      return [...deadLetters.keys()];
    },
    metrics: () => ({ ...counts, deadLettered: deadLetters.size }),
    hears: (record) => listOf(record).heard,
    deliver,
    process(record, fault = {}) {
      let swallowed = false;
      for (let attempt = 1; ; attempt++) {
        const again: DeliveryFault = fault.unreadable === true ? { unreadable: true } : {};
        const last = deliver(record, attempt === 1 ? fault : again);
        swallowed ||= last.swallowed;
        if (last.outcome === 'crashed') continue;
        if (last.outcome !== 'failed') return { ...last, swallowed };
        if (attempt < ATTEMPTS) continue;
        deadLetters.set(record.id, true);
        return { ...last, swallowed };
      }
    },
  };
}
