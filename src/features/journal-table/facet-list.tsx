/** The values of a facet: a click asks for one or takes it back; Alt+click, the minus sign or the minus key leaves it out. */
import { type KeyboardEvent, type MouseEvent, useRef, useState } from 'react';
import { number } from '../../app/format.ts';
import type { FacetChoice } from '../../core/journal/find/facet-line.ts';
import { type FacetCounts, MOST_VALUES } from '../../core/journal/find/facets.ts';
import type { FacetProps } from './facets.tsx';

/** Long values are cut before their last letters, which mostly tell them apart. */
const TAIL = 9;

interface Entry {
  readonly value: FacetChoice;
  readonly count: number;
}

/** Chosen values that are not among the first stand above them; records without a value below. */
function entriesOf({ values, kept, absent }: FacetCounts, absentChosen: boolean, finding: boolean): readonly Entry[] {
  const none = (absent > 0 && !finding) || absentChosen ? [{ value: undefined, count: absent }] : [];
  return [...kept, ...values, ...none];
}

export function FacetList(props: FacetProps & { readonly counts: FacetCounts }) {
  const { counts, title, chosen, onToggle, find, onFind, onMore, onFewer } = props;
  const [current, setCurrent] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const entries = entriesOf(counts, chosen(undefined) !== undefined, find !== '');
  const most = Math.max(1, ...entries.map(({ count }) => count));
  const rest = counts.distinct - counts.values.length;
  const at = Math.min(current, entries.length - 1);
  const move = (to: number) => {
    const next = Math.max(0, Math.min(entries.length - 1, to));
    setCurrent(next);
    list.current?.querySelectorAll<HTMLElement>('.facet-value')[next]?.focus();
  };
  const onKey = (event: KeyboardEvent, index: number, value: FacetChoice) => {
    if (event.key === 'ArrowDown') move(index + 1);
    else if (event.key === 'ArrowUp') move(index - 1);
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(entries.length - 1);
    else if (event.key === '-' || event.key === 'Delete') onToggle?.(value, true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <>
      {(counts.distinct > counts.values.length || find !== '' || onFewer) && (
        <input
          type="search"
          className="input facet-find"
          aria-label={`Find in ${title}`}
          placeholder="Part of a value"
          value={find}
          onChange={(event) => onFind(event.target.value)}
        />
      )}
      {entries.length === 0 && (
        <p className="muted">{find === '' ? 'No record has one.' : 'No value has this in it.'}</p>
      )}
      <ul ref={list} className="facet-values">
        {entries.map(({ value, count }, index) => {
          const how = chosen(value);
          const name = value ?? 'none';
          return (
            <li key={value === undefined ? 'none' : `=${value}`} data-chosen={how}>
              <button
                type="button"
                className="facet-value"
                aria-pressed={how === 'only'}
                aria-label={`${name}, ${number(count)}${how === 'not' ? ', left out' : ''}`}
                title={`${name}\nClick: only these. Alt+click or the minus key: without these.`}
                disabled={!onToggle}
                tabIndex={index === at ? 0 : -1}
                onFocus={() => setCurrent(index)}
                onClick={(event: MouseEvent) => onToggle?.(value, event.altKey || how === 'not')}
                onKeyDown={(event) => onKey(event, index, value)}
              >
                <span className="facet-bar" style={{ width: `${(100 * count) / most}%` }} aria-hidden />
                <span className={value === undefined ? 'facet-name muted' : 'facet-name'}>
                  <span>{name.slice(0, -TAIL)}</span>
                  <span>{name.slice(-TAIL)}</span>
                </span>
                <span className="facet-count">{number(count)}</span>
              </button>
              <button
                type="button"
                className="btn btn-icon facet-not"
                aria-label={how === 'not' ? `Take ${name} back in` : `Leave ${name} out`}
                aria-pressed={how === 'not'}
                disabled={!onToggle}
                tabIndex={-1}
                onClick={() => onToggle?.(value, true)}
              >
                −
              </button>
            </li>
          );
        })}
      </ul>
      <div className="facet-more">
        {rest > 0 && counts.values.length < MOST_VALUES && (
          <button type="button" className="btn-link" onClick={onMore}>
            {number(rest)} more
          </button>
        )}
        {rest > 0 && counts.values.length >= MOST_VALUES && (
          <span className="muted">{number(rest)} more: search for a part of the value</span>
        )}
        {onFewer && (
          <button type="button" className="btn-link" onClick={onFewer}>
            fewer
          </button>
        )}
      </div>
    </>
  );
}
