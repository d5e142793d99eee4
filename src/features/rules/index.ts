/** The rules: what each asks, why, and examples. */
import { BookCheck } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { RulesPanel } from './rules-panel.tsx';

export const rules: Feature = {
  id: 'rules',
  title: 'Rules',
  icon: BookCheck,
  place: 'right',
  panel: RulesPanel,
  commands: [],
};
