/** Processing rows (contract §4) against the records and the consumers that hear them. */
import type { Columns } from '../../journal/columns.ts';
import type { Model } from '../../model/model.ts';
import { eventsOf } from './events-of.ts';
import { processingIsFinished, recordIsProcessed } from './integrity/index.ts';
import type { Told } from './journal-findings.ts';

const FAILED = 2;

export function* processingReports(columns: Columns, model: Model | undefined): Iterable<Told> {
  yield* unfinished(columns);
  if (model) yield* unprocessed(columns, model);
}

/** What is known of the work of one consumer on one record; times in microseconds. */
interface Work {
  started: boolean;
  ended: boolean;
  lastStart: number;
  lastEnd: number;
}

/** A start without an end, and an end without a start, of one record and consumer. What failed has ended. */
function* unfinished({ count, processing }: Columns): Iterable<Told> {
  const width = processing.consumers.length;
  const seen = new Map<number, Work>();
  for (let i = 0; i < processing.count; i++) {
    const row = processing.row[i] ?? count;
    // `import` is what a file says inline of its own time, not a consumer that logs its work.
    if (row >= count || processing.consumers[processing.consumer[i] ?? 0] === 'import') continue;
    const key = row * width + (processing.consumer[i] ?? 0);
    const known = seen.get(key) ?? {
      started: false,
      ended: false,
      lastStart: Number.NEGATIVE_INFINITY,
      lastEnd: Number.NEGATIVE_INFINITY,
    };
    const start = processing.tStartMicros[i] ?? Number.NaN;
    const written = processing.tProcessMicros[i] ?? Number.NaN;
    const end = Number.isNaN(written) && processing.outcome[i] === FAILED ? start : written;
    known.started ||= !Number.isNaN(start);
    known.ended ||= !Number.isNaN(end) || processing.outcome[i] === FAILED;
    if (start > known.lastStart) known.lastStart = start;
    if (end > known.lastEnd) known.lastEnd = end;
    seen.set(key, known);
  }
  for (const [key, { started, ended, lastStart, lastEnd }] of seen) {
    // What failed and was started again is at work again.
    const again = started && ended && lastEnd > Number.NEGATIVE_INFINITY && lastStart > lastEnd;
    if (started && ended && !again) continue;
    const who = processing.consumers[key % width] ?? '';
    yield {
      rule: processingIsFinished,
      row: Math.floor(key / width),
      report: {
        field: `${who} ${started ? 't_process' : 't_start'}`,
        message: started
          ? `The consumer \`${who}\` started on this record and never said that it finished or failed, so nobody knows whether the work was done. Log the end, with \`outcome\`, in every case.`
          : `The consumer \`${who}\` finished this record without having said that it started, so nobody sees what hangs. Log \`t_start\` as well.`,
      },
    };
  }
}

/** Records that lack a row of a consumer that hears them. */
function* unprocessed(columns: Columns, model: Model): Iterable<Told> {
  const { processing, types, count } = columns;
  const names = Object.keys(model.consumers);
  if (names.length === 0 || count === 0) return;
  if (processing.count === 0) {
    yield {
      rule: recordIsProcessed,
      row: 0,
      report: {
        field: 't_process',
        message: `The model has ${names.length === 1 ? 'a consumer' : 'consumers'} (\`${names.slice(0, 3).join('`, `')}\`), and this journal has no processing time of any record, so nobody can tell what was consumed and when. Append a row \`{ processed, consumer, t_process }\` for each.`,
      },
    };
    return;
  }
  const index = eventsOf(model);
  const inlineOnly = processing.consumers.every((name) => name === '' || name === 'import');
  /** By type: indexes of the consumers that hear it, in the journal's dictionary; -1: it has no row at all. */
  const hearing = types.map((type) => {
    const name = index.get(type)?.name ?? type;
    return names.flatMap((consumer) => {
      const on = model.consumers[consumer]?.on ?? {};
      const hears = Object.hasOwn(on, name) || Object.hasOwn(on, type) || Object.hasOwn(on, '*');
      return hears ? [{ consumer, at: processing.consumers.indexOf(inlineOnly ? 'import' : consumer) }] : [];
    });
  });
  const width = processing.consumers.length;
  const done = new Set<number>();
  for (let i = 0; i < processing.count; i++)
    if (!Number.isNaN(processing.tProcessMicros[i] ?? Number.NaN))
      done.add((processing.row[i] ?? 0) * width + (processing.consumer[i] ?? 0));
  for (let row = 0; row < count; row++)
    for (const { consumer, at } of hearing[columns.type[row] ?? 0] ?? []) {
      if (at >= 0 && done.has(row * width + at)) continue;
      yield {
        rule: recordIsProcessed,
        row,
        report: {
          field: consumer,
          message: `The consumer \`${consumer}\` hears this record, and no processing row says when it processed it. Append \`{ processed, consumer, t_process }\`, or find out where the record was lost.`,
        },
      };
    }
}
