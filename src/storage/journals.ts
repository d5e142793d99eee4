/**
 * Journals as stored: a manifest, segments of columns, and blocks of 1,024 lines. Append-only: a stored segment is never changed.
 *
 * The manifest is written first, `importing`; each group of segments is added in one transaction with the manifest's counters, so what the
 * manifest says is there; `complete` comes last. Two implementations, one contract test: Dexie, and memory where there is no IndexedDB.
 */
import type { JournalHeader, SourceRef } from '../core/formats/mapping.ts';
import type { StoredAnalysis } from '../core/journal/analyse.ts';
import type { Block } from '../core/journal/columns.ts';
import type { IntegrityReport, Rejected } from '../core/journal/report.ts';
import type { Segment } from '../core/journal/segment.ts';
import type { Database } from './db.ts';

/** A segment without its blocks, which are rows of their own. */
export type StoredSegment = Omit<Segment, 'blocks'>;

export interface Manifest {
  readonly id: string;
  readonly name: string;
  readonly state: 'importing' | 'complete';
  readonly createdAt: string;
  readonly header: JournalHeader;
  readonly reading: unknown;
  readonly sources: readonly SourceRef[];
  readonly records: number;
  readonly rejected: number;
  /** Unzipped bytes of the sources that the stored records come from. */
  readonly bytes: number;
  readonly segments: number;
  readonly rejectedLines: readonly Rejected[];
  /** Of a complete journal, under the default thresholds. */
  readonly report?: IntegrityReport;
  /** So that reopening need not look for them again; absent where there are too many to keep here. */
  readonly analysis?: StoredAnalysis;
}

export type ManifestUpdate = Partial<
  Pick<
    Manifest,
    'name' | 'state' | 'header' | 'records' | 'rejected' | 'bytes' | 'rejectedLines' | 'report' | 'analysis' | 'sources'
  >
>;

export interface JournalStore {
  /** Whether what is stored outlives the page. */
  readonly durable: boolean;
  list(): Promise<readonly Manifest[]>;
  get(id: string): Promise<Manifest | undefined>;
  create(manifest: Manifest): Promise<void>;
  /** Adds segments, their blocks and the manifest's counters in one transaction. */
  append(id: string, segments: readonly Segment[], update: ManifestUpdate): Promise<void>;
  update(id: string, update: ManifestUpdate): Promise<void>;
  /** In order. Throws a DamagedError where one is missing or malformed. */
  segments(id: string): Promise<readonly StoredSegment[]>;
  block(id: string, index: number): Promise<Block>;
  erase(id: string): Promise<void>;
}

/** Stored data that is not what it should be: the message names the journal and what to do. */
export class DamagedError extends Error {
  override readonly name = 'DamagedError';
}

const damaged = (id: string, what: string) =>
  new DamagedError(
    `The stored journal ${id} is damaged: ${what}. Other journals are not affected; erase this one and import it again.`,
  );

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function parseManifest(value: unknown): Manifest | undefined {
  if (!isObject(value)) return undefined;
  const { id, name, state, records, segments, header } = value;
  const good =
    typeof id === 'string' &&
    typeof name === 'string' &&
    (state === 'importing' || state === 'complete') &&
    Number.isSafeInteger(records) &&
    Number.isSafeInteger(segments) &&
    isObject(header) &&
    isObject(header.sequence) &&
    Array.isArray(header.identity) &&
    Array.isArray(value.sources) &&
    Array.isArray(value.rejectedLines);
  return good ? (value as unknown as Manifest) : undefined;
}

const COLUMNS = {
  line: [Uint32Array, 1],
  type: [Uint32Array, 1],
  version: [Uint16Array, 1],
  subject: [Uint32Array, 1],
  partition: [Uint32Array, 1],
  sequence: [Float64Array, 1],
  position: [Float64Array, 1],
  tEventMicros: [Float64Array, 1],
  tLogMicros: [Float64Array, 1],
  identityHash: [Uint32Array, 2],
  idHash: [Uint32Array, 2],
  requestHash: [Uint32Array, 2],
  causationHash: [Uint32Array, 2],
  correlationHash: [Uint32Array, 2],
  flags: [Uint8Array, 1],
} as const;

/** A segment row as it was written; a column of another length or kind means damage. */
function parseSegment(id: string, index: number, value: unknown): StoredSegment {
  if (!isObject(value) || !isObject(value.segment)) throw damaged(id, `segment ${index} is missing`);
  const { segment } = value;
  const count = segment.count;
  if (typeof count !== 'number' || !isObject(segment.dictionary) || !isObject(segment.processing))
    throw damaged(id, `segment ${index} is malformed`);
  for (const [name, [kind, width]] of Object.entries(COLUMNS)) {
    const column = segment[name];
    // By tag, since a buffer may come from another realm.
    if (
      Object.prototype.toString.call(column) !== `[object ${kind.name}]` ||
      (column as Uint8Array).length !== count * width
    )
      throw damaged(id, `column ${name} of segment ${index} is malformed`);
  }
  return segment as unknown as StoredSegment;
}

function parseBlock(id: string, index: number, value: unknown): Block {
  const bytes = isObject(value) ? value.bytes : undefined;
  const offsets = isObject(value) ? value.offsets : undefined;
  const tag = (x: unknown) => Object.prototype.toString.call(x);
  if (tag(bytes) !== '[object Uint8Array]' || tag(offsets) !== '[object Uint32Array]')
    throw damaged(id, `block ${index} is missing`);
  return { bytes: bytes as Uint8Array, offsets: offsets as Uint32Array };
}

/** Blocks are numbered through the journal: those of a segment begin at its first record / 1,024. */
const blockRows = (id: string, { first, blocks }: Segment) =>
  blocks.map(({ bytes, offsets }, i) => ({
    journal: id,
    index: first / 1024 + i,
    bytes: exact(bytes),
    offsets: exact(offsets),
  }));

/** A view of a larger buffer would be stored with all of it. */
function exact<A extends Uint8Array | Uint32Array>(view: A): A {
  return view.byteLength === view.buffer.byteLength ? view : (view.slice() as A);
}

export function dexieJournals(db: Database): JournalStore {
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
  return {
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
      await db.transaction('rw', db.journals, db.segments, db.blocks, async () => {
        await change(id, update, segments.length);
        await db.segments.bulkAdd(
          segments.map(({ blocks: _, ...segment }) => ({ journal: id, index: segment.first, segment })),
        );
        for (const segment of segments) await db.blocks.bulkAdd(blockRows(id, segment));
      });
    },
    async update(id, update) {
      await db.transaction('rw', db.journals, () => change(id, update));
    },
    async segments(id) {
      const manifest = await get(id);
      const rows = await db.segments.where('[journal+index]').between([id, 0], [id, Number.MAX_SAFE_INTEGER]).toArray();
      if (rows.length !== manifest?.segments)
        throw damaged(id, `${rows.length} of ${manifest?.segments ?? 0} segments are there`);
      return rows.map((row, index) => parseSegment(id, index, row));
    },
    block: async (id, index) => parseBlock(id, index, await db.blocks.get([id, index])),
    async erase(id) {
      await db.transaction('rw', db.journals, db.segments, db.blocks, async () => {
        await db.journals.delete(id);
        await db.segments.where('[journal+index]').between([id, 0], [id, Number.MAX_SAFE_INTEGER]).delete();
        await db.blocks.where('[journal+index]').between([id, 0], [id, Number.MAX_SAFE_INTEGER]).delete();
      });
    },
  };
}

/** The same, for as long as the page stands: where IndexedDB is refused, and in tests. */
export function memoryJournals(): JournalStore {
  const manifests = new Map<string, Manifest>();
  const segments = new Map<string, StoredSegment[]>();
  const blocks = new Map<string, Map<number, Block>>();
  const change = (id: string, update: ManifestUpdate, added = 0) => {
    const manifest = manifests.get(id);
    if (!manifest) throw new Error(`There is no journal ${id}: it was erased meanwhile.`);
    manifests.set(id, { ...manifest, ...update, segments: manifest.segments + added });
  };
  return {
    durable: false,
    list: async () => [...manifests.values()],
    get: async (id) => manifests.get(id),
    async create(manifest) {
      if (manifests.has(manifest.id)) throw new Error(`There is a journal ${manifest.id} already.`);
      manifests.set(manifest.id, manifest);
      segments.set(manifest.id, []);
      blocks.set(manifest.id, new Map());
    },
    async append(id, added, update) {
      change(id, update, added.length);
      for (const segment of added) {
        const { blocks: _, ...columns } = segment;
        segments.get(id)?.push(columns);
        for (const { index, bytes, offsets } of blockRows(id, segment)) blocks.get(id)?.set(index, { bytes, offsets });
      }
    },
    update: async (id, update) => change(id, update),
    async segments(id) {
      const stored = segments.get(id);
      if (stored?.length !== manifests.get(id)?.segments || !stored) throw damaged(id, 'segments are missing');
      return stored;
    },
    async block(id, index) {
      return parseBlock(id, index, blocks.get(id)?.get(index));
    },
    async erase(id) {
      manifests.delete(id);
      segments.delete(id);
      blocks.delete(id);
    },
  };
}
