/** One record with all that is known of it. */
import { FileJson2 } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { useWorkbench } from '../../app/store.ts';
import { RecordPanel } from './panel.tsx';

export const record: Feature = {
  id: 'record',
  title: 'Record',
  icon: FileJson2,
  place: 'right',
  panel: RecordPanel,
  rests: true,
  commands: [
    {
      id: 'record.clear',
      title: 'Clear the selected record',
      group: 'Record',
      when: (state) => state.row !== undefined,
      run: () => useWorkbench.getState().selectRow(undefined),
    },
  ],
};
