import { useEffect, useMemo } from 'react';
import { isBehaviorFile } from '../../app/checking.ts';
import { FileTabs } from '../../app/file-tabs.tsx';
import { showPanel } from '../../app/layout.ts';
import { useWorkbench } from '../../app/store.ts';
import { CodeEditor } from '../../ui/code-editor/code-editor.tsx';
import type { Marker } from '../../ui/code-editor/types.ts';
import { behaviorTemplate } from './template.ts';
import { behaviorFiles, startBehaviorLanguage, useBehaviorTypes, useTypeScript, useTypeScriptTime } from './types.ts';

export function BehaviorEditor() {
  const all = useWorkbench((s) => s.workspace?.files);
  const scope = useWorkbench((s) => s.workspace?.id) ?? '';
  const activeFile = useWorkbench((s) => s.activeFile);
  const readOnly = useWorkbench((s) => s.readOnly);
  const reveal = useWorkbench((s) => s.reveal);
  const journal = useWorkbench((s) => s.journal);
  const ofTypes = useWorkbench((s) => s.behaviorFindings);
  const ofReplay = useWorkbench((s) => s.replayFindings);
  const due = useTypeScriptTime();
  useEffect(() => {
    if (due) startBehaviorLanguage();
  }, [due]);
  const files = useMemo(() => behaviorFiles(all ?? []), [all]);
  useTypeScript(files, useBehaviorTypes(due));
  const file = files.find(({ path }) => path === activeFile) ?? files[0];
  const ofRuns = useWorkbench((s) => s.scenarioMarks);
  const marks = useMemo(() => ofRuns.filter((mark) => mark.file === file?.path), [ofRuns, file?.path]);
  const markers = useMemo(
    () =>
      [...ofTypes, ...ofReplay]
        .filter(({ place }) => place.file === file?.path)
        .map(({ place, message, severity, rule }): Marker => {
          const { line = 1, column = 1 } = place;
          return {
            line,
            column,
            endLine: place.endLine ?? line,
            endColumn: place.endColumn ?? 200,
            message,
            severity,
            code: rule,
          };
        }),
    [ofTypes, ofReplay, file?.path],
  );
  const template = behaviorTemplate(journal);
  return (
    <>
      <div className="panel-toolbar">
        <FileTabs
          label="behavior"
          matches={isBehaviorFile}
          active={file?.path}
          ending=".behavior.ts"
          initial={template}
        />
        <span className="spacer" />
        {file && (
          <button
            type="button"
            className="btn"
            onClick={() => showPanel('replay', { focus: true })}
            title="Runs by itself after each pause in typing"
          >
            Show the state
          </button>
        )}
      </div>
      {file && due && (
        <CodeEditor
          scope={scope}
          path={file.path}
          language="typescript"
          text={file.text}
          readOnly={readOnly}
          markers={markers}
          marks={marks}
          reveal={reveal?.file === file.path ? reveal : undefined}
          onChange={(text) => useWorkbench.getState().editFile({ path: file.path, text })}
          onCursor={(line, column) => useWorkbench.getState().set({ cursor: { file: file.path, line, column } })}
          label={`Behavior ${file.path}`}
        />
      )}
      {!file && (
        <div className="empty-state">
          <h2>No behavior yet</h2>
          <p>
            Behavior is TypeScript that rebuilds state from records: folds give the state of a subject, projections rows
            by a key. It runs in a sandbox without network, clock or storage.
          </p>
          <button
            type="button"
            className="btn btn-primary"
            disabled={readOnly}
            onClick={() => useWorkbench.getState().addFile({ path: 'journal.behavior.ts', text: template })}
          >
            New behavior{journal ? ` for ${journal.name}` : ''}
          </button>
        </div>
      )}
    </>
  );
}
