/** Everything that is wrong with model and behavior, in one list. */
import { CircleAlert } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { ProblemsPanel } from './problems-panel.tsx';

export const problems: Feature = {
  id: 'problems',
  title: 'Problems',
  icon: CircleAlert,
  place: 'bottom',
  panel: ProblemsPanel,
  commands: [],
};
