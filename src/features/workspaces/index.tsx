/** Workspaces, samples and journals: what there is, and what can be done with it. */
import { FolderOpen } from 'lucide-react';
import type { Feature } from '../../app/feature.ts';
import { WorkspacesPanel } from './panel.tsx';

export const workspaces: Feature = {
  id: 'workspaces',
  title: 'Workspaces',
  icon: FolderOpen,
  place: 'left',
  panel: WorkspacesPanel,
  commands: [],
};
