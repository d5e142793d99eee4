/** Changes of a JSON value: path, before, after. */
import { pointer } from '../../core/json-pointer.ts';
import type { Change } from '../../core/replay/changes.ts';
import './changes.css';

export const pathText = ({ path }: Pick<Change, 'path'>): string => (path.length === 0 ? 'the whole' : path.join('.'));
export const pointerOf = ({ path }: Pick<Change, 'path'>): string => pointer(...path);
export const shortValue = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};

/** There was nothing before. */
const isNew = ({ kind, path }: Change) => kind === 'added' && path.length === 0;

const SHOWN = 20;

interface ChangesProps {
  readonly changes: readonly Change[];
  readonly label: string;
  /** The value itself stands beside: one that is new is not said over again. */
  readonly beside?: boolean;
}

export function Changes({ changes, label, beside = false }: ChangesProps) {
  if (changes.length === 0) return null;
  return (
    <ul className="changes" aria-label={label}>
      {changes.slice(0, SHOWN).map((change) => (
        <li key={pathText(change)}>
          <b>{isNew(change) ? 'new' : pathText(change)}</b>{' '}
          {change.kind === 'added' ? '' : <del>{shortValue(change.before)}</del>}{' '}
          {change.kind === 'removed' ? 'removed' : beside && isNew(change) ? '' : <ins>{shortValue(change.after)}</ins>}
        </li>
      ))}
      {changes.length > SHOWN && <li className="muted">and {changes.length - SHOWN} more</li>}
    </ul>
  );
}
