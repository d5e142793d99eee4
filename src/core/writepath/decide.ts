/** A decider run, and what it gave looked at: events to append, or a rejection. Whatever else it gives is a named error. */
import type { JsonObject, JsonValue } from '../record/record.ts';
import { NotJsonError, StateSizeError } from '../replay/plain.ts';
import { ownerOf, ownerOfEvent } from '../rules/names/owner.ts';
import type { BehaviorCommand } from './behavior.ts';
import type { Context } from './context.ts';
import { ERROR_CLAUSES, Refusal } from './errors.ts';

export interface DecidedEvent {
  readonly type: string;
  readonly payload: JsonValue;
  readonly entity_type?: string;
  readonly entity_id?: string;
}
export type Decision =
  | { readonly accepted: readonly DecidedEvent[] }
  | { readonly rejected: string; readonly message: string };

/** More events of one command than this are no decision. */
const MOST_EVENTS = 10_000;
/** What the journal gives a record, and nobody else. */
const STORAGE_FIELDS = ['id', 'sequence', 'position', 'partition', 't_log', 'hash', 'prev_hash'];
const KNOWN = ['type', 'payload', 'entity_type', 'entity_id'];

const messageOf = (error: unknown): string => {
  try {
    return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  } catch {
    return 'it threw something that cannot be read';
  }
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Runs a function of the behavior; whatever it throws is a Refusal with its place. */
export function call<T>(context: Context, target: string, slot: number, run: () => T): T {
  context.host.enter(target, slot);
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal('throw', `${target} threw: ${messageOf(error)}`, { target, ...context.host.placeOf(error) });
  }
}

/** Plain JSON, frozen, or a Refusal. */
export function plainOf(context: Context, target: string, value: unknown, where: string): JsonValue {
  try {
    return context.host.plain(value, where);
  } catch (error) {
    if (error instanceof NotJsonError) throw new Refusal('state-not-json', `${target}: ${error.message}`, { target });
    if (error instanceof StateSizeError) throw new Refusal('memory', `${target}: ${error.message}`, { target });
    throw error;
  }
}

function eventOf(context: Context, target: string, command: string, value: unknown, i: number): DecidedEvent {
  if (!isObject(value))
    throw new Refusal(
      'decision-garbage',
      `${target} accepted something that is no event (at ${i + 1}): accept({ type, payload }).`,
      { target },
    );
  const event = plainOf(context, target, value, `event ${i + 1}`) as JsonObject;
  const type = event['type'];
  if (typeof type !== 'string')
    throw new Refusal('decision-garbage', `${target} accepted an event without a type (at ${i + 1}).`, { target });
  for (const key of Object.keys(event)) {
    if (KNOWN.includes(key)) continue;
    if (STORAGE_FIELDS.includes(key))
      throw new Refusal('ErrStorageFieldsSet', `${target} sets \`${key}\` of \`${type}\`: the journal alone does.`, {
        target,
      });
    throw new Refusal(
      'decision-garbage',
      `${target} gives \`${type}\` a field \`${key}\` that an event does not have: ${KNOWN.join(', ')}.`,
      { target },
    );
  }
  const { emits = [], owner } = context.command(command) ?? {};
  const own = ownerOf(command, owner);
  const theirs = ownerOfEvent(type, context.model);
  if (theirs !== own)
    throw new Refusal(
      'foreign-event',
      `${target} emits \`${type}\`, which belongs to ${theirs}, not to ${own}: nothing of this command is appended.`,
      { target, clauses: own === 'core' ? ['GS-022'] : theirs === 'core' ? ['GS-023'] : [] },
    );
  if (!emits.includes(type) || !context.event(type))
    throw new Refusal(
      'undeclared-event',
      `${target} emits \`${type}\`, which \`${command}\` does not declare (${emits.length > 0 ? `emits: ${emits.join(', ')}` : 'it declares none'}): nothing of this command is appended.`,
      { target },
    );
  const payload = event['payload'] ?? null;
  const wrong = context.schemas.event(type, context.event(type)?.version ?? 1, payload);
  if (wrong.length > 0)
    throw new Refusal('ErrPayloadInvalid', `${target}: the payload of \`${type}\` does not fit: ${wrong.join('; ')}.`, {
      target,
    });
  const text = (key: string) => (typeof event[key] === 'string' ? { [key]: event[key] as string } : {});
  return { type, payload, ...text('entity_type'), ...text('entity_id') };
}

/** Throws a Refusal for whatever is no decision. Nothing was written before. */
export function decide(context: Context, state: JsonValue, command: BehaviorCommand, slot: number): Decision {
  const target = `decider/${command.type}`;
  const decider = context.behavior.deciders.get(command.type);
  if (!decider) throw new Refusal('ErrDeciderRequired', `No decider decides \`${command.type}\`.`, { target });
  const given = call(context, target, slot, () => decider(state, command));
  if (!isObject(given))
    throw new Refusal(
      'decision-garbage',
      `${target} gave ${given === undefined ? 'nothing' : 'something'} that is no decision: return accept(…) or reject(code, message).`,
      { target },
    );
  const { accepted, rejected, message } = call(context, target, slot, () => ({
    accepted: given['accepted'],
    rejected: given['rejected'],
    message: given['message'],
  }));
  if (accepted !== undefined && rejected !== undefined)
    throw new Refusal('decision-mixed', `${target} accepts and rejects at once: a rejected command emits no event.`, {
      target,
    });
  if (rejected !== undefined) {
    if (typeof rejected !== 'string' || rejected === '')
      throw new Refusal('decision-garbage', `${target} rejects without a code: reject(code, message).`, { target });
    return { rejected, message: typeof message === 'string' ? message : '' };
  }
  if (!Array.isArray(accepted))
    throw new Refusal(
      'ErrDecisionEmpty',
      `${target} neither accepts nor rejects: return accept(…) or reject(code, message).`,
      { target },
    );
  if (accepted.length > MOST_EVENTS)
    throw new Refusal(
      'too-many-events',
      `${target} accepted ${accepted.length.toLocaleString('en')} events at once; ${MOST_EVENTS.toLocaleString('en')} are the most.`,
      { target },
    );
  if (accepted.length === 0 && context.command(command.type)?.mutates !== false)
    throw new Refusal('ErrCommandMustMutate', `${target} accepts without an event, but \`${command.type}\` mutates.`, {
      target,
      clauses: [...ERROR_CLAUSES.ErrCommandMustMutate],
    });
  const events: DecidedEvent[] = [];
  // Not by `map`: what a behavior gives may bring a method of its own.
  for (let i = 0; i < accepted.length; i++) events.push(eventOf(context, target, command.type, accepted[i], i));
  return { accepted: events };
}
