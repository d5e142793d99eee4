/** A whole journal checked: its integrity, and each of its records. */
import type { Finding } from '../../finding.ts';
import { chainVerdict } from '../../formats/chain-of.ts';
import { BLOCK_RECORDS } from '../../journal/columns.ts';
import type { MemoryJournal } from '../../journal/memory.ts';
import { PROFILES } from '../../model/model.ts';
import type { ProcessingRow } from '../../record/record.ts';
import { type RecordCheck, startRecordCheck } from './check-records.ts';
import { type JournalInput, type JournalOptions, journalFindings } from './journal-findings.ts';
import { seenIn } from './seen.ts';

export type WholeJournal = Omit<JournalInput, 'chain'> & Pick<MemoryJournal, 'block' | 'line' | 'processingLines'>;

/**
 * Problems in the order of their first records. Without a model and profiles the journal is checked for integrity only, and one info says
 * how many problems each profile would find (contract §2).
 */
export async function checkJournal(journal: WholeJournal, options: JournalOptions = {}): Promise<readonly Finding[]> {
  const { header } = journal;
  const { model, profiles, file } = options;
  const offering = model === undefined && profiles === undefined;
  const input: JournalInput = { ...journal, chain: await chainVerdict(header, () => linesOf(journal)) };
  const checks = offering
    ? PROFILES.map((profile) => startRecordCheck({ header, profiles: [profile] }))
    : [startRecordCheck({ model, profiles, header, file })];
  feed(journal, checks);
  const found = checks.map((check) => check.finish());
  if (!offering) return inOrder([...(await journalFindings(input, options)), ...found.flat()]);
  const offers: string[] = [];
  for (const [i, profile] of PROFILES.entries()) {
    const count = (found[i]?.length ?? 0) + (await journalFindings(input, { profiles: [profile] })).length;
    offers.push(`\`${profile}\` ${count}`);
  }
  const offer: Finding = {
    rule: 'profile-offered',
    clauses: [],
    severity: 'info',
    place: file === undefined ? {} : { file },
    message: `Without a model only the integrity of the journal is checked. Profiles would find so many problems: ${offers.join(', ')}. Choose one with --profile, or give the model.`,
  };
  return [...inOrder(await journalFindings(input, { file })), offer];
}

const inOrder = (findings: readonly Finding[]) =>
  [...findings].sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));

function* linesOf({ columns, line }: WholeJournal) {
  for (let row = 0; row < columns.count; row++) yield { line: columns.line[row] ?? 0, bytes: line(row) };
}

function feed({ columns, block, processingLines }: WholeJournal, checks: readonly RecordCheck[]): void {
  for (let index = 0; index * BLOCK_RECORDS < columns.count; index++)
    for (const seen of seenIn(block(index), index, columns)) for (const check of checks) check.record(seen);
  const utf8 = new TextDecoder();
  for (const bytes of processingLines)
    for (const text of utf8.decode(bytes).split('\n')) {
      if (text === '') continue;
      const row = JSON.parse(text) as ProcessingRow;
      for (const check of checks) check.processing(row, 0);
    }
}
