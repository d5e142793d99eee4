/** What a run says beside the texts: problems, and red and green in the margins. */
import type { ScenarioMark } from '../../app/store.ts';
import type { Finding, Place } from '../../core/finding.ts';
import type { Model } from '../../core/model/model.ts';
import { scenariosOf } from '../../core/writepath/scenario-text.ts';
import type { ScenarioResult } from '../../core/writepath/scenarios.ts';

export interface PlacedResult extends ScenarioResult {
  /** Of the failing step; where it is ok, of the scenario. */
  readonly place: Place;
}

/** The scenario that a row of a table is of. */
export const tableOf = (name: string): string => name.replace(/\[\d+\]$/, '');

export const findingsOf = (results: readonly PlacedResult[]): readonly Finding[] =>
  results.flatMap(({ name, failure, place }) =>
    failure
      ? [
          {
            rule: 'scenario-fails',
            clauses: failure.clauses,
            severity: 'error' as const,
            place,
            message: `Scenario ${name}: ${failure.message}`,
          },
        ]
      : [],
  );

const mark = ({ file, line }: Place, ok: boolean, title: string): readonly ScenarioMark[] =>
  file === undefined || line === undefined ? [] : [{ file, line, ok, title }];

/** A scenario is red where one of its rows fails; a decider where one fails that runs its command. */
export function marksOf(
  model: Model,
  results: readonly PlacedResult[],
  scenarios: ReadonlyMap<string, Place>,
  deciders: readonly { readonly name: string; readonly place: Place }[],
): readonly ScenarioMark[] {
  const failures = new Map<string, string>();
  for (const { name, failure } of results)
    if (failure && !failures.has(tableOf(name))) failures.set(tableOf(name), failure.message);
  const running = new Map<string, string[]>();
  for (const [name, value] of Object.entries(model.scenarios)) {
    const commands = new Set(scenariosOf(name, value).flatMap(({ when }) => when.map(({ type }) => type)));
    for (const command of commands) running.set(command, [...(running.get(command) ?? []), name]);
  }
  return [
    ...[...scenarios].flatMap(([name, place]) => {
      const message = failures.get(name);
      return mark(place, message === undefined, message === undefined ? `${name} passed` : `${name}: ${message}`);
    }),
    ...deciders.flatMap(({ name, place }) => {
      const all = running.get(name) ?? [];
      const bad = all.filter((one) => failures.has(one));
      if (all.length === 0) return [];
      return mark(
        place,
        bad.length === 0,
        bad.length === 0 ? `Passed: ${all.join(', ')}` : `Failed: ${bad.join(', ')}`,
      );
    }),
  ];
}
