/** What changed, by what it means for readers. */

import { useState } from 'react';
import { number } from '../../app/format.ts';
import { showPanel } from '../../app/layout.ts';
import { useWorkbench } from '../../app/store.ts';
import type { ChangeKind } from '../../core/diff/change.ts';
import type { Place } from '../../core/finding.ts';
import type { Difference, DiffResult } from '../../workers/language/language.protocol.ts';

const GROUPS: readonly { readonly kind: ChangeKind; readonly title: string; readonly means: string }[] = [
  { kind: 'breaking', title: 'Breaking', means: 'readers, or records that are stored, do not get on with it' },
  { kind: 'compatible', title: 'Compatible', means: 'nobody need do anything' },
  { kind: 'drift', title: 'Drifted', means: 'nothing breaks by its form; see whether it still means the same' },
];
const SHOWN = 100;

export type Jump = (side: 'old' | 'new', place: Place) => void;

function openRule(rule: string): void {
  useWorkbench.getState().set({ rule });
  showPanel('rules', { focus: true });
}

function edit({ file, line = 1, column = 1 }: Place): void {
  if (file === undefined) return;
  useWorkbench.getState().revealAt({ file, line, column });
  showPanel('model', { focus: true });
}

function Row({ difference, jump }: { readonly difference: Difference; readonly jump: Jump }) {
  const { what, message, side, place, broken } = difference;
  return (
    <li>
      <button type="button" className="compare-message" onClick={() => jump(side, place)}>
        {message}
      </button>
      <div className="compare-where muted">
        <span>{what}</span>
        {broken.map(({ rule, clauses, severity }) => (
          <span key={rule}>
            {severity === 'silenced' ? 'set aside: ' : <span className={`sev-${severity}`}>{severity} </span>}
            <button type="button" className="btn-link" onClick={() => openRule(rule)}>
              {rule}
            </button>{' '}
            {clauses.join(' ')}
          </span>
        ))}
        <span>
          {side === 'old' ? 'was at ' : ''}
          {place.file}:{place.line}
        </span>
        {side === 'new' && (
          <button type="button" className="btn-link" onClick={() => edit(place)}>
            Edit
          </button>
        )}
      </div>
    </li>
  );
}

interface GroupProps {
  readonly group: (typeof GROUPS)[number];
  readonly differences: readonly Difference[];
  readonly count: number;
  readonly jump: Jump;
}

function Group({ group: { kind, title, means }, differences, count, jump }: GroupProps) {
  const [shown, setShown] = useState(SHOWN);
  const own = differences.filter((difference) => difference.kind === kind);
  if (count === 0) return null;
  const rest = own.length - shown;
  return (
    <section aria-label={title} data-kind={kind}>
      <h3>
        {title} <span className="chip">{number(count)}</span> <span className="muted">{means}</span>
      </h3>
      <ul>
        {own.slice(0, shown).map((difference) => (
          <Row
            key={`${difference.side}${difference.place.pointer}${difference.what}${difference.message}`}
            difference={difference}
            jump={jump}
          />
        ))}
      </ul>
      {rest > 0 && (
        <button type="button" className="btn" onClick={() => setShown(shown + SHOWN)}>
          Show {number(Math.min(SHOWN, rest))} more
        </button>
      )}
      {rest <= 0 && own.length < count && (
        <p className="muted">
          The first {number(own.length)} of {number(count)}; `factline diff` lists more.
        </p>
      )}
    </section>
  );
}

export function Differences({
  result,
  jump,
}: {
  readonly result: DiffResult & { readonly kind: 'compared' };
  readonly jump: Jump;
}) {
  const { differences, counts, idle, unjudged, profiles } = result;
  const total = counts.breaking + counts.compatible + counts.drift;
  return (
    <div className="compare-list">
      <p role="status" className="compare-summary">
        {total === 0
          ? 'The two models say the same.'
          : `${counts.breaking} breaking, ${counts.compatible} compatible, ${counts.drift} drifted, under ${profiles.join(', ')}.`}
      </p>
      {unjudged && (
        <p className="muted">
          The upcasters cannot be read without running the behavior, so whether one is missing is not judged.
        </p>
      )}
      {GROUPS.map((group) => (
        <Group key={group.kind} group={group} differences={differences} count={counts[group.kind]} jump={jump} />
      ))}
      {idle.length > 0 && (
        <section aria-label="Set aside for nothing">
          <h3>Set aside for nothing</h3>
          <ul>
            {idle.map(({ place, message }) => (
              <li key={`${place.file}:${place.line}`}>
                <button type="button" className="compare-message" onClick={() => jump('new', place)}>
                  {message}
                </button>
                <div className="compare-where muted">
                  {place.file}:{place.line}
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
