/** Definition, references and renaming across files, for the languages that name the same things. */
import type { EditorLanguage, NameProviders, TextPlace } from './types.ts';

let opening = false;

/** Called once a language. What was registered last is asked first: TypeScript's own come after these. */
export async function registerNames(language: EditorLanguage, names: NameProviders): Promise<void> {
  const { monaco } = await import('./monaco.ts');
  const { editTogether, hiddenModel, pathOf, rangeOf, setHost, textOf, uriOf } = await import('./text-models.ts');
  const { host } = names;
  setHost(host);
  type Model = import('monaco-editor/editor').editor.ITextModel;

  /** Monaco shows only what has a model. */
  const located = (places: readonly TextPlace[]) =>
    places.flatMap((place) => {
      const file = host.files().find(({ path }) => path === place.path);
      if (!file) return [];
      return [{ uri: hiddenModel(host.scope(), file.path, file.text).uri, range: rangeOf(place) }];
    });
  const isOurs = (model: Model) => model.uri.path.startsWith('/workspace/');

  monaco.languages.registerDefinitionProvider(language, {
    provideDefinition: async (model, { lineNumber, column }) =>
      isOurs(model) ? located(await names.definition(pathOf(model.uri), textOf(model), lineNumber, column)) : [],
  });
  monaco.languages.registerReferenceProvider(language, {
    provideReferences: async (model, { lineNumber, column }) =>
      isOurs(model) ? located(await names.references(pathOf(model.uri), textOf(model), lineNumber, column)) : [],
  });
  monaco.languages.registerRenameProvider(language, {
    async resolveRenameLocation(model, { lineNumber, column }) {
      const found = await names.renameable(pathOf(model.uri), textOf(model), lineNumber, column);
      const range = { startLineNumber: lineNumber, startColumn: column, endLineNumber: lineNumber, endColumn: column };
      if (!found) return undefined;
      return 'refused' in found
        ? { range, text: '', rejectReason: found.refused }
        : { range: rangeOf(found.place), text: found.name };
    },
    async provideRenameEdits(model, { lineNumber, column }, to) {
      const path = pathOf(model.uri);
      const texts = new Map(host.files().map((file) => [file.path, file.text]));
      texts.set(path, textOf(model));
      const found = await names.rename(path, textOf(model), lineNumber, column, to.trim());
      if ('refused' in found) names.refuse(found.refused);
      // Made here and not by Monaco, whose own way has an undo for each file.
      else if (!editTogether(host.scope(), texts, found.edits))
        names.refuse('The text changed while the new name was looked up: nothing was renamed.');
      return { edits: [] };
    },
  });
  if (!opening)
    monaco.editor.registerEditorOpener({
      openCodeEditor(source, resource, at) {
        const here = resource.toString() === source.getModel()?.uri.toString();
        if (here || resource.toString() !== uriOf(host.scope(), pathOf(resource)).toString()) return false;
        const position = at && ('lineNumber' in at ? at : { lineNumber: at.startLineNumber, column: at.startColumn });
        host.open(pathOf(resource), position?.lineNumber ?? 1, position?.column ?? 1);
        return true;
      },
    });
  opening = true;
}
