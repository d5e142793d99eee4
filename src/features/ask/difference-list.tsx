/** States and rows that differ, each with its paths. */
import { number } from '../../app/format.ts';
import type { Differences, RowRef } from '../../core/ask/ask.types.ts';
import { Changes } from '../../ui/changes/changes.tsx';

const SHOWN = 100;

interface Props {
  readonly found: Differences;
  readonly onBeside?: (row: RowRef) => void;
}

export function DifferenceList({ found: { rows, total }, onBeside }: Props) {
  return (
    <>
      <ul className="ask-differences">
        {rows.slice(0, SHOWN).map(({ target, key, changes }) => (
          <li key={`${target} ${key}`}>
            <b>{key}</b> <span className="muted">{target.replace('/', ' ')}</span>{' '}
            {onBeside && (
              <button type="button" className="btn-link" onClick={() => onBeside({ target, key })}>
                side by side
              </button>
            )}
            <Changes changes={changes} label={`Differences of ${key}`} />
          </li>
        ))}
      </ul>
      {total > SHOWN && (
        <p className="muted">
          The first {SHOWN} of {number(total)}.
        </p>
      )}
    </>
  );
}
