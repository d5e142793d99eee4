/** Commands run on top of a journal that was there before: the write path as a page or a worker calls it. */
import type { JsonObject } from '../record/record.ts';
import { createClock } from './clock.ts';
import type { Context } from './context.ts';
import { applyAll, execute } from './execute.ts';
import { performRequest } from './handlers.ts';
import type { CommandRequest, Outcome, SimRecord } from './record.ts';
import { rememberAnswers } from './remember.ts';
import type { Step } from './steps.ts';
import { createWorld, statesOf } from './world.ts';

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
  readonly views: JsonObject;
}

export async function runCommands(
  context: Context,
  { journal, commands, startMicros, quiet = false }: CommandsRequest,
): Promise<CommandsAnswer> {
  const world = createWorld(context, { clock: createClock(startMicros, journal.length), keepSteps: !quiet });
  for (const record of journal) world.adopt(record);
  rememberAnswers(world);
  applyAll(world, 'all');
  const before = world.log.length;
  const from = world.steps.length;
  const outcomes: Outcome[] = [];
  for (const [i, request] of commands.entries()) {
    if ((i & 15) === 0) await context.host.pause();
    if (request.handler === undefined) outcomes.push(execute(world, request));
    else outcomes.push(...performRequest(world, request.handler, request.payload, request.with));
    world.clock.tick();
  }
  applyAll(world, 'all');
  const appended = world.log.slice(before);
  const states = statesOf(world, appended);
  const views = Object.fromEntries(
    context.facts.projections.map(({ name }, p) => [name, Object.fromEntries(world.view(p).rows)]),
  );
  return { outcomes, appended, steps: world.steps.slice(from), states, views };
}
