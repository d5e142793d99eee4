import { bytes, number, plural } from '../../app/format.ts';
import { cancelImport } from './wizard.ts';
import type { WizardAt } from './wizard-state.ts';

export function Progress({ wizard }: { readonly wizard: WizardAt<'importing'> }) {
  const { progress, cancelling, name } = wizard;
  const share = progress && progress.totalBytes > 0 ? Math.min(1, progress.bytes / progress.totalBytes) : 0;
  const stage = cancelling
    ? 'Cancelling: what was stored of it is erased…'
    : progress?.stage === 'finishing'
      ? 'Looking for gaps, duplicates, order and clock skew…'
      : 'Reading and storing…';
  return (
    <div className="import-step">
      <h2>Importing {name}</h2>
      <progress className="import-bar" aria-label="Bytes read" max={1} value={share} />
      <p role="status">{stage}</p>
      <dl className="import-counts">
        <div>
          <dt>Records</dt>
          <dd>{number(progress?.records ?? 0)}</dd>
        </div>
        <div>
          <dt>Records a second</dt>
          <dd>{number(Math.round(progress?.recordsPerSecond ?? 0))}</dd>
        </div>
        <div>
          <dt>Read</dt>
          <dd>{progress ? `${bytes(progress.bytes)} of ${bytes(progress.totalBytes)}` : '…'}</dd>
        </div>
        {progress && progress.rejected > 0 && (
          <div>
            <dt>Rejected</dt>
            <dd className="sev-warning">{plural(progress.rejected, 'line')}</dd>
          </div>
        )}
      </dl>
      <button type="button" className="btn btn-danger" disabled={cancelling} onClick={cancelImport}>
        Cancel and erase
      </button>
    </div>
  );
}
