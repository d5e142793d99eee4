/** Questions to a journal's history: which record wrote a value, when something held, what changed between, what was known when. */
import { MessageCircleQuestion } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { AskPanel } from './ask-panel.tsx';

export const ask: Feature = {
  id: 'ask',
  title: 'Ask',
  icon: MessageCircleQuestion,
  place: 'right',
  panel: AskPanel,
  commands: [],
};
