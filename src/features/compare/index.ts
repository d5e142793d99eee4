/** The open model beside an older version: what changed, and what that breaks. */
import { GitCompareArrows } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { ComparePanel } from './compare-panel.tsx';

export const compare: Feature = {
  id: 'compare',
  title: 'Compare',
  icon: GitCompareArrows,
  place: 'center',
  panel: ComparePanel,
  commands: [],
};
