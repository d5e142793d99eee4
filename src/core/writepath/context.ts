/** Model and behavior joined once: what every run of the simulator looks up. */
import type { CommandModel, EventModel, Model, ProfileName } from '../model/model.ts';
import type { BehaviorEvent } from '../replay/event.ts';
import { type ReplayFacts, replayFacts } from '../replay/facts.ts';
import { keyReader } from '../replay/projections.ts';
import { currentEvent, type ReplayHost } from '../replay/step.ts';
import { clausesOf, SETTINGS } from '../rules/profiles.ts';
import type { WriteBehavior } from './behavior.ts';
import type { SimRecord } from './record.ts';
import { type Schemas, schemasOf } from './schemas.ts';

export interface Context {
  readonly model: Model;
  readonly behavior: WriteBehavior;
  readonly facts: ReplayFacts;
  readonly host: ReplayHost;
  readonly schemas: Schemas;
  /** By projection, in the order of `facts.projections`: the row's key of an event. */
  readonly keys: readonly ReturnType<typeof keyReader>[];
  /** Whether `records` of a command writes its INTENT (contract §2). */
  readonly recordsIntents: boolean;
  /** Whether the FACT that `rejects` names is written. */
  readonly recordsRejections: boolean;
  readonly sequence: 'stream scope' | 'subject';
  /** What behavior sees of a record, under its current name and version; made once. Throws a StepError where an upcaster fails. */
  eventOf(record: SimRecord, slot: number): BehaviorEvent;
  has(profile: ProfileName): boolean;
  command(type: string): CommandModel | undefined;
  event(type: string): EventModel | undefined;
}

const own = <T>(map: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(map, name) ? map[name] : undefined;

/** What a record's sequence counts in under the model's profiles. */
export const sequenceOf = ({ profiles }: Model): Context['sequence'] =>
  profiles.some((profile) => SETTINGS[profile].sequence?.startsWith('stream scope')) ? 'stream scope' : 'subject';

/** Throws a BehaviorError where model and behavior disagree about a projection. */
export function contextOf(model: Model, behavior: WriteBehavior, host: ReplayHost): Context {
  const facts = replayFacts(model, behavior);
  const settings = model.profiles.map((profile) => SETTINGS[profile]);
  const hasIntents = Object.values(model.streams).some(({ record_kind }) => record_kind === 'INTENT');
  const events = new WeakMap<SimRecord, BehaviorEvent>();
  return {
    model,
    behavior,
    facts,
    host,
    schemas: schemasOf(model),
    keys: facts.projections.map(keyReader),
    recordsIntents: settings.some(({ intents }) => intents === 'yes' || (intents === 'declared' && hasIntents)),
    recordsRejections: settings.some(({ rejected }) => rejected !== 'nothing'),
    sequence: sequenceOf(model),
    eventOf(record, slot) {
      const known = events.get(record);
      if (known) return known;
      const made = currentEvent(host, facts, behavior, record, slot);
      events.set(record, made);
      return made;
    },
    has: (profile) => model.profiles.includes(profile),
    command: (type) => own(model.commands, type),
    event: (type) => own(model.events, type),
  };
}

/** Those of some clauses that the model's profiles hold. */
export const shownClauses = ({ model }: Pick<Context, 'model'>, clauses: readonly string[]): readonly string[] => [
  ...new Set(model.profiles.flatMap((profile) => clausesOf(clauses, profile))),
];
