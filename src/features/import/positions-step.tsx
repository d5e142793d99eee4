import { useId, useRef } from 'react';
import { number, plural } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import type { PositionColumns } from '../../core/journal/positions-tables.ts';
import { formatMicros, parseTime } from '../../core/record/time.ts';
import { TableHead } from '../../ui/table-head.tsx';
import { withCode } from '../../ui/with-code.tsx';
import type { PositionsPreview } from '../../workers/journal/journal.protocol.ts';
import { addPositions, chooseColumns, sayReadAt, takePositions } from './positions.ts';
import { TextInput } from './text-input.tsx';
import { rename, startOver } from './wizard.ts';
import type { WizardAt } from './wizard-state.ts';

/** How far consumers were, from a table that a store keeps apart: what it would make is seen, then it becomes a journal. */
export function PositionsStep({ wizard }: { readonly wizard: WizardAt<'positions'> }) {
  const { journal, name, file, preview, pending, problem } = wizard;
  const readOnly = useWorkbench((s) => s.readOnly);
  const input = useRef<HTMLInputElement>(null);
  const nameId = useId();
  const covered = preview?.consumers.reduce((sum, { records }) => sum + records, 0) ?? 0;
  return (
    <div className="import-step import-positions" aria-busy={pending}>
      <h2>Consumer positions of {journal.name}</h2>
      <p>
        Many stores keep apart how far each consumer is. From such a table every record that a position covers gets the
        time by which it was processed. The journal itself is not changed: a new one is made of the same records.
      </p>
      <div className="import-actions">
        <button type="button" className={file ? 'btn' : 'btn btn-primary'} onClick={() => input.current?.click()}>
          {file ? 'Another file…' : 'Choose the table…'}
        </button>
        <input
          ref={input}
          type="file"
          className="visually-hidden"
          tabIndex={-1}
          aria-label="Table of consumer positions"
          onChange={(event) => {
            const [chosen] = event.target.files ?? [];
            if (chosen) takePositions(chosen);
            event.target.value = '';
          }}
        />
        <button type="button" className="btn" onClick={() => startOver()}>
          Leave it
        </button>
        <span className="muted">{file ? file.name : 'or drop it anywhere on this page'}</span>
      </div>
      {!file && (
        <p className="muted">
          Marten’s mt_event_progression, Axon’s token_entry, Emmett’s emt_processors, Commanded’s subscriptions, the
          :position streams of message-db, what kafka-consumer-groups --describe prints, or any table with a consumer, a
          position and a time; as CSV, JSON, JSON lines or an SQL dump.
        </p>
      )}
      {problem !== undefined && (
        <p className="notice" data-severity="error" role="alert">
          {problem}
        </p>
      )}
      {preview && (
        <>
          <p role="status">
            Read as {preview.title}
            {preview.passed > 0 &&
              `; ${plural(preview.passed, 'row')} of it ${preview.passed === 1 ? 'is' : 'are'} no position`}
            .
          </p>
          {preview.notes.map((note) => (
            <p key={note} className="notice">
              {withCode(note)}
            </p>
          ))}
          {!preview.known && <Columns preview={preview} />}
          {(preview.timeless > 0 || wizard.readAt !== undefined) && (
            <ReadAt timeless={preview.timeless} value={wizard.readAt} />
          )}
          <Consumers preview={preview} />
          <RejectedRows preview={preview} />
          <div className="import-actions">
            <label htmlFor={nameId}>Name</label>
            <input id={nameId} className="input" value={name} onChange={(event) => rename(event.target.value)} />
            <button
              type="button"
              className="btn btn-primary"
              disabled={pending || readOnly || covered === 0}
              onClick={() => void addPositions()}
            >
              Make the journal
            </button>
            {readOnly && <span className="sev-warning">This workspace is read-only here: another tab writes it.</span>}
          </div>
        </>
      )}
    </div>
  );
}

const ROLES: readonly (readonly [keyof PositionColumns, string])[] = [
  ['consumer', 'The consumer’s name'],
  ['position', 'How far it is'],
  ['scope', 'What the position counts in'],
  ['time', 'When it was there'],
];

function Columns({ preview: { columns, chosen } }: { readonly preview: PositionsPreview }) {
  return (
    <div className="import-sequence">
      {ROLES.map(([role, title]) => (
        <label key={role}>
          {title}{' '}
          <select
            className="select"
            value={chosen[role] ?? ''}
            onChange={({ target: { value } }) => {
              const { [role]: _, ...others } = chosen;
              chooseColumns(value === '' ? others : { ...others, [role]: value });
            }}
          >
            <option value="">{role === 'scope' ? 'the whole log' : '– none –'}</option>
            {columns.map((column) => (
              <option key={column} value={column}>
                {column}
              </option>
            ))}
          </select>
        </label>
      ))}
    </div>
  );
}

function ReadAt({ timeless, value }: { readonly timeless: number; readonly value: string | undefined }) {
  return (
    <div className="import-actions">
      <span>
        {timeless > 0
          ? `${plural(timeless, 'position says', 'positions say')} no time. When was the table read?`
          : 'The table was read at'}
      </span>
      <TextInput
        label="When the table was read"
        placeholder="2026-01-31T12:00:00Z"
        value={value ?? ''}
        fits={(text) => text === '' || parseTime(text, 'Z') !== undefined}
        hint="Write a date and time, such as 2026-01-31T12:00:00Z."
        onChange={sayReadAt}
      />
    </div>
  );
}

function Consumers({ preview: { consumers, total } }: { readonly preview: PositionsPreview }) {
  if (consumers.length === 0) return <p>No position yet.</p>;
  return (
    <section
      className="import-records"
      aria-label="What the positions make"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
      tabIndex={0}
    >
      <table className="plain">
        <TableHead titles={['Consumer', 'Positions', 'Records processed', 'First at', 'Last at']} />
        <tbody>
          {consumers.map(({ consumer, positions, records, fromMicros, toMicros }) => (
            <tr key={consumer} data-consumer={consumer}>
              <td>{consumer}</td>
              <td>{number(positions)}</td>
              <td className={records === 0 ? 'sev-warning' : undefined}>
                {number(records)} of {number(total)}
              </td>
              <td>{fromMicros === undefined ? '' : formatMicros(fromMicros)}</td>
              <td>{toMicros === undefined ? '' : formatMicros(toMicros)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function RejectedRows({ preview: { rejected, rejectedTotal } }: { readonly preview: PositionsPreview }) {
  if (rejectedTotal === 0) return undefined;
  return (
    <details className="notice" data-severity="warning">
      <summary>{plural(rejectedTotal, 'row')} cannot be used</summary>
      <ul className="import-rejected">
        {rejected.map(({ line, reason }) => (
          <li key={line}>
            Row {number(line)}: {withCode(reason)}
          </li>
        ))}
      </ul>
    </details>
  );
}
