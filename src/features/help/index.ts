/** The reference of the model language, the journal and the command line. */
import { CircleHelp } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { HelpPanel } from './help-panel.tsx';

export const help: Feature = {
  id: 'help',
  title: 'Help',
  icon: CircleHelp,
  place: 'right',
  panel: HelpPanel,
  commands: [],
};
