/** What can be shown of the behavior over the open journal, with the evidence. */
import { BadgeCheck } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { ProvePanel } from './prove-panel.tsx';

export const prove: Feature = {
  id: 'prove',
  title: 'Prove',
  icon: BadgeCheck,
  place: 'right',
  panel: ProvePanel,
  commands: [],
};
