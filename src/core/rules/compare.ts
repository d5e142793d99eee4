/** Where chosen profiles disagree (contract §2), and what that means for the open model: the definitions at stake. */
import type { Finding } from '../finding.ts';
import type { ProfileName } from '../model/model.ts';
import type { ModelFile } from '../model/parse.ts';
import { type CheckOptions, checkModel } from './check.ts';
import { clashing, type ProfileSettings, SETTINGS } from './profiles.ts';

/** One setting in words, by profile. `clash`: no text pleases all of these profiles. */
export interface SettingRow {
  readonly setting: keyof ProfileSettings;
  readonly title: string;
  readonly values: Partial<Readonly<Record<ProfileName, string>>>;
  readonly clash: readonly ProfileName[];
}
/** A problem that some of the chosen profiles see, and others do not. */
export interface Disputed {
  readonly finding: Finding;
  readonly by: readonly ProfileName[];
}
export interface Comparison {
  /** Settings in which the chosen profiles differ. */
  readonly settings: readonly SettingRow[];
  readonly counts: Partial<Readonly<Record<ProfileName, number>>>;
  /** Under all of the profiles together: what no text can please. */
  readonly clashes: readonly Finding[];
  readonly disputed: readonly Disputed[];
  /** Problems that all of them see. */
  readonly agreed: number;
}

const TITLES: Readonly<Record<keyof ProfileSettings, string>> = {
  intents: 'A request is recorded as an INTENT',
  streamKinds: 'Streams declare a kind',
  eventNames: 'Event names',
  tense: 'Tense of event names',
  systemNames: 'Types of a system stand in sys.<id>.',
  sequence: 'A sequence is per',
  gap: 'A gap is',
  times: 'Times that a record has',
  fields: 'Fields that a record has',
  rejected: 'A rejected command records',
  writeOrder: 'Write order',
  breakingChange: 'A breaking change needs',
};
const WORDS: Readonly<Record<string, string>> = {
  'by-model': "the model's one style",
  'two-part': 'aggregate.action',
  'three-part': 'domain.entity.past or domain.entity_past',
  pascal: 'PascalCase',
  dotted: 'dotted, two parts or more',
  'by-kind': 'past; INTENTs say that something was requested',
  'id:uuid': 'id (a UUID)',
  declared: 'where such a stream is declared',
  'named fact': 'the FACT that rejects names',
  fact: 'a FACT',
};

const inWords = (value: ProfileSettings[keyof ProfileSettings]): string => {
  if (value === undefined) return '–';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return WORDS[value] ?? value;
  return value.map((word) => WORDS[word] ?? word).join(', ');
};

/** The rows of the profile table in which these profiles differ. */
export function differingSettings(profiles: readonly ProfileName[]): readonly SettingRow[] {
  return (Object.keys(TITLES) as (keyof ProfileSettings)[]).flatMap((setting) => {
    const values = Object.fromEntries(profiles.map((name) => [name, inWords(SETTINGS[name][setting])]));
    if (new Set(Object.values(values)).size < 2) return [];
    return { setting, title: TITLES[setting], values, clash: clashing(setting, profiles) };
  });
}

const keyOf = ({ rule, place, message }: Finding) =>
  JSON.stringify([rule, place.file, place.line, place.column, message]);

export function compareProfiles(
  files: readonly ModelFile[],
  profiles: readonly ProfileName[],
  options: Omit<CheckOptions, 'profiles'> = {},
): Comparison {
  const counts: Partial<Record<ProfileName, number>> = {};
  const seen = new Map<string, { readonly finding: Finding; readonly by: ProfileName[] }>();
  for (const profile of profiles) {
    const { findings } = checkModel(files, { ...options, profiles: [profile] });
    counts[profile] = findings.length;
    for (const finding of findings) {
      const known = seen.get(keyOf(finding));
      if (!known) seen.set(keyOf(finding), { finding, by: [profile] });
      else if (!known.by.includes(profile)) known.by.push(profile);
    }
  }
  const all = [...seen.values()];
  const together = profiles.length > 1 ? checkModel(files, { ...options, profiles }).findings : [];
  return {
    settings: differingSettings(profiles),
    counts,
    clashes: together.filter(({ rule }) => rule === 'profiles-clash'),
    disputed: all.filter(({ by }) => by.length < profiles.length),
    agreed: all.filter(({ by }) => by.length === profiles.length).length,
  };
}
