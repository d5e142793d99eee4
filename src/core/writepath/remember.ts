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

export interface Remembered {
  /** Makes the answers of the world what its journal holds: new records are read, and what was answered without a record is forgotten. */
  catchUp(): void;
}

export function rememberedAnswers(world: World): Remembered {
  const { log, answers } = world;
  const groups = new Map<string, SimRecord[]>();
  let read = 0;
  /** So many of the answers, the first, are of the journal. */
  let known = 0;
  return {
    catchUp() {
      if (answers.size > known) for (const key of [...answers.keys()].slice(known)) answers.delete(key);
      const grown = new Map<string, SimRecord[]>();
      let longer = false;
      for (; read < log.length; read++) {
        const record = log[read];
        if (record?.request_id === undefined) continue;
        const before = groups.get(record.request_id);
        const group = before ?? [];
        group.push(record);
        longer ||= before !== undefined && !grown.has(record.request_id);
        groups.set(record.request_id, group);
        grown.set(record.request_id, group);
      }
      // An older group answers otherwise now, and then those behind it may.
      if (longer) answers.clear();
      for (const [id, events] of longer ? groups : grown) {
        const [first] = events;
        for (const type of commandsOf(world, events)) {
          const key = answerKeyOf(world, type, first?.subject_id, id, first?.payload ?? null);
          if (key !== undefined && !answers.has(key)) answers.set(key, answerFrom(world, type, id, events));
        }
      }
      known = answers.size;
    },
  };
}

/** Fills the answers of a world from its journal. */
export const rememberAnswers = (world: World): void => rememberedAnswers(world).catchUp();

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
