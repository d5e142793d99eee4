/** A journal held open: its columns and what follows from them, its blocks read when needed. */
import { chainVerdict, hasOwnChain } from '../../core/formats/chain-of.ts';
import {
  type Analysis,
  type AnalysisInput,
  analyse,
  findingCount,
  restoreAnalysis,
} from '../../core/journal/analyse.ts';
import { BLOCK_RECORDS, type Block, type Columns, RecordFlag } from '../../core/journal/columns.ts';
import { createHashesMerge, type Hashes, type HashName, mergeHashes } from '../../core/journal/hashes.ts';
import { countTypes, integrityReport } from '../../core/journal/integrity.ts';
import { processedAt } from '../../core/journal/lanes-of.ts';
import { marksByRow } from '../../core/journal/marks.ts';
import { createMerge } from '../../core/journal/merge.ts';
import { release } from '../../core/journal/release.ts';
import type { IntegrityReport, Thresholds } from '../../core/journal/report.ts';
import { inverse, isFileOrder, slotRows, sortedRows } from '../../core/journal/slots.ts';
import { parseLine } from '../../core/record/json.ts';
import type { JournalRecord } from '../../core/record/record.ts';
import type { JournalStore, Manifest } from '../../storage/journals.ts';
import { breather } from './breather.ts';
import type { KeptSegment } from './import.ts';
import type { JournalInfo, JournalSummary, RecordsChecked } from './journal.protocol.ts';
import type { Search } from './search.ts';

export interface OpenJournal {
  /** Of an import that has just ended it becomes complete. */
  manifest: Manifest;
  readonly columns: Columns;
  readonly analysis: Analysis;
  readonly slotRow: Uint32Array;
  readonly rowSlot: Uint32Array;
  readonly marks: Uint8Array;
  /** By row; empty where nothing was processed. */
  readonly tProcessMicros: Float64Array;
  /** The last query's rows, by the query's text. */
  lastQuery: { readonly key: string; readonly rows: Uint32Array } | undefined;
  /** What the last check of the records said, by `checkKey`. */
  checked: { readonly key: string; readonly said: RecordsChecked } | undefined;
  /** What the last filters let through, by their text, the latest last; some may still be under way. */
  readonly searches: Map<string, Search>;
  /** Those that are named, or all. Read when first asked for: at ten million records each is 80 MB. */
  hashes(): Promise<Hashes>;
  hashes<N extends HashName>(...names: readonly N[]): Promise<Pick<Hashes, N>>;
  /** Whether any record names a cause. */
  readonly hasCauses: boolean;
  block(index: number): Promise<Block>;
  /** The same for one who keeps blocks himself: read anew, in buffers that may be handed over. */
  freshBlock(index: number): Promise<Block>;
  line(row: number): Promise<Uint8Array>;
  read(row: number): Promise<JournalRecord>;
}

const CACHE_BYTES = 96 * 2 ** 20;

/** Blocks by use, within a budget of bytes. */
function blockCache(load: (index: number) => Promise<Block>): (index: number) => Promise<Block> {
  const kept = new Map<number, Block>();
  let bytes = 0;
  return async (index) => {
    const known = kept.get(index);
    const block = known ?? (await load(index));
    if (!known && !kept.has(index)) bytes += block.bytes.byteLength;
    kept.delete(index);
    kept.set(index, block);
    for (const [oldest, { bytes: b }] of kept) {
      if (bytes <= CACHE_BYTES || oldest === index) break;
      kept.delete(oldest);
      bytes -= b.byteLength;
    }
    return block;
  };
}

async function hashesOf(store: JournalStore, manifest: Manifest, wanted?: readonly HashName[]): Promise<Hashes> {
  const merge = createHashesMerge(manifest.records, wanted);
  for await (const aside of store.asides(manifest)) merge.add(aside);
  return merge.hashes();
}

/** The hashes of a journal, each read once when it is first asked for; what failed is tried anew by the next who asks. */
function hashesWhenAsked(store: JournalStore, manifest: Manifest, known: Hashes | undefined): OpenJournal['hashes'] {
  let all = known && Promise.resolve(known);
  const each = new Map<HashName, Promise<Uint32Array>>();
  const wanted = async (...names: readonly HashName[]) => {
    if (all) return all;
    if (names.length === 0) {
      const reading = hashesOf(store, manifest);
      all = reading;
      each.clear();
      reading.catch(() => {
        all = undefined;
      });
      return reading;
    }
    const missing = names.filter((name) => !each.has(name));
    if (missing.length > 0) {
      const reading = hashesOf(store, manifest, missing);
      for (const name of missing) {
        const one = reading.then((hashes) => hashes[name]);
        each.set(name, one);
        one.catch(() => each.delete(name));
      }
    }
    return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await each.get(name)])));
  };
  return wanted as OpenJournal['hashes'];
}

const namesCauses = ({ flags }: Columns) => flags.some((flag) => (flag & RecordFlag.hasCausation) !== 0);

/** What `analyse` looks at. Ids and requests are looked up only where records name causes. */
async function hashesToAnalyse(store: JournalStore, manifest: Manifest, columns: Columns): Promise<Hashes> {
  const hashes = await hashesOf(store, manifest, ['identity']);
  if (!namesCauses(columns)) return hashes;
  return {
    ...(await hashesOf(store, manifest, ['id', 'request', 'causation'])),
    identity: hashes.identity,
  };
}

/**
 * `kept` are the segments of an import that has just ended, all of them; without them they are read. `tick` is told how much of what looks
 * alike is compared, 0 to 1, where that is looked for.
 */
export async function openJournal(
  store: JournalStore,
  manifest: Manifest,
  kept?: readonly KeptSegment[],
  tick: AnalysisInput['tick'] = breather(),
): Promise<OpenJournal> {
  const merge = createMerge(manifest.records);
  if (kept) for (const segment of kept) merge.add(segment);
  else for await (const segment of store.columns(manifest, merge.roomFor)) merge.add(segment);
  const known = kept && mergeHashes(kept, manifest.records);
  const hashes = hashesWhenAsked(store, manifest, known);
  const { columns } = merge.columns(merge.named ? (known ?? (await hashesOf(store, manifest, ['id']))) : undefined);
  const freshBlock = (index: number) => store.block(manifest.id, index);
  const block = blockCache(freshBlock);
  const line = async (row: number) => {
    const { bytes, offsets } = await block(Math.floor(row / BLOCK_RECORDS));
    const i = row % BLOCK_RECORDS;
    return bytes.subarray(offsets[i], (offsets[i + 1] ?? 1) - 1);
  };
  const read = async (row: number) =>
    parseLine(await line(row), ((columns.flags[row] ?? 0) & RecordFlag.bigNumber) !== 0);
  const { sequence, identity } = manifest.header;
  const analysed = async () => {
    // Of a large journal they are not kept: at ten million records they are as much as all columns.
    const toAnalyse = known ?? (await hashesToAnalyse(store, manifest, columns));
    const found = await analyse({ columns, hashes: toAnalyse, sequence, identity, read, line, tick });
    if (!known) release(toAnalyse.identity, toAnalyse.id, toAnalyse.request, toAnalyse.causation);
    return found;
  };
  const analysis = manifest.analysis ? restoreAnalysis(manifest.analysis, columns, sequence) : await analysed();
  const slotRow = manifest.inFileOrder ? sortedRows(columns.count, undefined) : slotRows(columns, analysis.scopes);
  // Made when something first asks: reopening to scrub needs none of them.
  let rowSlot: Uint32Array | undefined;
  let marks: Uint8Array | undefined;
  let tProcessMicros: Float64Array | undefined;
  let hasCauses: boolean | undefined;
  return {
    manifest,
    columns,
    hashes,
    analysis,
    slotRow,
    get rowSlot() {
      rowSlot ??= inverse(slotRow);
      return rowSlot;
    },
    get marks() {
      marks ??= marksByRow(analysis, columns.count);
      return marks;
    },
    get tProcessMicros() {
      tProcessMicros ??= columns.processing.count === 0 ? new Float64Array(0) : processedAt(columns);
      return tProcessMicros;
    },
    get hasCauses() {
      hasCauses ??= namesCauses(columns);
      return hasCauses;
    },
    lastQuery: undefined,
    checked: undefined,
    searches: new Map(),
    block,
    freshBlock,
    line,
    read,
  };
}

/** So many blocks are on their way while one is used: one at a time, a pass over a journal mostly waits for storage. */
const AHEAD = 4;

/** All blocks, in order, for one pass: each is gone when the next one is asked for. */
export async function* blocksOf({
  columns,
  freshBlock,
}: Pick<OpenJournal, 'columns' | 'freshBlock'>): AsyncGenerator<Block> {
  const count = Math.ceil(columns.count / BLOCK_RECORDS);
  const coming: Promise<Block>[] = [];
  for (let index = 0; index < count; index++) {
    while (coming.length < AHEAD && index + coming.length < count) {
      const block = freshBlock(index + coming.length);
      // Who stops early does not hear of what failed later.
      block.catch(() => undefined);
      coming.push(block);
    }
    const block = (await coming.shift()) as Block;
    yield block;
    release(block.bytes);
  }
}

async function* lines({ columns, line }: OpenJournal) {
  for (let row = 0; row < columns.count; row++) yield { line: columns.line[row] ?? 0, bytes: await line(row) };
}

/** Whether the records are sealed, and soundly. Looks at the first record before it reads them all. */
export async function chainOf(open: OpenJournal): Promise<string> {
  if (open.columns.count === 0) return 'none';
  const { header } = open.manifest;
  const first = await open.read(0);
  const isSealed = first.hash !== undefined || first.prev_hash !== undefined || header.head !== undefined;
  if (!isSealed && !hasOwnChain(header)) return 'none';
  return chainVerdict(header, () => lines(open));
}

/** A fresh analysis, with other thresholds than the default ones. */
export async function analysisOf(open: OpenJournal, thresholds: Thresholds): Promise<Analysis> {
  const { columns, hashes, manifest, read, line } = open;
  const { sequence, identity } = manifest.header;
  return analyse({ columns, hashes: await hashes(), sequence, identity, read, line, thresholds, tick: breather() });
}

export async function reportOf(open: OpenJournal, analysis: Analysis = open.analysis): Promise<IntegrityReport> {
  const { columns, manifest, read } = open;
  return integrityReport({
    format: 'mapping' in manifest.reading ? 'mapping' : manifest.reading.format,
    columns,
    analysis,
    rejected: manifest.rejectedLines,
    rejectedTotal: manifest.rejected,
    chain: await chainOf(open),
    read,
  });
}

/** More findings than this are looked for anew at each opening instead of being kept in the manifest. */
const KEPT_FINDINGS = 50_000;

/** What is looked for once, at the end of an import, and kept. */
export async function concluding(open: OpenJournal): Promise<Pick<Manifest, 'report' | 'inFileOrder' | 'analysis'>> {
  const report = await reportOf(open);
  const inFileOrder = isFileOrder(open.slotRow);
  const { scopes: _scopes, applied: _applied, ...analysis } = open.analysis;
  return findingCount(analysis) > KEPT_FINDINGS ? { report, inFileOrder } : { report, inFileOrder, analysis };
}

export function summaryOf(manifest: Manifest): JournalSummary {
  const { id, name, state, records, rejected, bytes, createdAt, header, sources, deletedAt, hold } = manifest;
  const summary = { id, name, state, records, rejected, bytesDone: bytes, createdAt, header, sources };
  return { ...summary, ...(hold && { hold }), ...(deletedAt !== undefined && { deletedAt }) };
}

export function infoOf({ manifest, columns }: OpenJournal): JournalInfo {
  return {
    ...summaryOf(manifest),
    types: Object.entries(countTypes(columns)).map(([type, count]) => ({ type, count })),
    subjects: columns.subjects.length - 1,
    subjectTypes: columns.subjectTypes.slice(1),
    consumers: columns.processing.consumers.slice(1),
    processingRows: columns.processing.count,
    rejectedLines: manifest.rejectedLines,
  };
}
