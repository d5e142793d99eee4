/**
 * Journals as stored: a manifest, segments of columns, and blocks of 1,024 lines. Append-only: a stored segment is never changed.
 *
 * The manifest is written first, `importing`; each group of segments is added in one transaction with the manifest's counters, so what the
 * manifest says is there; `complete` comes last. Two implementations, one contract test: Dexie, and memory where there is no IndexedDB.
 */
import type { Table } from 'dexie';
import type { JournalHeader, SourceRef } from '../core/formats/mapping.ts';
import type { Reading } from '../core/formats/preview.ts';
import type { Hold } from '../core/hold/found.ts';
import type { StoredAnalysis } from '../core/journal/analyse.ts';
import { BLOCK_RECORDS, type Block, SEGMENT_RECORDS } from '../core/journal/columns.ts';
import type { RoomedColumns, RoomFor, SegmentColumns, SegmentHashes } from '../core/journal/merge.ts';
import type { IntegrityReport, Rejected } from '../core/journal/report.ts';
import type { ProcessingPart, Segment } from '../core/journal/segment.ts';
import { parseBins, type TimelineBins } from '../core/journal/timeline-bins.ts';
import type { Checkpoint } from '../core/replay/checkpoint.ts';
import { type CommitStore, dexieCommits, memoryCommits } from './commits.ts';
import type { Database } from './db.ts';
import {
  packAside,
  packSegment,
  parseAside,
  parseBlock,
  parseColumns,
  parseManifest,
  parseSegment,
  parseStoredCheckpoint,
} from './stored.ts';

/** What opening a journal reads of a segment; blocks, hashes and the lines of processing rows are rows of their own. */
export type StoredSegment = SegmentColumns & Pick<Segment, 'rejected' | 'source'>;
/** What only findings, links and export need. */
export type SegmentAside = SegmentHashes & { readonly processing: Pick<ProcessingPart, 'idHash' | 'lines'> };

export interface Manifest {
  readonly id: string;
  readonly name: string;
  readonly state: 'importing' | 'complete';
  readonly createdAt: string;
  readonly header: JournalHeader;
  readonly reading: Reading;
  readonly sources: readonly SourceRef[];
  readonly records: number;
  readonly rejected: number;
  /** Unzipped bytes of the sources that the stored records come from. */
  readonly bytes: number;
  readonly segments: number;
  readonly rejectedLines: readonly Rejected[];
  /** Of a complete journal, under the default thresholds. */
  readonly report?: IntegrityReport;
  /** Replay order is file order, as it mostly is; absent where that was not looked for. */
  readonly inFileOrder?: boolean;
  /** So that reopening need not look for them again; absent where there are too many to keep here. */
  readonly analysis?: StoredAnalysis;
  /** Secrets and personal data in the records; absent where none were found, or nothing looked. */
  readonly hold?: Hold;
  /** In the bin since then, milliseconds since 1970. */
  readonly deletedAt?: number;
}

export type ManifestUpdate = Partial<
  Pick<
    Manifest,
    | 'name'
    | 'state'
    | 'header'
    | 'records'
    | 'rejected'
    | 'bytes'
    | 'rejectedLines'
    | 'report'
    | 'inFileOrder'
    | 'analysis'
    | 'sources'
    | 'hold'
    | 'deletedAt'
  >
>;

/** Which journal, and how many segments it has. */
export type StoredExtent = Pick<Manifest, 'id' | 'segments'>;

export interface JournalStore extends CommitStore {
  /** Whether what is stored outlives the page. */
  readonly durable: boolean;
  list(): Promise<readonly Manifest[]>;
  get(id: string): Promise<Manifest | undefined>;
  create(manifest: Manifest): Promise<void>;
  /** Adds segments, their blocks and the manifest's counters in one transaction. */
  append(id: string, segments: readonly Segment[], update: ManifestUpdate): Promise<void>;
  update(id: string, update: ManifestUpdate): Promise<void>;
  /** Takes a journal out of the bin. */
  restore(id: string): Promise<void>;
  /** In order, a few at a time in memory. Throws a DamagedError where one is missing or malformed. */
  segments(of: StoredExtent): AsyncIterable<StoredSegment>;
  /** Likewise, to open a journal: columns may be put where there is room for them (`ColumnsMerge.roomFor`). */
  columns(of: StoredExtent, roomFor: RoomFor): AsyncIterable<SegmentColumns | RoomedColumns>;
  /** Likewise. */
  asides(of: StoredExtent): AsyncIterable<SegmentAside>;
  /** In buffers of its own: they may be handed over. */
  block(id: string, index: number): Promise<Block>;
  /** With everything that was made of it. */
  erase(id: string): Promise<void>;
  /** What was kept of a behavior over a journal, by slots; rows that are malformed are left out. */
  checkpoints(id: string, behavior: string): Promise<readonly StoredCheckpoint[]>;
  /** How the timeline of the whole journal looks at first, if that was kept. */
  picture(of: Pick<Manifest, 'id' | 'records'>): Promise<TimelineBins | undefined>;
  /** Nothing is kept of a journal that is not there. */
  keepPicture(id: string, bins: TimelineBins): Promise<void>;
  /** In place of what was kept of this behavior; of other ones the last few stay. Nothing is kept of a journal that is not there. */
  keepCheckpoints(id: string, kept: KeptCheckpoints): Promise<void>;
}

export interface StoredCheckpoint {
  readonly checkpoint: Checkpoint;
  /** Of the journal up to there (`prefixHashes`). */
  readonly prefix: string;
}
export interface KeptCheckpoints {
  /** Names behavior and model. */
  readonly behavior: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly checkpoints: readonly StoredCheckpoint[];
}

/** Stored data that is not what it should be: the message names the journal and what to do. */
export class DamagedError extends Error {
  override readonly name = 'DamagedError';
}

const damaged = (id: string, what: string) =>
  new DamagedError(
    `The stored journal ${id} is damaged: ${what}. Other journals are not affected. Rescue what can be read of this one as a new journal, or import it again.`,
  );

/** The records of a segment or block, as a person counts them. */
const recordsOf = (index: number, size: number) => `records ${index * size + 1} to ${(index + 1) * size}`;
/** So many behaviors have their checkpoints kept of each journal. */
const BEHAVIORS_KEPT = 3;

/** Blocks of a full segment. */
const BLOCKS = SEGMENT_RECORDS / BLOCK_RECORDS;

/** Blocks are numbered through the journal: those of a segment begin at its first record / 1,024. */
const blockRows = (id: string, { first, blocks }: Segment) =>
  blocks.map(({ bytes, offsets }, i) => ({
    journal: id,
    index: first / BLOCK_RECORDS + i,
    bytes: exact(bytes),
    offsets: exact(offsets),
  }));

/** A view of a larger buffer would be stored with all of it. */
function exact<A extends Uint8Array | Uint32Array>(view: A): A {
  return view.byteLength === view.buffer.byteLength ? view : (view.slice() as A);
}

/** Segments are read so many at once, and so many times that are on their way while one is used: else it is mostly waited for storage. */
const BATCH = 8;
const AHEAD = 8;

export function dexieJournals(db: Database): JournalStore {
  const commits = dexieCommits(db);
  const get = async (id: string) => {
    const row = await db.journals.get(id);
    if (row === undefined) return undefined;
    const manifest = parseManifest(row);
    if (!manifest) throw damaged(id, 'its manifest is malformed');
    return manifest;
  };
  const change = async (id: string, update: ManifestUpdate, segments = 0) => {
    const manifest = await get(id);
    if (!manifest) throw new Error(`There is no journal ${id}: it was erased meanwhile.`);
    await db.journals.put({ ...manifest, ...update, segments: manifest.segments + segments });
  };
  async function* rowsOf<T>(
    { id, segments: count }: StoredExtent,
    table: Table<unknown, [string, number]>,
    what: string,
    parse: (row: unknown) => T | undefined,
  ): AsyncGenerator<T> {
    const load = (from: number) => {
      const keys = Array.from({ length: Math.min(BATCH, count - from) }, (_, i): [string, number] => [id, from + i]);
      const rows = table.bulkGet(keys);
      // Who stops early does not hear of what failed later.
      rows.catch(() => undefined);
      return rows;
    };
    const coming: ReturnType<typeof load>[] = [];
    for (let from = 0; from < count; from += BATCH) {
      while (coming.length < AHEAD && from + coming.length * BATCH < count)
        coming.push(load(from + coming.length * BATCH));
      const rows = (await coming.shift()) ?? [];
      for (const [i, row] of rows.entries()) {
        const parsed = parse(row);
        if (parsed === undefined)
          throw damaged(
            id,
            `${what} ${from + i} of ${count} (${recordsOf(from + i, SEGMENT_RECORDS)}) are ${row === undefined ? 'missing' : 'malformed'}`,
          );
        yield parsed;
      }
    }
  }
  const of = (id: string, behavior: string) =>
    db.checkpoints
      .where('[journal+behavior+slots]')
      .between([id, behavior, 0], [id, behavior, Number.MAX_SAFE_INTEGER]);
  return {
    ...commits,
    durable: true,
    async list() {
      const rows = await db.journals.toArray();
      return rows.flatMap((row) => parseManifest(row) ?? []);
    },
    get,
    async create(manifest) {
      await db.journals.add(manifest);
    },
    async append(id, segments, update) {
      await db.transaction('rw', db.journals, db.segments, db.asides, db.blocks, async () => {
        const first = (await get(id))?.segments ?? 0;
        await change(id, update, segments.length);
        await db.segments.bulkAdd(
          segments.map((segment, i) => ({ journal: id, index: first + i, ...packSegment(segment) })),
        );
        await db.asides.bulkAdd(
          segments.map((segment, i) => ({ journal: id, index: first + i, ...packAside(segment) })),
        );
        for (const segment of segments) await db.blocks.bulkAdd(blockRows(id, segment));
      });
    },
    async update(id, update) {
      await db.transaction('rw', db.journals, () => change(id, update));
    },
    async restore(id) {
      await db.transaction('rw', db.journals, async () => {
        const manifest = await get(id);
        if (!manifest) throw new Error(`There is no journal ${id}: it was erased meanwhile.`);
        const { deletedAt: _, ...rest } = manifest;
        await db.journals.put(rest);
      });
    },
    segments: (of) => rowsOf(of, db.segments, 'the columns of segment', parseSegment),
    columns: (of, roomFor) => rowsOf(of, db.segments, 'the columns of segment', (row) => parseColumns(row, roomFor)),
    asides: (of) => rowsOf(of, db.asides, 'the hashes of segment', parseAside),
    async block(id, index) {
      const block = parseBlock(await db.blocks.get([id, index]));
      if (!block) throw damaged(id, `the lines of ${recordsOf(index, BLOCK_RECORDS)} are missing or malformed`);
      return block;
    },
    async erase(id) {
      const tables = [db.journals, db.segments, db.asides, db.blocks, db.checkpoints, db.commits, db.pictures];
      await db.transaction('rw', tables, async () => {
        await db.journals.delete(id);
        await commits.erase(id);
        await db.pictures.delete(id);
        await db.checkpoints.where('journal').equals(id).delete();
        for (const table of [db.segments, db.asides, db.blocks])
          await table.where('[journal+index]').between([id, 0], [id, Number.MAX_SAFE_INTEGER]).delete();
      });
    },
    async picture({ id, records }) {
      const row = (await db.pictures.get(id)) as { readonly bins?: unknown } | undefined;
      return parseBins(row?.bins, records);
    },
    async keepPicture(id, bins) {
      await db.transaction('rw', db.journals, db.pictures, async () => {
        if ((await db.journals.where('id').equals(id).count()) > 0) await db.pictures.put({ journal: id, bins });
      });
    },
    async checkpoints(id, behavior) {
      const rows = await of(id, behavior).toArray();
      return rows.flatMap((row) => parseStoredCheckpoint(row) ?? []);
    },
    async keepCheckpoints(id, { behavior, at, checkpoints }) {
      await db.transaction('rw', db.journals, db.checkpoints, async () => {
        if ((await db.journals.where('id').equals(id).count()) === 0) return;
        await of(id, behavior).delete();
        await db.checkpoints.bulkPut(
          checkpoints.map(({ checkpoint, prefix }) => ({
            journal: id,
            behavior,
            slots: checkpoint.slots,
            at,
            prefix,
            checkpoint,
          })),
        );
        const keys = (await db.checkpoints.where('journal').equals(id).primaryKeys()) as [string, string, number][];
        const times = new Map<string, number>();
        const names = new Set(keys.map(([, name]) => name));
        if (names.size <= BEHAVIORS_KEPT) return;
        for (const name of names) {
          const row =
            name === behavior ? { at } : ((await of(id, name).first()) as { readonly at?: unknown } | undefined);
          times.set(name, typeof row?.at === 'number' ? row.at : 0);
        }
        const old = [...times].sort(([, a], [, b]) => b - a).slice(BEHAVIORS_KEPT);
        for (const [name] of old) await of(id, name).delete();
      });
    },
  };
}

/** The same, for as long as the page stands: where IndexedDB is refused, and in tests. */
export function memoryJournals(): JournalStore {
  const manifests = new Map<string, Manifest>();
  const segments = new Map<string, Segment[]>();
  const checkpoints = new Map<string, readonly KeptCheckpoints[]>();
  const pictures = new Map<string, TimelineBins>();
  const change = (id: string, update: ManifestUpdate, added = 0) => {
    const manifest = manifests.get(id);
    if (!manifest) throw new Error(`There is no journal ${id}: it was erased meanwhile.`);
    manifests.set(id, { ...manifest, ...update, segments: manifest.segments + added });
  };
  async function* rowsOf({ id }: StoredExtent) {
    yield* segments.get(id) ?? [];
  }
  const commits = memoryCommits((id) => {
    const manifest = manifests.get(id);
    return manifest?.state === 'complete' ? manifest.records : undefined;
  });
  return {
    ...commits,
    durable: false,
    list: async () => [...manifests.values()],
    get: async (id) => manifests.get(id),
    async create(manifest) {
      if (manifests.has(manifest.id)) throw new Error(`There is a journal ${manifest.id} already.`);
      manifests.set(manifest.id, manifest);
      segments.set(manifest.id, []);
    },
    async append(id, added, update) {
      change(id, update, added.length);
      segments.get(id)?.push(...added);
    },
    update: async (id, update) => change(id, update),
    async restore(id) {
      const manifest = manifests.get(id);
      if (!manifest) throw new Error(`There is no journal ${id}: it was erased meanwhile.`);
      const { deletedAt: _, ...rest } = manifest;
      manifests.set(id, rest);
    },
    segments: rowsOf,
    columns: rowsOf,
    asides: rowsOf,
    async block(id, index) {
      const block = segments.get(id)?.[Math.floor(index / BLOCKS)]?.blocks[index % BLOCKS];
      if (!block) throw damaged(id, `the lines of ${recordsOf(index, BLOCK_RECORDS)} are missing or malformed`);
      return { bytes: block.bytes.slice(), offsets: block.offsets.slice() };
    },
    async erase(id) {
      manifests.delete(id);
      segments.delete(id);
      checkpoints.delete(id);
      await commits.erase(id);
      pictures.delete(id);
    },
    picture: async ({ id, records }) => parseBins(pictures.get(id), records),
    async keepPicture(id, bins) {
      if (manifests.has(id)) pictures.set(id, bins);
    },
    checkpoints: async (id, behavior) =>
      checkpoints.get(id)?.find((kept) => kept.behavior === behavior)?.checkpoints ?? [],
    async keepCheckpoints(id, kept) {
      if (!manifests.has(id)) return;
      const others = (checkpoints.get(id) ?? []).filter(({ behavior }) => behavior !== kept.behavior);
      const ordered = {
        ...kept,
        checkpoints: kept.checkpoints.toSorted((a, b) => a.checkpoint.slots - b.checkpoint.slots),
      };
      checkpoints.set(id, [ordered, ...others.sort((a, b) => b.at - a.at)].slice(0, BEHAVIORS_KEPT));
    },
  };
}
