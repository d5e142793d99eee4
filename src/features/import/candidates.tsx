import { useId } from 'react';
import { useWorkbench } from '../../app/store.ts';
import type { Candidate, Reading } from '../../core/formats/preview.ts';
import { canonicalText } from '../../core/record/canonical.ts';
import type { ExactValue } from '../../core/record/record.ts';
import { isMappingFile, readSaved } from './saved-mappings.ts';
import { choose } from './wizard.ts';

interface Choice extends Candidate {
  readonly key: string;
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
  const saved = (files ?? []).filter((file) => isMappingFile(file.path)).map(readSaved);
  const choices: readonly Choice[] = [
    ...candidates.map((candidate, i) => ({ ...candidate, key: `candidate ${i}` })),
    ...saved.flatMap((one) =>
      'mapping' in one
        ? [
            {
              key: one.path,
              reading: { mapping: one.mapping },
              title: one.path,
              because: 'A mapping that is saved in this workspace.',
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
      {choices.map(({ key, reading: of, title, because }) => (
        <label key={key} data-candidate={'format' in of ? of.format : 'mapping'}>
          <input type="radio" name={group} checked={key === chosen} onChange={() => choose(of)} />
          <span>
            <strong>{title}</strong> <span className="muted">{because}</span>
          </span>
        </label>
      ))}
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
