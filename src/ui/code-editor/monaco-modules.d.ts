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
