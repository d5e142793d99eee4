/** Commands run on top of a journal that was there before: the write path as a page or a worker calls it. */
import type { JsonObject } from '../record/record.ts';
import { createClock, settableClock } from './clock.ts';
import type { Context } from './context.ts';
import { applyAll, execute, goOnFrom } from './execute.ts';
import { performRequest } from './handlers.ts';
import type { CommandRequest, Outcome, SimRecord } from './record.ts';
import { type Remembered, rememberedAnswers } from './remember.ts';
import type { Step } from './steps.ts';
import { createWorld, statesOf, type World } from './world.ts';

export interface CommandsRequest {
  readonly what: 'commands';
  /** In log order; they are taken as they are. */
  readonly journal: readonly SimRecord[];
  /** A `handler` is given the payload as the body of a request, and executes what it likes. */
  readonly commands: readonly (CommandRequest & { readonly handler?: string })[];
  /** The clock's start in microseconds; one second a command. */
  readonly startMicros?: number;
  /** No steps are kept. */
  readonly quiet?: boolean;
}
export interface CommandsAnswer {
  readonly outcomes: readonly Outcome[];
  /** What was appended, in order. */
  readonly appended: readonly SimRecord[];
  readonly steps: readonly Step[];
  /** Of the subjects whose records were appended. */
  readonly states: JsonObject;
  /** The rows that were put; null where one was taken away. */
  readonly views: JsonObject;
}

/** What stands from one request to the next: the journal of the next one is nearly always this one's, and what came of it. */
interface Standing {
  readonly world: World;
  readonly clock: ReturnType<typeof settableClock>;
  readonly answers: Remembered;
  /** By projection. */
  readonly touched: readonly Set<string>[];
  steps: Step[] | undefined;
  /** The journal that was given last. */
  journal: readonly SimRecord[];
}

function begun(context: Context): Standing {
  const clock = settableClock();
  const touched = context.facts.projections.map(() => new Set<string>());
  const world = createWorld(context, {
    clock,
    onStep: (step) => standing.steps?.push(step),
    onRow: (p, key) => touched[p]?.add(key),
  });
  const standing: Standing = {
    world,
    clock,
    answers: rememberedAnswers(world),
    touched,
    steps: undefined,
    journal: [],
  };
  return standing;
}

const sameRecord = (a: SimRecord | undefined, b: SimRecord | undefined): boolean =>
  a === b || (a?.id === b?.id && JSON.stringify(a) === JSON.stringify(b));

/** Whether all that a world holds is how a journal begins. */
const beginsWith = (journal: readonly SimRecord[], { world: { log }, journal: known }: Standing): boolean =>
  log.length <= journal.length && log.every((record, i) => journal[i] === known[i] || sameRecord(journal[i], record));

/**
 * Runs requests one after another. Each answer is that of a world made anew of the request's journal; where that goes on from the one before, only
 * what is new is read.
 */
export function commandsRunner(context: Context): (request: CommandsRequest) => Promise<CommandsAnswer> {
  let kept: Standing | undefined;
  return async ({ journal, commands, startMicros, quiet = false }) => {
    context.host.ownWork();
    const standing = kept && beginsWith(journal, kept) ? kept : begun(context);
    // What does not come to its end is not gone on from.
    kept = undefined;
    const { world, clock, answers, touched } = standing;
    clock.set(createClock(startMicros, journal.length));
    standing.steps = undefined;
    standing.journal = journal;
    await goOnFrom(world, journal);
    context.host.ownWork();
    answers.catchUp();
    for (const keys of touched) keys.clear();
    const steps: Step[] = [];
    if (!quiet) standing.steps = steps;
    const before = world.log.length;
    const outcomes: Outcome[] = [];
    for (const [i, request] of commands.entries()) {
      if ((i & 15) === 0) await context.host.pause();
      if (request.handler === undefined) outcomes.push(execute(world, request));
      else outcomes.push(...performRequest(world, request.handler, request.payload, request.with));
      clock.tick();
    }
    applyAll(world, 'all');
    const appended = world.log.slice(before);
    const states = statesOf(world, appended);
    const views = Object.fromEntries(
      context.facts.projections.map(({ name }, p) => {
        const { rows } = world.view(p);
        return [name, Object.fromEntries([...(touched[p] ?? [])].map((key) => [key, rows.get(key) ?? null]))];
      }),
    );
    kept = standing;
    return { outcomes, appended, steps, states, views };
  };
}

export const runCommands = (context: Context, request: CommandsRequest): Promise<CommandsAnswer> =>
  commandsRunner(context)(request);
