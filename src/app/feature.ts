/** What a feature hands to the shell. A feature is one folder of `features/`, known to nobody but `main.tsx`. */
import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { Command } from './commands.ts';

export type Place = 'left' | 'center' | 'right' | 'bottom';

export interface Feature {
  /** Also the panel's id in layouts and deep links: `timeline`. */
  readonly id: string;
  readonly title: string;
  readonly icon: LucideIcon;
  /** Where the panel opens the first time. */
  readonly place: Place;
  readonly panel: ComponentType;
  /** The panel only shows what is selected: behind another one its effects are undone, and a selection costs it nothing. */
  readonly rests?: true;
  readonly commands: readonly Command[];
  /** What runs whether its panel is open or not; called once. */
  readonly start?: () => void;
}
