/** A request that a handler answers: it has `execute` only, and what that gives is `{ events }` or `{ rejected, message }` (contract §3). */
import type { JsonObject, JsonValue } from '../record/record.ts';
import { deepFreeze } from '../replay/event.ts';
import { call, plainOf } from './decide.ts';
import { Refusal } from './errors.ts';
import { execute } from './execute.ts';
import type { CommandEnvelope, CommandRequest, Outcome } from './record.ts';
import type { World } from './world.ts';

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `{ type, payload, id?, … }` as behavior gives it. */
export function requestOf(given: JsonValue, target: string, envelope: CommandEnvelope): CommandRequest {
  if (!isObject(given) || typeof given['type'] !== 'string')
    throw new Refusal('decision-garbage', `${target} sends something that is no command: { type, payload }.`, {
      target,
    });
  const { type, payload, id, ...own } = given;
  return {
    type: type as string,
    payload: payload ?? {},
    with: { ...envelope, ...(own as CommandEnvelope) },
    ...(typeof id === 'string' && { id }),
  };
}

/** The outcome of each command that the handler executed; a handler that throws is one more, refused. */
export function performRequest(
  world: World,
  name: string,
  body: JsonValue,
  envelope: CommandEnvelope = {},
): readonly Outcome[] {
  const target = `handler/${name}`;
  const outcomes: Outcome[] = [];
  world.say('request', 'client', target, name, body);
  const run = (given: unknown): JsonValue => {
    const outcome = execute(world, requestOf(plainOf(world.context, target, given, 'command'), target, envelope));
    outcomes.push(outcome);
    if (outcome.outcome === 'refused') throw new Refusal(outcome.error.code, outcome.error.message, outcome.error);
    return deepFreeze(
      outcome.outcome === 'rejected'
        ? { rejected: outcome.code, message: outcome.message }
        : { events: outcome.events.map(({ id, type, payload }) => ({ id, type, payload })) },
    );
  };
  try {
    const handler = world.context.behavior.handlers.get(name);
    if (!handler) throw new Refusal('ErrTypeUnknown', `There is no handler \`${name}\`.`, { target });
    call(world.context, target, world.log.length, () => handler(deepFreeze({ body }), Object.freeze({ execute: run })));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (outcomes.at(-1)?.outcome !== 'refused') {
      outcomes.push({ outcome: 'refused', command: '', error: error.detail, events: [] });
      world.say('refused', target, 'client', `${error.detail.code}: ${error.message}`);
    }
  }
  return outcomes;
}
