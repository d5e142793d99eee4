declare module 'monaco-editor/languages/definitions/yaml/yaml.js' {
  import type { languages } from 'monaco-editor/editor';
  export const conf: languages.LanguageConfiguration;
  export const language: languages.IMonarchLanguage;
}
declare module 'monaco-editor/platform/undoRedo/common/undoRedo.js' {
  /** Steps of undo that are taken back together. */
  export class UndoRedoGroup {
    readonly id: number;
  }
}
declare module 'monaco-editor/editor/contrib/folding/browser/indentRangeProvider.js' {
  /** What can be folded in a text by its indentation; `offSide`: a blank line behind a block is no part of it. */
  export function computeRanges(
    model: {
      getOptions(): { readonly tabSize: number };
      getLineCount(): number;
      getLineContent(line: number): string;
    },
    offSide: boolean,
  ): { readonly length: number; getStartLineNumber(i: number): number; getEndLineNumber(i: number): number };
}
