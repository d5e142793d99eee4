import { FileDown } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { showPanel } from '../../app/layout.ts';
import { listenForDrops } from './drop.ts';
import { ImportPanel } from './import-panel.tsx';
import { cancelImport, startOver } from './wizard.ts';
import './import.css';

listenForDrops(window);

export const importFeature: Feature = {
  id: 'import',
  title: 'Import',
  icon: FileDown,
  place: 'center',
  panel: ImportPanel,
  commands: [
    {
      id: 'import.open',
      title: 'Import a journal…',
      group: 'Journals',
      keys: ['Mod+Shift+KeyI'],
      run: () => showPanel('import', { focus: true }),
    },
    {
      id: 'import.start-over',
      title: 'Import: start over with another file',
      group: 'Journals',
      run: () => {
        startOver();
        showPanel('import', { focus: true });
      },
    },
    { id: 'import.cancel', title: 'Import: cancel', group: 'Journals', run: cancelImport },
  ],
};
