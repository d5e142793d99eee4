/** State rebuilt record by record by the workspace's behavior. */
import { History } from 'lucide-react';
import type { Command } from '../../app/commands.ts';
import type { Feature } from '../../app/feature.ts';
import { showPanel } from '../../app/layout.ts';
import { useWorkbench } from '../../app/store.ts';
import { control } from './controls.ts';
import { ReplayPanel } from './replay-panel.tsx';
import { STEP_NAMES } from './use-moving.ts';

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
    ...(
      [
        ['subject', 'KeyS'],
        ['type', 'KeyT'],
        ['thread', 'KeyH'],
        ['finding', 'KeyF'],
      ] as const
    ).flatMap(([by, key]): Command[] => [
      {
        id: `replay.next-${by}`,
        title: `Next ${STEP_NAMES[by]}`,
        group,
        panel: 'replay',
        keys: [key],
        when: hasJournal,
        run: () => control({ to: 'next', by }),
      },
      {
        id: `replay.previous-${by}`,
        title: `Previous ${STEP_NAMES[by]}`,
        group,
        panel: 'replay',
        keys: [`Shift+${key}`],
        when: hasJournal,
        run: () => control({ to: 'previous', by }),
      },
    ]),
    {
      id: 'replay.next-watched',
      title: 'Next change of a watched path',
      group,
      panel: 'replay',
      keys: ['KeyW'],
      when: hasJournal,
      run: () => control({ to: 'watched', forward: true }),
    },
    {
      id: 'replay.previous-watched',
      title: 'Previous change of a watched path',
      group,
      panel: 'replay',
      keys: ['Shift+KeyW'],
      when: hasJournal,
      run: () => control({ to: 'watched', forward: false }),
    },
    {
      id: 'replay.loop-from',
      title: 'Loop from this slot',
      group,
      panel: 'replay',
      keys: ['BracketLeft'],
      when: hasJournal,
      run: () => control({ to: 'loop-from' }),
    },
    {
      id: 'replay.loop-to',
      title: 'Loop to this slot',
      group,
      panel: 'replay',
      keys: ['BracketRight'],
      when: hasJournal,
      run: () => control({ to: 'loop-to' }),
    },
    {
      id: 'replay.loop-off',
      title: 'Play all, without a loop',
      group,
      panel: 'replay',
      keys: ['Backslash'],
      when: hasJournal,
      run: () => control({ to: 'loop-off' }),
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
