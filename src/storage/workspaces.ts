/** Workspaces in IndexedDB, or for as long as the page stands. One contract test holds both. */
import type {
  FileVersion,
  Workspace,
  WorkspaceFile,
  WorkspaceService,
  WorkspaceSummary,
} from '../core/workspace/workspace.ts';
import type { Database } from './db.ts';
import { keepsVersion, surplus } from './history.ts';

interface WorkspaceRow extends WorkspaceSummary {
  readonly journals: readonly string[];
  /** Milliseconds since 1970; deleted but still restorable. */
  readonly deletedAt?: number;
}

/** What a workspace service needs to keep. */
interface Rows {
  all(): Promise<readonly WorkspaceRow[]>;
  get(id: string): Promise<WorkspaceRow | undefined>;
  put(row: WorkspaceRow): Promise<void>;
  erase(id: string): Promise<void>;
  files(id: string): Promise<readonly WorkspaceFile[]>;
  putFile(id: string, file: WorkspaceFile): Promise<void>;
  eraseFile(id: string, path: string): Promise<void>;
  versions(id: string): Promise<readonly FileVersion[]>;
  putVersion(id: string, version: FileVersion): Promise<void>;
  eraseVersions(id: string, versions: readonly FileVersion[]): Promise<void>;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function parseRow(value: unknown): WorkspaceRow | undefined {
  if (!isObject(value)) return undefined;
  const { id, name, updatedAt, sample, journals, deletedAt } = value;
  if (typeof id !== 'string' || typeof name !== 'string' || typeof updatedAt !== 'string') return undefined;
  return {
    id,
    name,
    updatedAt,
    journals: Array.isArray(journals) ? journals.filter((j) => typeof j === 'string') : [],
    ...(typeof sample === 'string' && { sample }),
    ...(typeof deletedAt === 'number' && { deletedAt }),
  };
}

function dexieRows(db: Database): Rows {
  return {
    all: async () => (await db.workspaces.toArray()).flatMap((row) => parseRow(row) ?? []),
    get: async (id) => parseRow(await db.workspaces.get(id)),
    async put(row) {
      await db.workspaces.put(row);
    },
    async erase(id) {
      await db.transaction('rw', db.workspaces, db.files, db.history, async () => {
        await db.workspaces.delete(id);
        await db.files.where('workspace').equals(id).delete();
        await db.history.where('workspace').equals(id).delete();
      });
    },
    async files(id) {
      const rows = await db.files.where('workspace').equals(id).toArray();
      return rows.flatMap((row) =>
        isObject(row) && typeof row.path === 'string' && typeof row.text === 'string'
          ? [{ path: row.path, text: row.text }]
          : [],
      );
    },
    async putFile(id, { path, text }) {
      await db.files.put({ workspace: id, path, text });
    },
    async eraseFile(id, path) {
      await db.files.delete([id, path]);
    },
    async versions(id) {
      const rows = await db.history.where('workspace').equals(id).toArray();
      return rows.flatMap((row) =>
        isObject(row) && typeof row.path === 'string' && typeof row.text === 'string' && typeof row.at === 'number'
          ? [{ path: row.path, text: row.text, at: row.at }]
          : [],
      );
    },
    async putVersion(id, version) {
      await db.history.put({ workspace: id, ...version });
    },
    async eraseVersions(id, versions) {
      await db.history.bulkDelete(versions.map(({ path, at }): [string, string, number] => [id, path, at]));
    },
  };
}

function memoryRows(): Rows {
  const rows = new Map<string, WorkspaceRow>();
  const files = new Map<string, Map<string, string>>();
  const history = new Map<string, readonly FileVersion[]>();
  return {
    all: async () => [...rows.values()],
    get: async (id) => rows.get(id),
    async put(row) {
      rows.set(row.id, row);
    },
    async erase(id) {
      rows.delete(id);
      files.delete(id);
      history.delete(id);
    },
    files: async (id) => [...(files.get(id) ?? [])].map(([path, text]) => ({ path, text })),
    async putFile(id, { path, text }) {
      files.set(id, (files.get(id) ?? new Map<string, string>()).set(path, text));
    },
    async eraseFile(id, path) {
      files.get(id)?.delete(path);
    },
    versions: async (id) => history.get(id) ?? [],
    async putVersion(id, version) {
      history.set(id, [...(history.get(id) ?? []), version]);
    },
    async eraseVersions(id, versions) {
      history.set(
        id,
        (history.get(id) ?? []).filter((version) => !versions.includes(version)),
      );
    },
  };
}

const DAY_MILLIS = 86_400_000;

function workspacesOver(rows: Rows, now: () => number): WorkspaceService {
  const stamp = () => new Date(now()).toISOString();
  const rowOf = async (id: string): Promise<WorkspaceRow> => {
    const row = await rows.get(id);
    if (!row) throw new Error('This workspace is not in this browser: it was erased, or belongs to another browser.');
    return row;
  };
  const load = async (id: string): Promise<Workspace | undefined> => {
    const row = await rows.get(id);
    if (!row || row.deletedAt !== undefined) return undefined;
    const { deletedAt: _, ...summary } = row;
    const files = [...(await rows.files(id))].sort((a, b) => (a.path < b.path ? -1 : 1));
    return { ...summary, files };
  };
  /** Keeps what a file holds before it is replaced, unless that was kept a moment ago. */
  const remember = async (id: string, path: string, next: string | undefined): Promise<void> => {
    const before = (await rows.files(id)).find((file) => file.path === path)?.text;
    if (before === undefined || before === next) return;
    const versions = (await rows.versions(id)).filter((version) => version.path === path);
    if (!keepsVersion(versions, before, now(), next === undefined)) return;
    const version = { path, at: now(), text: before };
    await rows.putVersion(id, version);
    await rows.eraseVersions(id, surplus([...versions, version], now()));
  };
  const create: WorkspaceService['create'] = async ({ name, sample, files, journals }) => {
    const row: WorkspaceRow = {
      id: crypto.randomUUID(),
      name,
      updatedAt: stamp(),
      journals,
      ...(sample !== undefined && { sample }),
    };
    // The files come first: a workspace that is listed has all of them.
    for (const file of files) await rows.putFile(row.id, file);
    await rows.put(row);
    return { ...row, files };
  };
  return {
    async list() {
      const all = await rows.all();
      for (const row of all)
        if (row.deletedAt !== undefined && now() - row.deletedAt > DAY_MILLIS) await rows.erase(row.id);
      return all
        .filter((row) => row.deletedAt === undefined)
        .map(({ journals: _, ...summary }) => summary)
        .sort((a, b) => (a.updatedAt < b.updatedAt ? 1 : -1));
    },
    load,
    create,
    async rename(id, name) {
      await rows.put({ ...(await rowOf(id)), name, updatedAt: stamp() });
    },
    async duplicate(id) {
      const workspace = await load(id);
      if (!workspace) throw new Error('This workspace was deleted.');
      return create({ name: `${workspace.name} (copy)`, files: workspace.files, journals: workspace.journals });
    },
    async remove(id) {
      await rows.put({ ...(await rowOf(id)), deletedAt: now() });
    },
    async restore(id) {
      const { deletedAt: _, ...row } = await rowOf(id);
      await rows.put(row);
    },
    async saveFile(id, file) {
      await remember(id, file.path, file.text);
      await rows.putFile(id, file);
      await rows.put({ ...(await rowOf(id)), updatedAt: stamp() });
    },
    async removeFile(id, path) {
      await remember(id, path, undefined);
      await rows.eraseFile(id, path);
      await rows.put({ ...(await rowOf(id)), updatedAt: stamp() });
    },
    async history(id, path) {
      const versions = await rows.versions(id);
      return versions.filter((version) => path === undefined || version.path === path).sort((a, b) => b.at - a.at);
    },
    async setJournals(id, journals) {
      await rows.put({ ...(await rowOf(id)), journals, updatedAt: stamp() });
    },
  };
}

export const dexieWorkspaces = (db: Database, now: () => number = Date.now): WorkspaceService =>
  workspacesOver(dexieRows(db), now);
export const memoryWorkspaces = (now: () => number = Date.now): WorkspaceService => workspacesOver(memoryRows(), now);
