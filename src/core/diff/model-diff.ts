/** Two versions of a model compared (contract §6, §7): all that changed, its kind, and the clauses that it breaks under the chosen profiles. */
import type { Model, ProfileName } from '../model/model.ts';
import type { Change } from './change.ts';
import { diffCommands } from './diff-commands.ts';
import { diffConsumers } from './diff-consumers.ts';
import { diffEvents } from './diff-events.ts';
import { type DiffContext, diffNamed, diffSettings } from './diff-parts.ts';
import { diffStreams } from './diff-streams.ts';

export interface DiffOptions {
  /** Instead of those that the new model names. */
  readonly profiles?: readonly ProfileName[] | undefined;
  /** The upcasters of the behavior, `OrderPlaced@1`; without it none is asked for. */
  readonly upcasters?: ReadonlySet<string> | undefined;
}

/** Sections whose entries drift key by key. */
const NOUNS = {
  services: 'service',
  systems: 'system',
  subjects: 'subject',
  policies: 'policy',
  projections: 'projection',
  screens: 'screen',
  precedence: 'precedence',
  migrations: 'migration',
} as const;

/** The changes from one model to another, in the order of the sections, the new model before what is gone. A model does not differ from itself. */
export function diffModels(old: Model, now: Model, options: DiffOptions = {}): readonly Change[] {
  const { profiles = now.profiles, upcasters } = options;
  const changes = new Map<string, Change>();
  const tell = (found: Change) => {
    // Of two old events that became one, both may say the same.
    const key = JSON.stringify([found.at, found.side, found.what, found.message]);
    if (!changes.has(key)) changes.set(key, found);
  };
  const context: DiffContext = { old, now, profiles, upcasters, tell };
  const named = (section: keyof typeof NOUNS) =>
    diffNamed<object>(context, { section, noun: NOUNS[section], old: old[section], now: now[section] });
  diffSettings(context);
  named('services');
  named('systems');
  named('subjects');
  named('policies');
  diffStreams(context);
  const changed = diffEvents(context);
  diffCommands(context);
  named('projections');
  diffConsumers(context, changed);
  named('screens');
  named('precedence');
  named('migrations');
  diffScenarios(context);
  return [...changes.values()];
}

/** Scenarios are data: one that differs is told whole. */
function diffScenarios(context: DiffContext): void {
  const whole = (map: Model['scenarios']) =>
    Object.fromEntries(Object.entries(map).map(([name, scenario]) => [name, asObject(scenario)]));
  const [old, now] = [whole(context.old.scenarios), whole(context.now.scenarios)];
  diffNamed<object>(context, { section: 'scenarios', noun: 'scenario', old, now });
}
const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : { value });
