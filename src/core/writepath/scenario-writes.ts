/**
 * The commands of scenarios written in an order that is asked for: with a crash between any two actions, a projection that fails, a broker
 * that is down; and read at once by somebody who does not wait. Each such run is a result like that of a scenario.
 */
import type { JsonValue } from '../record/record.ts';
import { type ConsistencyRequest, runConsistency } from './consistency.ts';
import type { Context } from './context.ts';
import { Refusal } from './errors.ts';
import { runReads } from './reads.ts';
import type { CommandRequest, SimRecord } from './record.ts';
import { type Scenario, scenariosOf } from './scenario-text.ts';
import { commandsOf, type ScenarioResult } from './scenarios.ts';
import type { Step } from './steps.ts';
import type { Violation } from './violations.ts';
import type { WriteOrderName } from './write-orders.ts';

export interface WritesRequest {
  readonly what: 'writes';
  /** Runs each command in this order, under each fault. */
  readonly order?: WriteOrderName;
  /** Runs each command with projections that come so many seconds after the append. */
  readonly lagSeconds?: number;
  /** Readers wait until the projection has come as far as the answer said. */
  readonly waits?: boolean;
}
export interface WritesAnswer {
  readonly scenarios: readonly ScenarioResult[];
}

const FAULTS: readonly (readonly [string, Pick<ConsistencyRequest, 'failingApply' | 'broker'>])[] = [
  ['crash', {}],
  ['failing apply', { failingApply: true }],
  ['broker down', { broker: 'down' }],
];

interface Seen {
  readonly violations: readonly Violation[];
  readonly at?: string;
  readonly actual: JsonValue;
  readonly steps: readonly Step[];
}

function resultOf(name: string, pointer: string, seen: readonly Seen[]): ScenarioResult {
  // What no clause of the chosen profiles speaks against is as they want it: under evidence a failed projection takes its record with it.
  const bad = seen
    .map((one) => ({ ...one, violations: one.violations.filter(({ clauses: broken }) => broken.length > 0) }))
    .filter(({ violations }) => violations.length > 0);
  const shown = bad[0] ?? seen[0];
  // The first crash that shows it is enough.
  const messages = new Map(
    bad
      .flatMap(({ violations, at }) =>
        violations.map(
          ({ name: what, message }) => [what, `${what}: ${message}${at === undefined ? '' : ` (${at})`}`] as const,
        ),
      )
      .reverse(),
  );
  const clauses = new Set(bad.flatMap(({ violations }) => violations.flatMap((violation) => violation.clauses)));
  return {
    name,
    ok: bad.length === 0,
    expected: [],
    actual: shown ? [shown.actual] : [],
    trace: shown?.steps ?? [],
    before: {},
    after: {},
    ...(bad.length > 0 && {
      failure: { message: [...messages.values()].reverse().join(' '), pointer, clauses: [...clauses] },
    }),
  };
}

function* written(
  context: Context,
  scenario: Scenario,
  { order, lagSeconds, waits = false }: WritesRequest,
): Iterable<ScenarioResult> {
  for (const { command, journal, at } of commandsOf(context, scenario)) {
    const name = (how: string) => `${scenario.name} ${command.type}, ${how}`;
    const pointer = scenario.pointer + at;
    if (order !== undefined)
      for (const [fault, more] of FAULTS) {
        const seen = orNothing(() => inOrder(context, { order, command, journal, ...more }));
        if (seen) yield resultOf(name(`“${order}”, ${fault}`), pointer, seen);
      }
    if (lagSeconds !== undefined)
      for (const { name: projection } of context.facts.projections) {
        const seen = orNothing(() => {
          const read = runReads(context, { what: 'reads', journal, command, projection, lagSeconds, waits });
          return [{ ...read, actual: read.reads.map(({ checkpoint, rows }) => ({ checkpoint, rows })) }];
        });
        if (seen)
          yield resultOf(name(`${projection} read ${waits ? 'when it has caught up' : 'at once'}`), pointer, seen);
      }
  }
}

const inOrder = (
  context: Context,
  run: Omit<ConsistencyRequest, 'what'> & { readonly command: CommandRequest; readonly journal: readonly SimRecord[] },
): readonly Seen[] =>
  runConsistency(context, { what: 'consistency', ...run }).points.map(({ at, durable, violations, steps }) => ({
    at,
    violations,
    steps,
    actual: { ...durable },
  }));

/** A command that is refused writes nothing, so that no order can go wrong. */
function orNothing<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

export async function runWrites(context: Context, request: WritesRequest): Promise<WritesAnswer> {
  const results: ScenarioResult[] = [];
  for (const [name, value] of Object.entries(context.model.scenarios))
    for (const scenario of scenariosOf(name, value)) {
      await context.host.pause();
      results.push(...written(context, scenario, request));
    }
  return { scenarios: results };
}
