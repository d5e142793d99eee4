/** Composition root: opens storage, starts workers and sandbox, mounts the shell. The only place that knows everything. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { idle, setBusy } from './app/busy.ts';
import { startKeymap } from './app/keymap.ts';
import { startPlace } from './app/place.ts';
import './app/handle.ts';
import { register } from './app/registry.ts';
import { provideServices, type Services, ServicesContext } from './app/services.ts';
import { Shell } from './app/shell.tsx';
import { shellCommands } from './app/shell-commands.ts';
import { useWorkbench } from './app/store.ts';
import { startTheme } from './app/theme.ts';
import { report, toast } from './app/toast.ts';
import { startSaving } from './app/workspace.ts';
import { workspaces } from './features/workspaces/index.tsx';
import { openDatabase } from './storage/db.ts';
import { dexieWorkspaces, memoryWorkspaces } from './storage/workspaces.ts';
import './ui/tokens.css';
import './ui/base.css';
import { startJournalWorker } from './workers/journal/journal.client.ts';

startTheme();

async function workspaceService() {
  try {
    const db = openDatabase();
    await db.open();
    return dexieWorkspaces(db);
  } catch (error) {
    toast(
      `This browser refuses to store anything (${error instanceof Error ? error.message : String(error)}). You can work, but nothing will be kept when the page closes: export the workspace before. A private window or blocked site data is the usual cause.`,
      { severity: 'error' },
    );
    return memoryWorkspaces();
  }
}

const services: Services = {
  journals: startJournalWorker((calls) => setBusy('journal', calls)),
  workspaces: await workspaceService(),
};
provideServices(services);
register([workspaces], shellCommands);
startKeymap();
startSaving();

window.factline = { idle, services, store: useWorkbench };

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ServicesContext value={services}>
        <Shell />
      </ServicesContext>
    </StrictMode>,
  );
}
await startPlace().catch(report);
