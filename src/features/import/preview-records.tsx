import type { Preview } from '../../core/formats/preview.ts';
import { stringifyExact } from '../../core/record/json.ts';
import { type ExactObject, type ExactValue, subjectName } from '../../core/record/record.ts';
import { TableHead } from '../../ui/table-head.tsx';

const PAYLOAD_SHOWN = 160;

/** The first records as they will be understood. Columns that none of them fills are left out. */
export function PreviewRecords({ preview: { records } }: { readonly preview: Preview }) {
  if (records.length === 0) return undefined;
  const rows = records.map(({ line, record, processing }) => ({
    line: String(line),
    t_event: record.t_event,
    t_log: record.t_log,
    t_process: processing[0]?.t_process,
    type: record.type,
    subject: subjectName(record.subject_type, record.subject_id),
    also: record.also?.map((one) => subjectName(one.subject_type, one.subject_id)).join(', '),
    sequence: record.sequence?.toString(),
    id: record.meta?.id_made === true ? undefined : record.id,
    payload: text(record.payload),
    meta: metaText(record.meta),
  }));
  const columns = (
    ['line', 't_event', 't_log', 't_process', 'type', 'subject', 'also', 'sequence', 'id', 'payload', 'meta'] as const
  ).filter((c) => rows.some((row) => row[c] !== undefined));
  return (
    <section
      className="import-records"
      aria-label="The first records as they will be understood"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keyboard
      tabIndex={0}
    >
      <table className="plain">
        <TableHead titles={columns} />
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              {columns.map((c) => (
                <td key={c} data-column={c} title={row[c]}>
                  {row[c]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Without the mark of a made id, which is no part of the source. */
function metaText(meta: ExactObject | undefined): string | undefined {
  const { id_made: _, ...rest } = meta ?? {};
  return Object.keys(rest).length > 0 ? text(rest) : undefined;
}

function text(value: ExactValue): string {
  const json = stringifyExact(value);
  return json.length > PAYLOAD_SHOWN ? `${json.slice(0, PAYLOAD_SHOWN)}…` : json;
}
