/** Profiles as one table of settings (contract §2), and which severity a rule has under the chosen ones. */
import type { Severity } from '../finding.ts';
import { PROFILES, type ProfileName } from '../model/model.ts';
import type { RuleMeta } from './rule.ts';

export interface ProfileSettings {
  /** A request is recorded as an INTENT. `declared`: where a stream of that kind is declared. */
  readonly intents: 'yes' | 'no' | 'declared';
  readonly streamKinds: 'required' | 'no' | 'optional';
  /**
   * How events are named. `by-model`: the model's `names`, one style throughout. `two-part`: `aggregate.action`; `three-part`:
   * `domain.entity.past` or `domain.entity_past`; `dotted`: two parts or more.
   */
  readonly eventNames: 'by-model' | 'two-part' | 'three-part' | 'pascal' | 'dotted';
  /** Whether every name is in the past, or only as its record kind asks. */
  readonly tense: 'by-kind' | 'past';
  readonly systemNames: boolean;
  readonly sequence: 'stream scope' | 'subject from 1' | 'subject' | 'stream scope or subject' | undefined;
  readonly gap: 'error' | 'warning' | undefined;
  /** Times that each record has; `processing`: rows of each consumer besides. */
  readonly times: readonly ('t_event' | 't_log' | 'processing')[];
  /** Fields that each record has; `id:uuid`: and it is a UUID. */
  readonly fields: readonly string[];
  readonly rejected: 'fact' | 'nothing' | 'named fact' | undefined;
  readonly writeOrder:
    | 'append, apply'
    | 'append, apply in another transaction'
    | 'state and event in one transaction'
    | 'commit, emit'
    | undefined;
  readonly breakingChange: 'new stream' | 'refused' | 'version and plan' | 'version' | 'version, plan and upcaster';
}

export const SETTINGS: Readonly<Record<ProfileName, ProfileSettings>> = {
  hless: {
    intents: 'yes',
    streamKinds: 'required',
    eventNames: 'by-model',
    tense: 'by-kind',
    systemNames: false,
    sequence: 'stream scope',
    gap: undefined,
    times: ['t_event', 't_log', 'processing'],
    fields: ['id', 'kind', 'stream'],
    rejected: 'fact',
    writeOrder: 'append, apply',
    breakingChange: 'new stream',
  },
  game: {
    intents: 'no',
    streamKinds: 'no',
    eventNames: 'two-part',
    tense: 'past',
    systemNames: true,
    sequence: 'subject from 1',
    gap: 'error',
    times: ['t_event'],
    fields: ['subject_id', 'type', 'actor_type'],
    rejected: 'nothing',
    writeOrder: 'append, apply in another transaction',
    breakingChange: 'refused',
  },
  envelope: {
    intents: 'no',
    streamKinds: 'no',
    eventNames: 'three-part',
    tense: 'past',
    systemNames: true,
    sequence: undefined,
    gap: undefined,
    times: ['t_event'],
    fields: ['id:uuid', 'type', 'version', 'producer', 'correlation_id', 'payload'],
    rejected: undefined,
    writeOrder: undefined,
    breakingChange: 'version and plan',
  },
  evidence: {
    intents: 'no',
    streamKinds: 'no',
    eventNames: 'pascal',
    tense: 'past',
    systemNames: true,
    sequence: 'subject',
    gap: 'warning',
    times: ['t_event', 't_log'],
    fields: [
      'id',
      'tenant_id',
      'space_id',
      'version',
      'subject_type',
      'subject_id',
      'actor_type',
      'actor_id',
      'sequence',
      'correlation_id',
    ],
    rejected: 'nothing',
    writeOrder: 'state and event in one transaction',
    breakingChange: 'version',
  },
  eventing: {
    intents: 'no',
    streamKinds: 'no',
    eventNames: 'dotted',
    tense: 'past',
    systemNames: true,
    sequence: undefined,
    gap: 'warning',
    times: ['t_event'],
    fields: ['id', 'version', 'producer', 'correlation_id', 'causation_id', 'idempotency_key', 'classification'],
    rejected: undefined,
    writeOrder: 'commit, emit',
    breakingChange: 'version',
  },
  unified: {
    intents: 'declared',
    streamKinds: 'optional',
    eventNames: 'by-model',
    tense: 'by-kind',
    systemNames: true,
    sequence: 'stream scope or subject',
    gap: 'warning',
    times: ['t_event', 't_log'],
    fields: ['id', 'type', 'version', 'producer', 'correlation_id'],
    rejected: 'named fact',
    writeOrder: 'append, apply',
    breakingChange: 'version, plan and upcaster',
  },
};

/** Settings of which no text can give two profiles what each wants; `by-model` goes with any style, `declared` with any answer. */
const CLASHES: Partial<{
  readonly [K in keyof ProfileSettings]: (a: ProfileSettings[K], b: ProfileSettings[K]) => boolean;
}> = {
  eventNames: (a, b) => (a === 'pascal') !== (b === 'pascal') && a !== 'by-model' && b !== 'by-model',
  intents: (a, b) => a !== b && a !== 'declared' && b !== 'declared',
};

/** The profiles among the chosen ones that want of this setting what another of them cannot have. */
export function clashing(setting: keyof ProfileSettings, profiles: readonly ProfileName[]): readonly ProfileName[] {
  const clash = CLASHES[setting] as ((a: unknown, b: unknown) => boolean) | undefined;
  if (!clash) return [];
  return profiles.filter((a) => profiles.some((b) => clash(SETTINGS[a][setting], SETTINGS[b][setting])));
}

/** How the clauses of a specification begin. `unified` answers for all of them. */
const PREFIX: Readonly<Record<Exclude<ProfileName, 'unified'>, string>> = {
  hless: 'HL-',
  game: 'GS-',
  envelope: 'ES-',
  evidence: 'FA-',
  eventing: 'EM-',
};
const ORDER: readonly Severity[] = ['off', 'info', 'warning', 'error'];

export const isSeverity = (word: string | undefined): word is Severity => ORDER.some((severity) => severity === word);
export const isProfile = (word: string): word is ProfileName => PROFILES.some((name) => name === word);
export const worse = <S extends Severity>(a: S, b: S): S => (ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b);

/** The severity of a rule under one profile; what the model itself says of the rule comes first, unless the rule is fixed. */
export function severityOf(meta: RuleMeta, profile: ProfileName, own: Readonly<Record<string, string>>): Severity {
  const chosen = Object.hasOwn(own, meta.id) ? own[meta.id] : undefined;
  const given = meta.severity[profile] ?? 'off';
  if (given === 'off' || !isSeverity(chosen)) return given;
  return meta.fixed ? worse(chosen, given) : chosen;
}

/** Those of some clauses that belong to a profile. */
export const clausesOf = (clauses: readonly string[], profile: ProfileName): readonly string[] =>
  profile === 'unified' ? clauses : clauses.filter((clause) => clause.startsWith(PREFIX[profile]));
