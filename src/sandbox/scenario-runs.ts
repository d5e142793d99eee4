/** Scenarios run to their end, whatever one of them does: a realm that had to be ended takes one scenario with it, not all. */

import type { Model } from '../core/model/model.ts';
import type { ReplayError } from '../core/replay/view.ts';
import { asWriteError } from '../core/writepath/errors.ts';
import { DECIDED, type PropertiesRequest, type PropertyResult } from '../core/writepath/properties.ts';
import { scenarioPointer, scenariosOf } from '../core/writepath/scenario-text.ts';
import type { ScenarioResult } from '../core/writepath/scenarios.ts';
import { type Loaded, RealmEnded } from './protocol.ts';
import type { Session } from './session.ts';

/** A realm in which behavior was prepared. */
export interface Prepared {
  readonly loaded: Loaded;
  readonly session: Session;
  close(): Promise<void>;
}

const ended = (name: string, detail: ReplayError): ScenarioResult => {
  const error = asWriteError(detail);
  const pointer = scenarioPointer(name);
  const failure = { message: `${error.code}: ${error.message}`, pointer, clauses: error.clauses, error };
  return { name, ok: false, expected: [], actual: [], trace: [], before: {}, after: {}, failure };
};

/** `start` gives a new realm each time. Behavior that does not load fails them all: `error` says why. */
export async function runAllScenarios(
  model: Model,
  start: () => Promise<Prepared>,
): Promise<{ readonly results: readonly ScenarioResult[]; readonly error?: ReplayError }> {
  let realm = await start();
  try {
    if (realm.loaded.error) return { results: [], error: realm.loaded.error };
    try {
      return { results: (await realm.session.simulate({ what: 'scenarios' })).scenarios };
    } catch (error) {
      if (!(error instanceof RealmEnded)) throw error;
    }
    const results: ScenarioResult[] = [];
    const names = Object.entries(model.scenarios).flatMap(([name, value]) =>
      scenariosOf(name, value).map((s) => s.name),
    );
    for (const name of names) {
      if (!realm.session.alive) {
        await realm.close();
        realm = await start();
      }
      try {
        results.push(...(await realm.session.simulate({ what: 'scenarios', names: [name] })).scenarios);
      } catch (error) {
        if (!(error instanceof RealmEnded)) throw error;
        results.push(ended(name, error.detail));
      }
    }
    return { results };
  } finally {
    await realm.close();
  }
}

/** Generated commands against invariants; one that ends the realm is what fails. */
export async function runGenerated(
  start: () => Promise<Prepared>,
  request: Omit<PropertiesRequest, 'what'>,
): Promise<readonly PropertyResult[]> {
  const realm = await start();
  try {
    if (realm.loaded.error) return [];
    return (await realm.session.simulate({ what: 'properties', ...request })).properties;
  } catch (error) {
    if (!(error instanceof RealmEnded)) throw error;
    const detail = asWriteError(error.detail);
    const message = `${detail.code}: ${detail.message}`;
    const failure = { message, clauses: detail.clauses, error: detail, commands: [], events: [] };
    return [{ name: DECIDED, target: DECIDED, ok: false, tried: { lists: 0, commands: 0, records: 0 }, failure }];
  } finally {
    await realm.close();
  }
}
