/** Several journals on one axis: offsets of their clocks, a dry run, and the journal that they make together. */
import { Combine } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { showPanel } from '../../app/layout.ts';
import { JournalsMerge } from './panel.tsx';

export const journalsMerge: Feature = {
  id: 'journals-merge',
  title: 'Merge journals',
  icon: Combine,
  place: 'center',
  panel: JournalsMerge,
  commands: [
    {
      id: 'journal.merge',
      title: 'Put several journals on one axis',
      group: 'Journal',
      run: () => showPanel('journals-merge', { focus: true }),
    },
  ],
};
