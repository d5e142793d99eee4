/** Commands run by the model and its behavior, step by step; what a crash makes of a write order; who reads too early. */
import { Zap } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { CommandsPanel } from './commands-panel.tsx';

export const commands: Feature = {
  id: 'commands',
  title: 'Commands',
  icon: Zap,
  place: 'center',
  panel: CommandsPanel,
  commands: [],
};
