/** The query line: what it finds is the table's and the timeline's filter. It takes effect at a pause in typing. */
import { Bookmark, HelpCircle, Search, X } from 'lucide-react';
import { type KeyboardEvent, memo, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useWorkbench } from '../../app/store.ts';
import { type Completion, completeFind } from '../../core/journal/find/complete-find.ts';
import type { FindError } from '../../core/journal/find/find.types.ts';
import { parseFind } from '../../core/journal/find/parse-find.ts';
import { Popover } from '../../ui/popover.tsx';
import { withCode } from '../../ui/with-code.tsx';
import { standingText } from './filter-text.ts';
import { SavedQueries } from './saved-queries.tsx';
import { useVocabulary } from './vocabulary.ts';

const REST_MILLIS = 250;

/** `children`: what can be done with what is found, at the end of the line. */
export const FindBar = memo(function FindBar({ children }: { readonly children?: ReactNode }) {
  const query = useWorkbench((s) => s.query);
  const { find } = query;
  const [line, setLine] = useState(find ?? '');
  const [error, setError] = useState<FindError>();
  const [caret, setCaret] = useState<number>();
  /** Of the suggestions; -1 until the arrows chose one: Enter means the line as it stands until then. */
  const [chosen, setChosen] = useState(-1);
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const [wanted, setWanted] = useState(false);
  const vocabulary = useVocabulary(wanted);
  useEffect(() => {
    setLine(find ?? '');
    setError(undefined);
  }, [find]);
  useEffect(() => {
    if (line === (find ?? '')) {
      setError(undefined);
      return;
    }
    const timer = setTimeout(() => {
      const parsed = parseFind(line);
      setError(parsed.kind === 'error' ? parsed.error : undefined);
      if (parsed.kind === 'error') return;
      const { find: _, ...others } = useWorkbench.getState().query;
      useWorkbench.getState().setQuery(line.trim() === '' ? others : { ...others, find: line });
    }, REST_MILLIS);
    return () => clearTimeout(timer);
  }, [line, find]);

  const offered = useMemo(
    () => (caret === undefined ? undefined : completeFind(line, caret, vocabulary)),
    [line, caret, vocabulary],
  );
  const items = offered?.items ?? [];
  const at = Math.min(chosen, items.length - 1);
  const open = items.length > 0;
  const accept = ({ text }: Completion) => {
    if (!offered) return;
    const next = line.slice(0, offered.from) + text + line.slice(offered.to);
    const end = offered.from + text.length;
    setLine(next);
    setChosen(-1);
    setCaret(/[:/ ]$/.test(text) ? end : undefined);
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(end, end);
    });
  };
  const onKey = (event: KeyboardEvent) => {
    const item = items[at] ?? (event.key === 'Tab' ? items[0] : undefined);
    if (event.key === 'Escape' && open) setCaret(undefined);
    else if (event.key === 'ArrowDown' && open) setChosen((at + 1) % items.length);
    else if (event.key === 'ArrowUp' && open) setChosen(at <= 0 ? items.length - 1 : at - 1);
    else if (event.key === 'Tab' && !event.shiftKey && open && item) accept(item);
    else if (event.key === 'Enter' && item) accept(item);
    else if (event.key === 'Enter') setCaret(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className="find-bar">
      <div className="find-line">
        <Search size={14} aria-hidden />
        <input
          ref={input}
          type="text"
          className="input find-input"
          role="combobox"
          aria-label="Find records"
          aria-expanded={open}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={open && at >= 0 ? `${list}-${at}` : undefined}
          aria-invalid={error !== undefined}
          spellCheck={false}
          autoComplete="off"
          placeholder={'Find: type:Order* payload.total>100 late:>1h "text"'}
          value={line}
          onChange={(event) => {
            setLine(event.target.value);
            setCaret(event.target.selectionStart ?? event.target.value.length);
            setChosen(-1);
          }}
          onFocus={() => setWanted(true)}
          onClick={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onKeyDown={onKey}
          onBlur={() => setCaret(undefined)}
        />
        {line !== '' && (
          <button
            type="button"
            className="btn btn-icon find-clear"
            aria-label="Clear the query"
            onClick={() => setLine('')}
          >
            <X size={14} />
          </button>
        )}
        <SavedQueries
          line={error || line.trim() === '' ? undefined : line.trim()}
          onUse={setLine}
          icon={<Bookmark size={14} />}
        />
        <FindHelp icon={<HelpCircle size={14} />} onUse={setLine} />
        {children}
        {open && (
          <div className="find-offers" id={list} role="listbox" aria-label="Suggestions">
            {items.map((item, i) => (
              <div
                key={item.text}
                id={`${list}-${i}`}
                role="option"
                tabIndex={-1}
                aria-selected={i === at}
                className="find-offer"
                onMouseDown={(event) => {
                  event.preventDefault();
                  accept(item);
                }}
              >
                <span>{item.text}</span>
                <span className="muted">{item.title}</span>
              </div>
            ))}
          </div>
        )}
      </div>
      {error && (
        <p className="notice find-error" data-severity="error" role="alert">
          <code>
            {line.slice(0, error.start)}
            <mark>{line.slice(error.start, error.end) || '␣'}</mark>
            {line.slice(error.end)}
          </code>{' '}
          {withCode(error.message)} <span className="find-standing">{standingText(query)}</span>
        </p>
      )}
    </div>
  );
});

const EXAMPLES: readonly (readonly [string, string])[] = [
  ['type:Order*', 'names with *, in any case; = for exactly so; a,b for any of them'],
  ['subject:order/o-1', 'one subject; subject:*o-1* a part of its name'],
  ['payload.total>100', 'any field of the payload, numbers without losing a digit'],
  ['t_log:2026-01..2026-02', 'times as coarse or fine as you write them, in UTC or with an offset'],
  ['hour:9..17', 'the hour of the day in UTC; the facets beside the table write such conditions by a click'],
  ['late:>1h', 'logged more than an hour after it happened; also processing:>10s'],
  ['gap:yes', 'a finding: gap, duplicate, out_of_order, skew, late, start, orphan'],
  ['(type:A or type:B) -"test"', 'or, parentheses, a minus for not, text in quotes'],
  [
    'every CreditPulled needs ConsentGiven within subject',
    'who lacks what must come before; add evidence to see who has it',
  ],
];

function FindHelp({ icon, onUse }: { readonly icon: React.ReactNode; readonly onUse: (line: string) => void }) {
  return (
    <Popover title="What can be asked" icon={icon} className="find-help">
      {EXAMPLES.map(([example, meaning]) => (
        <p key={example}>
          <button type="button" className="btn-link" onClick={() => onUse(example)}>
            <code>{example}</code>
          </button>
          <br />
          <span className="muted">{meaning}</span>
        </p>
      ))}
    </Popover>
  );
}
