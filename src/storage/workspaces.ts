/** Workspaces in IndexedDB, or for as long as the page stands. One contract test holds both. */

import { Dexie } from 'dexie';
import type {
  DeletedWorkspace,
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
  file(id: string, path: string): Promise<WorkspaceFile | undefined>;
  versions(id: string, path?: string): Promise<readonly FileVersion[]>;
  lastVersion(id: string, path: string): Promise<FileVersion | undefined>;
  /** When a file's versions were kept, milliseconds since 1970, rising; their texts are not read. */
  versionTimes(id: string, path: string): Promise<readonly number[]>;
  putVersion(id: string, version: FileVersion): Promise<void>;
  eraseVersions(id: string, path: string, times: readonly number[]): Promise<void>;
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

function parseFile(row: unknown): WorkspaceFile | undefined {
  return isObject(row) && typeof row['path'] === 'string' && typeof row['text'] === 'string'
    ? { path: row['path'], text: row['text'] }
    : undefined;
}

function parseVersion(row: unknown): FileVersion | undefined {
  const file = parseFile(row);
  return file && isObject(row) && typeof row['at'] === 'number' ? { ...file, at: row['at'] } : undefined;
}

function dexieRows(db: Database): Rows {
  const versionsOf = (id: string, path: string) =>
    db.history.where('[workspace+path+at]').between([id, path, Dexie.minKey], [id, path, Dexie.maxKey]);
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
      return rows.flatMap((row) => parseFile(row) ?? []);
    },
    file: async (id, path) => parseFile(await db.files.get([id, path])),
    async putFile(id, { path, text }) {
      await db.files.put({ workspace: id, path, text });
    },
    async eraseFile(id, path) {
      await db.files.delete([id, path]);
    },
    async versions(id, path) {
      const found = path === undefined ? db.history.where('workspace').equals(id) : versionsOf(id, path);
      return (await found.toArray()).flatMap((row) => parseVersion(row) ?? []);
    },
    lastVersion: async (id, path) => parseVersion(await versionsOf(id, path).last()),
    async versionTimes(id, path) {
      const keys: readonly unknown[] = await versionsOf(id, path).primaryKeys();
      return keys.flatMap((key) => (Array.isArray(key) && typeof key[2] === 'number' ? [key[2]] : []));
    },
    async putVersion(id, version) {
      await db.history.put({ workspace: id, ...version });
    },
    async eraseVersions(id, path, times) {
      await db.history.bulkDelete(times.map((at): [string, string, number] => [id, path, at]));
    },
  };
}

function memoryRows(): Rows {
  const rows = new Map<string, WorkspaceRow>();
  const files = new Map<string, Map<string, string>>();
  const history = new Map<string, readonly FileVersion[]>();
  const versionsOf = (id: string, path?: string) =>
    (history.get(id) ?? []).filter((version) => path === undefined || version.path === path);
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
    async file(id, path) {
      const text = files.get(id)?.get(path);
      return text === undefined ? undefined : { path, text };
    },
    versions: async (id, path) => versionsOf(id, path),
    lastVersion: async (id, path) => versionsOf(id, path).at(-1),
    versionTimes: async (id, path) => versionsOf(id, path).map(({ at }) => at),
    async putVersion(id, version) {
      history.set(id, [...(history.get(id) ?? []), version]);
    },
    async eraseVersions(id, path, times) {
      history.set(
        id,
        versionsOf(id).filter((version) => version.path !== path || !times.includes(version.at)),
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
    const before = (await rows.file(id, path))?.text;
    if (before === undefined || before === next) return;
    if (!keepsVersion(await rows.lastVersion(id, path), before, now(), next === undefined)) return;
    await rows.putVersion(id, { path, at: now(), text: before });
    await rows.eraseVersions(id, path, surplus(await rows.versionTimes(id, path), now()));
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
    async deleted() {
      return (await rows.all())
        .flatMap(({ journals: _, deletedAt, ...summary }): DeletedWorkspace[] =>
          deletedAt === undefined ? [] : [{ ...summary, erasedAt: deletedAt + DAY_MILLIS }],
        )
        .sort((a, b) => b.erasedAt - a.erasedAt);
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
      return [...(await rows.versions(id, path))].sort((a, b) => b.at - a.at);
    },
    async setJournals(id, journals) {
      await rows.put({ ...(await rowOf(id)), journals, updatedAt: stamp() });
    },
  };
}

export const dexieWorkspaces = (db: Database, now: () => number = Date.now): WorkspaceService =>
  workspacesOver(dexieRows(db), now);
export const memoryWorkspaces = (now: () => number = Date.now): WorkspaceService => workspacesOver(memoryRows(), now);
