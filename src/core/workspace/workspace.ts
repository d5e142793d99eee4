/** Workspaces (contract §1) as stored: a folder of plain files plus references to journals. */

export interface WorkspaceSummary {
  readonly id: string;
  readonly name: string;
  readonly updatedAt: string;
  /** The sample it was made from, if any. */
  readonly sample?: string;
}
export interface WorkspaceFile {
  /** `shop.model.yaml`, `shop.behavior.ts`, `winlog.mapping.json` */
  readonly path: string;
  readonly text: string;
}
export interface Workspace extends WorkspaceSummary {
  readonly files: readonly WorkspaceFile[];
  /** Ids of the journals it refers to. */
  readonly journals: readonly string[];
}

/** An earlier text of a file; `at` is when it was replaced or removed, in milliseconds since 1970. */
export interface FileVersion {
  readonly path: string;
  readonly at: number;
  readonly text: string;
}

/** In the bin; `erasedAt` is when it goes from there, in milliseconds since 1970. */
export interface DeletedWorkspace extends WorkspaceSummary {
  readonly erasedAt: number;
}

export interface WorkspaceService {
  list(): Promise<readonly WorkspaceSummary[]>;
  load(id: string): Promise<Workspace | undefined>;
  create(workspace: {
    readonly name: string;
    readonly sample?: string;
    readonly files: readonly WorkspaceFile[];
    readonly journals: readonly string[];
  }): Promise<Workspace>;
  rename(id: string, name: string): Promise<void>;
  duplicate(id: string): Promise<Workspace>;
  /** Marks it deleted; `restore` takes that back. What stays deleted is erased at a later start, after a day. */
  remove(id: string): Promise<void>;
  restore(id: string): Promise<void>;
  /** What can be restored, deleted last first. */
  deleted(): Promise<readonly DeletedWorkspace[]>;
  saveFile(id: string, file: WorkspaceFile): Promise<void>;
  removeFile(id: string, path: string): Promise<void>;
  /** Earlier texts, the latest first; of all files, also of removed ones, or of one. */
  history(id: string, path?: string): Promise<readonly FileVersion[]>;
  setJournals(id: string, journals: readonly string[]): Promise<void>;
}
