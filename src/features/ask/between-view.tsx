/** What differs between the states at two positions: as a list of paths, and side by side. */
import { useState } from 'react';
import { AnswerView, useAnswer } from '../../app/answer.tsx';
import type { Asking } from '../../app/asking.ts';
import { number, plural } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import type { Differences, RowRef } from '../../core/ask/ask.types.ts';
import { stringifyExact } from '../../core/record/json.ts';
import type { JsonValue } from '../../core/record/record.ts';
import { DiffEditor } from '../../ui/code-editor/diff-editor.tsx';
import { ErrorLine } from './blame-view.tsx';
import { DifferenceList } from './difference-list.tsx';
import type { QuestionProps } from './parts.tsx';

export function BetweenView({ asking, journal }: QuestionProps) {
  const slot = useWorkbench((s) => s.slot);
  const [from, setFrom] = useState('0');
  const [to, setTo] = useState('');
  const answering = useAnswer<Differences & { readonly from: number; readonly to: number }>();
  const beside = useAnswer<{ readonly row: RowRef; readonly texts: readonly [string, string] }>();
  const first = slotIn(from, journal.records);
  const last = to.trim() === '' ? slot : slotIn(to, journal.records);
  const sides = (row: RowRef, a: number, b: number) =>
    beside.run(async () => ({ row, texts: [await stateText(asking, row, a), await stateText(asking, row, b)] }));
  return (
    <>
      <form
        className="ask-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (first === undefined || last === undefined) return;
          beside.cancel();
          answering.run(async (options) => ({
            ...(await asking.ask({ ask: 'between', from: first, to: last }, options)),
            from: first,
            to: last,
          }));
        }}
      >
        <label>
          From slot{' '}
          <input
            className="input ask-slot"
            inputMode="numeric"
            value={from}
            aria-invalid={first === undefined}
            onChange={(event) => setFrom(event.target.value)}
          />
        </label>
        <button type="button" className="btn" onClick={() => setFrom(String(slot))}>
          here
        </button>
        <label>
          to slot{' '}
          <input
            className="input ask-slot"
            inputMode="numeric"
            placeholder={`here: ${number(slot)}`}
            value={to}
            aria-invalid={last === undefined}
            onChange={(event) => setTo(event.target.value)}
          />
        </label>
        <button type="submit" className="btn btn-primary" disabled={first === undefined || last === undefined}>
          What changed?
        </button>
      </form>
      <AnswerView answering={answering} doing={`Folding ${plural(journal.records, 'record')}`}>
        {(found) => (
          <>
            {found.error && <ErrorLine message={found.error.message} slot={found.error.slot} />}
            <p role="status">
              {found.total === 0
                ? `Nothing differs between slots ${number(found.from)} and ${number(found.to)}.`
                : `${plural(found.total, 'state')} differ between slots ${number(found.from)} and ${number(found.to)}.`}
            </p>
            <DifferenceList found={found} onBeside={(row) => sides(row, found.from, found.to)} />
            <AnswerView answering={beside} doing="Folding both">
              {({ row, texts: [before, after] }) => (
                <div className="ask-beside">
                  <DiffEditor
                    language="json"
                    original={{ text: before, label: `${row.key} at slot ${number(found.from)}` }}
                    modified={{ text: after, label: `${row.key} at slot ${number(found.to)}` }}
                  />
                </div>
              )}
            </AnswerView>
          </>
        )}
      </AnswerView>
    </>
  );
}

function slotIn(text: string, records: number): number | undefined {
  const slot = Number(text.trim().replace(/[,_]/g, ''));
  return text.trim() !== '' && Number.isInteger(slot) && slot >= 0 && slot <= records ? slot : undefined;
}

async function stateText(asking: Asking, { target, key }: RowRef, slot: number): Promise<string> {
  const [kind, ...rest] = target.split('/');
  const projection = rest.join('/');
  const view = await asking.seek(
    kind === 'fold' ? { slot, subject: key } : { slot, projection, keyFilter: key, rowsCount: 500 },
  );
  const state = kind === 'fold' ? view.subjectState : view.rows.find((row) => row.key === key)?.value;
  return state === undefined ? '' : `${pretty(state)}\n`;
}

const pretty = (value: JsonValue): string => JSON.stringify(JSON.parse(stringifyExact(value)), undefined, 2);
