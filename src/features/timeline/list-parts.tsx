/** Beside records and findings: notes, lanes, lags and idle stretches as lists. */

import { number } from '../../app/format.ts';
import { useWorkbench } from '../../app/store.ts';
import { LAG_NAMES } from '../../core/journal/lag-strips.ts';
import { deltaText, lengthText, timeText } from '../../core/journal/timeline-text.ts';
import type { Zone } from '../../core/record/zone.ts';
import type { Note } from '../../core/workspace/notes.ts';
import { TableHead } from '../../ui/table-head.tsx';
import type { TimelineState } from '../../workers/timeline/timeline.protocol.ts';
import { removeNote } from './notes.ts';
import { send } from './session.ts';

/** Brings an instant onto the canvas, at the zoom there is. */
function showInstant(atMicros: number, window: TimelineState['window']): void {
  const half = (window.toMicros - window.fromMicros) / 2;
  send({ kind: 'window', window: { fromMicros: atMicros - half, toMicros: atMicros + half } });
}

export interface NoteListProps {
  readonly notes: readonly Note[];
  readonly window: TimelineState['window'];
  readonly zone: Zone;
  readonly onEdit: (note: Note) => void;
}

export function NoteList({ notes, window, zone, onEdit }: NoteListProps) {
  const readOnly = useWorkbench((s) => s.readOnly);
  return (
    <section aria-label="Notes">
      <h3>Notes and bookmarks: {number(notes.length)}</h3>
      <table className="plain">
        <TableHead titles={['Time', 'Note', 'Change']} />
        <tbody>
          {notes.map((note) => (
            <tr key={note.id}>
              <td className="mono">
                <button type="button" className="btn-link" onClick={() => showInstant(note.atMicros, window)}>
                  {timeText(note.atMicros, zone)}
                </button>
              </td>
              <td className="timeline-note-text">
                {note.text === '' ? <span className="muted">bookmark</span> : note.text}
                {note.record !== undefined && <span className="muted"> on record {note.record}</span>}
              </td>
              <td>
                <button type="button" className="btn-link" disabled={readOnly} onClick={() => onEdit(note)}>
                  Edit
                </button>{' '}
                <button type="button" className="btn-link" disabled={readOnly} onClick={() => removeNote(note)}>
                  Remove
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function LaneList({ state: { lanes, split } }: { readonly state: TimelineState }) {
  return (
    split && (
      <section aria-label="Lanes">
        <h3>
          Lanes, one per {split.by}: {number(split.of)}
          {lanes.length < split.of && (
            <span className="muted">
              {' '}
              ({number(split.first + 1)} to {number(split.first + lanes.length)} are shown)
            </span>
          )}
        </h3>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{split.by}</th>
              <th scope="col">In the window</th>
              <th scope="col">In all</th>
            </tr>
          </thead>
          <tbody>
            {lanes.map(({ name, visible, total }) => (
              <tr key={name}>
                <td>{name}</td>
                <td>{number(visible)}</td>
                <td>{number(total)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    )
  );
}

export function LagList({ lags }: { readonly lags: NonNullable<TimelineState['lags']> }) {
  return (
    <section aria-label="Lags">
      <h3>Lags in the window</h3>
      <table className="plain">
        <TableHead titles={['Lag', 'Records', 'Median', '95 % within', 'At most']} />
        <tbody>
          {lags.map(({ count, p50, p95, most }, i) => (
            <tr key={LAG_NAMES[i]}>
              <th scope="row">{LAG_NAMES[i]}</th>
              <td>{number(count)}</td>
              {[p50, p95, most].map((lag, j) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: three, always in this order
                <td key={j}>{count === 0 ? '–' : deltaText(0, lag)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function IdleList({ idle, zone }: { readonly idle: TimelineState['idle']; readonly zone: Zone }) {
  const any = idle.folded > 0 || idle.shown.some(({ folded }) => folded);
  return (
    <section aria-label="Idle time">
      <h3>
        Idle stretches: {number(idle.found)}, {number(idle.folded)} folded
      </h3>
      <table className="plain">
        <TableHead titles={['From', 'Length', 'Shown']} />
        <tbody>
          {idle.shown.map(({ fromMicros, toMicros, folded }) => (
            <tr key={fromMicros}>
              <td className="mono">{timeText(fromMicros, zone)}</td>
              <td>{lengthText(toMicros - fromMicros)}</td>
              <td>
                {any ? (
                  <button type="button" className="btn-link" onClick={() => send({ kind: 'fold-one', fromMicros })}>
                    {folded ? 'Unfold' : 'Fold'}
                  </button>
                ) : (
                  'in full'
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
