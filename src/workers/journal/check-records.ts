/** The records of an open journal against a model and profiles, block by block, so that other requests come in between. */
import type { Finding } from '../../core/finding.ts';
import { BLOCK_RECORDS } from '../../core/journal/columns.ts';
import { type Model, PROFILES, type ProfileName } from '../../core/model/model.ts';
import type { ProcessingRow } from '../../core/record/record.ts';
import { type RecordCheck, startRecordCheck } from '../../core/rules/records/check-records.ts';
import { type JournalInput, journalFindings } from '../../core/rules/records/journal-findings.ts';
import { seenIn } from '../../core/rules/records/seen.ts';
import type { JournalStore } from '../../storage/journals.ts';
import type { Call } from '../rpc.ts';
import type { RecordsChecked } from './journal.protocol.ts';
import { blocksOf, type OpenJournal } from './open-journal.ts';

const LISTED = 2000;

/** Without a model: integrity, and for each profile how many problems it would find. */
export async function checkRecords(
  store: JournalStore,
  open: OpenJournal,
  model: Model | undefined,
  call: Call,
): Promise<RecordsChecked> {
  const { manifest, columns, analysis, read } = open;
  const { header, name: file } = manifest;
  const input: JournalInput = {
    header,
    columns,
    analysis,
    chain: manifest.report?.chain ?? 'none',
    rejected: manifest.rejectedLines,
    rejectedTotal: manifest.rejected,
    read,
  };
  const checks: readonly (readonly [ProfileName | undefined, RecordCheck])[] = model
    ? [[undefined, startRecordCheck({ model, header, file })]]
    : PROFILES.map((profile) => [profile, startRecordCheck({ header, profiles: [profile] })]);
  await feed(store, open, checks, call);
  const found = checks.map(([profile, check]) => [profile, check.finish()] as const);
  const integrity = await journalFindings(input, { ...(model && { model }), file });
  if (model) return listed([...integrity, ...found.flatMap(([, findings]) => findings)]);
  const offered: Partial<Record<ProfileName, number>> = {};
  for (const [profile, findings] of found)
    if (profile) offered[profile] = findings.length + (await journalFindings(input, { profiles: [profile] })).length;
  return { ...listed(integrity), offered };
}

function listed(findings: readonly Finding[]): RecordsChecked {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  const inOrder = [...findings].sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));
  return { findings: inOrder.slice(0, LISTED), counts };
}

async function feed(
  store: JournalStore,
  open: OpenJournal,
  checks: readonly (readonly [unknown, RecordCheck])[],
  { signal, progress }: Call,
): Promise<void> {
  const { manifest, columns } = open;
  const stop = () => {
    if (signal.aborted) throw new DOMException('the check was cancelled', 'AbortError');
  };
  let index = 0;
  for await (const block of blocksOf(open)) {
    stop();
    for (const seen of seenIn(block, index, columns)) for (const [, check] of checks) check.record(seen);
    index++;
    progress(Math.min(columns.count, index * BLOCK_RECORDS));
  }
  const utf8 = new TextDecoder();
  for await (const { processing } of store.asides(manifest)) {
    stop();
    for (const text of utf8.decode(processing.lines).split('\n')) {
      if (text === '') continue;
      const row = JSON.parse(text) as ProcessingRow;
      for (const [, check] of checks) check.processing(row, 0);
    }
  }
}
