/** What the wizard shows of a file before anything is stored: the real reader and the real analysis over its first bytes. */
import { createHoldScan } from '../hold/scan.ts';
import { analyse } from '../journal/analyse.ts';
import { RecordFlag } from '../journal/columns.ts';
import { createIngest } from '../journal/ingest.ts';
import { integrityReport } from '../journal/integrity.ts';
import { type MemoryJournal, memoryJournal } from '../journal/memory.ts';
import type { Segment } from '../journal/segment.ts';
import { parseExact } from '../record/json.ts';
import type { JournalRecord } from '../record/record.ts';
import { formatMicros } from '../record/time.ts';
import { type Detected, detect, type FileHead } from './detect.ts';
import { nameOf } from './journal-name.ts';
import type { JournalHeader, Mapping, Role } from './mapping.ts';
import type { Candidate, Preview, Reading, SourceField } from './preview.ts';
import { propose } from './propose.ts';
import { ReadError } from './read-error.ts';
import { openReading, READERS } from './readers.ts';
import { columnsOf, type Sample, sampleRows } from './sample.ts';
import { readLinks, streamLinks } from './stream-links.ts';

const SHOWN = 20;
type Note = Preview['notes'][number];

/**
 * Makes the preview of one or several files that are read alike. `reading`: the one that the person chose or corrected; without it the first
 * candidate. A file that is no journal is refused, all the files with it, so that nothing is stored by halves. Does not throw for what the
 * files hold: what a reading cannot do stands in the notes.
 */
export async function makePreview(heads: readonly FileHead[], reading?: Reading): Promise<Preview> {
  const sizes = {
    sampledBytes: heads.reduce((sum, head) => sum + head.bytes.length, 0),
    totalBytes: heads.reduce((sum, head) => sum + head.totalBytes, 0),
    complete: heads.every((head) => head.complete),
  };
  const empty = { ...sizes, candidates: [], fields: [], records: [], sampled: 0, rejected: [], notes: [] };
  const [first] = heads;
  if (!first)
    return { ...empty, refused: { recognised: 'There is no file.', advice: 'Choose a file with records in it.' } };
  const found: Detected[] = [];
  const detections = heads.map((head) => detect(head));
  // A table that says which streams events are in comes with the table of the events.
  const formats = detections.flatMap((one) => ('formats' in one ? (one.formats[0]?.format ?? []) : []));
  const links = formats.flatMap((format) => streamLinks(format) ?? [])[0];
  const someHold = detections.some((one) => 'formats' in one);
  const read: FileHead[] = [];
  const passedOver: Note[] = [];
  for (const [i, head] of heads.entries()) {
    const detection = detections[i];
    if (!detection) continue;
    if ('refused' in detection) {
      if (links?.wants(head.bytes)) continue;
      if (detection.refused.empty && someHold) {
        passedOver.push({ severity: 'info', text: `${head.name} holds no record, and is passed over.` });
        continue;
      }
      const { recognised, advice } = detection.refused;
      return {
        ...empty,
        refused: { recognised: heads.length > 1 ? `${head.name}: ${recognised}` : recognised, advice },
      };
    }
    found.push(detection);
    read.push(head);
  }
  const [detected] = found;
  if (!detected) return empty;
  const odd = found.findIndex((other) => kindOf(other) !== kindOf(detected));
  if (odd > 0) {
    const recognised = `${read[odd]?.name} is written in another way than ${read[0]?.name}.`;
    return {
      ...empty,
      refused: {
        recognised,
        advice:
          'Files that are imported together make one journal and are read alike. Import them one after the other.',
      },
    };
  }
  const proposals = detected.shapes.map((shape) => {
    const where = shape.rows === undefined ? { shape: shape.shape } : { shape: shape.shape, rows: shape.rows };
    const sample = columnsOf(read.flatMap((head) => sampleRows(head.bytes, where, head.complete)));
    return { shape, sample, ...propose(sample, { name: nameOf(first.name), ...where }) };
  });
  const candidates: Candidate[] = [
    ...detected.formats.map(({ format, title, because }) => ({ reading: { format }, title, because })),
    ...proposals.map(({ shape, mapping }) => ({
      reading: { mapping },
      title: titleOf(mapping),
      because: shape.because,
    })),
  ];
  const chosen = reading ?? candidates[0]?.reading;
  const proposal =
    chosen && 'mapping' in chosen ? proposals.find((p) => isSamePlace(p.mapping, chosen.mapping)) : proposals[0];
  const notes: Note[] = [
    ...passedOver,
    ...detected.notes.map((text): Note => ({ severity: 'info', text })),
    ...(chosen && 'mapping' in chosen && proposal
      ? proposal.notes.filter(stillHolds(proposal.mapping, chosen.mapping))
      : []),
    ...(chosen && 'format' in chosen ? notesOf(chosen.format) : []),
  ];
  const seen = chosen && (await readHeads(heads, chosen));
  return {
    ...empty,
    candidates,
    ...(chosen && { reading: chosen }),
    fields: proposal ? proposal.sample.columns.map(fieldOf) : [],
    ...seen,
    notes: [...notes, ...(seen?.notes ?? []), ...missing(chosen, proposal?.sample)],
  };
}

/** What the proposal says of a role is no longer true of a mapping that fills it otherwise. */
const stillHolds =
  (proposed: Mapping, chosen: Mapping) =>
  ({ role }: Note): boolean => {
    const filled = ({ roles, constants }: Mapping) =>
      JSON.stringify([roles[role as Role] ?? null, constants?.[role as Role] ?? null]);
    return role === undefined || filled(proposed) === filled(chosen);
  };

const kindOf = ({ formats, shapes }: Detected) => formats[0]?.format ?? `${shapes[0]?.shape} ${shapes[0]?.rows ?? ''}`;
const isSamePlace = (a: Mapping, b: Mapping) => a.shape === b.shape && a.rows === b.rows;

function titleOf({ shape, rows }: Mapping): string {
  if (shape === 'csv') return 'CSV, by mapping';
  if (shape === 'ndjson') return 'JSON lines, by mapping';
  return rows === undefined ? 'JSON array, by mapping' : `JSON array under ${rows}, by mapping`;
}

function fieldOf({ path, present, kinds, distinct, examples }: SourceField): SourceField {
  return { path, present, kinds, distinct, examples };
}

/** A note for each path of a mapping that no row of the sample has: a saved mapping may be for another file. */
function missing(reading: Reading | undefined, sample: Sample | undefined): readonly Note[] {
  if (!reading || !('mapping' in reading) || !sample) return [];
  const known = new Set(sample.columns.map((column) => column.path));
  return Object.entries(reading.mapping.roles).flatMap(([role, paths]) =>
    (typeof paths === 'string' ? [paths] : paths)
      .filter((path) => !known.has(path) && !/(^|\.)\d+(\.|$)/.test(path))
      .map((path): Note => ({ severity: 'warning', role, text: `No row of the sample has a field \`${path}\`.` })),
  );
}

function notesOf(format: string): readonly Note[] {
  const notes = READERS.find(({ id }) => id === format)?.notes ?? [];
  return notes.map((text): Note => ({ severity: 'info', text }));
}

type Seen = Pick<Preview, 'header' | 'records' | 'sampled' | 'rejected' | 'notes'> &
  Partial<Pick<Preview, 'report' | 'sensitive'>>;

async function readHeads(heads: readonly FileHead[], reading: Reading): Promise<Partial<Seen>> {
  const segments: Segment[] = [];
  try {
    const head = heads.every((h) => h.complete) ? 'whole' : 'cut';
    const scan = createHoldScan();
    const onSegment = (segment: Segment) => {
      segments.push(segment);
      scan.segment(segment);
    };
    const ingest = createIngest({ reading, head, onSegment, names: heads.map(({ name }) => name) });
    readLinks(
      ingest.before,
      heads.map(({ bytes }) => bytes),
    );
    heads.forEach(({ bytes }, i) => {
      if (i > 0) ingest.nextFile();
      ingest.push(bytes);
    });
    ingest.end();
    const format = openReading(reading).header.from ?? 'factline';
    const seen = await understood(memoryJournal(segments), ingest.header, format);
    const notes = ingest.notes.map((text): Note => ({ severity: 'info', text }));
    return { ...seen, notes: [...notes, ...seen.notes], sensitive: scan.found() };
  } catch (error) {
    if (!(error instanceof ReadError)) throw error;
    return { notes: [{ severity: 'warning', text: error.message }] };
  }
}

async function understood(journal: MemoryJournal, header: JournalHeader, format: string): Promise<Seen> {
  const { columns, hashes, rejected } = journal;
  const read = (row: number) => parseExact(journal.line(row)) as unknown as JournalRecord;
  const { sequence, identity } = header;
  const analysis = await analyse({ columns, hashes, sequence, identity, read });
  const report = await integrityReport({
    format,
    columns,
    analysis,
    rejected,
    rejectedTotal: rejected.length,
    chain: 'none',
    read,
  });
  const records: Preview['records'][number][] = [];
  for (let row = 0; row < Math.min(SHOWN, columns.count); row++) {
    const record = read(row);
    records.push({ line: columns.line[row] ?? 0, record, processing: processingOf(journal, row, record.id) });
  }
  return {
    header,
    records,
    sampled: columns.count + rejected.length,
    rejected: report.rejected,
    report,
    notes: misfits(journal, read),
  };
}

function processingOf({ columns }: MemoryJournal, row: number, id: string): Preview['records'][number]['processing'] {
  const { processing } = columns;
  const at = processing.row.indexOf(row);
  if (at < 0) return [];
  const tProcess = formatMicros(processing.tProcessMicros[at] ?? Number.NaN);
  const consumer = processing.consumers[processing.consumer[at] ?? 0] ?? '';
  return [{ processed: id, consumer, ...(tProcess !== undefined && { t_process: tProcess }) }];
}

/** Notes about values that did not fit their field and were kept in `meta.raw`, one a field. */
function misfits({ columns }: MemoryJournal, read: (row: number) => JournalRecord): readonly Note[] {
  const counts = new Map<string, { count: number; readonly example: string }>();
  for (let row = 0; row < columns.count; row++) {
    if (((columns.flags[row] ?? 0) & RecordFlag.raw) === 0) continue;
    const raw = read(row).meta?.['raw'];
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) continue;
    for (const [field, value] of Object.entries(raw)) {
      const known = counts.get(field);
      if (known) known.count++;
      else counts.set(field, { count: 1, example: JSON.stringify(value).slice(0, 60) });
    }
  }
  return [...counts].map(([role, { count, example }]) => ({
    severity: 'warning',
    role,
    text: `${count} of ${columns.count} values do not fit \`${role}\`, such as ${example}. The field stays empty there; the value is kept in \`meta.raw\`.`,
  }));
}
