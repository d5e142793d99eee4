/** Deliveries with faults: what each consumer, projection and fold bears. */
import { Bug } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { LabPanel } from './lab-panel.tsx';

export const lab: Feature = {
  id: 'lab',
  title: 'Lab',
  icon: Bug,
  place: 'center',
  panel: LabPanel,
  commands: [],
};
