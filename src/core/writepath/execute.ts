/**
 * One command: request → command → decider → append → apply, every step told. A refusal writes nothing; a rejection writes what the model says.
 * `parts` are the same steps one at a time, so that a fault can be put between any two.
 */
import type { JsonObject, JsonValue } from '../record/record.ts';
import { deepFreeze } from '../replay/event.ts';
import type { BehaviorCommand } from './behavior.ts';
import { checkCommand } from './checks.ts';
import { type Decision, decide } from './decide.ts';
import { Refusal } from './errors.ts';
import { type Draft, fieldOf } from './make-record.ts';
import type { CommandRequest, Outcome, SimRecord } from './record.ts';
import { answerKeyOf } from './remember.ts';
import type { World } from './world.ts';

/** A command that was decided and not written yet. */
export interface Decided {
  readonly command: BehaviorCommand;
  readonly answerKey: string | undefined;
  readonly intent: Draft | undefined;
  readonly decision: Decision;
  /** Of the events, or of the FACT of a rejection; without their causation. */
  readonly drafts: readonly Draft[];
}

const shared = (world: World, type: string, command: BehaviorCommand, more: JsonObject): JsonValue => {
  const event = world.context.event(type);
  const from = { ...(command.payload as JsonObject), ...more };
  const declared = event?.payload ?? (event?.schema as { properties?: object } | undefined)?.properties;
  const names = declared ? Object.keys(declared) : Object.keys(command.payload as JsonObject);
  return deepFreeze(
    Object.fromEntries(names.flatMap((name) => (Object.hasOwn(from, name) ? [[name, from[name] ?? null]] : []))),
  );
};

const fits = (world: World, type: string, payload: JsonValue): void => {
  const wrong = world.context.schemas.event(type, world.context.event(type)?.version ?? 1, payload);
  if (wrong.length > 0)
    throw new Refusal(
      'ErrPayloadInvalid',
      `The payload of \`${type}\`, made of the command, does not fit: ${wrong.join('; ')}.`,
    );
};

function subjectIdOf({ context }: World, { type, payload }: CommandRequest): string | undefined {
  const { subject, subject_id } = context.command(type) ?? {};
  return fieldOf(payload, subject_id ?? (subject === undefined ? undefined : context.model.subjects[subject]?.id));
}

/** Up to the decision; nothing is written. Throws a Refusal. */
export function prepare(world: World, request: CommandRequest, id: string): Decided | Outcome {
  const { context, clock } = world;
  const { type, payload, with: envelope = {} } = request;
  world.say('command', 'client', 'engine', `${type}`, { id, type, payload, ...(envelope as JsonObject) });
  checkCommand(context, request);
  const declared = context.command(type);
  const subjectType = declared?.subject;
  const subjectId = subjectIdOf(world, request);
  const key = answerKeyOf(world, type, subjectId, id, payload);
  const answer = key === undefined ? undefined : world.answers.get(key);
  if (answer) {
    world.say(
      'known',
      'engine',
      'client',
      `${type} with this key was answered before: the same answer, and nothing is appended`,
    );
    return answer;
  }
  if (subjectType !== undefined && subjectId === undefined)
    throw new Refusal('ErrPayloadInvalid', `The payload of \`${type}\` does not name its ${subjectType}.`);
  const command: BehaviorCommand = Object.freeze({
    id,
    type,
    subject_id: subjectId,
    actor_type: envelope.actor_type ?? 'system',
    actor_id: envelope.actor_id ?? 'simulator',
    t: clock.now(),
    payload: deepFreeze(payload),
    ...(envelope.system_id !== undefined && { system_id: envelope.system_id }),
    ...(envelope.system_version !== undefined && { system_version: envelope.system_version }),
  });
  const common = {
    subject_type: subjectType,
    subject_id: subjectId,
    envelope,
    request_id: id,
    correlation_id: envelope.correlation_id ?? clock.id('thread'),
  };
  let intent: Draft | undefined;
  if (declared?.records !== undefined && context.recordsIntents) {
    const of = shared(world, declared.records, command, {});
    fits(world, declared.records, of);
    intent = { ...common, type: declared.records, payload: of, causation_id: id };
    world.say('intent', 'engine', 'journal', `${declared.records} is recorded on arrival`, of);
  }
  const expected = envelope.expected_sequence;
  const head = world.headOf(subjectType, subjectId);
  let decision: Decision;
  if (expected !== undefined && expected !== head)
    decision = { rejected: 'CONFLICT', message: `sequence ${expected} was expected, and ${head} is the head` };
  else {
    const state = world.stateOf(subjectType, subjectId);
    world.say('load', 'journal', 'engine', `state of ${subjectType ?? ''}/${subjectId ?? ''} at ${head}`, state);
    decision = decide(context, state, command, world.log.length);
  }
  if ('rejected' in decision) {
    const { rejected: code, message } = decision;
    world.say('decide', `decider/${type}`, 'engine', `rejected: ${code}`, { code, message });
    const fact =
      context.recordsRejections && declared?.rejects && Object.hasOwn(declared.rejects, code)
        ? declared.rejects[code]
        : undefined;
    if (fact === undefined || fact === null) return { command, answerKey: key, intent, decision, drafts: [] };
    const of = shared(world, fact, command, { code, reason: message });
    fits(world, fact, of);
    return { command, answerKey: key, intent, decision, drafts: [{ ...common, type: fact, payload: of }] };
  }
  world.say(
    'decide',
    `decider/${type}`,
    'engine',
    `accepted: ${decision.accepted.map((event) => event.type).join(', ') || 'nothing'}`,
    decision.accepted as unknown as JsonValue,
  );
  const drafts = decision.accepted.map((event): Draft => {
    const subject = context.event(event.type)?.subject ?? subjectType;
    const other = subject !== subjectType && subject !== undefined;
    return {
      ...common,
      ...event,
      ...(other && { subject_type: subject, subject_id: fieldOf(event.payload, context.model.subjects[subject]?.id) }),
    };
  });
  return { command, answerKey: key, intent, decision, drafts };
}

export const isOutcome = (value: Decided | Outcome): value is Outcome => 'outcome' in value;

/** The records of a decided command, not appended yet: the INTENT first. */
export function recordsOf(world: World, { command, intent, drafts }: Decided): readonly SimRecord[] {
  const first = intent && world.make(intent);
  const cause = first?.id ?? command.id;
  return [...(first ? [first] : []), ...drafts.map((draft) => world.make({ ...draft, causation_id: cause }))];
}

export function answerOf(
  world: World,
  { command, decision, answerKey }: Decided,
  events: readonly SimRecord[],
): Outcome {
  const answer: Outcome =
    'rejected' in decision
      ? { outcome: 'rejected', command: command.id, code: decision.rejected, message: decision.message, events }
      : { outcome: 'accepted', command: command.id, events };
  if (answerKey !== undefined) world.answers.set(answerKey, answer);
  return answer;
}

/** Applies what the journal holds to the projections; `inline`, or all of them. A failed apply leaves the journal as it is, and is tried again the next time. */
export function applyAll(world: World, which: 'inline' | 'all'): readonly Refusal[] {
  const failed: Refusal[] = [];
  for (const [p, { name }] of world.context.facts.projections.entries()) {
    const mode = world.context.model.projections[name]?.apply ?? 'inline';
    if (which === 'inline' && mode === 'outbox') continue;
    try {
      for (;;) {
        const { checkpoint } = world.view(p);
        const record = world.log[checkpoint];
        if (!world.applyNext(p)) break;
        if (record)
          world.say('apply', 'journal', `projection/${name}`, `${record.type} ${record.id}`, {
            record: record.id,
            checkpoint: checkpoint + 1,
          });
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      failed.push(error);
      world.say('failed', 'journal', `projection/${name}`, error.message);
    }
  }
  return failed;
}

/** So many records are taken up and applied between two looks at the outside. */
const AT_ONCE = 256;

/** Takes up what a journal holds beyond the world's log, and applies it, letting other work in meanwhile. */
export async function goOnFrom(world: World, journal: readonly SimRecord[]): Promise<void> {
  while (world.log.length < journal.length) {
    for (const record of journal.slice(world.log.length, world.log.length + AT_ONCE)) world.adopt(record);
    applyAll(world, 'all');
    await world.context.host.pause();
  }
  applyAll(world, 'all');
}

/**
 * The whole way of one command. What a handler or decider does wrong is an outcome `refused`, and nothing is written. `apply`: another way than at once,
 * for whoever stores records in groups.
 */
export function execute(
  world: World,
  request: CommandRequest,
  apply: (world: World) => void = (it) => void applyAll(it, 'inline'),
): Outcome {
  const id = request.id ?? world.clock.id('command');
  try {
    const decided = prepare(world, request, id);
    if (isOutcome(decided)) return decided;
    const records = recordsOf(world, decided);
    world.append(records);
    if (records.length > 0)
      world.say(
        'append',
        'engine',
        'journal',
        records.map(({ type }) => type).join(', '),
        records as unknown as JsonValue,
      );
    apply(world);
    const answer = answerOf(world, decided, records);
    world.say(
      'answer',
      'engine',
      'client',
      answer.outcome === 'rejected' ? `rejected: ${answer.code}` : `accepted, ${records.length} recorded`,
      { outcome: answer.outcome, command: id },
    );
    return answer;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    world.say('refused', 'engine', 'client', `${error.detail.code}: ${error.message}`);
    return { outcome: 'refused', command: id, error: error.detail, events: [] };
  }
}
