/** Scenarios run: given records appended and applied, commands executed, and what is there compared with what was expected. */
import type { JsonObject, JsonValue } from '../record/record.ts';
import { misfitOf } from './compare.ts';
import { type Context, shownClauses } from './context.ts';
import type { WriteError } from './errors.ts';
import { Refusal } from './errors.ts';
import { applyAll, execute } from './execute.ts';
import { type Broken, brokenAfter } from './invariants.ts';
import type { CommandRequest, Outcome, SimRecord } from './record.ts';
import { type ExpectedEvent, type Scenario, scenariosOf } from './scenario-text.ts';
import type { Step } from './steps.ts';
import { createWorld, statesOf, type World } from './world.ts';

export interface ScenarioFailure {
  readonly message: string;
  /** Into the model: `/scenarios/ship-once/then/0`. */
  readonly pointer: string;
  readonly clauses: readonly string[];
  readonly error?: WriteError;
}
export interface ScenarioResult {
  readonly name: string;
  readonly ok: boolean;
  readonly expected: readonly JsonValue[];
  readonly actual: readonly JsonValue[];
  readonly trace: readonly Step[];
  readonly failure?: ScenarioFailure;
  /** States of the subjects that were touched, before and after `when`. */
  readonly before: JsonObject;
  readonly after: JsonObject;
}

class Failed extends Error {
  readonly failure: ScenarioFailure;
  constructor(failure: ScenarioFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

const shownEvent = ({ type, payload }: SimRecord): JsonValue => ({ [type]: payload });

function give(world: World, scenario: Scenario, broken: Broken[]): void {
  const { context } = world;
  for (const { type, version, payload, with: envelope, at } of scenario.given) {
    const fail = (message: string, clauses: readonly string[] = []) =>
      new Failed({ message, pointer: scenario.pointer + at, clauses });
    const event = context.event(type);
    if (!event) throw fail(`There is no event \`${type}\` in the model, so it cannot be given.`);
    const wrong = context.schemas.event(type, version ?? event.version ?? 1, payload);
    if (wrong.length > 0) throw fail(`The given \`${type}\` does not fit its schema: ${wrong.join('; ')}.`);
    const record = world.make({ type, payload, envelope, ...(version !== undefined && { version }) });
    world.append([record]);
    world.say('append', 'given', 'journal', type, record as unknown as JsonValue);
    settle(world, scenario, broken, at);
  }
}

/** What each given record and each command is followed by: looked at, applied, and time goes on. Throws where that fails. */
function settle(world: World, scenario: Scenario, broken: Broken[], at: string): void {
  check(broken, scenario, at);
  const [failed] = applyAll(world, 'all');
  if (failed)
    throw new Failed({
      message: failed.message,
      pointer: scenario.pointer + at,
      clauses: failed.detail.clauses,
      error: failed.detail,
    });
  world.clock.tick();
}

/** Throws where an invariant did not hold, or could not be asked, after one of the records that were appended since the last look. */
function check(broken: Broken[], scenario: Scenario, at: string): void {
  const [first] = broken.splice(0);
  if (first) throw new Failed({ ...first, pointer: scenario.pointer + at });
}

function compareEvents(
  scenario: Scenario,
  expected: readonly ExpectedEvent[],
  events: readonly SimRecord[],
  where: string,
): void {
  const fail = (at: string, message: string) => new Failed({ message, pointer: scenario.pointer + at, clauses: [] });
  const names = (list: readonly { readonly type: string }[]) => list.map(({ type }) => type).join(', ') || 'nothing';
  for (const [i, want] of expected.entries()) {
    const got = events[i];
    if (!got) throw fail(want.at, `\`${want.type}\` was expected here; what was written is ${names(events)}.`);
    if (got.type !== want.type)
      throw fail(
        want.at,
        `\`${want.type}\` was expected here, and \`${got.type}\` was written (in all: ${names(events)}).`,
      );
    if (want.version !== undefined && got.version !== want.version)
      throw fail(
        want.at,
        `\`${want.type}\` was expected in version ${want.version}, and was written in ${got.version}.`,
      );
    const wrong = misfitOf(want.fields, got.payload);
    if (wrong !== undefined) throw fail(want.at, `\`${want.type}\`: ${wrong}.`);
  }
  if (events.length > expected.length)
    throw fail(
      where,
      `${expected.length === 0 ? 'Nothing' : names(expected)} was expected, and ${names(events)} was written.`,
    );
}

function compareView(world: World, scenario: Scenario, view: JsonObject): void {
  const { projections } = world.context.facts;
  for (const [name, rows] of Object.entries(view)) {
    const at = `${scenario.pointer}/then/view/${name}`;
    const p = projections.findIndex((projection) => projection.name === name);
    if (p < 0)
      throw new Failed({ message: `There is no projection \`${name}\` in the behavior.`, pointer: at, clauses: [] });
    const actual = Object.fromEntries(world.view(p).rows) as JsonObject;
    const wanted = rows as JsonObject;
    const missing = Object.keys(wanted).find((key) => !Object.hasOwn(actual, key));
    const extra = Object.keys(actual).find((key) => !Object.hasOwn(wanted, key));
    const wrong =
      missing !== undefined
        ? `has no row ${missing}`
        : extra !== undefined
          ? `has a row ${extra}, which was not expected: ${JSON.stringify(actual[extra]).slice(0, 200)}`
          : misfitOf(wanted, actual);
    if (wrong !== undefined) throw new Failed({ message: `\`${name}\`: ${wrong}.`, pointer: at, clauses: [] });
  }
}

function perform(
  world: World,
  scenario: Scenario,
  broken: Broken[],
): { readonly events: readonly SimRecord[]; readonly last: Outcome | undefined } {
  const events: SimRecord[] = [];
  const expectsRefusal = scenario.expected.rejected;
  let last: Outcome | undefined;
  for (const { type, payload, with: envelope, at } of scenario.when) {
    const before = world.log.length;
    last = execute(world, { type, payload, with: envelope });
    if (last.outcome === 'refused' && (last.error.code !== expectsRefusal || last.error.code === 'ErrPayloadInvalid')) {
      const { error } = last;
      throw new Failed({
        message: `${error.code}: ${error.message}`,
        pointer: scenario.pointer + at,
        clauses: error.clauses,
        error,
      });
    }
    events.push(...world.log.slice(before));
    settle(world, scenario, broken, at);
  }
  return { events, last };
}

function verdict(last: Outcome | undefined): string | undefined {
  if (last?.outcome === 'rejected') return last.code;
  return last?.outcome === 'refused' ? last.error.code : undefined;
}

function compare(world: World, scenario: Scenario, events: readonly SimRecord[], last: Outcome | undefined): void {
  const { rejected, events: expected, view } = scenario.expected;
  const got = verdict(last);
  const fail = (at: string, message: string) => new Failed({ message, pointer: scenario.pointer + at, clauses: [] });
  if (rejected !== undefined && got !== rejected)
    throw fail(
      '/then/rejected',
      got === undefined
        ? `It was expected to be rejected with ${rejected}, and was accepted.`
        : `It was expected to be rejected with ${rejected}, and was with ${got}: ${last && 'message' in last ? last.message : ''}`,
    );
  if (rejected === undefined && got !== undefined && expected !== undefined)
    throw fail('/then', `It was rejected with ${got}: ${last && 'message' in last ? last.message : ''}`);
  if (expected !== undefined)
    compareEvents(scenario, expected, events, rejected === undefined ? '/then' : '/then/events');
  if (view !== undefined) compareView(world, scenario, view);
}

/** Each command of a scenario with the records that stand before it. It ends where the scenario would fail: nothing is known of what follows. */
export function* commandsOf(
  context: Context,
  scenario: Scenario,
): Iterable<{ readonly command: CommandRequest; readonly journal: readonly SimRecord[]; readonly at: string }> {
  if (scenario.broken) return;
  const world = createWorld(context);
  try {
    give(world, scenario, []);
    for (const { type, payload, with: envelope, at } of scenario.when) {
      const command = { type, payload, ...(envelope && { with: envelope }) };
      yield { command, journal: [...world.log], at };
      if (execute(world, command).outcome === 'refused') return;
      settle(world, scenario, [], at);
    }
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
  }
}

export function runScenario(context: Context, scenario: Scenario): ScenarioResult {
  const found: Broken[] = [];
  const world = createWorld(context, { onRecord: (at, record) => found.push(...brokenAfter(at, record)) });
  const { expected } = scenario;
  const wanted: readonly JsonValue[] = [
    ...(expected.rejected === undefined ? [] : [{ rejected: expected.rejected }]),
    ...(expected.events ?? []).map(({ type, fields }) => ({ [type]: fields })),
    ...(expected.view === undefined ? [] : [{ view: expected.view }]),
  ];
  let before: JsonObject = {};
  let actual: readonly JsonValue[] = [];
  const result = (failure?: ScenarioFailure): ScenarioResult => {
    let after: JsonObject = {};
    try {
      after = statesOf(world, world.log);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
    return {
      name: scenario.name,
      ok: failure === undefined,
      expected: wanted,
      actual,
      trace: world.steps,
      before,
      after,
      ...(failure && { failure }),
    };
  };
  const { broken } = scenario;
  if (broken) return result({ message: broken.message, pointer: scenario.pointer + broken.at, clauses: [] });
  try {
    give(world, scenario, found);
    before = statesOf(world, world.log);
    const { events, last } = perform(world, scenario, found);
    const code = verdict(last);
    const views = expected.view === undefined ? undefined : viewsOf(world, Object.keys(expected.view));
    actual = [
      ...(code === undefined ? [] : [{ rejected: code }]),
      ...events.map(shownEvent),
      ...(views ? [{ view: views }] : []),
    ];
    compare(world, scenario, events, last);
    return result();
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    const { failure } = error;
    return result({ ...failure, clauses: shownClauses(context, failure.clauses) });
  }
}

function viewsOf(world: World, names: readonly string[]): JsonObject {
  return Object.fromEntries(
    world.context.facts.projections.flatMap(({ name }, p) =>
      names.includes(name) ? [[name, Object.fromEntries(world.view(p).rows)]] : [],
    ),
  );
}

/** All scenarios of the model, or those that are named; `shop` names all rows of `shop`. */
export async function runScenarios(context: Context, names?: readonly string[]): Promise<readonly ScenarioResult[]> {
  const results: ScenarioResult[] = [];
  for (const [name, value] of Object.entries(context.model.scenarios)) {
    for (const scenario of scenariosOf(name, value)) {
      if (names && !names.includes(name) && !names.includes(scenario.name)) continue;
      await context.host.pause();
      results.push(runScenario(context, scenario));
    }
  }
  return results;
}
