/** The rules that only a comparison can judge, and what a breaking change needs under each profile (contract §2, "a breaking change needs"). */
import type { ProfileName } from '../model/model.ts';
import { clausesOf } from '../rules/profiles.ts';
import type { RuleMeta } from '../rules/rule.ts';
import type { Broken } from './change.ts';

const rule = (id: string, title: string, clauses: readonly string[], profiles: readonly ProfileName[]): RuleMeta => ({
  id,
  title,
  clauses,
  severity: Object.fromEntries(profiles.map((profile) => [profile, 'error' as const])),
  targets: 'diff',
  since: '0.1',
});

const ALL = ['hless', 'game', 'envelope', 'evidence', 'eventing', 'unified'] as const;

export const DIFF_RULES: readonly RuleMeta[] = [
  rule(
    'breaking-change-versioned',
    'A breaking change raises the version',
    ['ES-031', 'EM-051'],
    ['envelope', 'evidence', 'eventing', 'unified'],
  ),
  rule('breaking-change-planned', 'A breaking change has a migration plan', ['ES-033'], ['envelope', 'unified']),
  rule('breaking-change-upcast', 'A breaking change has an upcaster', ['ES-033'], ['unified']),
  rule('breaking-change-refused', 'No breaking change is made at all', [], ['game']),
  rule('stream-meaning-stable', 'The meaning of a stream does not drift', ['HL-002'], ['hless', 'unified']),
  rule(
    'consumer-addition-leaves-producer',
    'A consumer is added without changing a producer',
    ['EM-002'],
    ['eventing', 'unified'],
  ),
  rule('enum-open-to-change', 'An enum is open to values to come', ['EM-050'], ['eventing', 'unified']),
  // Two exports of a log stand without a model: nothing could set it aside.
  {
    ...rule('record-unchanged', 'A record in the log is never changed', ['HL-010', 'HL-012', 'FA-020', 'EM-011'], ALL),
    fixed: true,
  },
];

/** A rule broken with some of its clauses, of which the chosen profiles keep theirs; undefined where no chosen profile has the rule. */
export function brokenRule(
  id: string,
  profiles: readonly ProfileName[],
  clauses?: readonly string[],
): Broken | undefined {
  const meta = DIFF_RULES.find((known) => known.id === id);
  if (!meta || !profiles.some((profile) => meta.severity[profile] !== undefined)) return undefined;
  return {
    rule: id,
    clauses: [...new Set(profiles.flatMap((profile) => clausesOf(clauses ?? meta.clauses, profile)))],
  };
}

/** What was done about a breaking change. */
export interface Remedies {
  /** The version was raised. */
  readonly versioned: boolean;
  /** `migrations` leads from the old version to the new one, with a plan. */
  readonly planned: boolean;
  /** The upcasters lead there; undefined = no behavior was given, so it is not judged. */
  readonly upcast: boolean | undefined;
  /** The event went to a stream that the old model does not have. */
  readonly newStream: boolean;
  /** A consumer of the old model hears the event. */
  readonly heard: boolean;
}

const needs = (profile: ProfileName, { versioned, planned, upcast, newStream, heard }: Remedies): readonly string[] => {
  const version = versioned ? [] : ['breaking-change-versioned'];
  // Without a raised version there is nothing to plan towards: then only a consumer that exists is left without a plan.
  const plan = planned || (!versioned && !heard) ? [] : ['breaking-change-planned'];
  switch (profile) {
    case 'hless':
      return newStream ? [] : ['stream-meaning-stable'];
    case 'game':
      return ['breaking-change-refused'];
    case 'envelope':
      return [...version, ...plan];
    case 'evidence':
    case 'eventing':
      return version;
    case 'unified':
      return [...version, ...plan, ...(versioned && upcast === false ? ['breaking-change-upcast'] : [])];
  }
};

/** The rules that a breaking change breaks under the chosen profiles; each profile asks for its own remedies. */
export function brokenBy(profiles: readonly ProfileName[], remedies: Remedies): readonly Broken[] {
  const found = new Map<string, ProfileName[]>();
  for (const profile of profiles)
    for (const id of needs(profile, remedies)) found.set(id, [...(found.get(id) ?? []), profile]);
  return [...found].flatMap(([id, by]) => brokenRule(id, by) ?? []);
}
