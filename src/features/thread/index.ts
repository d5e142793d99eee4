/** What led to a record, and what it led to. */
import { Network } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { ThreadPanel } from './thread-panel.tsx';

export const thread: Feature = {
  id: 'thread',
  title: 'Thread',
  icon: Network,
  place: 'right',
  panel: ThreadPanel,
  rests: true,
  commands: [],
};
