/** The journal worker's work over a JournalStore; runs in Node too. */

import { makePreview } from '../../core/formats/make-preview.ts';
import type { JournalHeader } from '../../core/formats/mapping.ts';
import { reasonsToHold } from '../../core/hold/found.ts';
import { BIN_MILLIS } from '../../core/journal/bin.ts';
import { BLOCK_RECORDS, type Block } from '../../core/journal/columns.ts';
import { findingsOverTime } from '../../core/journal/findings-over-time.ts';
import { missingIn } from '../../core/journal/gap-fillers.ts';
import { countTypes } from '../../core/journal/integrity.ts';
import { lagStrips } from '../../core/journal/lag-strips.ts';
import { lagBuffers, laneBuffers } from '../../core/journal/lane-buffers.ts';
import { binsWithoutLanes } from '../../core/journal/lanes-of.ts';
import { neighbour } from '../../core/journal/neighbour.ts';
import { ordered } from '../../core/journal/query.ts';
import type { RowQuery } from '../../core/journal/query.types.ts';
import type { Thresholds } from '../../core/journal/report.ts';
import type { StoredPart } from '../../core/journal/segment.ts';
import { collectShapes } from '../../core/journal/shape-of.ts';
import { orderKey } from '../../core/journal/slots.ts';
import { type ThreadNode, type ThreadRecord, threadTree } from '../../core/journal/thread.ts';
import { threadRows } from '../../core/journal/thread-rows.ts';
import { binsOf, type TimelineBins } from '../../core/journal/timeline-bins.ts';
import type { Model } from '../../core/model/model.ts';
import { journalHead } from '../../core/prove/certificate.ts';
import { sameBytes } from '../../core/record/bytes.ts';
import { subjectName } from '../../core/record/record.ts';
import { parseTime } from '../../core/record/time.ts';
import type { JournalStore, Manifest, StoredCheckpoint } from '../../storage/journals.ts';
import { pause } from '../pause.ts';
import { recordsService } from '../records/records.handler.ts';
import type { Records } from '../records/records.protocol.ts';
import { type Call, move } from '../rpc.ts';
import type { Storing } from '../storing/storing.protocol.ts';
import { breather } from './breather.ts';
import { checkKey, checkRecords } from './check-records.ts';
import { differencesOf, totalsOf } from './compare.ts';
import { convertJournal } from './convert-journal.ts';
import { facetsOf } from './facets.ts';
import { forkedCopy } from './forked-copy.ts';
import { bytesOf, columnsKeeper, ImportError, importFiles, type KeptSegment, storageError } from './import.ts';
import { type ImportCheck, startImportCheck } from './import-check.ts';
import { isBeingStored, whileStoring } from './import-lock.ts';
import type { ImportProgress, JournalService, JournalSummary, MergeInput } from './journal.protocol.ts';
import { lanesFor } from './lanes-for.ts';
import { maskedCopy } from './masked-copy.ts';
import { type MergeSource, mergedText, outlookOf, proposalsFor } from './merge.ts';
import {
  analysisOf,
  chainOf,
  concluding,
  infoOf,
  type OpenJournal,
  openJournal,
  reportOf,
  summaryOf,
} from './open-journal.ts';
import { positionsCopy, previewOf, readPositionsFile } from './positions-copy.ts';
import { replayedRecords } from './replayed-records.ts';
import { rescuedCopy } from './rescued-copy.ts';
import { findId, recordDetail, rowOf } from './rows.ts';
import { sealedCopy } from './sealed-copy.ts';
import { type Search, searchKey, startSearch } from './search.ts';
import { serveReplay } from './serve-replay.ts';
import { isSame, mayBe, sourcesOf } from './sources.ts';
import { wholeJournal } from './whole-journal.ts';

const NO_CAUSES = { id: new Uint32Array(0), request: new Uint32Array(0), causation: new Uint32Array(0) };
const LISTED_GAPS = 1000;
const RARE_TYPES = 20_000;
const HEAD_BYTES = 2 * 2 ** 20;
/** Lanes, slots and columns of more journals than this are not held at once. */
const HELD = 3;

async function headOf(file: File): Promise<{ readonly bytes: Uint8Array; readonly complete: boolean }> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of bytesOf(file, () => undefined)) {
      chunks.push(chunk);
      size += chunk.byteLength;
      if (size >= HEAD_BYTES) break;
    }
  } catch (error) {
    // A truncated gzip shows what it has; the import itself will say so.
    if (size === 0) throw error;
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return { bytes: bytes.subarray(0, HEAD_BYTES), complete: size < HEAD_BYTES };
}

const newManifest = (given: Pick<Manifest, 'id' | 'name' | 'header' | 'reading' | 'sources'>): Manifest => ({
  ...given,
  state: 'importing',
  createdAt: new Date().toISOString(),
  records: 0,
  rejected: 0,
  bytes: 0,
  segments: 0,
  rejectedLines: [],
});

/** What is under way goes on; who asked hears at once that it was cancelled. */
const unlessAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = () => reject(aborted());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
const aborted = () => new DOMException('cancelled', 'AbortError');
async function* linesOf({ columns, line }: OpenJournal) {
  for (let row = 0; row < columns.count; row++) yield await line(row);
}
/** The table's, the timeline's, and one of each that was asked before. */
const SEARCHES = 4;
/** The first answer of a search comes soon; who asks again while it goes on is not to keep it from going on. */
const FIRST_RESULTS_MILLIS = 40;
const MORE_RESULTS_MILLIS = 250;
const moment = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));

/** Workers that an import may start beside it. */
interface Beside {
  readonly startRecords?: () => Records;
  readonly startStoring?: () => Storing;
}

/** Where no worker is to be had for it. */
const inThisOne = (): Records => ({ ...recordsService(), end: () => undefined });

export function journalService(
  store: JournalStore,
  now: () => number = Date.now,
  { startRecords = inThisOne, startStoring }: Beside = {},
): JournalService & { readonly durable: boolean } {
  const held = new Map<string, Promise<OpenJournal>>();
  const answered = new WeakSet<Search>();

  const manifestOf = async (id: string): Promise<Manifest> => {
    const manifest = await store.get(id);
    if (!manifest)
      throw new Error(`There is no journal ${id} in this browser: it was erased, or belongs to another browser.`);
    return manifest;
  };
  const hold = (id: string, open: Promise<OpenJournal>) => {
    held.delete(id);
    held.set(id, open);
    for (const oldest of held.keys()) if (held.size > HELD) held.delete(oldest);
  };
  const opened = (id: string, given?: Manifest): Promise<OpenJournal> => {
    const known = held.get(id);
    const open = known ?? Promise.resolve(given ?? manifestOf(id)).then((manifest) => openJournal(store, manifest));
    hold(id, open);
    if (!known) open.catch(() => held.delete(id));
    return open;
  };

  /** The search for a query's filters: the one under way or done, or a new one, which may end the oldest. */
  const searchFor = (open: OpenJournal, query: RowQuery): Search => {
    const key = searchKey(query);
    const known = open.searches.get(key);
    const search = known ?? startSearch(open, query);
    // One that failed is tried anew when it is asked for again.
    search.done.catch(() => open.searches.get(key) === search && open.searches.delete(key));
    open.searches.delete(key);
    open.searches.set(key, search);
    for (const [oldest, old] of open.searches) {
      if (open.searches.size <= SEARCHES) break;
      old.stop();
      open.searches.delete(oldest);
    }
    return search;
  };
  /** Rows of a query as far as they are found, after a moment at most; the last ones are kept, so that paging does not search again. */
  const queried = async (open: OpenJournal, query: RowQuery) => {
    const search = searchFor(open, query);
    const key = JSON.stringify(query);
    const known = open.lastQuery?.key === key ? open.lastQuery.rows : undefined;
    if (known) return { rows: known, search };
    if (search.searched < 1) {
      await Promise.race([search.done, moment(answered.has(search) ? MORE_RESULTS_MILLIS : FIRST_RESULTS_MILLIS)]);
      answered.add(search);
    }
    const rows = ordered(open, query, search.shown);
    if (search.searched === 1) open.lastQuery = { key, rows };
    return { rows, search };
  };
  const shownOf = async (open: OpenJournal, query: RowQuery): Promise<Uint8Array | undefined> => {
    const search = searchFor(open, query);
    await search.done;
    return search.shown;
  };

  /** What was found at the import, or anew with other thresholds. */
  const judged = async (open: OpenJournal, thresholds: Thresholds | undefined) => {
    const analysis = thresholds ? await analysisOf(open, thresholds) : open.analysis;
    // One that was kept before reports told what cannot be judged is made anew.
    const kept = open.manifest.report?.not_judged ? open.manifest.report : undefined;
    const report = (thresholds ? undefined : kept) ?? (await reportOf(open, analysis));
    return { analysis, report };
  };
  /** One after another: opening reads much. */
  const allOpened = async (ids: readonly string[]): Promise<readonly OpenJournal[]> => {
    const list: OpenJournal[] = [];
    for (const id of ids) list.push(await opened(id));
    return list;
  };
  const toMerge = async (sources: readonly MergeInput[]): Promise<readonly MergeSource[]> => {
    if (new Set(sources.map(({ id }) => id)).size < Math.max(2, sources.length))
      throw new Error('Choose two or more different journals to merge.');
    const list = await allOpened(sources.map(({ id }) => id));
    return list.map((open, i) => ({ open, offset: sources[i] ?? { micros: 0, times: [] } }));
  };

  /** Painted when the journal is opened, until its lanes are there; without it the timeline only comes later. */
  const keepPicture = async (id: string, bins: TimelineBins | undefined) => {
    if (bins) await store.keepPicture(id, bins).catch(() => undefined);
  };

  const finish = async (manifest: Manifest, kept?: readonly KeptSegment[], check?: ImportCheck, call?: Call) => {
    const { records, rejected, bytes } = manifest;
    const told = { stage: 'finishing', records, rejected, bytes, totalBytes: bytes, recordsPerSecond: 0 } as const;
    const tick = breather(call, (compared) => call?.progress({ ...told, compared } satisfies ImportProgress));
    const open = await openJournal(store, manifest, kept, tick);
    const header: JournalHeader = { ...manifest.header, state: 'complete' };
    const update = { ...(await concluding(open)), header, state: 'complete' } as const;
    // Checked before the journal is complete: cancelled, it can still be thrown away.
    open.manifest = { ...manifest, ...update };
    const said = call && (await check?.finish(store, open, call));
    if (said) open.checked = { key: checkKey(check?.model), said };
    await keepPicture(manifest.id, binsWithoutLanes(open.columns, open.analysis, open.tProcessMicros));
    await store.update(manifest.id, update);
    hold(manifest.id, Promise.resolve(open));
    return summaryOf(open.manifest);
  };

  /** With a check of the records on their way, where there is a model. */
  const checking = async <T>(
    model: Model | undefined,
    name: string,
    work: (check: ImportCheck | undefined) => Promise<T>,
  ): Promise<T> => {
    const check = model && startImportCheck(model, name, startRecords);
    try {
      return await work(check);
    } finally {
      check?.end();
    }
  };

  /** What fails or is cancelled leaves nothing behind. */
  const erasing = async <T>(id: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      await store.erase(id).catch(() => undefined);
      throw storageError(error);
    }
  };

  /** A copy of a journal, made as a file, becomes one of its own; `finished` judges it, and what it throws erases it. */
  const storedCopy = (
    copy: { readonly file: File; readonly header: JournalHeader },
    name: string,
    call: Call,
    finished: (done: Manifest) => Promise<JournalSummary>,
  ): Promise<JournalSummary> => {
    const id = crypto.randomUUID();
    const sources = [{ name: copy.file.name, bytes: copy.file.size }];
    const header: JournalHeader = { ...copy.header, state: 'importing' };
    const manifest = newManifest({ id, name, header, reading: { format: 'factline' }, sources });
    return erasing(id, async () => {
      await store.create(manifest);
      return finished(await importFiles({ store, manifest, files: [copy.file], stored: [], startStoring }, call));
    });
  };

  return {
    durable: store.durable,
    async list() {
      const manifests = [];
      for (const manifest of await store.list()) {
        if (manifest.deletedAt !== undefined && now() - manifest.deletedAt > BIN_MILLIS) await store.erase(manifest.id);
        else manifests.push(manifest);
      }
      return manifests.map(summaryOf).sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
    },
    async preview({ files, reading }) {
      const heads = [];
      for (const file of files) heads.push({ name: file.name, totalBytes: file.size, ...(await headOf(file)) });
      return makePreview(heads, reading);
    },
    async import({ files, reading, name, model }, call) {
      const id = crypto.randomUUID();
      const sources = await sourcesOf(files);
      const header: JournalHeader = {
        factline: 1,
        journal: name,
        sequence: { per: 'subject', base: 1 },
        identity: ['id'],
        state: 'importing',
      };
      const manifest = newManifest({ id, name, header, reading, sources });
      return whileStoring(id, () =>
        erasing(id, async () => {
          await store.create(manifest);
          const keeper = columnsKeeper();
          return checking(model, name, async (check) => {
            const done = await importFiles({ store, manifest, files, stored: [], keeper, check, startStoring }, call);
            const withSources = { ...done, header: { ...done.header, sources } };
            return finish(withSources, keeper.take(), check, call);
          });
        }),
      );
    },
    async continueImport({ id, files, model }, call) {
      const manifest = await manifestOf(id);
      if (manifest.state === 'complete') throw new ImportError(`${manifest.name} is complete already.`);
      const expected = manifest.sources.map((source) => source.name).join(', ');
      if (files.length !== manifest.sources.length)
        throw new ImportError(`To go on, choose the same files again: ${expected}.`);
      for (const [i, given] of (await sourcesOf(files)).entries())
        if (!mayBe(given, manifest.sources[i]))
          throw new ImportError(
            `${given.name} is not the file that the import began with (${expected}): its size or beginning differs.`,
          );
      return checking(model, manifest.name, async (check) => {
        const stored: StoredPart[] = [];
        for await (const segment of store.segments(manifest)) {
          const { first, count, dictionary, rejected, source } = segment;
          stored.push({ count, dictionary, rejected, source });
          if (!check) continue;
          if (call.signal.aborted) throw aborted();
          const blocks: Block[] = [];
          for (let row = first; row < first + count; row += BLOCK_RECORDS)
            blocks.push(await store.block(id, Math.floor(row / BLOCK_RECORDS)));
          check.segment({ ...segment, blocks }, manifest.header, true);
          await check.ready();
        }
        // Unlike a fresh import, a failure here keeps what was there before.
        return whileStoring(id, async () =>
          finish(
            await importFiles({ store, manifest, files, stored, check, startStoring }, call),
            undefined,
            check,
            call,
          ),
        );
      });
    },
    async unfinishedOf({ files }) {
      const sizes = files.map((file) => file.size).join();
      const broken = (await store.list())
        .filter(({ state, deletedAt }) => state === 'importing' && deletedAt === undefined)
        .filter(({ sources }) => sources.map(({ bytes }) => bytes).join() === sizes)
        .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
      if (broken.length === 0) return undefined;
      const given = await sourcesOf(files);
      for (const manifest of broken)
        if (given.every((one, i) => isSame(one, manifest.sources[i])) && !(await isBeingStored(manifest.id)))
          return summaryOf(manifest);
      return undefined;
    },
    async rename({ id, name }) {
      const { header } = await manifestOf(id);
      await store.update(id, { name, header: { ...header, journal: name } });
      held.delete(id);
    },
    async remove({ id }) {
      held.delete(id);
      await store.update(id, { deletedAt: now() });
    },
    async restore({ id }) {
      held.delete(id);
      await store.restore(id);
    },
    async erase({ id }) {
      held.delete(id);
      await store.erase(id);
    },
    async keep({ id }) {
      const manifest = await manifestOf(id);
      const hold = { found: manifest.hold?.found ?? [], keptAt: new Date().toISOString() };
      await store.update(id, { hold });
      held.delete(id);
      return summaryOf({ ...manifest, hold });
    },
    async mask({ id, name, model }, call) {
      const original = await opened(id);
      const copy = await maskedCopy(store, original, { name, model }, call);
      return storedCopy(copy, name, call, async (done) => {
        if (done.records !== original.columns.count)
          throw new ImportError(
            `The masked copy has ${done.records} of ${original.columns.count} records, so it was thrown away. The original is unchanged. This is a fault of Factline: please report it.`,
          );
        const left = reasonsToHold(done.hold?.found ?? [], model).filter(({ path }) => path !== '…');
        if (left.length > 0)
          throw new ImportError(
            `The masked copy still holds ${left[0]?.kind} in ${left[0]?.path}, so it was thrown away. The original is unchanged. This is a fault of Factline: please report it.`,
          );
        return finish({ ...done, header: copy.header });
      });
    },
    async seal({ id, name }, call) {
      const original = await opened(id);
      const copy = await sealedCopy(store, original, name, call);
      return storedCopy(copy, name, call, async (done) => {
        const summary = await finish({ ...done, header: copy.header });
        const chain = (await opened(done.id)).manifest.report?.chain;
        if (chain !== 'intact' || summary.records !== original.columns.count)
          throw new ImportError(
            `The sealed copy's chain is ${chain} and it has ${summary.records} of ${original.columns.count} records, so it was thrown away. The original is unchanged. This is a fault of Factline: please report it.`,
          );
        return summary;
      });
    },
    async fork({ id, ...order }, call) {
      const original = await opened(id);
      const copy = await forkedCopy(store, original, order, call);
      return storedCopy(copy, order.name, call, (done) => finish({ ...done, header: copy.header }));
    },
    async positions({ id, ...file }, call) {
      return previewOf(await opened(id), await readPositionsFile(file, call));
    },
    async addPositions({ id, name, ...file }, call) {
      const original = await opened(id);
      const read = await readPositionsFile(file, call);
      const copy = await positionsCopy(store, original, { read, name }, call);
      return storedCopy(copy, name, call, async (done) => {
        if (done.records !== original.columns.count)
          throw new ImportError(
            `The copy has ${done.records} of ${original.columns.count} records, so it was thrown away. The original is unchanged. This is a fault of Factline: please report it.`,
          );
        // What was decided of the same records stays decided.
        const { hold } = original.manifest;
        if (hold?.keptAt !== undefined) await store.update(done.id, { hold });
        return finish({ ...done, header: copy.header, ...(hold?.keptAt !== undefined && { hold }) });
      });
    },
    async rescue({ id, name }, call) {
      const { file, header, lost, lostProcessing } = await rescuedCopy(store, await manifestOf(id), name, call);
      const journal = await storedCopy({ file, header }, name, call, (done) => finish({ ...done, header }));
      return { journal, lost, lostProcessing };
    },
    async verify({ id }) {
      return chainOf(await opened(id));
    },
    async open({ id }) {
      const manifest = await manifestOf(id);
      if (manifest.state !== 'complete')
        throw new ImportError(
          `${manifest.name} is incomplete: ${manifest.records} records were stored when its import ended. Continue or erase it in the import panel.`,
        );
      return infoOf(await opened(id, manifest));
    },
    async close({ id }) {
      held.delete(id);
    },
    async rows({ id, query, from, count }) {
      const open = await opened(id);
      const { rows, search } = await queried(open, query);
      const page = [];
      for (const row of rows.subarray(from, from + count)) page.push(await rowOf(open, row));
      const { searched, answer } = search;
      return { total: rows.length, from, rows: page, searched, ...(answer && { answer }) };
    },
    async facets({ id, query, asks }) {
      const open = await opened(id);
      const search = searchFor(open, query);
      if (search.searched < 1) await Promise.race([search.done, moment(MORE_RESULTS_MILLIS)]);
      return {
        ...(await facetsOf(open, search.shown, asks, () => moment(MORE_RESULTS_MILLIS))),
        searched: search.searched,
      };
    },
    async locate({ id, query, row }) {
      const open = await opened(id);
      await searchFor(open, query).done;
      const at = (await queried(open, query)).rows.indexOf(row);
      return at < 0 ? undefined : at;
    },
    async resolve({ id, at }) {
      const open = await opened(id);
      const { columns, slotRow } = open;
      const text = at.trim();
      const line = /^line:(\d+)$/.exec(text)?.[1];
      if (line !== undefined) {
        const row = columns.line.indexOf(Number(line));
        return row < 0 ? undefined : row;
      }
      const slot = /^(?:slot:)?(\d{1,10})$/.exec(text)?.[1];
      if (slot !== undefined) return slotRow[Number(slot) - 1];
      if (text.startsWith('id:')) return findId(open, text.slice(3));
      const time = parseTime(text, 'Z');
      if (!time) return findId(open, text);
      const key =
        orderKey(columns) === columns.position ? columns.tLogMicros : (orderKey(columns) ?? columns.tEventMicros);
      return slotRow.findLast((row) => (key[row] ?? Number.NaN) <= time.micros);
    },
    async neighbour({ id, slot, by, forward }) {
      const open = await opened(id);
      const { subject, type } = open.columns;
      const correlation = by === 'thread' ? (await open.hashes('correlation')).correlation : undefined;
      const marks = by === 'finding' ? open.marks : undefined;
      return neighbour({ slotRow: open.slotRow, subject, type, correlation, marks }, slot, by, forward);
    },
    async agreement({ id, other }, call) {
      const [a, b] = await Promise.all([opened(id), opened(other)]);
      const count = Math.min(a.columns.count, b.columns.count);
      for (let slot = 0; slot < count; slot++) {
        // Other messages, a cancellation too, are heard now and then.
        if (slot % 16_384 === 0) await pause();
        if (call.signal.aborted) throw aborted();
        const [x, y] = await Promise.all([a.line(a.slotRow[slot] ?? 0), b.line(b.slotRow[slot] ?? 0)]);
        if (!sameBytes(x, y)) return slot;
      }
      return count;
    },
    async head({ id }) {
      return journalHead(linesOf(await opened(id)));
    },
    async record({ id, row }) {
      return recordDetail(await opened(id), row);
    },
    async replayed({ id, ...wanted }) {
      return replayedRecords(await opened(id), wanted);
    },
    async thread({ id, row }) {
      const open = await opened(id);
      const links = open.hasCauses
        ? await open.hashes('id', 'request', 'causation', 'correlation')
        : { ...NO_CAUSES, ...(await open.hashes('correlation')) };
      const { rows, ...whole } = threadRows(links, row);
      const records: ThreadRecord[] = [];
      for (const other of rows) {
        const record = await open.read(other);
        const tLogMicros = open.columns.tLogMicros[other];
        records.push({
          ...record,
          row: other,
          slot: (open.rowSlot[other] ?? 0) + 1,
          subject: subjectName(record.subject_type, record.subject_id) ?? '',
          tLogMicros: Number.isNaN(tLogMicros) ? undefined : tLogMicros,
        });
      }
      const nodes = threadTree(records).map((node): ThreadNode => {
        if (!node.record) return node;
        const { id: own, type, row: at, slot, subject, tLogMicros } = node.record;
        return { ...node, record: { id: own, type, row: at, slot, subject, tLogMicros } };
      });
      return { nodes, ...whole };
    },
    async report({ id, thresholds }) {
      return (await judged(await opened(id), thresholds)).report;
    },
    async integrity({ id, thresholds }) {
      const open = await opened(id);
      const { analysis, report } = await judged(open, thresholds);
      return { report, ...findingsOverTime(analysis, open.columns, open.tProcessMicros) };
    },
    async fillers({ id, others }, call) {
      const { analysis } = await opened(id);
      const gaps = [...analysis.gaps].sort((a, b) => a.row - b.row).slice(0, LISTED_GAPS);
      const found: { journal: string; found: number }[][] = gaps.map(() => []);
      for (const other of others) {
        if (call.signal.aborted) throw aborted();
        if (other === id) continue;
        const { columns, manifest } = await openJournal(store, await manifestOf(other));
        const counts = missingIn(
          gaps.map((gap) => ({ ...gap, name: analysis.scopes.names[gap.scope] ?? '' })),
          columns,
          manifest.header.sequence,
        );
        for (const [i, count] of counts.entries())
          if (count > 0) found[i]?.push({ journal: manifest.name, found: count });
      }
      return found;
    },
    async compare({ id, other }, call) {
      return totalsOf(await opened(id), await opened(other), call);
    },
    async differences({ id, other, ...page }, call) {
      return differencesOf(await opened(id), await opened(other), page, call);
    },
    async proposeOffsets({ ids }) {
      return proposalsFor(await allOpened(ids));
    },
    async mergeOutlook({ sources }, call) {
      return outlookOf(await toMerge(sources), call);
    },
    async merge({ sources, name }, call) {
      const { header, chunks, bytes } = await mergedText(store, await toMerge(sources), name, call);
      const id = crypto.randomUUID();
      const refs = header.sources ?? [{ name, bytes }];
      const manifest = newManifest({
        id,
        name,
        header: { ...header, state: 'importing' },
        reading: { format: 'factline' },
        sources: refs,
      });
      return erasing(id, async () => {
        await store.create(manifest);
        const done = await importFiles({ store, manifest, files: [], stored: [], chunks, startStoring }, call);
        return finish(done, undefined, undefined, call);
      });
    },
    async check({ id, model }, call) {
      const open = await opened(id);
      const key = checkKey(model);
      if (open.checked?.key !== key) open.checked = { key, said: await checkRecords(store, open, model, call) };
      return open.checked.said;
    },
    async shapes({ id }, call) {
      const open = await opened(id);
      const { count } = open.columns;
      const collector = collectShapes();
      const blocks = Math.ceil(count / BLOCK_RECORDS);
      const stride = Math.max(1, Math.floor(blocks / 40));
      const look = async (row: number) => collector.add(await open.read(row));
      for (let index = 0; index < blocks; index += stride) {
        if (call.signal.aborted) throw aborted();
        for (let row = index * BLOCK_RECORDS; row < Math.min(count, (index + 1) * BLOCK_RECORDS); row++)
          if (collector.sampled(open.columns.types[open.columns.type[row] ?? 0] ?? '') < 300) await look(row);
      }
      // Rare types that the even sample missed; past so many of them a type is no kind of event, and its payload stays undescribed.
      let looked = 0;
      const missing = new Set(open.columns.types.slice(1).filter((type) => collector.sampled(type) === 0));
      for (let row = 0; row < count && missing.size > 0 && looked < RARE_TYPES; row++) {
        if (!missing.delete(open.columns.types[open.columns.type[row] ?? 0] ?? '')) continue;
        looked++;
        await look(row);
      }
      return collector.shapes(countTypes(open.columns));
    },
    async picture({ id }) {
      const manifest = await store.get(id);
      return manifest?.state === 'complete' ? store.picture(manifest) : undefined;
    },
    async lanes({ id, query, ...wanted }, call) {
      const open = await opened(id);
      const shown = query && (await unlessAborted(shownOf(open, query), call.signal));
      const data = await lanesFor(open, shown, wanted, call);
      // That of the import may be of an earlier version.
      if (shown === undefined && wanted.consumer === undefined) await keepPicture(id, binsOf(data));
      return move(data, laneBuffers(data));
    },
    async lags({ id, query, consumer }, call) {
      const open = await opened(id);
      const shown = query && (await unlessAborted(shownOf(open, query), call.signal));
      const strips = lagStrips(open.columns, shown, consumer);
      return move(strips, lagBuffers(strips));
    },
    async serveReplay({ id, port, behavior }) {
      const keeping = behavior !== undefined && {
        read: () => store.checkpoints(id, behavior),
        write: (checkpoints: readonly StoredCheckpoint[]) =>
          store.keepCheckpoints(id, { behavior, at: now(), checkpoints }),
      };
      serveReplay(await opened(id), port, keeping || undefined);
    },
    async export({ id }) {
      return wholeJournal(store, await opened(id));
    },
    async begin({ header }) {
      const { journal: name = '' } = header;
      const id = crypto.randomUUID();
      const manifest = newManifest({ id, name, header, reading: { format: 'factline' }, sources: [] });
      await store.create({ ...manifest, state: 'complete' });
      return summaryOf(await manifestOf(id));
    },
    async commit({ id, ...group }) {
      await store.commit(id, group).catch((error: unknown) => {
        throw storageError(error);
      });
    },
    async settle({ id }, call) {
      const original = await opened(id);
      const last = (await store.commits(id)).at(-1);
      if (!last) return summaryOf(original.manifest);
      const { name, header } = original.manifest;
      const whole = await wholeJournal(store, original, last.first + last.count);
      const file = new File([whole], `${name}.ndjson`);
      return storedCopy({ file, header }, name, call, async (done) => {
        const { records, rejected } = done;
        if (records !== last.first + last.count || rejected > original.manifest.rejected)
          throw new ImportError(
            `${records} of the journal's ${last.first + last.count} records could be read back, so it stays as it was, with its commits. This is a fault of Factline: please report it.`,
          );
        const summary = await finish(done);
        await store.close(id, records);
        return summary;
      });
    },
    async convert({ id, format, query, row }, call) {
      const open = await opened(id);
      const one = row === undefined ? undefined : new Uint8Array(open.columns.count).fill(1, row, row + 1);
      const shown = one ?? (query && (await unlessAborted(shownOf(open, query), call.signal)));
      return convertJournal(store, open, { format, shown }, call);
    },
  };
}
