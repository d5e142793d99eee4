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

/** What a language offers; each may be left out. */
export interface LanguageProviders {
  readonly complete?: (path: string, text: string, line: number, column: number) => Promise<readonly Suggestion[]>;
  /** Markdown. */
  readonly hover?: (path: string, text: string, line: number, column: number) => Promise<string | undefined>;
  readonly format?: (path: string, text: string) => Promise<string>;
  readonly fixes?: (
    path: string,
    line: number,
  ) => readonly { readonly title: string; readonly edits: readonly Edit[] }[];
  readonly symbols?: (path: string) => readonly Symbols[];
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
