import { ClipboardCopy, ListVideo } from 'lucide-react';
import { number } from '../../app/format.ts';
import { NoRecord } from '../../app/no-journal.tsx';
import { useWorkbench } from '../../app/store.ts';
import { report, toast } from '../../app/toast.ts';
import { deltaText, MARK_TEXT } from '../../core/journal/timeline-text.ts';
import { stringifyExact } from '../../core/record/json.ts';
import { type ProcessingRow, subjectName } from '../../core/record/record.ts';
import { parseTime, utcText } from '../../core/record/time.ts';
import { JsonTree } from '../../ui/json-tree/json-tree.tsx';
import { TableHead } from '../../ui/table-head.tsx';
import type { RecordDetail } from '../../workers/journal/journal.protocol.ts';
import { envelopeLines } from './envelope.ts';
import { Links } from './links.tsx';
import './record.css';
import { useRecord } from './use-record.ts';

export function RecordPanel() {
  const journal = useWorkbench((s) => s.journal);
  const row = useWorkbench((s) => s.row);
  const { detail, stale, error } = useRecord();
  if (!journal || row === undefined)
    return (
      <div className="panel">
        <NoRecord>Its times, payload, envelope, findings and links show here.</NoRecord>
      </div>
    );
  if (error !== undefined)
    return (
      <div className="panel">
        <div className="notice" data-severity="error" role="alert">
          The record could not be read: {error} Choose another one, or open the journal again.
        </div>
      </div>
    );
  if (!detail) return <div className="panel record-loading muted">Reading the record…</div>;
  return <Detail detail={detail} stale={stale} />;
}

function Detail({ detail, stale }: { readonly detail: RecordDetail; readonly stale: boolean }) {
  const setSlot = useWorkbench((s) => s.setSlot);
  const here = useWorkbench((s) => s.slot === detail.slot);
  const { record, marks, processing } = detail;
  const copyLine = async () => {
    await navigator.clipboard.writeText(`${stringifyExact(Object.fromEntries(Object.entries(record)))}\n`);
    toast('Record copied as a line of NDJSON.');
  };
  return (
    <article className="panel record" aria-busy={stale} aria-label={`Record ${record.type}, slot ${detail.slot}`}>
      <div className="panel-toolbar">
        <h2 className="record-title">{record.type}</h2>
        <span className="chip">slot {number(detail.slot)}</span>
        <span className="chip">line {number(detail.line)}</span>
        <span className="spacer" />
        <button type="button" className="btn" disabled={here} onClick={() => setSlot(detail.slot)}>
          <ListVideo size={16} aria-hidden /> {here ? 'Replay is here' : 'Replay to here'}
        </button>
        <button
          type="button"
          className="btn btn-icon"
          aria-label="Copy"
          title="Copy as a line of NDJSON"
          onClick={() => copyLine().catch(report)}
        >
          <ClipboardCopy size={16} aria-hidden />
        </button>
      </div>
      <div className="panel-body record-body" data-stale={stale}>
        {marks.map(({ kind, text }) => (
          <p key={`${kind} ${text}`} className="notice record-mark" data-mark={kind}>
            <strong>{MARK_TEXT[kind].one}</strong> {text}
          </p>
        ))}
        <Times detail={detail} />
        <section aria-label="Payload">
          <h3>Payload</h3>
          <JsonTree key={detail.row} value={record.payload} label="Payload" />
        </section>
        <section aria-label="Envelope">
          <h3>Envelope</h3>
          <table className="plain record-fields">
            <tbody>
              {envelopeLines(record).map(({ name, value }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className="mono">{value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        {record.meta && (
          <section aria-label="Meta">
            <h3>Meta</h3>
            <JsonTree key={detail.row} value={record.meta} label="Meta" openLevels={1} searchable={false} />
          </section>
        )}
        <Links detail={detail} />
        {processing.length > 0 && <Processing rows={processing} />}
      </div>
    </article>
  );
}

const microsOf = (text: string | undefined) => (text === undefined ? undefined : parseTime(text)?.micros);
const shown = (text: string | undefined) =>
  text === undefined ? 'not known' : (utcText(text)?.replace('T', ' ').replace('Z', '') ?? text);

/** The three clocks, and how far they lie apart. */
function Times({ detail: { record, processing } }: { readonly detail: RecordDetail }) {
  const processed =
    processing.find((row) => row.outcome === 'ok' && row.t_process)?.t_process ?? processing[0]?.t_process;
  const event = microsOf(record.t_event);
  const log = microsOf(record.t_log);
  const lines = [
    { lane: 't_event', says: 'happened', text: record.t_event, delta: undefined },
    { lane: 't_log', says: 'logged', text: record.t_log, delta: deltaText(event, log) },
    { lane: 't_process', says: 'processed', text: processed, delta: deltaText(log, microsOf(processed)) },
  ];
  return (
    <section aria-label="Times">
      <h3>
        {[
          subjectName(record.subject_type, record.subject_id),
          record.sequence === undefined ? '' : `#${record.sequence}`,
        ]
          .filter(Boolean)
          .join(' ')}
      </h3>
      <table className="plain record-fields record-times">
        <tbody>
          {lines.map(({ lane, says, text, delta }) => (
            <tr key={lane}>
              <th scope="row" data-lane={lane}>
                {says}
              </th>
              <td
                className={text === undefined ? 'muted' : 'mono'}
                title={text === undefined ? lane : `${lane} ${text}`}
              >
                {shown(text)}
              </td>
              <td className="muted">{delta}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Processing({ rows }: { readonly rows: readonly ProcessingRow[] }) {
  return (
    <section aria-label="Processing">
      <h3>Processing</h3>
      <table className="plain record-processing">
        <TableHead titles={['Consumer', 'Outcome', 'Attempt', 'Started', 'Processed']} />
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.consumer} ${row.attempt ?? ''} ${row.t_process ?? ''} ${row.t_start ?? ''}`}>
              <td>{row.consumer}</td>
              <td>{row.outcome ?? ''}</td>
              <td>{row.attempt ?? ''}</td>
              <td className="mono">{row.t_start}</td>
              <td className="mono">{row.t_process}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
