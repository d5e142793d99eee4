/** Changes of a JSON value: path, before, after. */
import { pointer } from '../../core/json-pointer.ts';
import type { Change } from '../../core/replay/changes.ts';
import './changes.css';

export const pathText = ({ path }: Pick<Change, 'path'>): string => (path.length === 0 ? 'all' : path.join('.'));
export const pointerOf = ({ path }: Pick<Change, 'path'>): string => pointer(...path);
export const shortValue = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
};

const SHOWN = 20;

export function Changes({ changes, label }: { readonly changes: readonly Change[]; readonly label: string }) {
  if (changes.length === 0) return null;
  return (
    <ul className="changes" aria-label={label}>
      {changes.slice(0, SHOWN).map((change) => (
        <li key={pathText(change)}>
          <b>{pathText(change)}</b> {change.kind === 'added' ? '' : <del>{shortValue(change.before)}</del>}{' '}
          {change.kind === 'removed' ? 'removed' : <ins>{shortValue(change.after)}</ins>}
        </li>
      ))}
      {changes.length > SHOWN && <li className="muted">and {changes.length - SHOWN} more</li>}
    </ul>
  );
}
