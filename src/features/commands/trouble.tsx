/** Why there is no answer: what the realm did wrong, or everything that keeps the model from starting. */
import { isBehaviorFile } from '../../app/checking.ts';
import { plural } from '../../app/format.ts';
import { showPanel } from '../../app/layout.ts';
import { useWorkbench } from '../../app/store.ts';
import type { Registration } from '../../core/writepath/registration.ts';
import type { Trouble } from './use-simulator.ts';

interface PlaceLinkProps {
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column?: number | undefined;
}

/** Goes to the editor of the file. */
export function PlaceLink({ file, line, column = 1 }: PlaceLinkProps) {
  if (file === undefined) return null;
  return (
    <button
      type="button"
      className="btn-link"
      onClick={() => {
        useWorkbench.getState().revealAt({ file, line: line ?? 1, column });
        showPanel(isBehaviorFile(file) ? 'behavior' : 'model', { focus: false });
      }}
    >
      {file}
      {line !== undefined && `:${line}`}
    </button>
  );
}

export function TroubleView({ trouble: { message, code, target, file, line } }: { readonly trouble: Trouble }) {
  return (
    <div className="notice" data-severity="error" role="alert">
      {code !== undefined && <strong>{code}</strong>} {message}{' '}
      {target !== undefined && <span className="muted">in {target} </span>}
      <PlaceLink file={file} line={line} />
    </div>
  );
}

export function Refusals({ registration: { refusals } }: { readonly registration: Registration }) {
  return (
    <section className="notice" data-severity="error" aria-label="Why the model does not start">
      <p role="alert">
        <strong>The model does not start.</strong> {plural(refusals.length, 'thing')}{' '}
        {refusals.length === 1 ? 'stands' : 'stand'} against it:
      </p>
      <ol className="commands-refusals">
        {refusals.map(({ rule, message, place: { file, line, column }, clauses }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two may be the same but for their place in the list
          <li key={i}>
            {message} <PlaceLink file={file} line={line} column={column} />{' '}
            <span className="muted">
              {rule} {clauses.join(' ')}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
