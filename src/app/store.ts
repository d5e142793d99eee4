/** The one store of a workbench. Features read slices of it by selector and change it by its actions. */
import { create } from 'zustand';
import type { Finding } from '../core/finding.ts';
import type { RowQuery } from '../core/journal/query.types.ts';
import type { TimelineBins } from '../core/journal/timeline-bins.ts';
import type { OutlineItem } from '../core/model/assist.ts';
import type { Model, ProfileName } from '../core/model/model.ts';
import type { Workspace, WorkspaceFile } from '../core/workspace/workspace.ts';
import type { JournalInfo } from '../workers/journal/journal.protocol.ts';

export interface TextCursor {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface WorkbenchState {
  readonly workspace: Workspace | undefined;
  /** Its files as they were when it was opened here, and when that was by the page's clock. */
  readonly opened: { readonly files: readonly WorkspaceFile[]; readonly at: number } | undefined;
  /** Another tab writes; nothing may be changed here. */
  readonly readOnly: boolean;
  /** Counts what was erased, put into the bin or restored: lists of journals are read again. */
  readonly journalsChanged: number;
  /** A later Factline in another tab has taken the storage over. */
  readonly outdated: boolean;
  readonly saved: 'saved' | 'saving' | 'failed';
  readonly activeFile: string | undefined;
  /** Where the model editor shall put its cursor; a new object each time. */
  readonly reveal: TextCursor | undefined;
  /** Where the editor's cursor is, for the deep link. */
  readonly cursor: TextCursor | undefined;
  readonly journal: JournalInfo | undefined;
  /** Of the journal that is open or being opened: how its timeline looks at first, where that is known. */
  readonly firstLook: { readonly id: string; readonly bins: TimelineBins } | undefined;
  /** Filter and order of the journal table. */
  readonly query: RowQuery;
  /** Selected record of the open journal. */
  readonly row: number | undefined;
  /** 1-based slot of the replay cursor; 0 = before the first. */
  readonly slot: number;
  readonly findings: readonly Finding[];
  /** The files that `findings` are of: a fix is only right for these texts. */
  readonly checkedFiles: readonly WorkspaceFile[];
  readonly findingCounts: { readonly error: number; readonly warning: number; readonly info: number };
  /** What TypeScript and replay say of the behavior files. */
  readonly behaviorFindings: readonly Finding[];
  readonly replayFindings: readonly Finding[];
  /** Scenarios that fail. */
  readonly scenarioFindings: readonly Finding[];
  /** Red and green for the margins: scenarios in the model, deciders in the behavior. */
  readonly scenarioMarks: readonly ScenarioMark[];
  /** Of the last run; undefined where there is nothing to run. */
  readonly scenarioCounts: { readonly passed: number; readonly failed: number } | undefined;
  /** What the records of the open journal break, of the model or of integrity. */
  readonly recordFindings: readonly Finding[];
  readonly recordCounts: { readonly error: number; readonly warning: number; readonly info: number };
  /** Without a model that knows the journal: how many problems each profile would find in it. */
  readonly offered: Partial<Readonly<Record<ProfileName, number>>> | undefined;
  /** Shown in the rules panel. */
  readonly rule: string | undefined;
  readonly model: Model | undefined;
  /** The text is broken; `model` and `outline` are of the last good one. */
  readonly modelStale: boolean;
  /** When the text was sound the last time, by the page's clock; 0 = never. */
  readonly soundAt: number;
  /** Those that the model is checked against. */
  readonly profiles: readonly ProfileName[];
  readonly outline: readonly OutlineItem[];
  /** A long piece of work, for the status bar. */
  readonly working: string | undefined;
  /** Calls of workers under way. */
  readonly busy: number;
}

export interface ScenarioMark {
  readonly file: string;
  readonly line: number;
  readonly ok: boolean;
  readonly title: string;
}

export interface WorkbenchActions {
  openFile(path: string): void;
  revealAt(cursor: TextCursor): void;
  /** Changes a file's text; saved by the autosave. */
  editFile(file: WorkspaceFile): void;
  addFile(file: WorkspaceFile): void;
  removeFile(path: string): void;
  /** Behavior files that import it follow. */
  renameFile(path: string, to: string): void;
  setJournal(journal: JournalInfo | undefined): void;
  setQuery(query: RowQuery): void;
  selectRow(row: number | undefined): void;
  setSlot(slot: number): void;
  set(partial: Partial<WorkbenchState>): void;
}

export type Workbench = WorkbenchState & WorkbenchActions;

export const INITIAL_STATE: WorkbenchState = {
  workspace: undefined,
  opened: undefined,
  readOnly: false,
  journalsChanged: 0,
  outdated: false,
  saved: 'saved',
  activeFile: undefined,
  reveal: undefined,
  cursor: undefined,
  journal: undefined,
  firstLook: undefined,
  query: { sort: 'slot' },
  row: undefined,
  slot: 0,
  findings: [],
  checkedFiles: [],
  findingCounts: { error: 0, warning: 0, info: 0 },
  behaviorFindings: [],
  replayFindings: [],
  scenarioFindings: [],
  scenarioMarks: [],
  scenarioCounts: undefined,
  recordFindings: [],
  recordCounts: { error: 0, warning: 0, info: 0 },
  offered: undefined,
  rule: undefined,
  model: undefined,
  modelStale: false,
  soundAt: 0,
  profiles: [],
  outline: [],
  working: undefined,
  busy: 0,
};

const withFile = (workspace: Workspace, file: WorkspaceFile): Workspace => {
  const known = workspace.files.some((f) => f.path === file.path);
  const files = known ? workspace.files.map((f) => (f.path === file.path ? file : f)) : [...workspace.files, file];
  return { ...workspace, files };
};

export const useWorkbench = create<Workbench>()((set) => ({
  ...INITIAL_STATE,
  openFile: (activeFile) => set({ activeFile }),
  revealAt: (reveal) => set({ reveal, activeFile: reveal.file }),
  editFile: (file) => set((s) => (s.workspace && !s.readOnly ? { workspace: withFile(s.workspace, file) } : {})),
  addFile: (file) =>
    set((s) => (s.workspace && !s.readOnly ? { workspace: withFile(s.workspace, file), activeFile: file.path } : {})),
  removeFile: (path) =>
    set((s) =>
      s.workspace && !s.readOnly
        ? { workspace: { ...s.workspace, files: s.workspace.files.filter((f) => f.path !== path) } }
        : {},
    ),
  renameFile: (path, to) =>
    set((s) => {
      if (!s.workspace || s.readOnly || s.workspace.files.some((f) => f.path === to)) return {};
      const files = s.workspace.files.map((f) => {
        if (f.path === path) return { ...f, path: to };
        const text = f.text.replaceAll(`'./${path}'`, `'./${to}'`).replaceAll(`"./${path}"`, `"./${to}"`);
        return text === f.text ? f : { ...f, text };
      });
      return { workspace: { ...s.workspace, files }, ...(s.activeFile === path && { activeFile: to }) };
    }),
  setJournal: (journal) =>
    set(({ firstLook }) => ({
      journal,
      firstLook: firstLook?.id === journal?.id ? firstLook : undefined,
      row: undefined,
      slot: 0,
      query: { sort: 'slot' },
    })),
  setQuery: (query) => set({ query }),
  selectRow: (row) => set({ row }),
  setSlot: (slot) => set({ slot }),
  set,
}));
