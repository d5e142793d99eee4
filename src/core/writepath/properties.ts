/**
 * Property scenarios: commands by chance against what always holds. Invariants (contract §3) are asked after each record; and a command is accepted or
 * rejected, never refused for what the code does. Of each failure the smallest list of commands that shows it. The same seed gives the same.
 */
import { createRandom, seedOf } from '../faults/random.ts';
import { type Context, shownClauses } from './context.ts';
import type { Refusal, WriteError } from './errors.ts';
import { applyAll, execute } from './execute.ts';
import { commandGenerator } from './generate.ts';
import { brokenAfter } from './invariants.ts';
import type { CommandRequest, SimRecord } from './record.ts';
import type { ScenarioText } from './scenario-from.ts';
import { simpler } from './simpler.ts';
import { createWorld, type World } from './world.ts';

export interface PropertiesRequest {
  readonly what: 'properties';
  readonly seed?: number;
  /** Lists of commands that are tried; 100 unless it is said. */
  readonly lists?: number;
}
export interface PropertyFailure {
  readonly message: string;
  readonly clauses: readonly string[];
  readonly error?: WriteError;
  /** The smallest list that was found; the last of them shows it. */
  readonly commands: readonly CommandRequest[];
  /** What they wrote. */
  readonly events: readonly SimRecord[];
  /** The same as text of the model; absent where the realm was ended by it. */
  readonly scenario?: ScenarioText;
}
export interface PropertyResult {
  /** `order: never negative`, or `commands are decided`. */
  readonly name: string;
  /** Where it stands in the behavior: `invariant/order/never negative`. */
  readonly target: string;
  readonly ok: boolean;
  /** Lists, commands and records that it was tried on. */
  readonly tried: { readonly lists: number; readonly commands: number; readonly records: number };
  readonly failure?: PropertyFailure;
}
export interface PropertiesAnswer {
  readonly seed: number;
  readonly properties: readonly PropertyResult[];
}

const LISTS = 100;
const MOST_COMMANDS = 20;
const SHRINK_RUNS = 600;
/** The property that every behavior has. */
export const DECIDED = 'commands are decided';

interface Found {
  readonly target: string;
  readonly message: string;
  readonly clauses: readonly string[];
  readonly error?: WriteError;
  /** How many commands of the list it took. */
  readonly upto: number;
}
interface Ran {
  readonly found: readonly Found[];
  readonly world: World;
  readonly commands: number;
}

/** Runs a list; the first time that something does not hold, by target. */
function run(context: Context, commands: readonly CommandRequest[]): Ran {
  const found = new Map<string, Found>();
  let upto = 0;
  const note = (one: Omit<Found, 'upto'>) => {
    if (!found.has(one.target)) found.set(one.target, { ...one, upto });
  };
  const failed = ({ message, detail }: Pick<Refusal, 'message' | 'detail'>) =>
    note({ target: DECIDED, message: `${detail.code}: ${message}`, clauses: detail.clauses, error: detail });
  const world = createWorld(context, {
    keepSteps: false,
    onRecord(at, record) {
      for (const { invariant, message, clauses, error } of brokenAfter(at, record))
        note({ target: invariant ?? DECIDED, message, clauses, ...(error && { error }) });
    },
  });
  for (const command of commands) {
    upto++;
    const answer = execute(world, command, () => undefined);
    // Without a target the command itself is wrong, and no code has seen it.
    if (answer.outcome === 'refused' && answer.error.target !== undefined)
      failed({ message: answer.error.message, detail: answer.error });
    for (const refusal of applyAll(world, 'all')) failed(refusal);
    world.clock.tick();
    // Behind a fold or projection that fails nothing can be said any more.
    if (found.has(DECIDED)) break;
  }
  return { found: [...found.values()], world, commands: upto };
}

/** Commands are left out, in halves and one by one, and what they hold is made simpler, as long as the same does not hold. */
function shrunk(context: Context, list: readonly CommandRequest[], target: string): readonly CommandRequest[] {
  let runs = 0;
  const shows = (commands: readonly CommandRequest[]) =>
    commands.length > 0 && ++runs <= SHRINK_RUNS && run(context, commands).found.some((one) => one.target === target);
  let best = list;
  for (let size = Math.ceil(best.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < best.length; ) {
      const without = [...best.slice(0, at), ...best.slice(at + size)];
      if (shows(without)) best = without;
      else at += size;
    }
  for (let at = 0; at < best.length; at++)
    for (let changed = true; changed; ) {
      changed = false;
      const command = best[at];
      if (!command) break;
      for (const payload of simpler(command.payload)) {
        if (context.schemas.command(command.type, payload).length > 0) continue;
        const next = best.map((other, i) => (i === at ? { ...command, payload } : other));
        if (!shows(next)) continue;
        best = next;
        changed = true;
        break;
      }
    }
  return best;
}

const versioned = (context: Context, { type, version }: SimRecord) =>
  version === (context.event(type)?.version ?? 1) ? type : `${type}@${version}`;

/** What was written before the last command is given, and what that wrote stands as then: whoever keeps it decides what is right. */
function scenarioOf(
  context: Context,
  { seed, target, message }: { readonly seed: number; readonly target: string; readonly message: string },
  commands: readonly CommandRequest[],
  log: readonly SimRecord[],
  before: number,
): ScenarioText {
  const last = commands.at(-1);
  const written = (records: readonly SimRecord[]) =>
    records.map((record) => ({ [versioned(context, record)]: record.payload }));
  const taken = Object.keys(context.model.scenarios);
  let name = `generated-${seed}`;
  for (let n = 2; taken.includes(name); n++) name = `generated-${seed}-${n}`;
  return {
    name,
    description: `Generated (seed ${seed}, ${target}): ${message}`,
    // An INTENT, like all that is audit_only, changes no state.
    given: written(log.slice(0, before).filter(({ type }) => context.event(type)?.replay_intent !== 'audit_only')),
    ...(last && { when: { [last.type]: last.payload, ...(last.with && { with: { ...last.with } }) } }),
    // biome-ignore lint/suspicious/noThenProperty: a word of the model language
    then: log.slice(before).map(({ type }) => ({ [type]: {} })),
  };
}

function failureOf(context: Context, seed: number, list: readonly CommandRequest[], target: string): PropertyFailure {
  const commands = shrunk(context, list, target);
  const { found, world } = run(context, commands);
  const { message, clauses, error } = found.find((one) => one.target === target) ?? { message: '', clauses: [] };
  const before = run(context, commands.slice(0, -1)).world.log.length;
  return {
    message,
    clauses: shownClauses(context, clauses),
    ...(error && { error }),
    commands,
    events: world.log,
    scenario: scenarioOf(context, { seed, target, message }, commands, world.log, before),
  };
}

/** All that should hold: each invariant of each subject, and that commands are decided. */
const propertiesOf = ({ behavior }: Context): readonly Pick<PropertyResult, 'name' | 'target'>[] => [
  { name: DECIDED, target: DECIDED },
  ...[...behavior.invariants].flatMap(([subject, checks]) =>
    [...checks.keys()].map((says) => ({ name: `${subject}: ${says}`, target: `invariant/${subject}/${says}` })),
  ),
];

export async function runProperties(
  context: Context,
  { seed = 1, lists = LISTS }: Omit<PropertiesRequest, 'what'>,
): Promise<PropertiesAnswer> {
  const decided = Object.keys(context.model.commands).filter((name) => context.behavior.deciders.has(name));
  const failures = new Map<string, PropertyFailure>();
  let commands = 0;
  let records = 0;
  let tried = 0;
  for (let i = 0; i < lists; i++) {
    await context.host.pause();
    const random = createRandom(seedOf(seed, 'commands', i));
    // Short lists first: what fails early is small.
    const length = 1 + random.below(Math.min(MOST_COMMANDS, 2 + i));
    const next = commandGenerator(context.model, random, { commands: decided }, context.schemas);
    if (!next) break;
    const list = Array.from({ length }, next);
    const ran = run(context, list);
    tried++;
    commands += ran.commands;
    records += ran.world.log.length;
    for (const { target, upto } of ran.found)
      if (!failures.has(target)) failures.set(target, failureOf(context, seed, list.slice(0, upto), target));
  }
  const properties = propertiesOf(context).map(({ name, target }): PropertyResult => {
    const failure = failures.get(target);
    return {
      name,
      target,
      ok: failure === undefined,
      tried: { lists: tried, commands, records },
      ...(failure && { failure }),
    };
  });
  return { seed, properties };
}
