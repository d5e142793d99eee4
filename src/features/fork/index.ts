/** What if: edits on a copy of a journal. */
import { GitFork } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { showPanel } from '../../app/layout.ts';
import { ForkPanel } from './fork-panel.tsx';

export const fork: Feature = {
  id: 'fork',
  title: 'Fork',
  icon: GitFork,
  place: 'right',
  panel: ForkPanel,
  commands: [
    {
      id: 'fork.what-if',
      title: 'What if this record had been lost, late, double or another one?',
      group: 'Journal',
      when: ({ journal, row }) => journal !== undefined && row !== undefined,
      run: () => showPanel('fork', { focus: true }),
    },
  ],
};
