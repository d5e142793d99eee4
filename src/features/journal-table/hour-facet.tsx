/** Hours of the day as bars: a click or Enter asks for an hour, Alt+click or the minus key leaves it out. */
import { type KeyboardEvent, useRef, useState } from 'react';
import { number, plural } from '../../app/format.ts';
import type { FacetCounts } from '../../core/journal/find/facets.ts';
import type { FacetProps } from './facets.tsx';

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour));
const pad = (hour: string) => `${hour.padStart(2, '0')}:00`;

export function HourFacet({ counts, chosen, onToggle }: FacetProps & { readonly counts: FacetCounts }) {
  const [current, setCurrent] = useState(0);
  const bars = useRef<HTMLUListElement>(null);
  const countOf = (hour: string) => [...counts.values, ...counts.kept].find(({ value }) => value === hour)?.count ?? 0;
  const most = Math.max(1, ...counts.values.map(({ count }) => count));
  const none = chosen(undefined);
  const onKey = (event: KeyboardEvent, hour: number) => {
    const to = { ArrowRight: hour + 1, ArrowLeft: hour - 1, Home: 0, End: 23 }[event.key];
    if (to !== undefined) {
      const next = (to + 24) % 24;
      setCurrent(next);
      bars.current?.querySelectorAll<HTMLElement>('button')[next]?.focus();
    } else if (event.key === '-' || event.key === 'Delete') onToggle?.(String(hour), true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      <ul ref={bars} className="facet-hours">
        {HOURS.map((hour, index) => {
          const count = countOf(hour);
          const how = chosen(hour);
          return (
            <li key={hour} data-chosen={how}>
              <button
                type="button"
                aria-pressed={how === 'only'}
                aria-label={`${pad(hour)}, ${number(count)}${how === 'not' ? ', left out' : ''}`}
                title={`${pad(hour)} UTC: ${plural(count, 'record')}`}
                disabled={!onToggle}
                tabIndex={index === current ? 0 : -1}
                onFocus={() => setCurrent(index)}
                onClick={(event) => onToggle?.(hour, event.altKey || how === 'not')}
                onKeyDown={(event) => onKey(event, index)}
              >
                <span style={{ height: count === 0 ? 0 : `${Math.max(4, (100 * count) / most)}%` }} />
              </button>
            </li>
          );
        })}
      </ul>
      <p className="facet-axis muted" aria-hidden>
        {[0, 6, 12, 18].map((hour) => (
          <span key={hour} style={{ gridColumn: `${hour + 1} / span 6` }}>
            {hour}
          </span>
        ))}
      </p>
      {(counts.absent > 0 || none !== undefined) && (
        <button
          type="button"
          className="btn-link"
          aria-pressed={none !== undefined}
          disabled={!onToggle}
          onClick={(event) => onToggle?.(undefined, event.altKey || none === 'not')}
        >
          {plural(counts.absent, 'record')} without a time
        </button>
      )}
    </>
  );
}
