/** What the pointer is on: the record, its three times, how far they lie apart. */
import { useEffect, useState } from 'react';
import { number, plural } from '../../app/format.ts';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { LAG_NAMES } from '../../core/journal/lag-strips.ts';
import { deltaText, lengthText, MARK_TEXT, timeText } from '../../core/journal/timeline-text.ts';
import { UTC, type Zone } from '../../core/record/zone.ts';
import type { Note } from '../../core/workspace/notes.ts';
import type { RecordDetail } from '../../workers/journal/journal.protocol.ts';
import type { Hover, RecordHover } from '../../workers/timeline/timeline.protocol.ts';
import { MarkGlyph } from './mark-glyph.tsx';

const REST_MILLIS = 60;

/** The record under the pointer once it rests there; undefined meanwhile. */
function useRecord(row: number): RecordDetail | undefined {
  const { journals } = useServices();
  const id = useWorkbench((s) => s.journal?.id);
  const [detail, setDetail] = useState<RecordDetail>();
  useEffect(() => {
    if (id === undefined) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      journals
        .record({ id, row }, { signal: abort.signal })
        .then((found) => {
          if (!abort.signal.aborted) setDetail(found);
        })
        .catch(() => setDetail(undefined));
    }, REST_MILLIS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [journals, id, row]);
  return detail?.row === row ? detail : undefined;
}

export interface HoverCardProps {
  readonly hover: Hover;
  readonly zone: Zone;
  readonly notes: readonly Note[];
}

export function HoverCard({ hover, zone, notes }: HoverCardProps) {
  const style = { '--x': `${hover.x}px`, '--y': `${hover.y}px` } as React.CSSProperties;
  return (
    <div className="timeline-card" aria-hidden="true" style={style}>
      {hover.on === 'record' ? (
        <RecordCard hover={hover} zone={zone} />
      ) : hover.on === 'lag' ? (
        <LagCard hover={hover} zone={zone} />
      ) : hover.on === 'note' ? (
        <NoteCard note={notes.find(({ id }) => id === hover.id)} zone={zone} />
      ) : (
        <>
          <p>
            <strong>{lengthText(hover.idle.toMicros - hover.idle.fromMicros)} without a record</strong>
          </p>
          <p className="mono">
            {timeText(hover.idle.fromMicros, zone)} – {timeText(hover.idle.toMicros, zone)}
          </p>
          <p className="muted">{hover.folded ? 'Folded. A click unfolds it.' : 'Not folded. A click folds it.'}</p>
        </>
      )}
    </div>
  );
}

function LagCard({ hover, zone }: { readonly hover: Extract<Hover, { on: 'lag' }>; readonly zone: Zone }) {
  const { count, p50, p95, most } = hover.summary;
  return (
    <>
      <p>
        <strong>{LAG_NAMES[hover.strip]}</strong>{' '}
        <span className="muted">{plural(count, 'record')} in this column</span>
      </p>
      <p className="mono">{timeText(Math.round(hover.column.fromMicros), zone)}</p>
      <table>
        <tbody>
          {(
            [
              ['median', p50],
              ['95 % within', p95],
              ['at most', most],
            ] as const
          ).map(([name, lag]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{deltaText(0, lag)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function NoteCard({ note, zone }: { readonly note: Note | undefined; readonly zone: Zone }) {
  return (
    note && (
      <>
        <p className="mono">{timeText(note.atMicros, zone)}</p>
        <p>{note.text === '' ? 'Bookmark' : note.text}</p>
        <p className="muted">A click changes it.</p>
      </>
    )
  );
}

function RecordCard({ hover, zone }: { readonly hover: RecordHover; readonly zone: Zone }) {
  const detail = useRecord(hover.row);
  const { mark, count, tEventMicros, tLogMicros, tProcessMicros } = hover;
  const rows = [
    { name: 't_event', time: tEventMicros, delta: undefined },
    { name: 't_log', time: tLogMicros, delta: deltaText(tEventMicros, tLogMicros) },
    { name: 't_process', time: tProcessMicros, delta: deltaText(tLogMicros, tProcessMicros) },
  ];
  return (
    <>
      {mark && (
        <p className="timeline-card-mark">
          <MarkGlyph kind={mark} /> {count > 1 ? `${count} ${MARK_TEXT[mark].many} here` : MARK_TEXT[mark].one}
        </p>
      )}
      <p>
        <strong>{detail?.record.type ?? '…'}</strong>
        {detail?.record.subject_id !== undefined && (
          <span className="muted">
            {' '}
            {[detail.record.subject_type, detail.record.subject_id].filter(Boolean).join('/')}
          </span>
        )}
        {detail?.record.sequence !== undefined && <span className="muted"> #{detail.record.sequence}</span>}
      </p>
      <table>
        <tbody>
          {rows.map(({ name, time, delta }) => (
            <tr key={name}>
              <th scope="row" data-lane={name}>
                {name}
              </th>
              <td>{time === undefined ? '–' : timeText(time, zone)}</td>
              <td>{delta}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {detail?.marks
        .filter(({ kind }) => mark === undefined || kind === mark)
        .map(({ kind, text }) => (
          <p key={`${kind}${text}`} className="muted">
            {text}
          </p>
        ))}
      {mark === undefined && count > 1 && <p className="muted">{number(count)} records in this column</p>}
      {zone !== UTC && <p className="muted">{zone.name}</p>}
    </>
  );
}
