/** The records of the open journal as a table. */
import { Table2 } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { showPanel } from '../../app/layout.ts';
import { toggleFacets } from './facets-shown.ts';
import { JournalTable } from './panel.tsx';

export const journalTable: Feature = {
  id: 'table',
  title: 'Journal',
  icon: Table2,
  place: 'bottom',
  panel: JournalTable,
  commands: [
    {
      id: 'journal.find',
      title: 'Find records',
      group: 'Journal',
      keys: ['Slash'],
      when: (state) => state.journal !== undefined,
      run: () => {
        showPanel('table');
        requestAnimationFrame(() => document.querySelector<HTMLElement>('.find-input')?.focus());
      },
    },
    {
      id: 'journal.facets',
      title: 'Show or hide the facets of the journal',
      group: 'Journal',
      keys: ['Shift+KeyF'],
      when: (state) => state.journal !== undefined,
      run: () => {
        showPanel('table');
        if (toggleFacets()) requestAnimationFrame(() => document.querySelector<HTMLElement>('.facets button')?.focus());
      },
    },
  ],
};
