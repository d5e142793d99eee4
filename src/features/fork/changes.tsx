/** What can be done to the selected record on the copy. */
import { type ReactNode, useEffect, useId, useState } from 'react';
import { number } from '../../app/format.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import { type ForkEdit, parseForkRecord } from '../../core/fork/fork.ts';
import { parseDuration } from '../../core/record/duration.ts';
import { isRawNumber, stringifyExact } from '../../core/record/json.ts';
import type { ExactValue } from '../../core/record/record.ts';
import { CodeEditor } from '../../ui/code-editor/code-editor.tsx';
import type { JournalInfo, RecordDetail } from '../../workers/journal/journal.protocol.ts';
import { afterSlotProblem } from './after-slot.ts';
import type { Draft } from './drafts.ts';

interface ChangesProps {
  readonly journal: JournalInfo;
  readonly onAdd: (draft: Draft) => void;
}

export function Changes({ journal: { id, name: journalName, records }, onAdd }: ChangesProps) {
  const { journals } = useServices();
  const row = useWorkbench((s) => s.row);
  const [detail, setDetail] = useState<RecordDetail>();
  const [writing, setWriting] = useState<{ readonly kind: 'edit' | 'insert'; readonly text: string }>();
  const [later, setLater] = useState('1h');
  const [after, setAfter] = useState('');
  const hint = useId();
  useEffect(() => {
    setDetail(undefined);
    setWriting(undefined);
    if (row === undefined) return;
    const abort = new AbortController();
    journals.record({ id, row }, { signal: abort.signal }).then((found) => {
      if (!abort.signal.aborted) setDetail(found);
    }, report);
    return () => abort.abort();
  }, [journals, id, row]);
  if (row === undefined || !detail)
    return (
      <section aria-label="Change a record">
        <h3>What if …</h3>
        <p className="muted">
          Choose a record in the journal table or on the timeline. On a copy it can be lost, late, double, moved or
          another one.
        </p>
      </section>
    );
  const name = `${detail.record.type} at slot ${number(detail.slot)}`;
  const add = (edit: ForkEdit, said: string) => onAdd({ edit, said });
  const micros = parseDuration(later.trim().replace(/^-/, ''));
  const earlier = later.trim().startsWith('-');
  const target = Number(after);
  const noTarget = afterSlotProblem(after, detail.slot, records);
  const text = ({ record }: RecordDetail) => `${indented(Object.fromEntries(Object.entries(record)))}\n`;
  const move = async () => {
    const found = await journals.rows({ id, query: { sort: 'slot' }, from: target - 1, count: 1 });
    const to = found.rows[0];
    if (to) add({ kind: 'move', row, after: to.row }, `${name} comes after ${to.type} at slot ${number(to.slot)}`);
  };
  return (
    <section aria-label="Change a record">
      <h3>What if {name} …</h3>
      <p className="muted">
        A press notes a change below, and nothing is written yet. “Make the fork” then writes a new journal with those
        changes; {journalName} stays as it is.
      </p>
      <ul className="fork-choices">
        <Choice onClick={() => add({ kind: 'drop', row }, `${name} never arrived`)}>never arrived</Choice>
        <Choice onClick={() => add({ kind: 'duplicate', row }, `${name} arrived twice`)}>arrived twice</Choice>
        <Choice onClick={() => setWriting({ kind: 'edit', text: text(detail) })}>were another one …</Choice>
        <Choice onClick={() => setWriting({ kind: 'insert', text: text(detail) })}>were followed by one more …</Choice>
        <li>
          <button
            type="button"
            className="btn"
            disabled={micros === undefined || detail.record.t_log === undefined}
            title={detail.record.t_log === undefined ? 'This record has no t_log.' : undefined}
            onClick={() =>
              add(
                { kind: 'delay', row, micros: (earlier ? -1 : 1) * (micros ?? 0) },
                `${name} reached the log ${later.trim().replace(/^-/, '')} ${earlier ? 'earlier' : 'later'}`,
              )
            }
          >
            reached the log later by
          </button>
          <input
            className="input fork-short"
            aria-label="Later by"
            title="250ms, 30s, 5m, 1h, 2d; with a minus it is earlier"
            value={later}
            aria-invalid={micros === undefined}
            onChange={(event) => setLater(event.target.value)}
          />
        </li>
        <li>
          <button
            type="button"
            className="btn"
            disabled={noTarget !== undefined}
            title={noTarget}
            onClick={() => move().catch(report)}
          >
            came after slot
          </button>
          <input
            className="input fork-short"
            aria-label="After slot"
            aria-describedby={hint}
            aria-invalid={after.trim() !== '' && noTarget !== undefined}
            placeholder="slot"
            inputMode="numeric"
            value={after}
            onChange={(event) => setAfter(event.target.value)}
          />
          <span id={hint} className="muted fork-hint">
            {noTarget}
          </span>
        </li>
      </ul>
      {writing && (
        <Writing
          key={`${row} ${writing.kind}`}
          path={`fork-${row}-${writing.kind}.json`}
          scope={id}
          text={writing.text}
          onCancel={() => setWriting(undefined)}
          onDone={(text, type) => {
            if (writing.kind === 'edit') add({ kind: 'edit', row, text }, `${name} is another one: ${type}`);
            else add({ kind: 'insert', after: row, text }, `after ${name} comes one more: ${type}`);
            setWriting(undefined);
          }}
        />
      )}
    </section>
  );
}

const Choice = ({ children, onClick }: { readonly children: ReactNode; readonly onClick: () => void }) => (
  <li>
    <button type="button" className="btn" onClick={onClick}>
      {children}
    </button>
  </li>
);

/** As text that one edits; a number that a double cannot hold keeps its digits. */
function indented(value: ExactValue, indent = ''): string {
  if (typeof value !== 'object' || value === null || isRawNumber(value)) return stringifyExact(value);
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const parts = Array.isArray(value)
    ? value.map((part: ExactValue) => indented(part, inner))
    : Object.entries(value).map(([key, part]) => `${JSON.stringify(key)}: ${indented(part, inner)}`);
  if (parts.length === 0) return open + close;
  return `${open}\n${parts.map((part) => inner + part).join(',\n')}\n${indent}${close}`;
}

interface WritingProps {
  readonly path: string;
  readonly scope: string;
  readonly text: string;
  readonly onCancel: () => void;
  readonly onDone: (text: string, type: string) => void;
}

function Writing({ path, scope, text: begun, onCancel, onDone }: WritingProps) {
  const [text, setText] = useState(begun);
  const [error, setError] = useState<string>();
  const done = () => {
    try {
      const { type } = parseForkRecord(text);
      onDone(text, String(type));
    } catch (reason) {
      setError(reason instanceof Error ? reason.message : String(reason));
    }
  };
  return (
    <div className="fork-writing">
      <div className="fork-text">
        <CodeEditor
          scope={scope}
          path={path}
          language="json"
          text={begun}
          readOnly={false}
          markers={[]}
          label="Record"
          onChange={(next) => {
            setText(next);
            setError(undefined);
          }}
        />
      </div>
      {error !== undefined && (
        <p className="notice" data-severity="error" role="alert">
          This is no record: {error}.
        </p>
      )}
      <button type="button" className="btn btn-primary" onClick={done}>
        Add this change
      </button>{' '}
      <button type="button" className="btn" onClick={onCancel}>
        Leave it
      </button>
    </div>
  );
}
