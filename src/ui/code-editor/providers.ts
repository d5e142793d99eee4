/** Hands a language's abilities to Monaco. Called once a language; what it asks is looked up at each call. */
import type { Edit, EditorLanguage, LanguageProviders, Suggestion, Symbols } from './types.ts';

export async function registerProviders(language: EditorLanguage, providers: LanguageProviders): Promise<void> {
  const { monaco } = await import('./monaco.ts');
  const { pathOf, textOf } = await import('./text-models.ts');
  const { languages } = monaco;
  const kinds = {
    key: languages.CompletionItemKind.Property,
    value: languages.CompletionItemKind.EnumMember,
    name: languages.CompletionItemKind.Reference,
    snippet: languages.CompletionItemKind.Snippet,
  };
  const { complete, hover, format, fixes, symbols, lenses } = providers;
  const range = ({ line, column, endLine, endColumn }: Omit<Edit, 'text'>) => ({
    startLineNumber: line,
    startColumn: column,
    endLineNumber: endLine,
    endColumn,
  });

  if (complete)
    languages.registerCompletionItemProvider(language, {
      triggerCharacters: [' ', ':', '{', '[', ',', '.'],
      async provideCompletionItems(model, position, _, token) {
        const gone = new AbortController();
        token.onCancellationRequested(() => gone.abort());
        const word = model.getWordUntilPosition(position);
        const at = {
          startLineNumber: position.lineNumber,
          endLineNumber: position.lineNumber,
          startColumn: word.startColumn,
          endColumn: word.endColumn,
        };
        const text = textOf(model);
        // Who checks the text hears of the key first, and asks first.
        await new Promise((resolve) => setTimeout(resolve, 0));
        const found = await complete(pathOf(model.uri), text, position.lineNumber, position.column, gone.signal).catch(
          (error: unknown) => {
            if (error instanceof Error && error.name === 'AbortError') return [];
            throw error;
          },
        );
        return {
          suggestions: found.map((s: Suggestion, i) => ({
            label: s.label,
            kind: kinds[s.kind],
            insertText: s.insert,
            detail: s.detail,
            documentation: { value: s.documentation },
            range: at,
            sortText: String(i).padStart(5, '0'),
            ...(s.snippet && { insertTextRules: languages.CompletionItemInsertTextRule.InsertAsSnippet }),
          })),
        };
      },
    });
  if (hover)
    languages.registerHoverProvider(language, {
      async provideHover(model, position) {
        const value = await hover(pathOf(model.uri), textOf(model), position.lineNumber, position.column);
        return value === undefined ? null : { contents: [{ value }] };
      },
    });
  if (format)
    languages.registerDocumentFormattingEditProvider(language, {
      provideDocumentFormattingEdits: async (model) => [
        { range: model.getFullModelRange(), text: await format(pathOf(model.uri), textOf(model)) },
      ],
    });
  if (fixes)
    languages.registerCodeActionProvider(language, {
      provideCodeActions(model, at, context) {
        const actions = fixes(pathOf(model.uri), at.startLineNumber).map(({ title, edits, preferred }) => ({
          title,
          kind: 'quickfix',
          diagnostics: context.markers,
          isPreferred: preferred,
          edit: {
            edits: edits.map((edit) => ({
              resource: model.uri,
              versionId: model.getVersionId(),
              textEdit: { range: range(edit), text: edit.text },
            })),
          },
        }));
        return { actions, dispose: () => undefined };
      },
    });
  if (symbols) {
    const convert = ({
      name,
      line,
      endLine,
      children,
    }: Symbols): import('monaco-editor/editor').languages.DocumentSymbol => {
      const whole = { startLineNumber: line, startColumn: 1, endLineNumber: Math.max(line, endLine), endColumn: 200 };
      return {
        name,
        detail: '',
        kind: languages.SymbolKind.Object,
        tags: [],
        range: whole,
        selectionRange: { ...whole, endLineNumber: line },
        children: children.map(convert),
      };
    };
    languages.registerDocumentSymbolProvider(language, {
      provideDocumentSymbols: (model) => symbols(pathOf(model.uri)).map(convert),
    });
    (await import('./folding.ts')).registerFolding(language, symbols);
    (await import('./highlights.ts')).registerHighlights(language);
  }
  if (lenses) (await import('./lenses.ts')).registerLenses(language, lenses);
}
