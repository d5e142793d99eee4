/** Answers that a journal holds: what a command wrote carries its id and its payload, so the same command again gets them. */
import type { JsonObject } from '../record/record.ts';
import { fieldOf } from './make-record.ts';
import type { Outcome, SimRecord } from './record.ts';
import type { World } from './world.ts';

/** The key under which the answer to a command is kept; undefined where the model names none (contract §2). */
export function answerKeyOf(
  world: World,
  type: string,
  subjectId: string | undefined,
  id: string,
  payload: SimRecord['payload'],
): string | undefined {
  const { idempotency_key } = world.context.command(type) ?? {};
  if (idempotency_key === undefined) return undefined;
  const value = idempotency_key === 'id' ? id : fieldOf(payload, idempotency_key);
  return value === undefined ? undefined : JSON.stringify([type, subjectId ?? '', value]);
}

/** Which command wrote a group of records, as far as the model tells; several may emit the same type. */
function commandsOf(world: World, records: readonly SimRecord[]): readonly string[] {
  const wrote = (type: string) => {
    const { records: intent, emits = [], rejects = {} } = world.context.command(type) ?? {};
    const known = new Set([intent, ...emits, ...Object.values(rejects)]);
    return records.every((record) => known.has(record.type));
  };
  return Object.keys(world.context.model.commands).filter(wrote);
}

/** Fills the answers of a world from its journal. */
export function rememberAnswers(world: World): void {
  const groups = new Map<string, SimRecord[]>();
  for (const record of world.log) {
    if (record.request_id === undefined) continue;
    const group = groups.get(record.request_id) ?? [];
    group.push(record);
    groups.set(record.request_id, group);
  }
  for (const [id, events] of groups) {
    const [first] = events;
    for (const type of commandsOf(world, events)) {
      const key = answerKeyOf(world, type, first?.subject_id, id, first?.payload ?? null);
      if (key === undefined || world.answers.has(key)) continue;
      world.answers.set(key, answerFrom(world, type, id, events));
    }
  }
}

function answerFrom(world: World, type: string, id: string, events: readonly SimRecord[]): Outcome {
  const rejects = Object.entries(world.context.command(type)?.rejects ?? {});
  for (const { type: fact, payload } of events) {
    const code = rejects.find(([, recorded]) => recorded === fact)?.[0];
    if (code === undefined) continue;
    const reason = (payload as JsonObject | null)?.['reason'];
    return { outcome: 'rejected', command: id, code, message: typeof reason === 'string' ? reason : '', events };
  }
  return { outcome: 'accepted', command: id, events };
}
