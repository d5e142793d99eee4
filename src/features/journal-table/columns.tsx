/** The columns of the journal table. */
import type { MarkKind } from '../../core/journal/lanes.ts';
import { deltaText, MARK_TEXT, timeText } from '../../core/journal/timeline-text.ts';
import type { DataColumn } from '../../ui/data-table/columns.ts';
import type { Row } from '../../workers/journal/journal.protocol.ts';

const number = (value: number | undefined) => (value === undefined ? '' : String(value));

type TimeKey = 'tEventMicros' | 'tLogMicros' | 'tProcessMicros';

const time = (id: string, key: TimeKey): DataColumn<Row> => ({
  id,
  title: id,
  width: 190,
  mono: true,
  cell: (row) => timeText(row[key]),
  text: (row) => (row[key] === undefined ? '' : `${timeText(row[key])} UTC`),
});

const delta = (id: string, title: string, from: TimeKey, to: TimeKey): DataColumn<Row> => ({
  id,
  title,
  width: 92,
  align: 'end',
  cell: (row) => <span className="muted">{deltaText(row[from], row[to]) ?? ''}</span>,
  text: (row) => deltaText(row[from], row[to]) ?? '',
});

/** A letter in the mark's colour: the shape that tells kinds apart where there is no room for words. */
const LETTERS: Readonly<Record<MarkKind, string>> = {
  gap: 'G',
  duplicate: 'D',
  'out-of-order': 'O',
  skew: 'S',
  late: 'L',
};

export const columns: readonly DataColumn<Row>[] = [
  { id: 'slot', title: 'Slot', width: 74, align: 'end', cell: (r) => r.slot, text: (r) => number(r.slot) },
  {
    id: 'line',
    title: 'Line',
    width: 74,
    align: 'end',
    hidden: true,
    cell: (r) => r.line,
    text: (r) => number(r.line),
  },
  {
    id: 'marks',
    title: 'Findings',
    width: 76,
    cell: (row) =>
      row.marks.map((kind) => (
        <span key={kind} className="table-mark" data-mark={kind}>
          <span aria-hidden="true">{LETTERS[kind]}</span>
          <span className="visually-hidden">{MARK_TEXT[kind].one}</span>
        </span>
      )),
    text: (row) => row.marks.map((kind) => MARK_TEXT[kind].says).join('. '),
  },
  { id: 'type', title: 'Type', width: 210, cell: (r) => <strong>{r.type}</strong>, text: (r) => r.type },
  {
    id: 'version',
    title: 'Version',
    width: 64,
    align: 'end',
    hidden: true,
    cell: (r) => r.version,
    text: (r) => number(r.version),
  },
  { id: 'subject', title: 'Subject', width: 200, cell: (r) => r.subject, text: (r) => r.subject },
  {
    id: 'sequence',
    title: 'Sequence',
    width: 84,
    align: 'end',
    cell: (r) => number(r.sequence),
    text: (r) => number(r.sequence),
  },
  time('t_event', 'tEventMicros'),
  delta('to_log', '→ log', 'tEventMicros', 'tLogMicros'),
  { ...time('t_log', 'tLogMicros'), hidden: true },
  delta('to_process', '→ process', 'tLogMicros', 'tProcessMicros'),
  { ...time('t_process', 'tProcessMicros'), hidden: true },
  { id: 'id', title: 'Id', width: 180, mono: true, hidden: true, cell: (r) => r.id, text: (r) => r.id },
  { id: 'payload', title: 'Payload', width: 420, mono: true, cell: (r) => r.preview, text: (r) => r.preview },
];
