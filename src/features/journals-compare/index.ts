/** The open journal beside another one: only here, only there, changed, moved. */
import { Columns2 } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { showPanel } from '../../app/layout.ts';
import { JournalsCompare } from './panel.tsx';

export const journalsCompare: Feature = {
  id: 'journals-compare',
  title: 'Compare journals',
  icon: Columns2,
  place: 'center',
  panel: JournalsCompare,
  commands: [
    {
      id: 'journal.compare',
      title: 'Compare the open journal with another',
      group: 'Journal',
      when: (state) => state.journal !== undefined,
      run: () => showPanel('journals-compare', { focus: true }),
    },
  ],
};
