/** The features and commands that stand, put in place by `main.tsx`. */
import type { Command } from './commands.ts';
import type { Feature } from './feature.ts';
import { useWorkbench } from './store.ts';
import { report } from './toast.ts';

/** A heading of the activity bar, and what stands under it. */
export interface FeatureGroup {
  readonly title: string;
  readonly features: readonly Feature[];
}

let groups: readonly FeatureGroup[] = [];
let all: readonly Feature[] = [];
let shellCommands: readonly Command[] = [];

export function register(features: readonly FeatureGroup[], commands: readonly Command[]): void {
  groups = features;
  all = features.flatMap((group) => group.features);
  shellCommands = commands;
}

export const featureGroups = (): readonly FeatureGroup[] => groups;
export const features = (): readonly Feature[] => all;
export const feature = (id: string): Feature | undefined => all.find((f) => f.id === id);

/** The shell's own, and those of the features. */
export const commands = (): readonly Command[] => [...shellCommands, ...all.flatMap((f) => f.commands)];

export const available = (command: Command): boolean => command.when?.(useWorkbench.getState()) ?? true;

/** Runs a command by id or record; what it throws is said. */
export function runCommand(which: string | Command): void {
  const command = typeof which === 'string' ? commands().find((c) => c.id === which) : which;
  if (!command || !available(command)) return;
  try {
    Promise.resolve(command.run()).catch(report);
  } catch (error) {
    report(error);
  }
}
