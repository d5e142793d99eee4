/** What a model says about replay: which records reach whom, in which version (contract §3, "What reaches whom"). */
import { DEFAULT_ON_REPLAY, type Model, type OnReplay } from '../model/model.ts';
import type { Behavior, Projection } from './behavior.ts';
import { BehaviorError } from './behavior.ts';

interface TypeFacts {
  readonly name: string;
  readonly version: number | undefined;
  readonly intent: string | undefined;
}

export interface ReplayFacts {
  readonly onReplay: OnReplay;
  /** Without a model no type and no version is unknown. */
  readonly hasModel: boolean;
  /** By stored type, old names included. */
  type(stored: string): TypeFacts | undefined;
  readonly projections: readonly Projection[];
}

const sameList = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && [...a].sort().every((x, i) => x === [...b].sort()[i]);

/** Joins model and behavior. Throws a BehaviorError where both say something about a projection and disagree. */
export function replayFacts(model: Model | undefined, behavior: Behavior): ReplayFacts {
  const types = new Map<string, TypeFacts>();
  for (const [name, event] of Object.entries(model?.events ?? {})) {
    const facts = { name, version: event.version, intent: event.replay_intent };
    types.set(name, facts);
    for (const old of event.formerly ?? []) types.set(old, facts);
  }
  const projections = behavior.projections.map((projection): Projection => {
    const declared =
      model && Object.hasOwn(model.projections, projection.name) ? model.projections[projection.name] : undefined;
    const { name, key } = projection;
    if (declared?.key !== undefined && key !== undefined && declared.key !== key)
      throw new BehaviorError(`projections.${name}: the model says key ${declared.key}, the code ${key}`);
    const handled = [...projection.on.keys()];
    if (declared?.on && !projection.on.has('*') && !sameList(declared.on, handled))
      throw new BehaviorError(
        `projections.${name}: the model says it hears ${declared.on.join(', ')}; the code handles ${handled.join(', ') || 'nothing'}`,
      );
    const hears = declared?.on && !declared.on.includes('*') ? new Set(declared.on) : undefined;
    return { ...projection, key: key ?? declared?.key, ...(hears && { hears }) };
  });
  const game = model?.profiles.includes('game') ?? false;
  const chosen = model?.on_replay ?? DEFAULT_ON_REPLAY;
  const onReplay: OnReplay = game
    ? { gap: 'stop', unknown_type: 'stop', unknown_version: 'stop', throw: 'stop' }
    : chosen;
  return { onReplay, hasModel: model !== undefined, type: (stored) => types.get(stored), projections };
}

export type Passage = 'apply' | 'unknown_type' | 'unknown_version';

/** Whether a record of this stored type and version can be applied: a path of upcasters must lead to the current version. */
export function passage(facts: ReplayFacts, behavior: Behavior, type: string, version: number): Passage {
  if (!facts.hasModel) return 'apply';
  const known = facts.type(type);
  if (!known) return 'unknown_type';
  const current = known.version ?? 1;
  if (version > current) return 'unknown_version';
  const steps = behavior.upcasters.get(known.name);
  for (let v = version; v < current; v++) if (!steps?.has(v)) return 'unknown_version';
  return 'apply';
}
