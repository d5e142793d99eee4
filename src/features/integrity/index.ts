/** What is missing, double, disordered or late in the open journal. */
import { ShieldCheck } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { IntegrityPanel } from './integrity-panel.tsx';

export const integrity: Feature = {
  id: 'integrity',
  title: 'Integrity',
  icon: ShieldCheck,
  place: 'center',
  panel: IntegrityPanel,
  commands: [],
};
