import { useEffect, useMemo } from 'react';
import { isModelFile } from '../../app/checking.ts';
import { FileTabs } from '../../app/file-tabs.tsx';
import { runCommand } from '../../app/registry.ts';
import { useWorkbench } from '../../app/store.ts';
import type { Finding } from '../../core/finding.ts';
import { CodeEditor } from '../../ui/code-editor/code-editor.tsx';
import type { Marker } from '../../ui/code-editor/types.ts';
import { CasualDialog } from './casual-dialog.tsx';
import { NEW_MODEL, useCasualOpen } from './casual-rows.ts';
import './model-editor.css';
import { Profiles } from './profiles.tsx';
import { startModelLanguage } from './providers.ts';

const isMine = (path: string) => isModelFile(path) || path.endsWith('.mapping.json');

function markerOf({ place, severity, message, rule }: Finding): Marker {
  const { line = 1, column = 1 } = place;
  return {
    line,
    column,
    endLine: place.endLine ?? line,
    endColumn: place.endColumn ?? column + 1,
    severity,
    message,
    code: rule,
  };
}

export function ModelEditor() {
  const files = useWorkbench((s) => s.workspace?.files) ?? [];
  const scope = useWorkbench((s) => s.workspace?.id) ?? '';
  const activeFile = useWorkbench((s) => s.activeFile);
  const readOnly = useWorkbench((s) => s.readOnly);
  const reveal = useWorkbench((s) => s.reveal);
  const findings = useWorkbench((s) => s.findings);
  const ofScenarios = useWorkbench((s) => s.scenarioFindings);
  const stale = useWorkbench((s) => s.modelStale);
  const since = useWorkbench((s) => s.soundAt);
  const journal = useWorkbench((s) => s.journal);
  useEffect(startModelLanguage, []);
  const mine = files.filter(({ path }) => isMine(path));
  const file = mine.find(({ path }) => path === activeFile) ?? mine[0];
  const ofRuns = useWorkbench((s) => s.scenarioMarks);
  const marks = useMemo(() => ofRuns.filter((mark) => mark.file === file?.path), [ofRuns, file?.path]);
  const markers = useMemo(
    () => [...findings, ...ofScenarios].filter(({ place }) => place.file === file?.path).map(markerOf),
    [findings, ofScenarios, file?.path],
  );
  const path = file?.path;
  const casual = useCasualOpen();
  return (
    <>
      <div className="panel-toolbar">
        <FileTabs label="model" matches={isMine} active={path} ending=".model.yaml" initial={NEW_MODEL} />
        <span className="spacer" />
        <button
          type="button"
          className="btn"
          disabled={readOnly}
          onClick={() => runCommand('model.add-from-lines')}
          title="Events, commands and streams from plain words, a Dazzle block or an AsyncAPI document"
        >
          Add from plain lines …
        </button>
        {path !== undefined && isModelFile(path) && <Profiles path={path} />}
      </div>
      {file ? (
        <CodeEditor
          scope={scope}
          path={file.path}
          language={isModelFile(file.path) ? 'factline-model' : 'json'}
          text={file.text}
          readOnly={readOnly}
          markers={markers}
          marks={marks}
          reveal={reveal?.file === file.path ? reveal : undefined}
          onChange={(text) => useWorkbench.getState().editFile({ path: file.path, text })}
          onCursor={(line, column) => useWorkbench.getState().set({ cursor: { file: file.path, line, column } })}
          label={`Model ${file.path}`}
        />
      ) : (
        <div className="empty-state">
          <h2>No model yet</h2>
          <p>
            A model says what is recorded, by whom, and what it means. Begin with an empty one, or let the open journal
            propose one.
          </p>
          <button
            type="button"
            className="btn btn-primary"
            disabled={readOnly}
            onClick={() => useWorkbench.getState().addFile({ path: 'untitled.model.yaml', text: NEW_MODEL })}
          >
            New model
          </button>
          {journal && (
            <button type="button" className="btn" onClick={() => runCommand('model.draft-from-journal')}>
              Draft one from {journal.name}
            </button>
          )}
        </div>
      )}
      {stale && (
        <div className="notice model-broken" data-severity="warning" role="status">
          This text is broken at a marked place. Outline, completion and replay go on with the last model that was sound
          {since > 0 && ` (of ${new Date(since).toLocaleTimeString()})`}.
        </div>
      )}
      {casual && <CasualDialog path={path !== undefined && isModelFile(path) ? path : undefined} />}
    </>
  );
}
