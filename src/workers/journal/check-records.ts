/** The records of an open journal against a model and profiles, block by block, so that other requests come in between. */
import type { Finding } from '../../core/finding.ts';
import { BLOCK_RECORDS } from '../../core/journal/columns.ts';
import { type Model, PROFILES, type ProfileName } from '../../core/model/model.ts';
import type { ProcessingRow } from '../../core/record/record.ts';
import { type RecordCheck, startRecordCheck } from '../../core/rules/records/check-records.ts';
import { type JournalInput, journalFindings } from '../../core/rules/records/journal-findings.ts';
import { seenIn } from '../../core/rules/records/seen.ts';
import type { JournalStore, Manifest } from '../../storage/journals.ts';
import { pause } from '../pause.ts';
import type { Call } from '../rpc.ts';
import type { RecordsChecked } from './journal.protocol.ts';
import { blocksOf, type OpenJournal } from './open-journal.ts';

const LISTED = 2000;
const SLICE_MILLIS = 8;
/** So often the clock is looked at. */
const CLOCK_RECORDS = 64;

/** What was checked against this model is known again by it. */
export const checkKey = (model: Model | undefined): string => JSON.stringify(model ?? null);

/** Without a model: integrity, and for each profile how many problems it would find. */
export async function checkRecords(
  store: JournalStore,
  open: OpenJournal,
  model: Model | undefined,
  call: Call,
): Promise<RecordsChecked> {
  const { header, name: file } = open.manifest;
  if (model) {
    const check = startRecordCheck({ model, header, file });
    await feed(open, [check], call);
    await feedProcessing(store, open, [check], call);
    return withIntegrity(open, model, check.finish());
  }
  const checks = PROFILES.map((profile) => [profile, startRecordCheck({ header, profiles: [profile] })] as const);
  const all = checks.map(([, check]) => check);
  await feed(open, all, call);
  await feedProcessing(store, open, all, call);
  const input = inputOf(open);
  const offered: Partial<Record<ProfileName, number>> = {};
  for (const [profile, check] of checks)
    offered[profile] = check.finish().length + (await journalFindings(input, { profiles: [profile] })).length;
  return { ...listed(await journalFindings(input, { file })), offered };
}

const inputOf = ({ manifest, columns, analysis, read }: OpenJournal): JournalInput => ({
  header: manifest.header,
  columns,
  analysis,
  chain: manifest.report?.chain ?? 'none',
  rejected: manifest.rejectedLines,
  rejectedTotal: manifest.rejected,
  read,
});

/** What is found of the journal as a whole, with what was `found` in its records. */
export async function withIntegrity(
  open: OpenJournal,
  model: Model,
  found: readonly Finding[],
): Promise<RecordsChecked> {
  return listed([...(await journalFindings(inputOf(open), { model, file: open.manifest.name })), ...found]);
}

function listed(findings: readonly Finding[]): RecordsChecked {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  const inOrder = [...findings].sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));
  return { findings: inOrder.slice(0, LISTED), counts };
}

export const stopIf = ({ aborted }: AbortSignal) => {
  if (aborted) throw new DOMException('the check was cancelled', 'AbortError');
};

async function feed(open: OpenJournal, checks: readonly RecordCheck[], { signal, progress }: Call): Promise<void> {
  const { columns } = open;
  let index = 0;
  // One scrubs meanwhile: what is asked for then waits for no more than a slice.
  let since = performance.now();
  let looked = 0;
  for await (const block of blocksOf(open)) {
    for (const seen of seenIn(block, index, columns)) {
      for (const check of checks) check.record(seen);
      if (++looked % CLOCK_RECORDS !== 0 || performance.now() - since < SLICE_MILLIS) continue;
      await pause();
      stopIf(signal);
      since = performance.now();
    }
    index++;
    progress(Math.min(columns.count, index * BLOCK_RECORDS));
  }
}

async function feedProcessing(
  store: JournalStore,
  { manifest }: OpenJournal,
  checks: readonly RecordCheck[],
  { signal }: Call,
): Promise<void> {
  const hearing = checks.filter(({ hearsProcessing }) => hearsProcessing);
  if (hearing.length === 0) return;
  for await (const rows of processingRows(store, manifest)) {
    stopIf(signal);
    for (const row of rows) for (const check of hearing) check.processing(row, 0);
  }
}

/** The processing rows of a journal, a segment's at a time. */
export async function* processingRows(store: JournalStore, manifest: Manifest): AsyncGenerator<ProcessingRow[]> {
  const utf8 = new TextDecoder();
  for await (const { processing } of store.asides(manifest)) {
    const lines = utf8.decode(processing.lines).split('\n');
    yield lines.filter((text) => text !== '').map((text) => JSON.parse(text) as ProcessingRow);
  }
}
