/**
 * Commands in groups, each group durable before it counts: a group is decided and its records are handed out, somebody stores them, and only then are
 * they applied. A group that cannot be stored ends the session: what was decided on top of it never was.
 */

import { createClock } from './clock.ts';
import type { Context } from './context.ts';
import type { WriteError } from './errors.ts';
import { applyAll, execute, goOnFrom } from './execute.ts';
import type { CommandRequest, Outcome, SimRecord } from './record.ts';
import { rememberAnswers } from './remember.ts';
import { createWorld } from './world.ts';

/** So long a group is decided; what is left is for the next one. */
const GROUP_MILLIS = 50;

/** Begins a session over a journal; the one before is over. */
export interface BeginRequest {
  readonly what: 'begin';
  /** In log order. */
  readonly journal: readonly SimRecord[];
}
export interface BeginAnswer {
  readonly records: number;
}
export interface GroupRequest {
  readonly what: 'group';
  readonly commands: readonly CommandRequest[];
  /** The time outside: the session's clock does not stay behind it. */
  readonly nowMicros?: number;
}
/** What becomes of a command, once its group is stored. */
export type CommandAnswer =
  | { readonly outcome: 'accepted'; readonly command: string; readonly recorded: number }
  | { readonly outcome: 'rejected'; readonly command: string; readonly recorded: number; readonly code: string }
  | { readonly outcome: 'refused'; readonly command: string; readonly recorded: 0; readonly error: WriteError };
/** A group of lines behind the records of a journal, as storage takes it: all or none. */
export interface Commit {
  /** Records that stand before it. */
  readonly first: number;
  readonly count: number;
  /** Contract NDJSON, each line with its end. */
  readonly lines: Uint8Array;
}
export interface DecidedGroup extends Commit {
  /** Of the first commands; there are fewer than were asked where time was up. */
  readonly answers: readonly CommandAnswer[];
}
/** The group is stored. */
export interface ApplyRequest {
  readonly what: 'apply';
}
export interface Applied {
  /** Projections that could not be applied; the records stand. */
  readonly failed: readonly WriteError[];
}

export interface GroupedSession {
  decide(request: GroupRequest): DecidedGroup;
  apply(): Applied;
}

const answerOf = (outcome: Outcome): CommandAnswer => {
  const { command, events } = outcome;
  if (outcome.outcome === 'refused') return { outcome: 'refused', command, recorded: 0, error: outcome.error };
  if (outcome.outcome === 'accepted') return { outcome: 'accepted', command, recorded: events.length };
  return { outcome: 'rejected', command, recorded: events.length, code: outcome.code };
};

export async function beginGrouped(context: Context, { journal }: BeginRequest): Promise<GroupedSession> {
  const clock = createClock(undefined, journal.length);
  const world = createWorld(context, { clock, keepSteps: false });
  await goOnFrom(world, journal);
  context.host.ownWork();
  rememberAnswers(world);
  let open: 'next' | 'decided' = 'next';
  const text = new TextEncoder();
  return {
    decide({ commands, nowMicros }) {
      if (open === 'decided')
        throw new Error('The group before was not stored: begin again from the journal as it is.');
      open = 'decided';
      if (nowMicros !== undefined && nowMicros > clock.micros()) clock.tick(nowMicros - clock.micros());
      const first = world.log.length;
      const answers: CommandAnswer[] = [];
      const began = context.host.now?.() ?? 0;
      for (const request of commands) {
        answers.push(answerOf(execute(world, request, () => undefined)));
        clock.tick(1);
        if ((context.host.now?.() ?? 0) - began > GROUP_MILLIS) break;
      }
      const records = world.log.slice(first);
      const lines = text.encode(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
      return { answers, first, count: records.length, lines };
    },
    apply() {
      open = 'next';
      return { failed: applyAll(world, 'all').map(({ detail }) => detail) };
    },
  };
}
