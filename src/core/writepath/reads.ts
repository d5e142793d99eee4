/** Who reads after writing: projections come later than the journal, in every apply mode, and a reader that does not wait may see what was before (GS-070). */
import type { JsonValue } from '../record/record.ts';
import { clockAfter } from './clock.ts';
import { same } from './compare.ts';
import { type Context, shownClauses } from './context.ts';
import { Refusal } from './errors.ts';
import { answerOf, applyAll, isOutcome, prepare, recordsOf } from './execute.ts';
import type { CommandRequest, SimRecord } from './record.ts';
import type { Step } from './steps.ts';
import { VIOLATIONS, type Violation } from './violations.ts';
import { createWorld, type World } from './world.ts';

export interface ReadsRequest {
  readonly what: 'reads';
  readonly journal: readonly SimRecord[];
  readonly command: CommandRequest;
  readonly projection: string;
  /** The projection is applied so many seconds after the append. */
  readonly lagSeconds: number;
  /** The reader waits until the projection has come as far as the answer said; else it relies on what it reads at once. */
  readonly waits: boolean;
}
/** One look at the projection, a second each, until it has caught up. */
export interface Read {
  readonly t: string;
  readonly checkpoint: number;
  readonly stale: boolean;
  readonly rows: JsonValue;
  /** The reader acts on this one. */
  readonly relied: boolean;
}
export interface ReadsAnswer {
  /** How far the journal was when the answer was given: what a reader may wait for. */
  readonly position: number;
  readonly reads: readonly Read[];
  readonly violations: readonly Violation[];
  readonly steps: readonly Step[];
}

const rowsOf = (world: World, p: number): JsonValue => Object.fromEntries(world.view(p).rows);

/** Throws a Refusal where the command is refused, or there is no such projection. */
export function runReads(context: Context, request: ReadsRequest): ReadsAnswer {
  const p = context.facts.projections.findIndex(({ name }) => name === request.projection);
  if (p < 0) throw new Refusal('ErrTypeUnknown', `There is no projection \`${request.projection}\`.`);
  const world = createWorld(context, { clock: clockAfter(request.journal) });
  for (const record of request.journal) world.adopt(record);
  applyAll(world, 'all');
  const from = world.steps.length;
  const decided = prepare(world, request.command, request.command.id ?? world.clock.id('command'));
  if (isOutcome(decided))
    throw new Refusal('stopped', 'This command was answered before, so there is nothing to wait for.');
  const records = recordsOf(world, decided);
  world.append(records);
  answerOf(world, decided, records);
  const position = world.log.length;
  const looks: { readonly t: string; readonly checkpoint: number; readonly rows: JsonValue }[] = [];
  for (let second = 0; ; second++) {
    if (second >= request.lagSeconds) applyAll(world, 'all');
    const { checkpoint } = world.view(p);
    looks.push({ t: world.clock.now(), checkpoint, rows: rowsOf(world, p) });
    world.say(
      'read',
      'client',
      `projection/${request.projection}`,
      `at ${checkpoint} of ${position}`,
      rowsOf(world, p),
    );
    if (second >= request.lagSeconds) break;
    world.clock.tick();
  }
  const settled = looks.at(-1)?.rows ?? null;
  const reliedAt = request.waits ? looks.findIndex(({ checkpoint }) => checkpoint >= position) : 0;
  const reads = looks.map((look, i): Read => ({ ...look, stale: !same(look.rows, settled), relied: i === reliedAt }));
  const bad = reads.find(({ relied, stale }) => relied && stale);
  const name = 'read before it was applied';
  const message = `The reader relies on \`${request.projection}\` as it was at ${bad?.checkpoint ?? 0}, though its own write is at ${position}: wait until the projection has come so far, or bear the older rows.`;
  const violations = bad ? [{ name, message, clauses: shownClauses(context, VIOLATIONS[name]) } as const] : [];
  return { position, reads, violations, steps: world.steps.slice(from) };
}
