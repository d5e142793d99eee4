/** The records of a journal against a model and profiles: of an open one block by block, so that other requests come in between, or while it is imported. */
import type { Finding } from '../../core/finding.ts';
import type { JournalHeader } from '../../core/formats/mapping.ts';
import { BLOCK_RECORDS } from '../../core/journal/columns.ts';
import type { Segment } from '../../core/journal/segment.ts';
import { knows } from '../../core/model/knows.ts';
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
    return concluded(store, open, model, check, call);
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

/** A check of records on their way into a journal. */
export interface ImportCheck {
  /** Segments in order, from the first. */
  segment(segment: Pick<Segment, 'flags' | 'line' | 'type' | 'dictionary' | 'blocks'>, header: JournalHeader): void;
  /** What `checkRecords` says of the journal that they became; undefined where the model is not about their types. */
  finish(store: JournalStore, open: OpenJournal, call: Call): Promise<RecordsChecked | undefined>;
}

/** `file` is what the journal is called. */
export function startImportCheck(model: Model, file: string): ImportCheck {
  const types = [''];
  let check: RecordCheck | undefined;
  let isAbout = true;
  return {
    segment({ flags, line, type, dictionary, blocks }, header) {
      for (const word of dictionary.types) types.push(word);
      if (blocks.length === 0 || !isAbout) return;
      isAbout = check !== undefined || knows(model, types);
      if (!isAbout) return;
      check ??= startRecordCheck({ model, header, file });
      for (const [index, block] of blocks.entries())
        for (const seen of seenIn(block, index, { flags, line, type, types })) check.record(seen);
    },
    finish: async (store, open, call) => check && concluded(store, open, model, check, call),
  };
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

/** What is left once a check has seen all records. */
async function concluded(
  store: JournalStore,
  open: OpenJournal,
  model: Model,
  check: RecordCheck,
  call: Call,
): Promise<RecordsChecked> {
  await feedProcessing(store, open, [check], call);
  const found = check.finish();
  return listed([...(await journalFindings(inputOf(open), { model, file: open.manifest.name })), ...found]);
}

function listed(findings: readonly Finding[]): RecordsChecked {
  const counts = { error: 0, warning: 0, info: 0 };
  for (const { severity } of findings) counts[severity]++;
  const inOrder = [...findings].sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));
  return { findings: inOrder.slice(0, LISTED), counts };
}

const stopIf = ({ aborted }: AbortSignal) => {
  if (aborted) throw new DOMException('the check was cancelled', 'AbortError');
};

async function feed(open: OpenJournal, checks: readonly RecordCheck[], { signal, progress }: Call): Promise<void> {
  const { columns } = open;
  let index = 0;
  for await (const block of blocksOf(open)) {
    stopIf(signal);
    for (const seen of seenIn(block, index, columns)) for (const check of checks) check.record(seen);
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
  const utf8 = new TextDecoder();
  for await (const { processing } of store.asides(manifest)) {
    stopIf(signal);
    for (const text of utf8.decode(processing.lines).split('\n')) {
      if (text === '') continue;
      const row = JSON.parse(text) as ProcessingRow;
      for (const check of hearing) check.processing(row, 0);
    }
  }
}
