/** State rebuilt record by record by the workspace's behavior. */
import { History } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { showPanel } from '../../app/layout.ts';
import { useWorkbench } from '../../app/store.ts';
import { control } from './controls.ts';
import { ReplayPanel } from './replay-panel.tsx';

const hasJournal = ({ journal }: { readonly journal: unknown }) => journal !== undefined;
const group = 'Replay';

export const replay: Feature = {
  id: 'replay',
  title: 'Replay',
  icon: History,
  place: 'right',
  panel: ReplayPanel,
  commands: [
    {
      id: 'replay.first',
      title: 'Before the first record',
      group,
      panel: 'replay',
      keys: ['Home'],
      when: hasJournal,
      run: () => control({ to: 'first' }),
    },
    {
      id: 'replay.previous',
      title: 'Previous record',
      group,
      panel: 'replay',
      keys: ['ArrowLeft', 'Comma'],
      when: hasJournal,
      run: () => control({ to: 'previous' }),
    },
    {
      id: 'replay.play',
      title: 'Play or pause',
      group,
      panel: 'replay',
      keys: ['Space'],
      when: hasJournal,
      run: () => control({ to: 'play' }),
    },
    {
      id: 'replay.next',
      title: 'Next record',
      group,
      panel: 'replay',
      keys: ['ArrowRight', 'Period'],
      when: hasJournal,
      run: () => control({ to: 'next' }),
    },
    {
      id: 'replay.last',
      title: 'Last record',
      group,
      panel: 'replay',
      keys: ['End'],
      when: hasJournal,
      run: () => control({ to: 'last' }),
    },
    {
      id: 'replay.selected',
      title: 'Replay up to the selected record',
      group,
      when: ({ journal, row }) => journal !== undefined && row !== undefined,
      run: () => {
        showPanel('replay', { focus: true });
        const { row } = useWorkbench.getState();
        if (row !== undefined) control({ to: 'row', row });
      },
    },
  ],
};
