import { useId } from 'react';
import { useWorkbench } from '../../app/store.ts';
import { toast } from '../../app/toast.ts';
import { chooseFiles, download } from '../../app/workspace-files.ts';
import { isMappingFile } from '../../core/formats/journal-files.ts';
import type { Candidate, Reading } from '../../core/formats/preview.ts';
import { canonicalText } from '../../core/record/canonical.ts';
import type { ExactValue } from '../../core/record/record.ts';
import type { WorkspaceFile } from '../../core/workspace/workspace.ts';
import { readSaved } from './saved-mappings.ts';
import { choose, takeMapping } from './wizard.ts';

interface Choice extends Candidate {
  readonly key: string;
  /** Of a mapping that is kept: its file. */
  readonly file?: WorkspaceFile;
}

/** A mapping that was read back from its file has its keys in another order. */
const isSame = (a: Reading, b: Reading) =>
  canonicalText(a as unknown as ExactValue) === canonicalText(b as unknown as ExactValue);

/** Which choice a reading stands for: a corrected mapping still belongs to the candidate of its shape. */
function keyOf(reading: Reading, choices: readonly Choice[]): string | undefined {
  const same = choices.find((choice) => isSame(choice.reading, reading));
  if (same || !('mapping' in reading)) return same?.key;
  const { shape, rows, name } = reading.mapping;
  const fits = choices.filter(
    ({ reading: r }) => 'mapping' in r && r.mapping.shape === shape && r.mapping.rows === rows,
  );
  return (fits.find(({ reading: r }) => 'mapping' in r && r.mapping.name === name) ?? fits[0])?.key;
}

/** How the file is read: the readers that fit, the proposed mappings, and the workspace's saved ones. */
export function Candidates({
  candidates,
  reading,
}: {
  readonly candidates: readonly Candidate[];
  readonly reading: Reading;
}) {
  const files = useWorkbench((s) => s.workspace?.files);
  const group = useId();
  const saved = (files ?? []).filter((file) => isMappingFile(file.path)).map((file) => ({ ...readSaved(file), file }));
  const choices: readonly Choice[] = [
    ...candidates.map((candidate, i) => ({ ...candidate, key: `candidate ${i}` })),
    ...saved.flatMap((one) =>
      'mapping' in one
        ? [
            {
              key: one.path,
              file: one.file,
              reading: { mapping: one.mapping },
              title: one.mapping.name,
              because: `The mapping ${one.path} of this workspace.`,
            },
          ]
        : [],
    ),
  ];
  const chosen = keyOf(reading, choices);
  const before = choices.find(({ key }) => key === chosen)?.reading;
  const corrected = before !== undefined && !isSame(before, reading);
  return (
    <fieldset className="import-candidates">
      <legend>Read as</legend>
      {choices.map(({ key, reading: of, title, because, file }) => (
        <div key={key} className="import-candidate">
          <label data-candidate={'format' in of ? of.format : 'mapping'}>
            <input type="radio" name={group} checked={key === chosen} onChange={() => choose(of)} />
            <span>
              <strong>{title}</strong> <span className="muted">{because}</span>
            </span>
          </label>
          {file && <SavedActions file={file} />}
        </div>
      ))}
      <div>
        <button
          type="button"
          className="btn-link"
          onClick={() =>
            chooseFiles('.json,application/json', false, async ([file]) => (file ? takeMapping(file) : undefined))
          }
        >
          Use a mapping from a file…
        </button>
      </div>
      {corrected && (
        <p className="import-corrected">
          The mapping below was corrected.{' '}
          <button type="button" className="btn-link" onClick={() => choose(before)}>
            Undo the corrections
          </button>
        </p>
      )}
      {saved.map((one) =>
        'problem' in one ? (
          <p key={one.path} className="sev-warning">
            {one.path} cannot be used: {one.problem}
          </p>
        ) : undefined,
      )}
    </fieldset>
  );
}

/** A kept mapping goes to others as a file, or goes for good. */
function SavedActions({ file }: { readonly file: WorkspaceFile }) {
  const readOnly = useWorkbench((s) => s.readOnly);
  const remove = () => {
    const { removeFile, editFile } = useWorkbench.getState();
    removeFile(file.path);
    toast(`${file.path} was removed from the workspace.`, { action: { title: 'Undo', run: () => editFile(file) } });
  };
  return (
    <span className="import-row-actions">
      <button
        type="button"
        className="btn-link"
        aria-label={`Export ${file.path}`}
        onClick={() => download(file.path, new Blob([file.text], { type: 'application/json' }))}
      >
        Export
      </button>
      <button
        type="button"
        className="btn-link"
        aria-label={`Remove ${file.path}`}
        disabled={readOnly}
        onClick={remove}
      >
        Remove
      </button>
    </span>
  );
}
