/** What the code editor shows and asks; no storage and no domain. Lines and columns are 1-based. */
export interface Marker {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'info';
  readonly code?: string;
}
/** A sign beside a line, in the margin. */
export interface MarginMark {
  readonly line: number;
  readonly ok: boolean;
  readonly title: string;
}
export interface Suggestion {
  readonly label: string;
  readonly insert: string;
  readonly snippet: boolean;
  readonly kind: 'key' | 'value' | 'name' | 'snippet';
  readonly detail: string;
  readonly documentation: string;
}
export interface Edit {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}
export interface Symbols {
  readonly name: string;
  readonly line: number;
  readonly endLine: number;
  readonly children: readonly Symbols[];
}

/** A place in a file of the workspace. */
export interface TextPlace extends Omit<Edit, 'text'> {
  readonly path: string;
}
export interface Lens {
  readonly line: number;
  readonly title: string;
  readonly tooltip: string;
  readonly run: () => void;
}

/** The files of the open workspace, as whoever keeps them gives them. */
export interface FileHost {
  readonly scope: () => string;
  readonly files: () => readonly { readonly path: string; readonly text: string }[];
  /** Texts that changed though no editor shows them. */
  readonly changed: (files: readonly { readonly path: string; readonly text: string }[]) => void;
  /** Shows a place of another file. */
  readonly open: (path: string, line: number, column: number) => void;
}

/** Names that are defined in one place and stand in others, in any file. Each is asked with the file's text as the editor has it. */
export interface NameProviders {
  readonly host: FileHost;
  readonly definition: (path: string, text: string, line: number, column: number) => Promise<readonly TextPlace[]>;
  readonly references: (path: string, text: string, line: number, column: number) => Promise<readonly TextPlace[]>;
  /** The name under the cursor, or why it cannot be renamed; undefined = none of ours. */
  readonly renameable: (
    path: string,
    text: string,
    line: number,
    column: number,
  ) => Promise<{ readonly place: TextPlace; readonly name: string } | { readonly refused: string } | undefined>;
  readonly rename: (
    path: string,
    text: string,
    line: number,
    column: number,
    to: string,
  ) => Promise<{ readonly edits: readonly (Edit & { readonly path: string })[] } | { readonly refused: string }>;
  /** Says why not. */
  readonly refuse: (why: string) => void;
}

/** A text as it stands. */
export interface TextLines {
  readonly text: string;
  readonly count: number;
  /** 1-based. */
  line(n: number): string;
}
/** 1-based; both ends belong to it. */
export type Lines = readonly [from: number, to: number];

/** What a language offers; each may be left out. */
export interface LanguageProviders {
  /** Fails with an AbortError where a newer text takes the question back. */
  readonly complete?: (
    path: string,
    text: string,
    line: number,
    column: number,
    signal: AbortSignal,
  ) => Promise<readonly Suggestion[]>;
  /** Markdown. */
  readonly hover?: (path: string, text: string, line: number, column: number) => Promise<string | undefined>;
  readonly format?: (path: string, text: string) => Promise<string>;
  readonly fixes?: (
    path: string,
    line: number,
    /** `preferred`: the one thing to do, and no choice among several. */
  ) => readonly { readonly title: string; readonly edits: readonly Edit[]; readonly preferred: boolean }[];
  readonly symbols?: (path: string) => readonly Symbols[];
  readonly lenses?: {
    /** Answers when what it tells is of this very text; a newer text takes the question back. Of very many only those near, which is not `all`. */
    readonly of: (
      path: string,
      text: () => TextLines,
      near: () => Lines,
      signal: AbortSignal,
    ) => Promise<{ readonly lenses: readonly Lens[]; readonly all: boolean }>;
    /** Calls when lenses that were given may be others now. */
    readonly watch: (changed: () => void) => void;
  };
}

export type EditorLanguage = 'factline-model' | 'typescript' | 'json';

export interface CodeEditorProps {
  /** Files of another scope (a workspace) are other files. */
  readonly scope: string;
  readonly path: string;
  readonly language: EditorLanguage;
  readonly text: string;
  readonly readOnly: boolean;
  readonly onChange: (text: string) => void;
  readonly markers: readonly Marker[];
  readonly marks?: readonly MarginMark[];
  /** A new object moves the cursor there. */
  readonly reveal?: { readonly line: number; readonly column: number } | undefined;
  readonly onCursor?: (line: number, column: number) => void;
  readonly label: string;
}

/** One of two texts side by side. */
export interface DiffSide {
  readonly text: string;
  readonly label: string;
}
export interface DiffEditorProps {
  readonly language: EditorLanguage;
  readonly original: DiffSide;
  readonly modified: DiffSide;
  /** A new object moves the cursor there. */
  readonly reveal?:
    | { readonly side: 'original' | 'modified'; readonly line: number; readonly column: number }
    | undefined;
}
