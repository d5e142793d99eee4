/** Monaco as we use it: the editor with the features that people expect, three languages, its workers from our own origin. */
import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/typescript/register';
import * as typescript from 'monaco-editor/languages/features/typescript/register';
import 'monaco-editor/languages/features/json/register';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import JsonWorker from 'monaco-editor/language/json/json.worker.js?worker';
import TypeScriptWorker from 'monaco-editor/language/typescript/ts.worker.js?worker';
import { conf, language } from 'monaco-editor/languages/definitions/yaml/yaml.js';

export const MODEL_LANGUAGE = 'factline-model';

self.MonacoEnvironment = {
  getWorker: (_: unknown, label: string) =>
    label === 'typescript' || label === 'javascript'
      ? new TypeScriptWorker()
      : label === 'json'
        ? new JsonWorker()
        : new EditorWorker(),
};

monaco.languages.register({ id: MODEL_LANGUAGE, extensions: ['.model.yaml', '.model.yml'] });
monaco.languages.setMonarchTokensProvider(MODEL_LANGUAGE, language);
monaco.languages.setLanguageConfiguration(MODEL_LANGUAGE, conf);

// F1 is the page's palette, in the editor as well.
monaco.editor.addKeybindingRule({ keybinding: monaco.KeyCode.F1, command: '-editor.action.quickCommand' });

/** Colours of the page's tokens, as the theme has them now. */
function defineTheme(): void {
  const style = getComputedStyle(document.documentElement);
  // The build shortens colours; Monaco wants six digits.
  const color = (name: string) =>
    style
      .getPropertyValue(name)
      .trim()
      .replace(/^#(\w)(\w)(\w)$/, '#$1$1$2$2$3$3');
  const dark = document.documentElement.dataset.theme === 'dark';
  monaco.editor.defineTheme('factline', {
    base: dark ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [],
    colors: {
      'editor.background': color('--bg'),
      'editor.foreground': color('--fg'),
      'editorLineNumber.foreground': color('--fg-muted'),
      'editorGutter.background': color('--bg'),
      'editorWidget.background': color('--bg-raised'),
      'editorWidget.border': color('--border'),
      focusBorder: color('--focus'),
    },
  });
  monaco.editor.setTheme('factline');
}
defineTheme();
new MutationObserver(defineTheme).observe(document.documentElement, {
  attributes: true,
  attributeFilter: ['data-theme'],
});

export { monaco, typescript };
