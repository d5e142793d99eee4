/** A problem in the list: one line, and the whole message with all that can be done where it is selected. */
import { useLayoutEffect, useRef } from 'react';
import { number } from '../../app/format.ts';
import { goToFinding, placeText } from '../../app/go-to-finding.ts';
import { showPanel } from '../../app/layout.ts';
import { SEVERITY_SIGNS } from '../../app/severity.ts';
import { useWorkbench } from '../../app/store.ts';
import type { Finding } from '../../core/finding.ts';
import { ASKING } from '../../core/rules/fix-all.ts';
import { withCode } from '../../ui/with-code.tsx';
import { applyFix } from './fixes.ts';

function openRule(rule: string): void {
  useWorkbench.getState().set({ rule });
  showPanel('rules', { focus: true });
}

interface RowProps {
  readonly finding: Finding;
  readonly index: number;
  readonly top: number;
  readonly selected: boolean;
  readonly onSelect: () => void;
  readonly onKey: (key: string) => boolean;
  /** Told of the selected row, whose message may take several lines. */
  readonly onHeight: (height: number) => void;
}

export function ProblemRow({ finding, index, top, selected, onSelect, onKey, onHeight }: RowProps) {
  const { severity, message, rule, clauses, fixes = [], count } = finding;
  const several = fixes.length > 1;
  const readOnly = useWorkbench((s) => s.readOnly);
  const stale = useWorkbench((s) => s.checkedFiles.some((file) => !s.workspace?.files.includes(file)));
  const row = useRef<HTMLLIElement>(null);
  useLayoutEffect(() => {
    const element = row.current;
    if (!element || !selected) return;
    const tell = () => onHeight(element.offsetHeight);
    tell();
    const observer = new ResizeObserver(tell);
    observer.observe(element);
    return () => observer.disconnect();
  }, [selected, onHeight]);
  const buttons = fixes.map((one) => (
    <button
      key={one.title}
      type="button"
      className="btn"
      title={one.title}
      disabled={readOnly || stale}
      onClick={() => applyFix(one)}
    >
      {one.title}
    </button>
  ));
  return (
    <li ref={row} className="problem" data-selected={selected} style={{ top }} data-rule={rule}>
      <span className={`problem-severity sev-${severity}`} title={severity}>
        {SEVERITY_SIGNS[severity]}
        <span className="visually-hidden">{severity}</span>
      </span>
      <div className="problem-text">
        <button
          type="button"
          className="problem-message"
          data-index={index}
          tabIndex={selected ? 0 : -1}
          title={message}
          onKeyDown={(event) => {
            if (onKey(event.key)) event.preventDefault();
          }}
          onClick={() => {
            onSelect();
            goToFinding(finding);
          }}
        >
          {withCode(message)}
        </button>
        <div className="muted problem-where">
          <button type="button" className="btn-link" onClick={() => openRule(rule)}>
            {rule}
          </button>
          {clauses.length > 0 && <span>{clauses.join(' ')}</span>}
          <span>{placeText(finding)}</span>
          {count !== undefined && count > 1 && <span>{number(count)} records</span>}
        </div>
        {fixes.length > 0 && selected && <div className="problem-choices">{buttons}</div>}
      </div>
      {!several && !selected && buttons}
      {several && !selected && (
        <button type="button" className="btn" onClick={onSelect}>
          {ASKING.has(rule) ? 'Decide…' : `${number(fixes.length)} fixes…`}
        </button>
      )}
    </li>
  );
}
