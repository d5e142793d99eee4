/** When things happened, were logged and were processed. */
import { ChartNoAxesGantt } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { commands } from './commands.ts';
import { TimelinePanel } from './timeline-panel.tsx';

export const timeline: Feature = {
  id: 'timeline',
  title: 'Timeline',
  icon: ChartNoAxesGantt,
  place: 'center',
  panel: TimelinePanel,
  commands,
};
