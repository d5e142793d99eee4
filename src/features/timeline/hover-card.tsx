/** What the pointer is on: the record, its three times, how far they lie apart. */
import { useEffect, useState } from 'react';
import { useServices } from '../../app/services.ts';
import { useWorkbench } from '../../app/store.ts';
import { deltaText, MARK_TEXT, timeText } from '../../core/journal/timeline-text.ts';
import type { RecordDetail } from '../../workers/journal/journal.protocol.ts';
import type { Hover } from '../../workers/timeline/timeline.protocol.ts';
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

export function HoverCard({ hover }: { readonly hover: Hover }) {
  const detail = useRecord(hover.row);
  const { mark, count, tEventMicros, tLogMicros, tProcessMicros } = hover;
  const rows = [
    { name: 't_event', time: tEventMicros, delta: undefined },
    { name: 't_log', time: tLogMicros, delta: deltaText(tEventMicros, tLogMicros) },
    { name: 't_process', time: tProcessMicros, delta: deltaText(tLogMicros, tProcessMicros) },
  ];
  return (
    <div
      className="timeline-card"
      aria-hidden="true"
      style={{ '--x': `${hover.x}px`, '--y': `${hover.y}px` } as React.CSSProperties}
    >
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
              <td>{time === undefined ? '–' : timeText(time)}</td>
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
      {mark === undefined && count > 1 && (
        <p className="muted">{count.toLocaleString('en-US')} records in this column</p>
      )}
    </div>
  );
}
