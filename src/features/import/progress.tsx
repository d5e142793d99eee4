import { bytes, number, plural } from '../../app/format.ts';
import { report } from '../../app/toast.ts';
import { cancelImport, startAnew } from './wizard.ts';
import type { Resumed, WizardAt } from './wizard-state.ts';

export function Progress({ wizard }: { readonly wizard: WizardAt<'importing'> }) {
  const { progress, cancelling, name, resumed } = wizard;
  const read = progress && progress.totalBytes > 0 ? Math.min(1, progress.bytes / progress.totalBytes) : 0;
  const { compared } = progress ?? {};
  const stage = cancelling
    ? resumed
      ? 'Stopping…'
      : 'Cancelling: what was stored of it is erased…'
    : progress?.stage === 'finishing'
      ? compared === undefined
        ? 'Looking for gaps, duplicates, order and clock skew…'
        : 'Comparing records that look alike…'
      : 'Reading and storing…';
  return (
    <div className="import-step">
      <h2>Importing {name}</h2>
      {resumed && <WentOn resumed={resumed} disabled={cancelling} />}
      <progress
        className="import-bar"
        aria-label={compared === undefined ? 'Bytes read' : 'Compared'}
        max={1}
        value={compared ?? read}
      />
      <p role="status">{stage}</p>
      <dl className="import-counts">
        <div>
          <dt>Records</dt>
          <dd>{number(progress?.records ?? 0)}</dd>
        </div>
        <div>
          <dt>Records a second</dt>
          <dd>{progress?.stage === 'finishing' ? '—' : number(Math.round(progress?.recordsPerSecond ?? 0))}</dd>
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
        {resumed ? 'Stop' : 'Cancel and erase'}
      </button>
    </div>
  );
}

/** That this file's import broke off before, and that it need not go on from there. */
function WentOn({ resumed, disabled }: { readonly resumed: Resumed; readonly disabled: boolean }) {
  const { records } = resumed.journal;
  return (
    <p className="notice" data-resumed>
      An import of this file broke off after {plural(records, 'record')}. It goes on from there, as it was begun.{' '}
      <button
        type="button"
        className="btn-link"
        disabled={disabled}
        onClick={() => void startAnew(resumed).catch(report)}
      >
        Start anew
      </button>
    </p>
  );
}
