/** Problems, records, storage, what is busy, and whether everything is saved. */

import { useEffect, useState } from 'react';
import { isModelFile } from './checking.ts';
import { plural } from './format.ts';
import { showPanel } from './layout.ts';
import { useWorkbench } from './store.ts';
import { report } from './toast.ts';
import { takeOver } from './workspace.ts';

const mib = (bytes: number) =>
  bytes < 1e9 ? `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;

interface Storage {
  readonly usage: number;
  readonly quota: number;
  /** The browser promised not to clear it by itself. */
  readonly persisted: boolean;
}

function useStorage(trigger: unknown): Storage | undefined {
  const [estimate, setEstimate] = useState<Storage>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever the journal changes
  useEffect(() => {
    const ask = () =>
      void Promise.all([navigator.storage.estimate(), navigator.storage.persisted()])
        .then(([{ usage = 0, quota = 0 }, persisted]) => setEstimate({ usage, quota, persisted }))
        .catch(() => setEstimate(undefined));
    if (!navigator.storage) return undefined;
    ask();
    const timer = setInterval(ask, 20_000);
    return () => clearInterval(timer);
  }, [trigger]);
  return estimate;
}

const SAVED = { saved: 'Saved', saving: 'Saving …', failed: 'Not saved' } as const;

/** By itself: it changes with every call of a worker, as often as twice a frame. */
function Working() {
  const busy = useWorkbench((s) => s.busy > 0);
  const working = useWorkbench((s) => s.working);
  return (
    <span className="status-item" role="status">
      {working ?? (busy ? 'Working …' : 'Ready')}
    </span>
  );
}

export function StatusBar() {
  const counts = useWorkbench((s) => s.findingCounts);
  const ofCode = useWorkbench((s) => s.behaviorFindings.length + s.replayFindings.length + s.scenarioFindings.length);
  const scenarios = useWorkbench((s) => s.scenarioCounts);
  const inRecords = useWorkbench((s) => s.recordCounts.error + s.recordCounts.warning);
  const journal = useWorkbench((s) => s.journal);
  const saved = useWorkbench((s) => s.saved);
  const readOnly = useWorkbench((s) => s.readOnly);
  // Without a model there is nothing to wait for.
  const checked = useWorkbench(
    (s) => s.checkedFiles.length > 0 || s.workspace?.files.some(({ path }) => isModelFile(path)) !== true,
  );
  const storage = useStorage(journal);
  const errors = counts.error + ofCode;
  const { warning: warnings, info } = counts;
  return (
    <footer className="status-bar">
      <button
        type="button"
        className="status-item"
        onClick={() => showPanel('problems', { focus: true })}
        title="Show the problems"
      >
        {errors + warnings + info === 0
          ? checked
            ? 'No problems in model and behavior'
            : 'Checking …'
          : `${plural(errors, 'error')}, ${plural(warnings, 'warning')}${info > 0 ? `, ${info} info` : ''}`}
      </button>
      {scenarios && (
        <button
          type="button"
          className="status-item"
          onClick={() => showPanel('scenarios', { focus: true })}
          title="Show the scenarios"
        >
          {scenarios.failed > 0
            ? `● ${scenarios.failed} of ${plural(scenarios.passed + scenarios.failed, 'scenario')} failed`
            : `✓ ${plural(scenarios.passed, 'scenario')} passed`}
        </button>
      )}
      <button
        type="button"
        className="status-item"
        onClick={() => showPanel(journal ? 'table' : 'import', { focus: true })}
        title={journal ? 'Show the journal' : 'Import a journal'}
      >
        {journal ? `${journal.name}: ${plural(journal.records, 'record')}` : 'No journal open'}
      </button>
      {journal && inRecords > 0 && (
        <button
          type="button"
          className="status-item"
          onClick={() => showPanel('problems', { focus: true })}
          title="Show what rules and integrity say of its records"
        >
          {plural(inRecords, 'problem')} in them
        </button>
      )}
      <span className="spacer" />
      <Working />
      {storage && (
        <span
          className="status-item optional"
          title={`Of ${mib(storage.quota)} that this browser allows. ${storage.persisted ? 'Kept until you erase it.' : 'The browser may clear it when the disk is nearly full: export what must last.'}`}
        >
          {mib(storage.usage)} stored
        </span>
      )}
      {readOnly ? (
        <span className="status-item">
          Read-only: another tab writes.{' '}
          <button type="button" className="btn-link" onClick={() => takeOver().catch(report)}>
            Take over
          </button>
        </span>
      ) : (
        <span className={`status-item ${saved === 'failed' ? 'sev-error' : ''}`}>{SAVED[saved]}</span>
      )}
    </footer>
  );
}
