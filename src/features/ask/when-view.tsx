/** All intervals in which a condition holds, not only the first. */

import { useState } from 'react';
import { AnswerView, useAnswer } from '../../app/answer.tsx';
import { number, plural } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import type { Interval, Intervals } from '../../core/ask/ask.types.ts';
import { TableHead } from '../../ui/table-head.tsx';
import { ErrorLine } from './blame-view.tsx';
import { type QuestionProps, SlotLink } from './parts.tsx';
import { TargetChoice } from './target-choice.tsx';

export function WhenView({ asking, journal, targets }: QuestionProps) {
  const [target, setTarget] = useState('');
  const [key, setKey] = useState('');
  const [expression, setExpression] = useState('');
  const answering = useAnswer<Intervals>();
  const chosen = target || targets.list[0] || '';
  return (
    <>
      <form
        className="ask-form"
        onSubmit={(event) => {
          event.preventDefault();
          const over = { target: chosen, ...(key.trim() !== '' && { key: key.trim() }) };
          answering.run((options) => asking.ask({ ask: 'when', over, expression }, options));
        }}
      >
        <label className="ask-wide">
          When does this hold?{' '}
          <input
            className="input mono"
            placeholder="state.total > 100 && event.type !== 'OrderPaid'"
            title="JavaScript over state and event; state is that after the record"
            spellCheck={false}
            value={expression}
            required
            onChange={(event) => setExpression(event.target.value)}
          />
        </label>
        <TargetChoice targets={targets} chosen={chosen} onChoose={setTarget} />
        <label>
          Key <input className="input" placeholder="all" value={key} onChange={(event) => setKey(event.target.value)} />
        </label>
        <button type="submit" className="btn btn-primary" disabled={chosen === ''}>
          Find when
        </button>
      </form>
      <AnswerView answering={answering} doing={`Folding ${plural(journal.records, 'record')}`}>
        {({ intervals, total, evaluated, threw, message, error }) => (
          <>
            {error && <ErrorLine message={error.message} slot={error.slot} />}
            <p role="status">
              {total === 0 ? 'It never held' : `It held in ${plural(total, 'interval')}`}, looked at {number(evaluated)}{' '}
              times{intervals.length < total ? `; the first ${number(intervals.length)}` : ''}.
            </p>
            {threw > 0 && (
              <p className="notice" data-severity="warning">
                {threw === evaluated ? 'Each time' : `${number(threw)} times`} it threw, which counts as not holding:{' '}
                {message}
              </p>
            )}
            {total > 0 && <Bars intervals={intervals} records={journal.records} />}
            {total > 0 && (
              <table className="plain ask-rows">
                <TableHead titles={['Of', 'From', 'To']} />
                <tbody>
                  {intervals.map(({ key: of, from, to, open }) => (
                    <tr key={`${of} ${from}`}>
                      <td className="mono">{of}</td>
                      <td>
                        <SlotLink slot={from} />
                      </td>
                      <td>{open ? 'the end' : <SlotLink slot={to} />}</td>
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

const WIDTH = 600;
const ROW = 6;
const MOST_ROWS = 40;

/** The intervals over the journal, a line a key. */
function Bars({ intervals, records }: { readonly intervals: readonly Interval[]; readonly records: number }) {
  const slot = useWorkbench((s) => s.slot);
  const keys = [...new Set(intervals.map(({ key }) => key))].slice(0, MOST_ROWS);
  const x = (at: number) => (at / Math.max(1, records)) * WIDTH;
  const height = keys.length * ROW + 2;
  return (
    <svg
      className="ask-bars"
      viewBox={`0 0 ${WIDTH} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`Where it held, over ${plural(records, 'slot')}; the table below says the same`}
      style={{ height: Math.max(24, height) }}
    >
      {intervals.map(({ key, from, to }) => {
        const line = keys.indexOf(key);
        if (line < 0) return null;
        return (
          <rect
            key={`${key} ${from}`}
            x={x(from - 1)}
            y={1 + line * ROW}
            width={Math.max(2, x(to) - x(from - 1))}
            height={ROW - 2}
          />
        );
      })}
      <line x1={x(slot)} x2={x(slot)} y1={0} y2={height} />
    </svg>
  );
}
