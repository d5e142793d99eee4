/** Every record that wrote what stands at a path of a state. */

import { useEffect, useState } from 'react';
import { AnswerView, useAnswer } from '../../app/answer.tsx';
import { useBlame } from '../../app/blame.ts';
import { number, plural } from '../../app/format.ts';
import type { Blamed } from '../../core/ask/ask.types.ts';
import { shortValue } from '../../ui/changes/changes.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import { type QuestionProps, readPath, SlotLink } from './parts.tsx';
import { TargetChoice } from './target-choice.tsx';

export function BlameView({ asking, journal, targets }: QuestionProps) {
  const asked = useBlame((s) => s.asked);
  const [target, setTarget] = useState('');
  const [key, setKey] = useState('');
  const [path, setPath] = useState('');
  const answering = useAnswer<Blamed>();
  const { run } = answering;
  const chosen = target || targets.list[0] || '';
  const look = (row: { readonly target: string; readonly key: string }, at: string) =>
    run((options) => asking.ask({ ask: 'blame', row, path: readPath(at) }, options));
  // biome-ignore lint/correctness/useExhaustiveDependencies: each asking is a new object
  useEffect(() => {
    if (!asked) return;
    setTarget(asked.target);
    setKey(asked.key);
    setPath(asked.pointer);
    look(asked, asked.pointer);
  }, [asked]);
  return (
    <>
      <form
        className="ask-form"
        onSubmit={(event) => {
          event.preventDefault();
          look({ target: chosen, key: key.trim() }, path);
        }}
      >
        <TargetChoice targets={targets} chosen={chosen} onChoose={setTarget} />
        <label>
          Key{' '}
          <input
            className="input"
            placeholder={chosen.startsWith('fold/') ? 'order/o-1' : 'key of the row'}
            value={key}
            required
            onChange={(event) => setKey(event.target.value)}
          />
        </label>
        <label>
          Path{' '}
          <input
            className="input mono"
            placeholder="total, lines.0.sku; empty: the whole state"
            value={path}
            onChange={(event) => setPath(event.target.value)}
          />
        </label>
        <button type="submit" className="btn btn-primary" disabled={chosen === ''}>
          Who wrote it?
        </button>
      </form>
      <p className="muted">Or choose a value in Replay’s state and ask “Who wrote this?” there.</p>
      <AnswerView answering={answering} doing={`Folding ${plural(journal.records, 'record')}`}>
        {({ writes, total, error }) => (
          <>
            {error && <ErrorLine message={error.message} slot={error.slot} />}
            <p role="status">
              {total === 0
                ? 'No record wrote it. Look at key and path: they name a subject or row, and a place in its state.'
                : `${plural(total, 'record')} wrote it${writes.length < total ? `; the first ${number(writes.length)}` : ''}.`}
            </p>
            {total > 0 && (
              <table className="plain ask-rows">
                <TableHead titles={['Slot', 'Record', 'What it wrote']} />
                <tbody>
                  {writes.map(({ slot, record, type, kind, before, after }) => (
                    <tr key={slot}>
                      <td>
                        <SlotLink slot={slot}>{number(slot)}</SlotLink>
                      </td>
                      <td>
                        {type} <span className="muted mono">{record}</span>
                      </td>
                      <td className="mono">
                        {kind === 'added' ? '' : <del>{shortValue(before)}</del>}{' '}
                        {kind === 'removed' ? 'removed' : <ins>{shortValue(after)}</ins>}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </>
        )}
      </AnswerView>
    </>
  );
}

export function ErrorLine({ message, slot }: { readonly message: string; readonly slot: number | undefined }) {
  return (
    <p className="notice" data-severity="warning">
      {slot === undefined ? '' : `Only up to slot ${number(slot)}: `}
      {message}
    </p>
  );
}
