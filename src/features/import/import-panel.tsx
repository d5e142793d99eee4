import { useEffect, useRef } from 'react';
import { ChooseFiles } from './choose-files.tsx';
import { Done } from './done.tsx';
import { Journals } from './journals.tsx';
import { PositionsStep } from './positions-step.tsx';
import { PreviewStep } from './preview-step.tsx';
import { Progress } from './progress.tsx';
import { goBack, startOver } from './wizard.ts';
import { useWizard } from './wizard-state.ts';

/** The import wizard: choose, look and correct, import, what next; below it the journals that are kept. */
export function ImportPanel() {
  const wizard = useWizard();
  const body = useRef<HTMLDivElement>(null);
  const { at } = wizard;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step begins at its top
  useEffect(() => {
    if (body.current) body.current.scrollTop = 0;
  }, [at]);
  return (
    <div className="panel-body import" data-step={at} ref={body}>
      {wizard.at === 'choose' && <ChooseFiles note={wizard.note} />}
      {wizard.at === 'preview' && <PreviewStep wizard={wizard} />}
      {wizard.at === 'positions' && <PositionsStep wizard={wizard} />}
      {wizard.at === 'importing' && <Progress wizard={wizard} />}
      {wizard.at === 'done' && <Done summary={wizard.summary} resumed={wizard.resumed} />}
      {wizard.at === 'failed' && (
        <div className="import-step">
          <h2>{wizard.name} was not imported</h2>
          <p className="notice" data-severity="error" role="alert">
            {wizard.why}
          </p>
          {wizard.back && <p className="muted">Nothing of it was kept; what was stored before is unchanged.</p>}
          <div className="import-actions">
            {wizard.back && (
              <button type="button" className="btn btn-primary" onClick={goBack}>
                Back
              </button>
            )}
            <button type="button" className="btn" onClick={() => startOver()}>
              Choose another file
            </button>
          </div>
        </div>
      )}
      {(at === 'choose' || at === 'done' || at === 'failed') && <Journals at={at} />}
    </div>
  );
}
