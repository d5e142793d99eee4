/** How a person looks at timelines; remembered for each workspace. */
import { recall, remember } from '../../app/remember.ts';
import { SPLITS, type SplitBy } from '../../core/journal/lane-split.ts';
import { UTC, type Zone, zoneNamed } from '../../core/record/zone.ts';

export interface Settings {
  /** `UTC`, `local` or an IANA name. */
  readonly zone: string;
  readonly by: SplitBy | undefined;
  readonly lags: boolean;
  readonly fold: boolean;
}

const DEFAULTS: Settings = { zone: 'UTC', by: undefined, lags: false, fold: false };

const keyOf = (workspace: string) => `factline.timeline.${workspace}`;

export function readSettings(workspace: string | undefined): Settings {
  if (workspace === undefined) return DEFAULTS;
  try {
    const kept: unknown = JSON.parse(recall(keyOf(workspace)) ?? '{}');
    const { zone, by, lags, fold } = (kept ?? {}) as Readonly<Record<string, unknown>>;
    return {
      zone: typeof zone === 'string' && (zone === 'local' || zoneNamed(zone)) ? zone : DEFAULTS.zone,
      by: SPLITS.find((split) => split === by),
      lags: lags === true,
      fold: fold === true,
    };
  } catch {
    return DEFAULTS;
  }
}

export function keepSettings(workspace: string | undefined, settings: Settings): void {
  if (workspace !== undefined) remember(keyOf(workspace), JSON.stringify(settings));
}

export const localZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

export const zoneOf = ({ zone }: Settings): Zone => zoneNamed(zone === 'local' ? localZone() : zone) ?? UTC;

/** All that this browser knows, without UTC. */
export const zoneNames = (): readonly string[] => Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC');
