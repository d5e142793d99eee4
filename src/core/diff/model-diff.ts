/** Two versions of a model compared (contract §6, §7): all that changed, its kind, and the clauses that it breaks under the chosen profiles. */
import type { Finding, Place, Severity } from '../finding.ts';
import type { Model, ProfileName } from '../model/model.ts';
import { severityOf, worse } from '../rules/profiles.ts';
import type { Change } from './change.ts';
import { diffCommands } from './diff-commands.ts';
import { diffConsumers } from './diff-consumers.ts';
import { diffEvents } from './diff-events.ts';
import { type DiffContext, diffNamed, diffSettings } from './diff-parts.ts';
import { DIFF_RULES } from './diff-rules.ts';
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

export interface ProblemOptions {
  /** Where a place of a model stands in its files. */
  readonly locate: (change: Change) => Place;
  readonly profiles: readonly ProfileName[];
  /** The new model: its own severities, and its waivers. */
  readonly model: Pick<Model, 'rules' | 'waivers'>;
}

/** What the changes break, one problem for each rule and place with all its clauses; what a rule has no clause for is a problem as well. */
export function problemsOf(
  changes: readonly Change[],
  { locate, profiles, model }: ProblemOptions,
): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const change of changes)
    for (const { rule, clauses } of change.broken) {
      const severity = severityOfRule(rule, profiles, model.rules);
      if (severity === 'off' || waived(model, rule, change)) continue;
      const key = JSON.stringify([rule, change.side, change.at]);
      const before = found.get(key);
      const messages = before ? [before.message, change.message] : [change.message];
      found.set(key, {
        rule,
        clauses: [...new Set([...(before?.clauses ?? []), ...clauses])],
        severity,
        place: before?.place ?? locate(change),
        message: [...new Set(messages)].join(' '),
      });
    }
  return [...found.values()];
}

function severityOfRule(id: string, profiles: readonly ProfileName[], own: Model['rules']): Severity {
  const meta = DIFF_RULES.find((rule) => rule.id === id);
  if (!meta) return 'error';
  return profiles.map((profile) => severityOf({ ...meta, targets: 'model' }, profile, own)).reduce(worse, 'off');
}

/** A waiver with a reason covers a rule at a pointer and all below it, or a clause. */
function waived({ waivers }: Pick<Model, 'waivers'>, rule: string, { at, clauses }: Change): boolean {
  return waivers.some(
    (waiver) =>
      waiver.rule === rule &&
      (waiver.why ?? '').trim() !== '' &&
      waiver.at !== undefined &&
      (clauses.includes(waiver.at) || at === waiver.at || at.startsWith(`${waiver.at}/`)),
  );
}
