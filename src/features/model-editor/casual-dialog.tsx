/** Casual entry: words on one side, what they are taken for on the other, confirmed row by row. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { isModelFile } from '../../app/checking.ts';
import { Dialog } from '../../app/palette.tsx';
import { getServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { report } from '../../app/toast.ts';
import type { Casual, ProposedKind } from '../../core/model/casual/proposal.ts';
import './casual.css';
import { addRows, type Change, closeCasual, type Row, rowsOf } from './casual-rows.ts';

const EXAMPLE = `OrderPlaced(order_id, total: number)
customer asks for a refund
PlaceOrder -> OrderPlaced
list of open orders
refunds over 100 must be approved by a person

… or a Dazzle stream block, or an AsyncAPI document`;
const PAUSE_MILLIS = 120;
const NOTHING: Casual = { proposals: [], left: [] };

/** What was written stays when the dialog is closed without adding it. */
let kept = '';

export function CasualDialog({ path }: { readonly path: string | undefined }) {
  const model = useWorkbench((s) => s.model);
  const files = useWorkbench((s) => s.workspace?.files) ?? [];
  const targets = files.filter((file) => isModelFile(file.path)).map((file) => file.path);
  const [target, setTarget] = useState(path ?? targets[0]);
  const [text, setText] = useState(kept);
  const [casual, setCasual] = useState(NOTHING);
  const [changes, setChanges] = useState<ReadonlyMap<string, Change>>(new Map());
  const [error, setError] = useState<string>();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  const style = model?.names ?? 'pascal';
  useEffect(() => {
    kept = text;
    let current = true;
    const read = () =>
      getServices()
        .language.fromLines({ text, style })
        .then((found) => current && setCasual(found), report);
    const timer = setTimeout(() => void read(), PAUSE_MILLIS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, style]);
  const rows = useMemo(() => rowsOf(casual.proposals, changes, model), [casual, changes, model]);
  const change = (key: string, more: Change) => setChanges(new Map(changes).set(key, { ...changes.get(key), ...more }));
  const ticked = rows.filter((row) => row.ticked).length;
  const add = async () => {
    try {
      await addRows(rows, target);
      kept = '';
      closeCasual();
    } catch (problem) {
      setError(problem instanceof Error ? problem.message : String(problem));
    }
  };
  return (
    <Dialog label="Add from plain lines" className="casual" onClose={closeCasual}>
      <h2>Add from plain lines</h2>
      <p className="muted">
        One thing a line. Each becomes a proposal below: its kind is a reading of your words, so look at it, and tick
        what is right.
      </p>
      <textarea
        ref={area}
        className="input casual-text"
        aria-label="Plain lines, a Dazzle block, or an AsyncAPI document"
        placeholder={EXAMPLE}
        spellCheck={false}
        rows={8}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      {rows.length > 0 && (
        <div className="casual-list">
          <table className="plain" aria-label="Proposals">
            <thead>
              <tr>
                <th scope="col">
                  <span className="visually-hidden">Add</span>
                </th>
                <th scope="col">Kind</th>
                <th scope="col">Name</th>
                <th scope="col">Fields</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <ProposalRow key={row.key} row={row} onChange={(more) => change(row.key, more)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {casual.left.length > 0 && (
        <details className="casual-left" open={casual.left.length <= 4}>
          <summary>
            {casual.left.length === 1 ? '1 thing is' : `${casual.left.length} things are`} not taken over
          </summary>
          <ul>
            {casual.left.map(({ line, text: words, why }, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew with each text
              <li key={i}>
                <span className="muted">line {line}</span> <code>{words}</code> – {why}
              </li>
            ))}
          </ul>
        </details>
      )}
      {error !== undefined && (
        <p className="sev-error" role="alert">
          {error}
        </p>
      )}
      <div className="dialog-buttons">
        {targets.length > 1 && (
          <label className="casual-target">
            to{' '}
            <select className="select" value={target} onChange={(event) => setTarget(event.target.value)}>
              {targets.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </label>
        )}
        <button type="button" className="btn" onClick={closeCasual}>
          Cancel
        </button>
        <button type="button" className="btn btn-primary" disabled={ticked === 0} onClick={() => void add()}>
          {ticked === 1 ? 'Add 1 definition' : `Add ${ticked} definitions`}
        </button>
      </div>
    </Dialog>
  );
}

function ProposalRow({ row, onChange }: { readonly row: Row; readonly onChange: (change: Change) => void }) {
  const { proposal, kind, name, fields, ticked, problem, subject, aboutSubject } = row;
  const of = name === '' ? `line ${proposal.line}` : name;
  return (
    <tr data-problem={problem !== undefined}>
      <td>
        <input
          type="checkbox"
          aria-label={`Add ${of}`}
          checked={ticked}
          disabled={problem !== undefined}
          onChange={(event) => onChange({ ticked: event.target.checked })}
        />
      </td>
      <td>
        <select
          className="select"
          aria-label={`Kind of ${of}`}
          value={kind}
          disabled={proposal.choices.length < 2}
          // Somebody who chooses the kind means it.
          onChange={(event) => onChange({ kind: event.target.value as ProposedKind, ticked: true })}
        >
          {proposal.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      </td>
      <td>
        <input
          className="input mono"
          aria-label={`Name for line ${proposal.line}`}
          aria-invalid={problem !== undefined}
          value={name}
          onChange={(event) => onChange({ name: event.target.value })}
        />
        <div className={problem === undefined ? 'casual-why muted' : 'casual-why sev-error'}>
          {problem ?? `line ${proposal.line}: ${kind === proposal.kind ? proposal.why : 'you say so'}`}
        </div>
      </td>
      <td>
        {fields === undefined ? (
          <KeysShown keys={proposal.keys} />
        ) : (
          <>
            <input
              className="input mono"
              aria-label={`Fields of ${of}`}
              placeholder="none said"
              value={fields}
              title={fields}
              onChange={(event) => onChange({ fields: event.target.value })}
            />
            <KeysShown keys={proposal.keys} />
          </>
        )}
        {subject && (
          <label className="casual-why muted">
            <input
              type="checkbox"
              aria-label={`Subject of ${of}: ${subject.name}`}
              checked={aboutSubject}
              onChange={(event) => onChange({ subject: event.target.checked })}
            />{' '}
            subject <code>{subject.name}</code>, proposed{subject.id !== undefined && ' and new'}: {subject.why}
          </label>
        )}
      </td>
    </tr>
  );
}

/** What else the text says of it. */
function KeysShown({ keys }: { readonly keys: Readonly<Record<string, unknown>> }) {
  const said = Object.entries(keys).filter(([, value]) => value !== '?');
  if (said.length === 0) return null;
  const text = said.map(([key, value]) => `${key}: ${plain(value)}`).join(', ');
  return (
    <div className="casual-why muted mono" title={text}>
      {text}
    </div>
  );
}

/** As the model writes it. */
function plain(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(plain).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${plain(inner)}`)
    .join(', ')} }`;
}
