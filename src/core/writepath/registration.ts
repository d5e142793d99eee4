/**
 * A model started with its behavior, or everything that stands against it at once (GS-040 to GS-044, GS-054, GS-056). What refuses is a set of the
 * rules that the editor shows, with their fixes: nothing is said here that is not said there.
 */
import type { Finding } from '../finding.ts';
import { PROFILES } from '../model/model.ts';
import type { ModelFile } from '../model/parse.ts';
import type { BehaviorFacts } from '../rules/behavior/facts.ts';
import { checkModel } from '../rules/check.ts';
import { RULES } from '../rules/index.ts';
import type { Rule } from '../rules/rule.ts';

/** A gap in one of these leaves an event without a reader, a command without an answer, or a type without an owner. */
const REFUSING: ReadonlySet<string> = new Set([
  'event-has-its-handlers',
  'handlers-respect-the-intent',
  'handlers-name-known-types',
  'projection-agrees-with-code',
  'command-has-decider',
  'mutating-command-emits',
  'command-emits-own-types',
  'system-owns-its-namespace',
  'ai-consumer-has-policy',
]);
/** Of what is said of every model: without it there is nothing to start. */
const ALWAYS: ReadonlySet<string> = new Set([
  'syntax',
  'unknown-key',
  'wrong-type',
  'duplicate-name',
  'unknown-reference',
  'undecided',
]);
const FATAL = Object.fromEntries(PROFILES.map((profile) => [profile, 'error' as const]));
/** The model's own `rules:` cannot turn them off. */
const registering: readonly Rule[] = RULES.filter(({ meta }) => REFUSING.has(meta.id)).map((rule) => ({
  ...rule,
  meta: { ...rule.meta, severity: FATAL, fixed: true },
}));

export interface Registration {
  readonly starts: boolean;
  /** Why not: all of it, by file and place. */
  readonly refusals: readonly Finding[];
}

export function register(models: readonly ModelFile[], behavior: BehaviorFacts | undefined): Registration {
  const { findings } = checkModel(models, { rules: registering, behavior });
  const refusals = findings.filter(
    ({ rule, severity }) => severity === 'error' && (REFUSING.has(rule) || ALWAYS.has(rule)),
  );
  return { starts: refusals.length === 0, refusals };
}
