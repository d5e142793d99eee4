/**
 * Counts a Windows event export anew with a few lines of script that share nothing with the product: what the page shows is compared with
 * this. Text is parsed with JSON.parse, which rounds big integers; none of the counted fields is one.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface WinlogCount {
  readonly records: number;
  readonly subjects: readonly string[];
  readonly types: ReadonlyMap<string, number>;
  readonly gaps: readonly { readonly subject: string; readonly after: number; readonly before: number }[];
  readonly outOfOrder: number;
  readonly duplicates: number;
  readonly logMinusEvent: { readonly min: number; readonly median: number; readonly max: number };
  readonly processMinusLogMax: number;
  readonly withBigInteger: number;
  /** Rows (file order) with what replay needs. */
  readonly rows: readonly WinlogRow[];
}
export interface WinlogRow {
  readonly line: number;
  readonly host: string;
  readonly subject: string;
  readonly type: string;
  readonly sequence: number;
  readonly logSeconds: number;
}

const seconds = (text: string, offsetHours: number) =>
  Date.parse(`${text.replace(' ', 'T')}Z`) / 1000 - offsetHours * 3600;

export function countWinlog(path: string): WinlogCount {
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const rows: WinlogRow[] = [];
  const types = new Map<string, number>();
  const highest = new Map<string, number>();
  const seen = new Map<string, Set<number>>();
  const delays: number[] = [];
  let processMinusLogMax = 0;
  let outOfOrder = 0;
  let duplicates = 0;
  let withBigInteger = 0;
  lines.forEach((line, index) => {
    const o = JSON.parse(line) as Record<string, string | number>;
    const subject = `${o.Hostname}/${o.Channel}`;
    const type = `${o.Channel}/${o.EventID}`;
    const sequence = Number(o.RecordNumber);
    const event = seconds(String(o.EventTime), -4);
    const log = seconds(String(o.EventReceivedTime), -4);
    delays.push(log - event);
    processMinusLogMax = Math.max(processMinusLogMax, Date.parse(String(o['@timestamp'])) / 1000 - log);
    types.set(type, (types.get(type) ?? 0) + 1);
    const known = seen.get(subject) ?? new Set();
    if (known.has(sequence)) duplicates++;
    else if (sequence < (highest.get(subject) ?? -1)) outOfOrder++;
    known.add(sequence);
    seen.set(subject, known);
    highest.set(subject, Math.max(highest.get(subject) ?? -1, sequence));
    if (
      /:-?\d{16,}[,}]/.test(line) &&
      [...line.matchAll(/":(-?\d{16,})[,}]/g)].some(([, n]) => !Number.isSafeInteger(Number(n)))
    )
      withBigInteger++;
    rows.push({ line: index + 1, host: String(o.Hostname), subject, type, sequence, logSeconds: log });
  });
  const gaps: { subject: string; after: number; before: number }[] = [];
  for (const [subject, known] of seen) {
    const sorted = [...known].sort((a, b) => a - b);
    sorted.forEach((before, i) => {
      const after = sorted[i - 1];
      if (after !== undefined && before > after + 1) gaps.push({ subject, after, before });
    });
  }
  delays.sort((a, b) => a - b);
  return {
    records: rows.length,
    subjects: [...seen.keys()],
    types,
    gaps,
    outOfOrder,
    duplicates,
    logMinusEvent: { min: delays[0] ?? 0, median: delays[Math.floor(delays.length / 2)] ?? 0, max: delays.at(-1) ?? 0 },
    processMinusLogMax,
    withBigInteger,
    rows,
  };
}

/** Replay order (contract §5): log order, within a subject ascending by sequence; which records the first `slot` slots visit. */
export function replayed(rows: readonly WinlogRow[], slot: number): readonly WinlogRow[] {
  const byLog = [...rows].sort((a, b) => a.logSeconds - b.logSeconds || a.line - b.line);
  const queues = new Map<string, WinlogRow[]>();
  for (const row of [...rows].sort((a, b) => a.sequence - b.sequence || a.line - b.line))
    queues.set(row.subject, [...(queues.get(row.subject) ?? []), row]);
  const next = new Map<string, number>();
  return byLog.slice(0, slot).map((place) => {
    const i = next.get(place.subject) ?? 0;
    next.set(place.subject, i + 1);
    const row = queues.get(place.subject)?.[i];
    if (!row) throw new Error('a slot without a row');
    return row;
  });
}
