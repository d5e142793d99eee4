/** The shell's own commands. */
import type { Command } from './commands.ts';
import type { Feature } from './feature.ts';
import { closeActivePanel, resetLayout, showPanel, toggleMaximized } from './layout.ts';
import { showDialog } from './palette.tsx';
import { useWorkbench } from './store.ts';
import { setTheme, THEMES } from './theme.ts';
import { report } from './toast.ts';
import { rescueJournal, saveNow, takeOver } from './workspace.ts';
import { chooseWorkspaceZip, downloadWorkspace } from './workspace-files.ts';

export const shellCommands: readonly Command[] = [
  {
    id: 'app.palette',
    title: 'Show all commands',
    group: 'Workbench',
    keys: ['F1', 'Mod+Shift+KeyP', 'Mod+KeyK'],
    run: () => showDialog('palette'),
  },
  { id: 'app.keys', title: 'Show the keys', group: 'Workbench', keys: ['Shift+Slash'], run: () => showDialog('keys') },
  {
    id: 'app.reset-layout',
    title: 'Put the panels back where they were at first',
    group: 'Workbench',
    run: resetLayout,
  },
  {
    id: 'app.maximize-panel',
    title: 'Maximize this panel, or put it back (double click on its tab)',
    group: 'Workbench',
    keys: ['Mod+Shift+KeyM'],
    run: toggleMaximized,
  },
  { id: 'app.close-panel', title: 'Close this panel', group: 'Workbench', run: closeActivePanel },
  ...THEMES.map((theme) => ({
    id: `app.theme-${theme}`,
    title: `Theme: ${theme}`,
    group: 'Workbench',
    run: () => setTheme(theme),
  })),
  {
    id: 'workspace.save',
    title: 'Save now',
    group: 'Workspace',
    keys: ['Mod+KeyS'],
    when: (s) => !s.readOnly,
    run: saveNow,
  },
  {
    id: 'journal.rescue',
    title: 'Rescue what can be read of the open journal',
    group: 'Workspace',
    when: (s) => s.journal !== undefined && !s.readOnly,
    run: () => {
      const { journal } = useWorkbench.getState();
      if (journal) rescueJournal(journal.id).catch(report);
    },
  },
  {
    id: 'workspace.list',
    title: 'Show workspaces and samples',
    group: 'Workspace',
    run: () => showPanel('workspaces', { focus: true }),
  },
  {
    id: 'workspace.export',
    title: 'Export the workspace as a zip',
    group: 'Workspace',
    run: () => downloadWorkspace(false).catch(report),
  },
  {
    id: 'workspace.export-journals',
    title: 'Export the workspace with its journals as a zip',
    group: 'Workspace',
    run: () => downloadWorkspace(true).catch(report),
  },
  { id: 'workspace.import', title: 'Import a workspace from a zip', group: 'Workspace', run: chooseWorkspaceZip },
  {
    id: 'workspace.take-over',
    title: 'Take this workspace over from another tab',
    group: 'Workspace',
    when: (s) => s.readOnly,
    run: () => takeOver(),
  },
];

/** One "Show …" a panel. */
export const panelCommands = (features: readonly Feature[]): readonly Command[] =>
  features.map(({ id, title }) => ({
    id: `panel.${id}`,
    title: `Show ${title}`,
    group: 'Panels',
    run: () => showPanel(id, { focus: true }),
  }));
