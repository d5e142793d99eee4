import { useState } from 'react';
import { whoWrote } from '../../app/blame.ts';
import { number, plural } from '../../app/format.ts';
import { showPanel } from '../../app/layout.ts';
import { useWorkbench } from '../../app/store.ts';
import type { JsonValue } from '../../core/record/record.ts';
import type { PartWanted } from '../../core/replay/part.ts';
import type { ReplayError, StateView } from '../../core/replay/view.ts';
import { Changes, pointerOf } from '../../ui/changes/changes.tsx';
import { JsonTree } from '../../ui/json-tree/json-tree.tsx';
import type { Watch } from './watches.ts';

export function ErrorNotice({ error, onRunAgain }: { readonly error: ReplayError; readonly onRunAgain?: () => void }) {
  const { file, line, column } = error;
  return (
    <div className="notice replay-error" data-severity="error" role="alert" data-code={error.code}>
      <p>
        <b>{error.target ?? (error.slot === undefined ? 'The behavior does not run' : 'The replay')}</b>
        {error.slot === undefined ? '' : ` stopped at slot ${number(error.slot)}`}
        {error.record === undefined ? '' : `, record ${error.record}`}: {error.message}
      </p>
      {file !== undefined && (
        <button
          type="button"
          className="btn-link"
          onClick={() => {
            useWorkbench.getState().revealAt({ file, line: line ?? 1, column: column ?? 1 });
            showPanel('behavior');
          }}
        >
          {file}
          {line === undefined ? '' : `:${line}`}
        </button>
      )}
      {error.slot !== undefined && error.code !== 'timeout' && (
        <button type="button" className="btn" onClick={() => useWorkbench.getState().setSlot(error.slot ?? 0)}>
          Show that record
        </button>
      )}
      {onRunAgain && (
        <button type="button" className="btn" onClick={onRunAgain}>
          Run again
        </button>
      )}
    </div>
  );
}

const actionsFor = (target: string, key: string, onWatch: (watch: Watch) => void) => [
  { title: 'Who wrote this?', run: (pointer: string) => whoWrote({ target, key, pointer }) },
  { title: 'Watch this', run: (pointer: string) => onWatch({ target, key, pointer }) },
];

export function SubjectState({
  view,
  folds,
  pinned,
  onPin,
  onWatch,
  onPart,
  whole,
}: {
  readonly folds: readonly string[];
  readonly view: StateView;
  readonly pinned: string | undefined;
  readonly onPin: (subject: string | undefined) => void;
  readonly onWatch: (watch: Watch) => void;
  readonly onPart: (wanted: PartWanted) => void;
  readonly whole: () => Promise<JsonValue>;
}) {
  const changed = new Set(view.subjectChanges.map(pointerOf));
  const type = view.subject?.split('/')[0] ?? '';
  const fold = folds.includes(type) ? type : folds.find((name) => name === '*');
  const target = fold === undefined ? undefined : `fold/${fold}`;
  return (
    <section aria-label="State of the subject">
      <h3>
        State of {view.subject ?? 'no subject'}
        {view.subject !== undefined && (
          <button
            type="button"
            className="btn-link"
            onClick={() => onPin(pinned === undefined ? view.subject : undefined)}
          >
            {pinned === undefined ? 'keep this subject' : 'follow the record'}
          </button>
        )}
      </h3>
      {view.subjectError && (
        <>
          <ErrorNotice error={view.subjectError} />
          <p className="muted">The state before it:</p>
        </>
      )}
      {view.subjectState === undefined ? (
        <p className="muted">
          {view.subject === undefined
            ? 'This record has no subject.'
            : 'No fold takes this subject: add one for its type, or for ’*’.'}
        </p>
      ) : (
        <>
          <Changes changes={view.subjectChanges} label="Changed by this step" beside />
          <JsonTree
            value={view.subjectState}
            label={`State of ${view.subject}`}
            openLevels={3}
            changed={changed}
            part={view.subjectPart && { ...view.subjectPart, onWant: onPart, whole }}
            actions={target === undefined ? undefined : actionsFor(target, view.subject ?? '', onWatch)}
          />
        </>
      )}
    </section>
  );
}

interface ProjectionProps {
  readonly view: StateView;
  readonly names: readonly string[];
  readonly chosen: string | undefined;
  readonly filter: string;
  readonly from: number;
  readonly onChoose: (name: string) => void;
  readonly onFilter: (text: string) => void;
  readonly onFrom: (from: number) => void;
  readonly onWatch: (watch: Watch) => void;
  readonly onPart: (wanted: PartWanted & { readonly key: string }) => void;
  readonly whole: (key: string) => Promise<JsonValue>;
}

const PAGE = 50;

export function ProjectionRows({
  view,
  names,
  chosen,
  filter,
  from,
  onChoose,
  onFilter,
  onFrom,
  onWatch,
  onPart,
  whole,
}: ProjectionProps) {
  const [open, setOpen] = useState<string>();
  const gone = view.touched.filter((key) => !view.rows.some((row) => row.key === key) && filter === '');
  return (
    <section aria-label="Projection">
      <h3>
        Projection
        <select
          className="select"
          aria-label="Projection"
          value={chosen ?? names[0] ?? ''}
          onChange={(event) => onChoose(event.target.value)}
        >
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <input
          className="input"
          type="search"
          aria-label="Filter by key"
          placeholder="Key …"
          value={filter}
          onChange={(event) => onFilter(event.target.value)}
        />
        <span className="muted">{plural(view.rowsTotal, 'row')}</span>
      </h3>
      {view.projectionError && (
        <>
          <ErrorNotice error={view.projectionError} />
          <p className="muted">The rows before it:</p>
        </>
      )}
      {gone.length > 0 && <p className="muted">Touched, and not on this page: {gone.join(', ')}</p>}
      {view.withoutKey > 0 && (
        <p className="muted">
          {plural(view.withoutKey, 'event has', 'events have')} no value for the key of {chosen ?? names[0]} and touched
          nothing. If that is all of them, its `key` names a field that their payloads do not have.
        </p>
      )}
      <table className="plain rows">
        <thead>
          <tr>
            <th>Key</th>
            <th>Row</th>
          </tr>
        </thead>
        <tbody>
          {view.rows.map(({ key, text, value, part, changes }) => (
            <tr key={key} data-touched={view.touched.includes(key)}>
              <td className="mono">
                <button
                  type="button"
                  className="btn-link"
                  aria-expanded={open === key}
                  onClick={() => setOpen(open === key ? undefined : key)}
                >
                  {key}
                </button>
              </td>
              <td className="mono">
                {open === key ? (
                  <JsonTree
                    value={value}
                    label={`Row ${key}`}
                    changed={new Set(changes.map(pointerOf))}
                    part={part && { ...part, onWant: (wanted) => onPart({ key, ...wanted }), whole: () => whole(key) }}
                    actions={actionsFor(`projection/${view.projection ?? ''}`, key, onWatch)}
                  />
                ) : (
                  text
                )}
                <Changes changes={changes} label="Changed by this step" beside />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {view.rowsTotal > PAGE && (
        <div className="pages">
          <button type="button" className="btn" disabled={from === 0} onClick={() => onFrom(Math.max(0, from - PAGE))}>
            Previous rows
          </button>
          <span className="muted">
            {number(from + 1)}–{number(Math.min(from + PAGE, view.rowsTotal))}
          </span>
          <button
            type="button"
            className="btn"
            disabled={from + PAGE >= view.rowsTotal}
            onClick={() => onFrom(from + PAGE)}
          >
            Next rows
          </button>
        </div>
      )}
    </section>
  );
}
