/** Why there is no answer: what the realm did wrong, or everything that keeps the model from starting. */
import { plural } from '../../app/format.ts';
import { PlaceLink } from '../../app/place-link.tsx';
import type { Registration } from '../../core/writepath/registration.ts';
import { withCode } from '../../ui/with-code.tsx';
import type { Trouble } from './use-simulator.ts';

export function TroubleView({ trouble: { message, code, target, file, line } }: { readonly trouble: Trouble }) {
  return (
    <div className="notice" data-severity="error" role="alert">
      {code !== undefined && <strong>{code}</strong>} {withCode(message)}{' '}
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
            {withCode(message)} <PlaceLink file={file} line={line} column={column} />{' '}
            <span className="muted">
              {rule} {clauses.join(' ')}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
