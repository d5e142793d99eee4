import { useId, useState } from 'react';
import { bytes, number, plural } from '../../app/format.ts';
import { sampleById } from '../../app/samples/samples.ts';
import { useWorkbench } from '../../app/store.ts';
import type { Preview } from '../../core/formats/preview.ts';
import { notJudgedTexts } from '../../core/journal/integrity-words.ts';
import { withCode } from '../../ui/with-code.tsx';
import { Candidates } from './candidates.tsx';
import { MappingEditor } from './mapping-editor.tsx';
import { presetInto } from './preset-into.ts';
import { PreviewRecords } from './preview-records.tsx';
import { PreviewSensitive } from './preview-sensitive.tsx';
import { type Into, leaveOut, rename, startImport, startOver } from './wizard.ts';
import type { WizardAt } from './wizard-state.ts';

/** What the files are understood as, and how to correct it. While a correction is looked at, the picture before it stays, dimmed. */
export function PreviewStep({ wizard }: { readonly wizard: WizardAt<'preview'> }) {
  const { files, preview, pending, problem, note, name } = wizard;
  const readOnly = useWorkbench((s) => s.readOnly);
  const workspace = useWorkbench((s) => s.workspace);
  const model = useWorkbench((s) => s.model);
  const [chosenInto, setInto] = useState<Into>();
  const types = Object.keys(preview?.report?.types ?? {});
  const sample = workspace?.sample === undefined ? undefined : sampleById(workspace.sample)?.files;
  const preset = presetInto({ workspace, sample, model }, types);
  const into = chosenInto ?? preset.into;
  const nameId = useId();
  const reading = wizard.reading ?? preview?.reading;
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const title = files.length === 1 ? files[0]?.name : plural(files.length, 'file');
  const accepted = preview?.report?.accepted ?? 0;
  const start = (
    <div className="import-actions">
      <label htmlFor={nameId}>Name</label>
      <input id={nameId} className="input" value={name} onChange={(event) => rename(event.target.value)} />
      <select
        className="select"
        aria-label="Import into"
        value={into}
        onChange={(event) => setInto(event.target.value === 'new' ? 'new' : 'open')}
      >
        <option value="open">into {workspace?.name ?? 'this workspace'}</option>
        <option value="new">into a new workspace</option>
      </select>
      <button
        type="button"
        className="btn btn-primary"
        disabled={pending || readOnly || accepted === 0}
        onClick={() => void startImport(into)}
      >
        Import
      </button>
      <button type="button" className="btn" onClick={() => startOver()}>
        Another file
      </button>
      {into === 'new' && preset.because !== undefined && <span className="muted">{preset.because}</span>}
      {readOnly && <span className="sev-warning">This workspace is read-only here: another tab writes it.</span>}
    </div>
  );
  return (
    <div className="import-step import-preview" aria-busy={pending}>
      <h2>{title}</h2>
      <p className="muted" role="status">
        {bytes(size)}. {pending ? 'Looking at it…' : preview ? sampled(preview) : ''} Nothing leaves this browser.
      </p>
      {note !== undefined && <p className="notice">{note}</p>}
      {files.length > 1 && <Files files={files} open={preview?.refused !== undefined} />}
      {problem !== undefined && (
        <p className="notice" data-severity="error" role="alert">
          {problem}
        </p>
      )}
      {preview?.refused && (
        <div className="notice" data-severity="error" role="alert">
          <strong>{preview.refused.recognised}</strong> {preview.refused.advice}
        </div>
      )}
      {!preview?.reading && !pending && (
        <button type="button" className="btn" onClick={() => startOver()}>
          Choose another file
        </button>
      )}
      {preview?.reading && reading && (
        <>
          {start}
          <Candidates candidates={preview.candidates} reading={reading} />
          <div className="import-picture" data-pending={pending}>
            <Counts preview={preview} />
            <PreviewSensitive preview={preview} />
            <Notes preview={preview} />
            <PreviewRecords preview={preview} />
          </div>
          {'mapping' in reading && <MappingEditor mapping={reading.mapping} fields={preview.fields} />}
        </>
      )}
    </div>
  );
}

/** Of several files, which ones; one that does not belong to them can be left out. */
function Files({ files, open }: { readonly files: readonly File[]; readonly open: boolean }) {
  return (
    <details className="import-files" open={open}>
      <summary>{plural(files.length, 'file')}, read in this order</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard */}
      <ol tabIndex={0} aria-label="Files">
        {files.map((file) => (
          <li key={file.name}>
            <span className="mono">{file.name}</span> <span className="muted">{bytes(file.size)}</span>{' '}
            <button
              type="button"
              className="btn-link"
              aria-label={`Leave out ${file.name}`}
              onClick={() => leaveOut(file)}
            >
              Leave out
            </button>
          </li>
        ))}
      </ol>
    </details>
  );
}

function sampled({ complete, report, reading }: Preview): string {
  if (!reading) return '';
  const records = plural(report?.records ?? 0, 'row');
  return complete ? `All of it is looked at: ${records}.` : `Its beginning is looked at: ${records}.`;
}

const FINDINGS = [
  ['gaps_total', 'gap'],
  ['starts_total', 'sequence begins above 1', 'sequences begin above 1'],
  ['duplicates_total', 'duplicate'],
  ['out_of_order_total', 'out of order', 'out of order'],
  ['clock_skew_total', 'clock skew'],
  ['late_total', 'late', 'late'],
  ['orphans_total', 'orphan'],
] as const;

function Counts({ preview: { report } }: { readonly preview: Preview }) {
  if (!report) return undefined;
  const found = FINDINGS.flatMap(([key, one, many]) => (report[key] > 0 ? [plural(report[key], one, many)] : []));
  return (
    <dl className="import-counts" aria-label="Counts of the sample">
      <div>
        <dt>Records looked at</dt>
        <dd data-count="records">{number(report.accepted)}</dd>
      </div>
      <div>
        <dt>Types</dt>
        <dd data-count="types">{number(Object.keys(report.types).length)}</dd>
      </div>
      <div>
        <dt>Subjects</dt>
        <dd data-count="subjects">{number(report.subjects)}</dd>
      </div>
      <div>
        <dt>Found in the sample</dt>
        <dd data-count="findings">{found.length > 0 ? found.join(', ') : 'nothing'}</dd>
        {notJudgedTexts(report).map((text) => (
          <dd key={text} className="muted" data-count="not-judged">
            cannot be judged: {text}
          </dd>
        ))}
      </div>
      {report.rejected_total > 0 && (
        <div>
          <dt>Rejected</dt>
          <dd className="sev-warning" data-count="rejected">
            {plural(report.rejected_total, 'line')}
          </dd>
        </div>
      )}
    </dl>
  );
}

function Notes({ preview: { notes, rejected, report } }: { readonly preview: Preview }) {
  return (
    <>
      {notes.length > 0 && (
        <ul className="import-notes" aria-label="Notes">
          {notes.map(({ severity, text, role }) => (
            <li key={`${role} ${text}`} className="notice" data-severity={severity} data-role={role}>
              {role !== undefined && <code className="import-role">{role}</code>} {withCode(text)}
            </li>
          ))}
        </ul>
      )}
      {rejected.length > 0 && (
        <details className="notice" data-severity="warning">
          <summary>{plural(report?.rejected_total ?? rejected.length, 'line')} rejected, the rest is imported</summary>
          <ul className="import-rejected">
            {rejected.slice(0, 50).map(({ line, reason, source }) => (
              <li key={line}>
                Line {number(line)}: {reason}
                {source !== undefined && <code>{source.slice(0, 120)}</code>}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
