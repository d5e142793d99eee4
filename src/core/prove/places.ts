/** Where in the text the call stands that a proof accuses: what the code shows without being run. */

import type { ReplayError } from '../replay/view.ts';
import { type BehaviorText, behaviorFacts } from '../rules/behavior/read.ts';
import { kindOfReach, LISTENED } from './causes.ts';
import type { Cause, CauseKind, Place, Proof } from './prove.types.ts';
import { CLAUSES_OF } from './verdicts.ts';

/** Adds the place to each cause that has none: what the text shows to be impure in that handler, else the handler. */
export function withPlaces(proofs: readonly Proof[], files: readonly BehaviorText[]): readonly Proof[] {
  const facts = behaviorFacts(files);
  if (!facts) return proofs;
  const placeOf = ({ target }: Proof, { handler }: Cause): Place | undefined => {
    const [section, ...rest] = target.split('/');
    const name = rest.join('/');
    const role = section ?? '';
    const shown = facts.findings.find(
      ({ rule, message }) =>
        rule === 'replayed-code-is-pure' &&
        message.toLowerCase().startsWith(`the ${role} \`${name.replace(/@\d+$/, '').toLowerCase()}`),
    );
    const owner =
      role === 'fold' ? facts.folds.get(name) : role === 'projection' ? facts.projections.get(name) : undefined;
    const on = /\.on\.'?(.*?)'?$/.exec(handler)?.[1];
    const place = shown?.place ?? owner?.on.names.find((declared) => declared.name === on)?.place ?? owner?.place;
    return place?.file === undefined || place.line === undefined ? undefined : { file: place.file, line: place.line };
  };
  return proofs.map((proof) => {
    const cause = proof.evidence.cause as Cause | undefined;
    const at = cause && !cause.at ? placeOf(proof, cause) : undefined;
    return cause && at ? { ...proof, evidence: { ...proof.evidence, cause: { ...cause, at } } } : proof;
  });
}

/** Why behavior was refused before it ran, where that is what a proof asks about. */
function refusedFor(error: ReplayError): CauseKind | undefined {
  const { message } = error;
  if (/memory beside the state/.test(message)) return 'memory';
  if (/there is no clock/.test(message)) return 'clock';
  if (/there is no randomness/.test(message)) return 'randomness';
  if (/cannot wait|cannot load anything/.test(message)) return 'outside';
  const missing = /\b([\w$]+) is not (?:a function|a constructor|defined)/.exec(message)?.[1];
  return missing !== undefined && LISTENED.includes(missing) ? kindOfReach(missing) : undefined;
}

/** Proofs of behavior that the sandbox refused to load because it could not be pure. Empty for what is merely broken. */
export function refusedProofs(error: ReplayError, files: readonly BehaviorText[]): readonly Proof[] {
  const kind = refusedFor(error);
  const facts = kind === undefined ? undefined : behaviorFacts(files);
  if (!facts || kind === undefined) return [];
  const { file, line, message } = error;
  const cause: Cause = {
    kind,
    says: message,
    handler: 'the top of the file',
    ...(file !== undefined && line !== undefined && { at: { file, line } }),
  };
  const targets = [
    ...[...facts.folds.keys()].map((name) => `fold/${name}`),
    ...[...facts.projections.keys()].map((name) => `projection/${name}`),
    ...[...facts.upcasters].flatMap(([name, versions]) => versions.map((version) => `upcaster/${name}@${version}`)),
  ];
  return targets.flatMap((target) =>
    (['deterministic', 'pure'] as const).map(
      (name): Proof => ({
        name,
        target,
        holds: false,
        clauses: CLAUSES_OF[name],
        evidence: { calls: 0, cause, error },
      }),
    ),
  );
}
