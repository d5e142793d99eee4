/** What replay passed over: records that are not applied, and those that are and meet no handler. */
import { memo } from 'react';
import { number, plural } from '../../app/format.ts';
import type { UnheardTypes } from '../../core/replay/unheard.ts';
import type { NotApplied } from '../../core/replay/view.ts';

interface Props {
  /** Up to the cursor. */
  readonly notApplied: NotApplied;
  /** Of the whole journal. */
  readonly unheard: UnheardTypes | undefined;
}

export const PassedOver = memo(function PassedOver({ notApplied, unheard }: Props) {
  return (
    <section aria-label="Passed over">
      <p className="muted">
        Not applied so far: {plural(notApplied.duplicate, 'duplicate')}, {number(notApplied.unknown_type)} of unknown
        type, {number(notApplied.unknown_version)} of unknown version.
      </p>
      {unheard && unheard.records > 0 && (
        <details className="unheard muted">
          <summary>
            {plural(unheard.records, 'record')} of {plural(unheard.types, 'type')}{' '}
            {unheard.records === 1 ? 'is' : 'are'} heard by no fold or projection
          </summary>
          <ul>
            {unheard.list.map(({ type, records }) => (
              <li key={type}>
                <span className="mono">{type}</span> {number(records)}
              </li>
            ))}
            {unheard.types > unheard.list.length && (
              <li>and {plural(unheard.types - unheard.list.length, 'type')} more</li>
            )}
          </ul>
        </details>
      )}
    </section>
  );
});
