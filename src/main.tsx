/** Composition root: opens storage, starts workers and sandbox, mounts the shell. The only place that knows everything. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { counted, idle, setBusy } from './app/busy.ts';
import { startChecking } from './app/checking.ts';
import { startCheckingRecords } from './app/checking-records.ts';
import './app/handle.ts';
import { startKeymap } from './app/keymap.ts';
import { startPlace, writePlace } from './app/place.ts';
import { type FeatureGroup, features, register } from './app/registry.ts';
import { provideServices, type Services, ServicesContext } from './app/services.ts';
import { Shell } from './app/shell.tsx';
import { panelCommands, shellCommands } from './app/shell-commands.ts';
import { useWorkbench } from './app/store.ts';
import { startTheme } from './app/theme.ts';
import { report } from './app/toast.ts';
import { saveNow, startSaving } from './app/workspace.ts';
import { ask } from './features/ask/index.ts';
import { behaviorEditor } from './features/behavior-editor/index.ts';
import { commands } from './features/commands/index.ts';
import { compare } from './features/compare/index.ts';
import { fork } from './features/fork/index.ts';
import { help } from './features/help/index.ts';
import { importFeature } from './features/import/index.ts';
import { integrity } from './features/integrity/index.ts';
import { journalTable } from './features/journal-table/index.ts';
import { journalsCompare } from './features/journals-compare/index.ts';
import { journalsMerge } from './features/journals-merge/index.ts';
import { lab } from './features/lab/index.ts';
import { modelEditor } from './features/model-editor/index.ts';
import { outline } from './features/outline/index.tsx';
import { problems } from './features/problems/index.ts';
import { prove } from './features/prove/index.ts';
import { record } from './features/record/index.ts';
import { replay } from './features/replay/index.ts';
import { rules } from './features/rules/index.ts';
import { scenarios } from './features/scenarios/index.ts';
import { thread } from './features/thread/index.ts';
import { timeline } from './features/timeline/index.ts';
import { workspaces } from './features/workspaces/index.tsx';
import { replayService, simulatorService } from './sandbox/client.ts';
import { NewerError, openStored } from './storage/db.ts';
import { dexieWorkspaces, memoryWorkspaces } from './storage/workspaces.ts';
import './ui/tokens.css';
import './ui/base.css';
import { startJournalWorker } from './workers/journal/journal.client.ts';
import { startLanguageWorker } from './workers/language/language.client.ts';
import { sampleJournal } from './workers/samples/samples.client.ts';
import { timelineHost } from './workers/timeline/timeline.client.ts';

/** The activity bar, in its order: from what one drafts to what one asks of it. */
const GROUPS: readonly FeatureGroup[] = [
  { title: 'Workspace', features: [workspaces] },
  { title: 'Model', features: [outline, modelEditor, behaviorEditor, problems, rules, compare] },
  { title: 'Try', features: [commands, scenarios, lab] },
  {
    title: 'Journal',
    features: [importFeature, journalTable, record, timeline, thread, integrity, journalsCompare, journalsMerge],
  },
  { title: 'Replay', features: [replay, ask, fork, prove] },
  { title: 'Learn', features: [help] },
];

/** IndexedDB, or for as long as the page stands where the browser refuses it (a private window, blocked site data) or a later version has it. */
async function workspaceStorage(): Promise<Pick<Services, 'workspaces' | 'storage'>> {
  try {
    const db = await openStored(() => useWorkbench.getState().set({ outdated: true }));
    return { workspaces: counted(dexieWorkspaces(db)), storage: 'kept' };
  } catch (error) {
    return { workspaces: counted(memoryWorkspaces()), storage: error instanceof NewerError ? 'newer' : 'refused' };
  }
}

startTheme();
let realms = 0;
const services: Services = {
  journals: startJournalWorker((calls) => setBusy('journal', calls)),
  language: startLanguageWorker((calls) => setBusy('language', calls)),
  replay: replayService((calls) => setBusy('replay', calls)),
  newReplay: () => {
    const who = `replay ${++realms}`;
    return replayService((calls) => setBusy(who, calls));
  },
  newSimulator: () => {
    const who = `simulator ${++realms}`;
    return simulatorService((calls) => setBusy(who, calls));
  },
  timeline: timelineHost(),
  sampleJournal,
  ...(await workspaceStorage()),
};
provideServices(services);
register(GROUPS, [...shellCommands, ...panelCommands(GROUPS.flatMap((group) => group.features))]);
startKeymap();
startSaving();
startChecking();
startCheckingRecords();
for (const { start } of features()) start?.();

window.factline = {
  async idle() {
    await saveNow();
    await idle();
    writePlace();
  },
  services,
  store: useWorkbench,
};

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
